import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { parse } from 'semver';
import { RunFailure } from '../../../src/failure';
import { AWS_PLUGIN_VERSION, ensureAwsPlugin } from '../../../src/stack/engine/plugin';
import { commandError } from '../command-errors';

const INSTALL = `plugin install resource aws ${AWS_PLUGIN_VERSION}`;
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

  constructor(
    private failures = 0,
    private readonly failure: Error = commandError('error: 403 HTTP error fetching plugin'),
  ) {}

  async run(args: string[], _folder: string, environment: Record<string, string>) {
    this.calls.push(args.join(' '));
    this.tokens.push(environment.GITHUB_TOKEN);
    this.homes.push(environment.PULUMI_HOME);
    if (this.failures-- > 0) throw this.failure;
    return { stdout: '', stderr: '', code: 0 };
  }
}

async function ensure(engine: FakeEngine, githubToken?: string, { signal } = new AbortController()) {
  const log: string[] = [];
  const waits: number[] = [];
  await ensureAwsPlugin({
    engine: engine as unknown as PulumiCommand,
    environment: { PULUMI_HOME: home },
    githubToken,
    log: (line) => log.push(line),
    sleep: async (milliseconds) => void waits.push(milliseconds),
    signal,
  });
  return { log, waits };
}

it("installs the plugin of the SDK's version where the engine looks for it, with the token", async () => {
  const engine = new FakeEngine();
  const { log } = await ensure(engine, 'ghs_token');
  expect(engine.calls).toEqual([expect.stringContaining(INSTALL)]);
  expect(engine.tokens).toEqual(['ghs_token']);
  expect(engine.homes).toEqual([home]);
  expect(log).toEqual([`Installing the AWS plugin ${AWS_PLUGIN_VERSION}`]);
});

it('leaves it at HTTPS, as the README says, unless somebody has installed it before', async () => {
  const engine = new FakeEngine();
  await ensure(engine);
  expect(engine.calls[0]).not.toContain('--checksum');
  const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
  expect(readme).toContain('which the engine gets by HTTPS and installs without a checksum to compare it with');
  expect(readme).toContain('`pulumi plugin install resource aws VERSION --checksum SHA256`');
});

it('leaves the token alone where there is none', async () => {
  const engine = new FakeEngine();
  await ensure(engine, '');
  expect(engine.tokens).toEqual([undefined]);
});

it.each([
  ["in Pulumi's folder", () => join(home, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`)],
  ['on PATH', () => join(home, 'empty')],
])('installs nothing where the plugin is %s', async (_, folderOf) => {
  const folder = folderOf();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, EXECUTABLE), '#!/bin/sh\n', { mode: 0o755 });
  const engine = new FakeEngine();
  expect(await ensure(engine)).toEqual({ log: [], waits: [] });
  expect(engine.calls).toEqual([]);
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
