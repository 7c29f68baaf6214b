import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as Building from '../../sandbox/build';

const cache = mkdtempSync(join(tmpdir(), 'model-deployment-iam-cache-'));
let building: typeof Building;
const before = process.env.XDG_CACHE_HOME;
beforeAll(() => {
  process.env.XDG_CACHE_HOME = cache;
  jest.isolateModules(() => (building = jest.requireActual<typeof Building>('../../sandbox/build')));
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => {
  jest.restoreAllMocks();
  if (before === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = before;
  rmSync(cache, { recursive: true });
});

/** Takes a moment, so that two can meet. */
function slowBuild(name: string) {
  const make = jest.fn(async (folder: string) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    await writeFile(join(folder, 'program'), name);
  });
  return { title: name, cpuSeconds: 1, folderName: async () => name, make };
}

test('two that want the same at the same time get one', async () => {
  const engine = slowBuild('engine');
  const folders = await Promise.all([building.built(engine), building.built(engine)]);
  expect(folders[0]).toBe(folders[1]);
  expect(readFileSync(join(folders[0], 'program'), 'utf8')).toBe('engine');
  expect(engine.make).toHaveBeenCalledTimes(1);
});

test('only what is missing is announced and made, and nothing the second time', async () => {
  const [there, missing] = [slowBuild('runner'), slowBuild('emulator')];
  await building.built(there);
  const said: string[] = [];
  for (const _ of ['first', 'second']) await building.buildMissing([there, missing], (text) => said.push(text));
  expect(said).toEqual([
    expect.stringMatching(/^To build, once: emulator\./),
    expect.stringMatching(/^Nothing to build/),
  ]);
  expect([there, missing].map(({ make }) => make.mock.calls.length)).toEqual([1, 1]);
});

const ENGINE = { title: 'the engine', cpuSeconds: 600 };
const RUNNER = { title: 'the runner', cpuSeconds: 90 };

test.each([
  ['nothing', [], 2, 'Nothing to build: all of it is in the cache.'],
  [
    'a little',
    [RUNNER],
    2,
    'To build, once: the runner. That takes less than a minute on 2 cores, and stays in the cache.',
  ],
  [
    'more',
    [ENGINE, RUNNER],
    2,
    'To build, once: the engine, the runner. That takes about 6 min on 2 cores, and stays in the cache.',
  ],
  [
    'more on a larger machine',
    [ENGINE, RUNNER],
    4,
    'To build, once: the engine, the runner. That takes about 3 min on 4 cores, and stays in the cache.',
  ],
])('says what there is to build: %s', (_, missing, cores, said) => {
  expect(building.announcement(missing, cores)).toBe(said);
});
