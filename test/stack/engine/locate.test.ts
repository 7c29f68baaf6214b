import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { FakeToolCache } from './fake-tool-cache';
import { locateEngine } from '../../../src/stack/engine/locate';
import { engineVersionOnPath } from '../../../src/stack/engine/version';

let folder: string;
let tools: FakeToolCache;
let log: string[];
const path = process.env.PATH;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'locate-'));
  tools = new FakeToolCache(folder);
  log = [];
  process.env.PATH = join(folder, 'empty');
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

/** @returns a folder with a program that is called pulumi and knows nothing but its version */
async function fakeEngine(version: string): Promise<string> {
  const bin = await mkdtemp(join(folder, 'bin-'));
  await writeFile(join(bin, 'pulumi'), `#!/bin/sh\necho ${version}\n`);
  await chmod(join(bin, 'pulumi'), 0o755);
  return bin;
}

function locate() {
  const versionOnPath = engineVersionOnPath();
  return locateEngine({ version: '3.274.1', versionOnPath, tools: async () => tools, log: (line) => log.push(line) });
}

it.each(['v3.274.1', 'v3.300.0'])('takes %s on PATH, and asks nothing else', async (version) => {
  process.env.PATH = await fakeEngine(version);
  expect(`v${(await locate()).version}`).toBe(version);
  expect(tools.done).toEqual([]);
});

it.each(['v3.200.0', 'v4.0.0', 'no version'])(
  'does not take %s on PATH, but one from the tool cache',
  async (version) => {
    const onPath = await fakeEngine(version);
    process.env.PATH = onPath;
    tools.cached = await fakeEngine('v3.274.1');
    expect(`${(await locate()).version}`).toBe('3.274.1');
    expect(tools.done).toEqual(['find pulumi 3.274.1']);
    expect(process.env.PATH).toBe([tools.cached, onPath].join(delimiter));
  },
);

it('fails where what is in the tool cache does not run', async () => {
  tools.cached = await fakeEngine('v3.1.0');
  await expect(locate()).rejects.toMatchObject({
    reason: 'engine-unavailable',
    message: `The Pulumi engine in ${tools.cached} does not run, or is not 3.274.1.`,
  });
});

it('installs one where there is none, and says so', async () => {
  await expect(locate()).rejects.toMatchObject({
    reason: 'engine-unavailable',
    message: expect.stringContaining('404'),
  });
  expect(log).toEqual([expect.stringMatching(/^Installing Pulumi 3\.274\.1 from https:\/\/get\.pulumi\.com\//)]);
  expect(tools.done).toEqual(['find pulumi 3.274.1', expect.stringContaining('3.274.1-checksums.txt')]);
});

it.each([
  ['platform', 'sunos'],
  ['arch', 'ia32'],
] as const)('fails where Pulumi has no release (%s %s)', async (property, value) => {
  const original = Object.getOwnPropertyDescriptor(process, property)!;
  Object.defineProperty(process, property, { ...original, value });
  try {
    await expect(locate()).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `Pulumi has no release for ${process.platform} ${process.arch}.`,
    });
  } finally {
    Object.defineProperty(process, property, original);
  }
});
