import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CommandError, type PulumiCommand } from '@pulumi/pulumi/automation';
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

/** What the Automation API does with it. */
async function runEngine(engine: PulumiCommand): Promise<unknown> {
  return (engine as unknown as { run(args: string[], folder: string, env: NodeJS.ProcessEnv): Promise<unknown> }).run(
    ['preview'],
    folder,
    {},
  );
}

describe('what is in the tool cache', () => {
  it('is not asked for its version', async () => {
    tools.cached = await fakeEngine('v3.274.1; echo "$1" >> "$0.log"');
    expect(await runEngine(await locate())).toMatchObject({ stdout: expect.stringContaining('v3.274.1') });
    expect(await readFile(join(tools.cached, 'pulumi.log'), 'utf8')).toBe('preview\n');
  });

  it.each([
    ['does not run', 'v3.274.1; exit 126'],
    ['is another version, and fails', 'v3.1.0; test "$1" = version'],
  ])('fails a run where it %s', async (_, version) => {
    tools.cached = await fakeEngine(version);
    await expect(runEngine(await locate())).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `The Pulumi engine in ${tools.cached} does not run, or is not 3.274.1.`,
    });
  });

  it('is not to blame for a run that fails for another reason', async () => {
    tools.cached = await fakeEngine('v3.274.1; test "$1" = version');
    await expect(runEngine(await locate())).rejects.toBeInstanceOf(CommandError);
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
