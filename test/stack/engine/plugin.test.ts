import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { parse } from 'semver';
import { RunFailure } from '../../../src/failure';
import type { Downloads } from '../../../src/stack/engine/checksums';
import { AWS_PLUGIN_VERSION, ensureAwsPlugin } from '../../../src/stack/engine/plugin';
import { PLUGIN_HOSTS, pluginArchive } from '../../../src/stack/engine/release';
import { commandError } from '../command-errors';

jest.mock('../../../src/stack/engine/checksums.json', () => ({}));

const INSTALL = `plugin install resource aws ${AWS_PLUGIN_VERSION}`;
const ARCHIVE = pluginArchive(AWS_PLUGIN_VERSION, process.platform, process.arch);
const SUM = '0123456789abcdef'.repeat(4);
const EXECUTABLE = process.platform === 'win32' ? 'pulumi-resource-aws.exe' : 'pulumi-resource-aws';

let home: string;
const path = process.env.PATH;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'plugin-'));
  process.env.PATH = join(home, 'empty');
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(home, { recursive: true });
});

/** In place of the engine: fails as often as it is told to, and remembers what it was called with. */
class FakeEngine {
  readonly command = 'pulumi';
  readonly version = parse('3.274.1');
  readonly calls: string[] = [];
  readonly tokens: (string | undefined)[] = [];
  readonly homes: (string | undefined)[] = [];
  readonly overrides: (string | undefined)[] = [];

  constructor(
    private failures = 0,
    private readonly failure: Error = commandError('error: 403 HTTP error fetching plugin'),
  ) {}

  async run(args: string[], _folder: string, environment: Record<string, string>) {
    this.calls.push(args.join(' '));
    this.tokens.push(environment.GITHUB_TOKEN);
    this.homes.push(environment.PULUMI_HOME);
    this.overrides.push(environment.PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES);
    if (this.failures-- > 0) throw this.failure;
    return { stdout: '', stderr: '', code: 0 };
  }
}

async function ensure(
  engine: FakeEngine,
  githubToken?: string,
  { signal } = new AbortController(),
  downloads: Downloads = { checksums: {}, isChecksumRequired: false },
) {
  const log: string[] = [];
  const waits: number[] = [];
  const unverified: string[] = [];
  const program = await ensureAwsPlugin({
    engine: engine as unknown as PulumiCommand,
    ...{ folder: home, downloads, unverified: (sentence) => unverified.push(sentence) },
    environment: { PULUMI_HOME: home },
    githubToken,
    log: (line) => log.push(line),
    sleep: async (milliseconds) => void waits.push(milliseconds),
    signal,
  });
  return { log, waits, unverified, program };
}

it("installs the plugin of the SDK's version where the engine looks for it, with the token", async () => {
  const engine = new FakeEngine();
  const { log } = await ensure(engine, 'ghs_token');
  expect(engine.calls).toEqual([expect.stringContaining(INSTALL)]);
  expect(engine.tokens).toEqual(['ghs_token']);
  expect(engine.homes).toEqual([home]);
  expect(log).toEqual([`Installing the AWS plugin ${AWS_PLUGIN_VERSION}`]);
});

describe('the checksum of the archive', () => {
  it('is given to the engine, which installs nothing else, and no other version', async () => {
    const engine = new FakeEngine();
    const { unverified } = await ensure(engine, '', undefined, {
      checksums: { [ARCHIVE]: SUM },
      isChecksumRequired: true,
    });
    expect(engine.calls).toEqual([`${INSTALL} --exact --checksum ${SUM}`]);
    expect(unverified).toEqual([]);
  });

  it('is asked for by default, with the line to give, before anything is removed or installed', async () => {
    const engine = new FakeEngine();
    await expect(ensure(engine, '', undefined, { checksums: {}, isChecksumRequired: true })).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `${ARCHIVE} was not downloaded from ${PLUGIN_HOSTS}: no checksum of it is known.`,
      hint: expect.stringContaining(`download-checksums, as a line "SHA256 ${ARCHIVE}"`),
    });
    expect(engine.calls).toEqual([]);
  });

  it('is missed, and said to be, where HTTPS will do', async () => {
    const engine = new FakeEngine();
    const { unverified } = await ensure(engine);
    expect(engine.calls).toEqual([`${INSTALL} --exact`]);
    expect(unverified).toEqual([
      `No checksum of ${ARCHIVE} was known: nothing but the connection vouches for what came from ${PLUGIN_HOSTS}.`,
    ]);
  });

  const wrong = () =>
    new FakeEngine(
      1,
      commandError(
        `error: [resource plugin aws-7.48.0] downloading from : failed to download plugin: aws-7.48.0: invalid checksum, expected ${SUM}, actual ${'f'.repeat(64)}`,
      ),
    );
  const downloads = {
    mirror: 'https://me:secret@mirror.acme.dev',
    checksums: { [ARCHIVE]: SUM },
    isChecksumRequired: false,
  };

  it('is told, with what was found and where, and nothing is tried again', async () => {
    const engine = wrong();
    await expect(ensure(engine, '', undefined, downloads)).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `${ARCHIVE} from https://mirror.acme.dev is not what was expected: its SHA-256 is ${'f'.repeat(64)}, but ${SUM} was expected.`,
      hint: expect.not.stringContaining('engine'),
    });
    expect(engine.calls).toHaveLength(1);
  });

  it('may be wrong because the engine is old', async () => {
    const engine = Object.assign(wrong(), { version: parse('3.218.0') });
    await expect(ensure(engine, '', undefined, downloads)).rejects.toMatchObject({
      hint: expect.stringContaining('3.218.0 may hash a part of the download only'),
    });
  });
});

it.each([
  [undefined, ''],
  ['https://me:secret@mirror.acme.dev/pulumi', '.*=https://me:secret@mirror.acme.dev/pulumi'],
])('is downloaded from where the workflow says: %s', async (mirror, overrides) => {
  const engine = new FakeEngine();
  await ensure(engine, '', undefined, { mirror, checksums: {}, isChecksumRequired: false });
  expect(engine.overrides).toEqual([overrides]);
  expect(engine.calls.join()).not.toContain('secret');
});

it('leaves the token alone where there is none', async () => {
  const engine = new FakeEngine();
  await ensure(engine, '');
  expect(engine.tokens).toEqual([undefined]);
});

/** Puts a plugin there that can be run. */
async function putPlugin(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, EXECUTABLE), '#!/bin/sh\n', { mode: 0o755 });
}

it("installs nothing where the plugin is in Pulumi's folder", async () => {
  const folder = join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`);
  await putPlugin(folder);
  const engine = new FakeEngine();
  expect(await ensure(engine)).toEqual({ log: [], waits: [], unverified: [], program: join(folder, EXECUTABLE) });
  expect(engine.calls).toEqual([]);
});

it('does not take one that is on PATH', async () => {
  await putPlugin(join(home, 'empty'));
  const engine = new FakeEngine();
  const { program } = await ensure(engine);
  expect(engine.calls).toEqual([expect.stringContaining(INSTALL)]);
  expect(program).toBe(join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`, EXECUTABLE));
});

describe('a plugin that is there and can not be used', () => {
  const folder = () => join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`);

  it.each<[string, string | undefined, number]>([
    ['is empty', '', 0o755],
    ['may not be run', '#!/bin/sh\n', 0o644],
    ['is not there', undefined, 0],
  ])('is removed, for the engine would take it for installed: it %s', async (_, content, mode) => {
    await mkdir(folder(), { recursive: true });
    if (content !== undefined) await writeFile(join(folder(), EXECUTABLE), content, { mode });
    const engine = new FakeEngine();
    const { log } = await ensure(engine);
    expect(log[0]).toBe(`The AWS plugin in ${folder()} is broken, and is installed anew`);
    expect(existsSync(folder())).toBe(false);
    expect(readdirSync(join(home, 'plugins'))).toEqual([]);
    expect(engine.calls).toHaveLength(1);
  });

  it('is left to the engine where it is being installed, or was when somebody was killed', async () => {
    await mkdir(folder(), { recursive: true });
    await writeFile(join(folder(), EXECUTABLE), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(`${folder()}.partial`, '');
    const engine = new FakeEngine();
    expect((await ensure(engine)).log).toEqual([`Installing the AWS plugin ${AWS_PLUGIN_VERSION}`]);
    expect(existsSync(folder())).toBe(true);
    expect(engine.calls).toHaveLength(1);
  });
});

it('does not begin again where it has taken too long', async () => {
  const late = new RunFailure('timed-out', 'It did not end within 600 s.');
  const engine = new FakeEngine(1, late);
  await expect(ensure(engine)).rejects.toMatchObject({
    reason: 'engine-unavailable',
    details: 'It did not end within 600 s.',
  });
  expect(engine.calls).toHaveLength(1);
});

it('is not satisfied with another version of the plugin', async () => {
  await mkdir(join(home, 'plugins', 'resource-aws-v1.0.0'), { recursive: true });
  await writeFile(join(home, 'plugins', 'resource-aws-v1.0.0', EXECUTABLE), '');
  const engine = new FakeEngine();
  await ensure(engine);
  expect(engine.calls).toHaveLength(1);
});

it('tries again, and waits longer each time', async () => {
  const engine = new FakeEngine(2);
  expect((await ensure(engine)).waits).toEqual([2000, 4000]);
  expect(engine.calls).toHaveLength(3);
});

it('gives up after three attempts, with the cause', async () => {
  const engine = new FakeEngine(3);
  await expect(ensure(engine)).rejects.toMatchObject({
    reason: 'engine-unavailable',
    message: `The AWS plugin ${AWS_PLUGIN_VERSION} could not be installed.`,
    details: 'error: 403 HTTP error fetching plugin',
  });
  expect(engine.calls).toHaveLength(3);
});

it('tries nothing again once the workflow is cancelled', async () => {
  const engine = new FakeEngine(3);
  const cancellation = new AbortController();
  cancellation.abort(new Error('cancelled'));
  await expect(ensure(engine, '', cancellation)).rejects.toThrow('cancelled');
  expect(engine.calls).toHaveLength(1);
});
