import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { basename, delimiter, join } from 'node:path';
import { type ActionRun, runAction } from '../../sandbox/action';
import { pluginArchive, type ReleaseServer, startReleaseServer } from '../../sandbox/releases/release-server';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { PULUMI_VERSION } from '../../src/contract';
import { releaseFor } from '../../src/stack/engine/release';

const { archive, checksumsUrl } = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
const checksums = basename(checksumsUrl);

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
function previewWithout(programs: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<ActionRun> {
  const folders = sandbox.environment.PATH!.split(delimiter);
  const PATH = folders.filter((folder) => !programs.some((program) => existsSync(join(folder, program))));
  return runAction(sandbox, {
    inputs: {},
    environment: {
      PATH: PATH.join(delimiter),
      RUNNER_TOOL_CACHE: toolCache,
      PULUMI_RELEASES_URL: releases.url,
      PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `.*=${releases.url}`,
      ...environment,
    },
  });
}

describe('where there is no engine', () => {
  it('installs the release that the contract names, and finds it in the tool cache the next time', async () => {
    const first = await previewWithout(['pulumi']);
    expect(first.log).toContain(`Installing Pulumi ${PULUMI_VERSION}`);
    expect(first.exitCode).toBe(0);
    expect(first.outputs['has-changes']).toBe('true');
    expect(releases.requests).toEqual([`/${checksums}`, `/${archive}`]);

    const second = await previewWithout(['pulumi']);
    expect(second.exitCode).toBe(0);
    expect(releases.requests).toHaveLength(2);
  });

  it('runs nothing that is not what Pulumi published', async () => {
    releases.answerWith({ status: 200, body: 'something else' }, archive);
    const run = await previewWithout(['pulumi']);

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    expect(run.log).toMatch(/is not what Pulumi published: its SHA-256 is [0-9a-f]{64}, but [0-9a-f]{64} was expected/);
    expect(run.summary).toContain('the Pulumi engine is not available');
  });

  it('names the address where there is no such version', async () => {
    releases.answerWith({ status: 404 }, checksums);
    const run = await previewWithout(['pulumi']);

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    expect(run.log).toContain(`${releases.url}/${checksums}`);
    expect(run.log).toContain('pulumi-version');
  });

  it('downloads through the proxy of the environment', async () => {
    const run = await previewWithout(['pulumi'], {
      PULUMI_RELEASES_URL: 'http://releases.example/sdk',
      http_proxy: releases.url,
      no_proxy: '127.0.0.1',
    });

    expect(run.exitCode).toBe(0);
    expect(releases.tunnels).toContain('releases.example:80');
    expect(releases.requests).toContain(`/sdk/${archive}`);
  });
});

describe('where there is no AWS plugin', () => {
  it('installs it before the run', async () => {
    const PULUMI_HOME = await mkdtemp(join(sandbox.folder, 'pulumi-home-'));
    const run = await previewWithout(['pulumi-resource-aws'], { PULUMI_HOME });

    expect(run.exitCode).toBe(0);
    expect(run.log).toContain('Installing the AWS plugin');
    expect(releases.requests.filter((path) => path.includes('pulumi-resource-aws'))).toHaveLength(1);
    expect(run.log.indexOf('Installing the AWS plugin')).toBeLessThan(run.log.indexOf('pulumi preview'));
  });

  it('tells why it can not be installed', async () => {
    const PULUMI_HOME = await mkdtemp(join(sandbox.folder, 'pulumi-home-'));
    releases.answerWith({ status: 404 }, pluginArchive(), Infinity);
    const run = await previewWithout(['pulumi-resource-aws'], { PULUMI_HOME });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('engine-unavailable');
    expect(run.log).toContain('could not be installed');
    expect(run.log).toContain('404');
  });
});
