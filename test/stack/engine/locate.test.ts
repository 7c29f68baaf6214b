import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
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

/** Puts an engine where the runner has its tools. */
async function keepInToolCache(version: string): Promise<string> {
  const kept = join(folder, 'pulumi/3.274.1', process.arch);
  await mkdir(dirname(kept), { recursive: true });
  await rename(await fakeEngine(version), kept);
  await writeFile(`${kept}.complete`, '');
  return kept;
}

function locate(toolCache: string | undefined = folder, mirror?: string) {
  const versionOnPath = engineVersionOnPath();
  const { signal } = new AbortController();
  return locateEngine({
    version: '3.274.1',
    versionOnPath,
    tools: async () => tools,
    toolCache,
    ...{ downloads: { mirror, checksums: {}, isChecksumRequired: false }, unverified: () => undefined },
    log: (line) => log.push(line),
    signal,
  });
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
    const kept = await keepInToolCache('v3.274.1');
    expect(`${(await locate()).version}`).toBe('3.274.1');
    expect(tools.done).toEqual([]);
    expect(process.env.PATH).toBe([kept, onPath].join(delimiter));
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
    const kept = await keepInToolCache('v3.274.1; echo "$1" >> "$0.log"');
    expect(await runEngine(await locate())).toMatchObject({ stdout: expect.stringContaining('v3.274.1') });
    expect(await readFile(join(kept, 'pulumi.log'), 'utf8')).toBe('preview\n');
  });

  it.each([
    ['does not run', 'v3.274.1; exit 126'],
    ['is another version, and fails', 'v3.1.0; test "$1" = version'],
  ])('fails a run where it %s', async (_, version) => {
    const kept = await keepInToolCache(version);
    await expect(runEngine(await locate())).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `The Pulumi engine in ${kept} does not run, or is not 3.274.1.`,
    });
  });

  it('is not taken where it can not be run', async () => {
    const kept = await keepInToolCache('v3.274.1');
    await writeFile(join(kept, 'pulumi'), '');
    await expect(locate()).rejects.toMatchObject({ reason: 'engine-unavailable' });
    expect(log).toEqual([expect.stringMatching(/^Installing Pulumi 3\.274\.1/)]);
  });

  it('is not to blame for a run that fails for another reason', async () => {
    await keepInToolCache('v3.274.1; test "$1" = version');
    await expect(runEngine(await locate())).rejects.toBeInstanceOf(CommandError);
  });
});

it('gives up an engine on PATH that does not tell its version', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-version=0.2';
  process.env.PATH = [await fakeEngine('; /bin/sleep 5'), path].join(delimiter);
  expect(await engineVersionOnPath()).toBeUndefined();
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
});

it('installs one where there is none, and says so', async () => {
  await expect(locate()).rejects.toMatchObject({
    reason: 'engine-unavailable',
    message: expect.stringContaining('404'),
  });
  expect(log).toEqual([expect.stringMatching(/^Installing Pulumi 3\.274\.1 from https:\/\/get\.pulumi\.com\//)]);
  expect(tools.done).toEqual([expect.stringContaining('3.274.1-checksums.txt')]);
});

it('installs from a mirror, and keeps what lets one in to itself', async () => {
  await expect(locate(folder, 'https://me:secret@mirror.acme.dev/pulumi')).rejects.toThrow('mirror.acme.dev');
  expect(log).toEqual([expect.stringMatching(/ from https:\/\/mirror\.acme\.dev\/pulumi\/pulumi-v3\.274\.1-/)]);
  expect(tools.authorizations).toHaveLength(1);
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
