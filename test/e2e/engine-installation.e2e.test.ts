import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { RELEASES_HOST } from '../../sandbox/releases/certificate';
import { PLUGIN, type ReleaseServer, startReleaseServer } from '../../sandbox/releases/release-server';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { PULUMI_VERSION } from '../../src/contract';
import { releaseFor } from '../../src/stack/engine/release';

const { archive, checksumsUrl } = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
const checksums = basename(checksumsUrl);

const SUM_OF_ELSE = createHash('sha256').update('something else').digest('hex');

let sandbox: Sandbox;
let releases: ReleaseServer;
let toolCache: string;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  releases = await startReleaseServer();
  toolCache = await mkdtemp(join(sandbox.folder, 'tool-cache-'));
});
afterEach(() => releases.stop());
afterAll(() => sandbox.stop());

/** On a machine whose PATH has none of these programs. */
function previewWithout(
  programs: readonly string[],
  inputs: ActionOptions['inputs'] = {},
  environment: NodeJS.ProcessEnv = {},
): Promise<ActionRun> {
  const folders = sandbox.environment.PATH!.split(delimiter);
  const PATH = folders.filter((folder) => !programs.some((program) => existsSync(join(folder, program))));
  return runAction(sandbox, {
    inputs: { ...releases.inputs, ...inputs },
    environment: { PATH: PATH.join(delimiter), RUNNER_TOOL_CACHE: toolCache, ...releases.trust, ...environment },
  });
}

describe('where there is no engine', () => {
  it('installs the release that the contract names, and finds it in the tool cache the next time', async () => {
    const first = await previewWithout(['pulumi']);
    expect(first.log).toContain(`Installing Pulumi ${PULUMI_VERSION}`);
    expect(first.exitCode).toBe(0);
    expect(first.outputs['has-changes']).toBe('true');
    expect(releases.requests).toEqual([`/${archive}`]);

    const second = await previewWithout(['pulumi']);
    expect(second.exitCode).toBe(0);
    expect(releases.requests).toHaveLength(1);
  });

  it('runs nothing that is not what was expected, and keeps nothing of it', async () => {
    releases.answerWith({ status: 200, body: 'something else' }, archive);
    const mirror = releases.url.replace('//', '//me:correct-horse@');
    const run = await previewWithout(['pulumi'], { 'download-mirror': mirror });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    const told = `${archive} from ${releases.url} is not what was expected: its SHA-256 is ${SUM_OF_ELSE}, but`;
    expect(run.log).toContain(told);
    expect(run.log).toMatch(/but [0-9a-f]{64} was expected/);
    expect(run.summary).toContain('the Pulumi engine is not available');
    expect(await readdir(toolCache)).toEqual([]);
    expect(releases.authorizations).toEqual([`Basic ${Buffer.from('me:correct-horse').toString('base64')}`]);
    expect(`${run.log.replaceAll(/^::add-mask::.*$/gm, '')}${run.summary}`).not.toContain('correct-horse');
  });

  it('downloads nothing of which no checksum is known, unless it is told to believe the host', async () => {
    const other = { 'pulumi-version': '3.999.0' };
    const refused = await previewWithout(['pulumi'], other);
    expect(refused.outputs['failure-reason']).toBe('engine-unavailable');
    expect(refused.log).toMatch(/pulumi-v3\.999\.0-\S+ was not downloaded from .*: no checksum of it is known/);
    expect(releases.requests).toEqual([]);

    releases.answerWith({ status: 404 }, checksums);
    const believing = await previewWithout(['pulumi'], { ...other, 'require-checksums': 'false' });
    expect(believing.outputs['failure-reason']).toBe('engine-unavailable');
    expect(believing.log).toContain(`${releases.url}/pulumi-3.999.0-checksums.txt could not be downloaded`);
    expect(believing.log).toContain('pulumi-version');
  });

  it('downloads through the proxy of the environment', async () => {
    const mirror = { 'download-mirror': `https://${RELEASES_HOST}/sdk` };
    const run = await previewWithout(['pulumi', 'pulumi-resource-aws'], mirror, {
      ...{ https_proxy: releases.proxy.url, no_proxy: '127.0.0.1' },
      PULUMI_HOME: await mkdtemp(join(sandbox.folder, 'pulumi-home-')),
    });

    expect(run.exitCode).toBe(0);
    expect(releases.proxy.tunnels).toContain(`${RELEASES_HOST}:443`);
    expect(releases.requests).toEqual([`/sdk/${archive}`, `/sdk/${PLUGIN}`]);
  });
});

describe('where there is no AWS plugin', () => {
  it('installs it before the run, from a mirror that asks for a password', async () => {
    const PULUMI_HOME = await mkdtemp(join(sandbox.folder, 'pulumi-home-'));
    const mirror = { 'download-mirror': releases.url.replace('//', '//me:a%2Cb%3Dc@') };
    const run = await previewWithout(['pulumi-resource-aws'], mirror, { PULUMI_HOME });

    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('Installing the AWS plugin');
    expect(releases.requests).toEqual([`/${PLUGIN}`]);
    expect(releases.authorizations).toEqual([`Basic ${Buffer.from('me:a,b=c').toString('base64')}`]);
    expect(run.log.indexOf('Installing the AWS plugin')).toBeLessThan(run.log.indexOf('pulumi preview'));
  });

  it('installs nothing that is not what was expected', async () => {
    const PULUMI_HOME = await mkdtemp(join(sandbox.folder, 'pulumi-home-'));
    releases.answerWith({ status: 200, body: 'something else' }, PLUGIN, Infinity);
    const run = await previewWithout(['pulumi-resource-aws'], {}, { PULUMI_HOME });

    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    expect(run.log).toContain(
      `${PLUGIN} from ${releases.url} is not what was expected: its SHA-256 is ${SUM_OF_ELSE},`,
    );
    expect(releases.requests).toHaveLength(1);
    const left = await readdir(PULUMI_HOME, { recursive: true });
    expect(left.filter((path) => path.includes('aws'))).toEqual([]);
  });

  it('tells why it can not be installed', async () => {
    const PULUMI_HOME = await mkdtemp(join(sandbox.folder, 'pulumi-home-'));
    releases.answerWith({ status: 404 }, PLUGIN, Infinity);
    const run = await previewWithout(['pulumi-resource-aws'], {}, { PULUMI_HOME });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    expect(run.log).toContain('could not be installed');
    expect(run.log).toContain('404');
  });
});
