import { channel } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { parse } from 'semver';
import { ANALYZED, created, unchanged } from './engine-results';
import { FakePorts, type GivenInputs } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { Progress } from '../../src/action/progress';
import { runCommand } from '../../src/action/run-command';
import { threadOf } from '../../src/action/thread';
import { RunFailure } from '../../src/failure';
import { readRequest } from '../../src/request/read-request';
import { analyzeRole } from '../../src/stack/access-analyzer';
import { accountOfCredentials } from '../../src/stack/aws';
import * as commands from '../../src/stack/commands';
import { locateEngine } from '../../src/stack/engine/locate';
import { ownHome } from '../../src/stack/engine/own-home';
import { ensureAwsPlugin } from '../../src/stack/engine/plugin';
import { obstaclesToDeletion } from '../../src/stack/obstacles';
import { roleInIam } from '../../src/stack/role-in-iam';
import { checkState } from '../../src/stack/state/check';
import { exportedState } from '../../src/stack/state/exported';
import { withWayBack } from '../../src/stack/state/way-back';
import { waitForRole } from '../../src/stack/wait-for-role';
import { change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

/** In place of AWS and of the engine. */
jest.mock('../../src/stack/access-analyzer', () => ({ analyzeRole: jest.fn() }));
jest.mock('../../src/stack/aws', () => ({ accountOfCredentials: jest.fn() }));
jest.mock('../../src/stack/commands', () => ({
  ...{ preview: jest.fn(), up: jest.fn(), destroy: jest.fn(), previewDestroy: jest.fn(), drift: jest.fn() },
}));
jest.mock('../../src/stack/engine/locate', () => ({ locateEngine: jest.fn() }));
jest.mock('../../src/stack/engine/own-home', () => ({ ownHome: jest.fn() }));
jest.mock('../../src/stack/engine/plugin', () => ({ ensureAwsPlugin: jest.fn() }));
jest.mock('../../src/stack/obstacles', () => ({ obstaclesToDeletion: jest.fn() }));
jest.mock('../../src/stack/role-in-iam', () => ({ roleInIam: jest.fn() }));
jest.mock('../../src/stack/state/check', () => ({ checkState: jest.fn() }));
jest.mock('../../src/stack/state/way-back', () => ({ withWayBack: jest.fn() }));
jest.mock('../../src/stack/state/exported', () => ({ exportedState: jest.fn() }));
jest.mock('../../src/stack/wait-for-role', () => ({ waitForRole: jest.fn() }));

const ACCOUNT = '123456789012';
const ENGINE = { command: 'pulumi' } as PulumiCommand;
const AWS = { region: 'us-west-2', endpointUrl: undefined, signal: expect.any(AbortSignal) as AbortSignal };
const HOME = { PULUMI_HOME: '/own' };
const VERSION = Promise.resolve(parse('3.999.0')!);

let temporary: string;
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'run-command-'));
  jest.resetAllMocks();
  jest.mocked(accountOfCredentials).mockResolvedValue(ACCOUNT);
  jest.mocked(analyzeRole).mockResolvedValue({ findings: [], notes: [] });
  jest.mocked(locateEngine).mockResolvedValue(ENGINE);
  jest.mocked(ensureAwsPlugin).mockResolvedValue('/plugins/aws');
  jest.mocked(checkState).mockResolvedValue({ isMissing: true, pluginVersions: [], halfReplaced: [] });
  jest.mocked(ownHome).mockResolvedValue(HOME);
  jest.mocked(obstaclesToDeletion).mockResolvedValue([]);
  jest.mocked(waitForRole).mockResolvedValue();
  jest.mocked(withWayBack).mockImplementation(async (failure) => failure);
  jest.mocked(roleInIam).mockResolvedValue({ isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] });
});
afterEach(() => rm(temporary, { recursive: true }));

function given(inputs: GivenInputs) {
  const ports = new FakePorts(inputs);
  ports.environment = { RUNNER_TEMP: temporary };
  const { request, problems } = readRequest(ports);
  expect(problems).toEqual([]);
  const plan = planOf(request!, ACCOUNT);
  jest.mocked(commands.preview).mockResolvedValue(created(plan, 'planned'));
  jest.mocked(commands.up).mockResolvedValue(created(plan));
  jest.mocked(commands.destroy).mockResolvedValue(unchanged(plan));
  jest.mocked(commands.drift).mockResolvedValue(unchanged(plan));
  const go = (asides: readonly (() => unknown)[] = []) =>
    runCommand(request!, ports, {
      versionOnPath: VERSION,
      thread: threadOf(ports, request),
      asides,
      progress: new Progress(),
    });
  return { ports, plan, go };
}

describe('before the engine runs', () => {
  it('asks whose credentials these are, and for an engine and its plugin', async () => {
    const { ports, go } = given({
      ...{ 'pulumi-version': '3.300.0', 'github-token': 'ghs_other', 'require-checksums': 'false' },
      'download-mirror': 'https://mirror.acme.dev',
    });
    const downloads = { mirror: 'https://mirror.acme.dev', checksums: {}, isChecksumRequired: false };
    await go();

    expect(accountOfCredentials).toHaveBeenCalledWith(AWS);
    expect(ports.saved).toEqual({ account: ACCOUNT });
    const [engine] = jest.mocked(locateEngine).mock.lastCall!;
    expect(engine).toMatchObject({
      version: '3.300.0',
      versionOnPath: VERSION,
      tools: ports.tools,
      downloads,
    });
    const [plugin] = jest.mocked(ensureAwsPlugin).mock.lastCall!;
    expect(plugin).toMatchObject({ engine: ENGINE, environment: {}, githubToken: 'ghs_other', downloads });
    engine.log('Installing Pulumi');
    plugin.log('Installing the plugin');
    expect(ports.sentTo('info')).toEqual(expect.arrayContaining(['Installing Pulumi', 'Installing the plugin']));
    const start = Date.now();
    await plugin.sleep(20);
    expect(Date.now() - start).toBeGreaterThanOrEqual(15);
  });

  it.each(['https://api.acme.ghe.com', 'https://github.acme.dev/api/v3'])(
    'keeps the token of %s from github.com',
    async (GITHUB_API_URL) => {
      const { ports, go } = given({ 'github-token': 'ghs_other' });
      ports.environment = { ...ports.environment, GITHUB_API_URL };
      await go();
      expect(jest.mocked(ensureAwsPlugin).mock.lastCall![0].githubToken).toBeUndefined();
    },
  );

  it.each(['completed', 'failed'])('says in the log and the report what nobody vouches for: it %s', async (outcome) => {
    const { ports, go } = given({ command: 'preview' });
    jest.mocked(ensureAwsPlugin).mockImplementationOnce(async ({ unverified }) => {
      unverified('Nobody vouches for it.');
      return '/plugin';
    });
    if (outcome === 'failed') jest.mocked(commands.preview).mockRejectedValue(new Error('No.'));
    const { report } = await go();
    expect(report).toMatchObject({ outcome, access: { notes: expect.arrayContaining(['Nobody vouches for it.']) } });
    expect(ports.sentTo('warning')).toContain('Nobody vouches for it.');
  });

  it('looks at the state, and runs nothing on one that is damaged', async () => {
    const { plan, ports, go } = given({ command: 'up' });
    const failure = new RunFailure('state-damaged', 'It is empty.', { hint: 'Put a backup there.' });
    jest.mocked(checkState).mockRejectedValue(failure);
    const { report } = await go();
    const looking = { signal: ports.signal, exported: expect.any(Function) as () => Promise<undefined> };
    expect(checkState).toHaveBeenCalledWith(plan.settings, looking);
    expect(report).toMatchObject({ failure: { reason: 'state-damaged', hint: 'Put a backup there.' } });
    expect(commands.up).not.toHaveBeenCalled();
  });

  it('asks the engine for a state that it can not look at', async () => {
    const { plan, ports, go } = given({});
    await go();
    await jest.mocked(checkState).mock.lastCall![1].exported();
    const [settings, workspace, log] = jest.mocked(exportedState).mock.lastCall!;
    expect([settings, log]).toEqual([plan.settings, ports.log.info]);
    expect(workspace.environment).toEqual({ PULUMI_CREDENTIALS_PATH: workspace.folder });
  });

  it('gives the engine a home with the plugin and no other, for what the state asks for', async () => {
    const { go } = given({});
    jest.mocked(checkState).mockResolvedValue({ isMissing: false, pluginVersions: ['7.40.0'], halfReplaced: [] });
    await go();
    const [, { environment, folder }] = jest.mocked(commands.preview).mock.lastCall!;
    expect(ownHome).toHaveBeenCalledWith(folder, '/plugins/aws', ['7.40.0']);
    expect(environment).toEqual({ PULUMI_CREDENTIALS_PATH: folder, ...HOME });
  });

  it('adds the way back where the engine can not read a damaged state before', async () => {
    const { plan, ports, go } = given({});
    const failure = new RunFailure('state-damaged', 'It is.');
    jest.mocked(checkState).mockRejectedValue(failure);
    jest.mocked(withWayBack).mockResolvedValue(new RunFailure('state-damaged', 'It is.', { hint: 'cp a b' }));
    expect((await go()).report).toMatchObject({ failure: { hint: 'cp a b' } });
    expect(withWayBack).toHaveBeenCalledWith(failure, plan.settings, ports.signal);
  });

  it('adds the way back where the engine finds that the state is damaged', async () => {
    const { plan, ports, go } = given({});
    const failure = new RunFailure('state-damaged', 'It is.');
    jest.mocked(commands.preview).mockResolvedValue({ ...created(plan, 'planned'), failure });
    jest.mocked(withWayBack).mockResolvedValue(new RunFailure('state-damaged', 'It is.', { hint: 'cp a b' }));
    expect((await go()).report).toMatchObject({ failure: { hint: 'cp a b' } });
    expect(withWayBack).toHaveBeenCalledWith(failure, plan.settings, ports.signal);
  });

  it('tells what it will make, whatever comes of it', async () => {
    const { ports, plan, go } = given({});
    jest.mocked(ensureAwsPlugin).mockImplementation(async () => {
      expect(ports.outputs).toMatchObject({
        'role-arn': plan.roleArn,
        'policy-document': plan.component.args.policy,
      });
      throw new RunFailure('engine-unavailable', 'There is no plugin.');
    });
    const outcome = await go();
    expect(outcome).toMatchObject({
      plan: { roleArn: plan.roleArn },
      report: {
        outcome: 'failed',
        command: 'preview',
        run: ports.run,
        endpoint: 'churn-prod',
        failure: { reason: 'engine-unavailable', message: 'There is no plugin.' },
        access: { roleArn: plan.roleArn, changes: [] },
      },
    });
    expect(commands.preview).not.toHaveBeenCalled();
  });

  it('sends IAM and STS where aws-endpoint-url says, and nothing else', async () => {
    const url = 'http://localhost:4566';
    const { ports, go } = given({ command: 'up', 'aws-endpoint-url': url, 'access-analyzer': 'true' });
    await go();
    const aws = { ...AWS, endpointUrl: url };
    const environment = {
      PULUMI_CREDENTIALS_PATH: expect.stringContaining(temporary),
      ...{ AWS_ENDPOINT_URL_IAM: url, AWS_ENDPOINT_URL_STS: url },
    };
    expect(accountOfCredentials).toHaveBeenCalledWith(aws);
    expect(roleInIam).toHaveBeenCalledWith(expect.anything(), aws);
    expect(obstaclesToDeletion).toHaveBeenCalledWith(expect.anything(), expect.anything(), aws);
    expect(waitForRole).toHaveBeenCalledWith('churn-prod', aws);
    expect(analyzeRole).toHaveBeenCalledWith(expect.anything(), { region: 'us-west-2' });
    expect(ensureAwsPlugin).toHaveBeenCalledWith(expect.objectContaining({ environment }));
    expect(commands.up).toHaveBeenCalledWith(
      expect.anything(),
      expect.objectContaining({ environment: { ...environment, ...HOME } }),
    );
    expect(ports.sentTo('warning')).toEqual([]);
  });

  it.each<[string, GivenInputs]>([
    ['account-id', { 'account-id': '210987654321' }],
    ['the ARN of the endpoint', { endpoint: 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn-prod' }],
  ])('stops where the credentials are not of the account in %s', async (_, inputs) => {
    const { ports, go } = given({ command: 'up', ...inputs });
    const { report, plan } = await go();
    expect(report).toMatchObject({
      outcome: 'failed',
      failure: { reason: 'credentials', message: expect.stringContaining('123456789012, not of 210987654321') },
    });
    expect(plan).toBeUndefined();
    expect(ports.outputs).toEqual({});
    expect(ensureAwsPlugin).not.toHaveBeenCalled();
    expect(commands.up).not.toHaveBeenCalled();
  });

  it('goes on where they are', async () => {
    const { report } = await given({ 'account-id': ACCOUNT }).go();
    expect(report.outcome).toBe('completed');
  });
});

describe('the report', () => {
  it.each(['preview', 'up', 'destroy', 'drift'] as const)('of %s says what came of it', async (command) => {
    const { ports, plan, go } = given({ command });
    const { report, plan: planned } = await go();
    expect(report).toMatchObject({ outcome: 'completed', command, run: ports.run, access: { stack: plan.stack } });
    expect(planned).toEqual(plan);
    expect(commands[command]).toHaveBeenCalledTimes(1);
  });

  it('of a failure has its reason, the way out, and how far the run came', async () => {
    const { plan, go } = given({ command: 'up' });
    const failure = new RunFailure('backend', 'The state is gone.', { hint: 'Look for it.', details: 'No bucket.' });
    jest.mocked(commands.up).mockResolvedValue(created(plan, 'done', { failure }));
    const { report } = await go();
    expect(report).toMatchObject({
      outcome: 'failed',
      command: 'up',
      failure: { reason: 'backend', message: 'The state is gone.', hint: 'Look for it.', details: 'No bucket.' },
      access: { changes: [{}, {}, {}] },
    });
  });

  it('of a closed gate has what would have been done', async () => {
    const { go } = given({ command: 'up', 'expect-no-changes': 'true' });
    const { report } = await go();
    expect(report).toMatchObject({
      outcome: 'failed',
      failure: { reason: 'unexpected-changes' },
      access: { changes: [{ status: 'planned' }, {}, {}] },
    });
    expect(commands.up).not.toHaveBeenCalled();
    expect(waitForRole).not.toHaveBeenCalled();
  });

  it('of a fault that nobody foresaw says so, and the debug log has where it was', async () => {
    const { ports, go } = given({});
    jest.mocked(commands.preview).mockRejectedValue(new TypeError('x is undefined'));
    const { report } = await go();
    expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'internal' } });
    expect(ports.sentTo('debug')).toEqual([expect.stringMatching(/^TypeError: x is undefined\n +at /)]);
  });

  it('is made where RUNNER_TEMP is no folder', async () => {
    const { ports, go } = given({});
    ports.environment = { RUNNER_TEMP: join(temporary, 'none') };
    expect((await go()).report).toMatchObject({ outcome: 'completed' });
    expect(ports.sentTo('debug')).toEqual([expect.stringContaining("RUNNER_TEMP can't be used: ENOENT")]);
  });

  it('names the runner where there is nowhere to write at all', async () => {
    const { ports, go } = given({});
    ports.environment = { RUNNER_TEMP: join(temporary, 'none') };
    const elsewhere = jest.spyOn(os, 'tmpdir').mockReturnValue(join(temporary, 'neither'));
    const { report } = await go();
    elsewhere.mockRestore();
    expect(report).toMatchObject({ outcome: 'failed', failure: { reason: 'runner' } });
    expect(commands.preview).not.toHaveBeenCalled();
  });

  it('of a fault after a cancellation is that of a cancellation', async () => {
    const { ports, go } = given({});
    jest.mocked(commands.preview).mockImplementation(async () => {
      ports.cancellation.abort();
      throw new Error('The engine is gone.');
    });
    expect((await go()).report).toMatchObject({ outcome: 'failed', failure: { reason: 'cancelled' } });
  });

  it('of a failure that is foreseen fills no debug log', async () => {
    const { ports, go } = given({});
    jest.mocked(locateEngine).mockRejectedValue(new RunFailure('engine-unavailable', 'No.'));
    expect((await go()).report).toMatchObject({ failure: { reason: 'engine-unavailable' } });
    expect(ports.sentTo('debug')).toEqual([]);
  });
});

describe('a finding of the analyzer', () => {
  it.each([
    ['true', [], 'findings'],
    ['false', ['up'], undefined],
  ])('keeps up from applying anything, if access-analyzer is %s', async (wanted, applied, reason) => {
    const { go } = given({ command: 'up', 'access-analyzer': wanted });
    jest.mocked(analyzeRole).mockResolvedValue(ANALYZED);
    const { report } = await go();
    expect(jest.mocked(commands.up).mock.calls.map(() => 'up')).toEqual(applied);
    expect('failure' in report ? report.failure.reason : undefined).toBe(reason);
  });
});

describe('a new role', () => {
  it.each<[string, 'create' | 'replace' | 'update', 'up' | 'preview', number]>([
    ['is waited for', 'create', 'up', 1],
    ['in place of another one is waited for', 'replace', 'up', 1],
    ['that was there is not', 'update', 'up', 0],
    ['that is only planned is not', 'create', 'preview', 0],
  ])('%s', async (_, operation, command, times) => {
    const { plan, go } = given({ command, name: 'access' });
    const changes = [change(ROLE_TYPE, operation, { status: 'done' })];
    jest.mocked(commands[command]).mockResolvedValue(unchanged(plan, { changes }));
    expect((await go()).report.outcome).toBe('completed');
    expect(jest.mocked(waitForRole).mock.calls).toEqual(Array(times).fill(['access', AWS]));
  });

  it('is none where only its policy is new', async () => {
    const { plan, go } = given({ command: 'up' });
    const changes = [change(POLICY_TYPE, 'create', { status: 'done' })];
    jest.mocked(commands.up).mockResolvedValue(unchanged(plan, { changes }));
    await go();
    expect(waitForRole).not.toHaveBeenCalled();
  });

  it('that can not be read back is a warning, in the log and in the report', async () => {
    jest.mocked(waitForRole).mockRejectedValue(new Error('It takes too long.'));
    const { ports, go } = given({ command: 'up' });
    const told = expect.stringContaining('It takes too long.');
    expect((await go()).report).toMatchObject({
      outcome: 'completed',
      access: { notes: expect.arrayContaining([told]) },
    });
    expect(ports.sentTo('warning')).toEqual([told]);
  });

  it('is not waited for where the workflow is cancelled meanwhile, and what was applied stays applied', async () => {
    const { ports, go } = given({ command: 'up' });
    jest.mocked(waitForRole).mockImplementation(async () => {
      ports.cancellation.abort();
      throw new Error('This operation was aborted');
    });
    const told = expect.stringMatching(/^Everything was applied before the workflow was cancelled\./);
    expect((await go()).report).toMatchObject({
      outcome: 'completed',
      access: { notes: expect.arrayContaining([told]) },
    });
    expect(ports.sentTo('warning')).toEqual([told]);
  });

  it('is not waited for after a failure', async () => {
    const { plan, go } = given({ command: 'up' });
    const failure = new RunFailure('throttled', 'AWS throttles.');
    jest.mocked(commands.up).mockResolvedValue(created(plan, 'done', { failure }));
    await go();
    expect(waitForRole).not.toHaveBeenCalled();
  });
});

describe('the folder of the engine', () => {
  it('is below that of the runner, and goes with the run', async () => {
    const { go } = given({});
    let folder = '';
    jest.mocked(commands.preview).mockImplementation(async (_settings, context) => {
      ({ folder } = context);
      await writeFile(join(folder, 'Pulumi.yaml'), '');
      throw new Error('What happens does not matter.');
    });
    await go();
    expect(folder.startsWith(join(temporary, 'model-deployment-iam-'))).toBe(true);
    expect(existsSync(folder)).toBe(false);
    expect(await readdir(temporary)).toEqual([]);
  });

  it('is that of the system where the runner names none', async () => {
    const { ports, go } = given({});
    ports.environment = { RUNNER_TEMP: '' };
    await go();
    const { folder } = jest.mocked(commands.preview).mock.lastCall![1];
    expect(folder.startsWith(join(tmpdir(), 'model-deployment-iam-'))).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });
});

it('does the rest as soon as the engine has come up, and once', async () => {
  const { go } = given({ name: 'access', 'access-analyzer': 'true' });
  const aside = jest.fn();
  const counts = () => {
    // Runs of other tests, whose engine never came up, get to know of the connection as well.
    const looks = jest.mocked(roleInIam).mock.calls.filter(([{ roleName }]) => roleName === 'access');
    return [aside.mock.calls, looks, jest.mocked(analyzeRole).mock.calls].map((calls) => calls.length);
  };
  const seen: number[][] = [];
  jest.mocked(commands.preview).mockImplementation(async (settings) => {
    seen.push(counts());
    for (let connection = 0; connection < 2; connection++) channel('net.server.socket').publish({});
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen.push(counts());
    return created({ component: settings.components[0]! }, 'planned');
  });
  await go([aside]);
  expect([...seen, counts()]).toEqual([
    [0, 0, 0],
    [1, 1, 1],
    [1, 1, 1],
  ]);
});
