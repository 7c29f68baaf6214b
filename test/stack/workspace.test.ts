import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { output, runtime } from '@pulumi/pulumi';
import { PulumiCommand, type Stack } from '@pulumi/pulumi/automation';
import { parse } from 'semver';
import { parse as parseYaml } from 'yaml';
import { commandError, stackNotFoundError } from './command-errors';
import { ModelDeploymentAccess } from '../../src/stack/access';
import { SINGLE } from '../../src/stack/parts';
import type { StackComponent, StackSettings } from '../../src/stack/settings';
import { readStateText } from '../../src/stack/state/damage';
import { rememberedApprovals } from '../../src/stack/used-approvals';
import { isMissingStack, newStack, supposedStack, throwawayStack } from '../../src/stack/workspace';

/** Its resources need the provider. */
jest.mock('../../src/stack/access', () => ({
  ModelDeploymentAccess: jest.fn(() => ({ roleArn: 'arn', attached: 'churn/arn' })),
}));
/** The program's own stack is none here. */
jest.mock('../../src/stack/used-approvals', () => ({
  ...jest.requireActual<object>('../../src/stack/used-approvals'),
  rememberedApprovals: jest.fn(async () => ({})),
}));

const COMPONENT: StackComponent = {
  name: SINGLE,
  args: { name: 'churn', path: '/', policy: '{}', trustPolicy: '{}', maxSessionDuration: 3600, tags: {} },
};

const SETTINGS: StackSettings = {
  stackName: 'churn',
  backend: { url: 's3://state', isPulumiCloud: false, isLocal: false },
  secretsProvider: 'passphrase',
  region: 'us-west-2',
  refresh: false,
  components: [COMPONENT],
  ownership: '0123abcd',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** @returns an engine that does nothing but succeed, what processes of it there were, and the variables of the last one */
async function fakeEngine(environment: Readonly<Record<string, string>> = {}) {
  const command = join(folder, 'pulumi');
  await writeFile(command, '#!/bin/sh\necho "$@" >> "$0.log"\nenv > "$0.env"\n');
  await chmod(command, 0o755);
  const engine: PulumiCommand = Object.assign(Object.create(PulumiCommand.prototype), {
    command,
    version: parse('3.274.1'),
  });
  const processes = async () => (await readFile(`${command}.log`, 'utf8')).trim().split('\n');
  const variables = async () => {
    const lines = (await readFile(`${command}.env`, 'utf8')).split('\n').map((line) => line.split('='));
    return Object.fromEntries(lines.map(([name, ...value]) => [name, value.join('=')])) as Record<string, string>;
  };
  return { workspace: { engine, folder, environment }, processes, variables };
}

it.each<[string, (stack: Stack) => Promise<unknown>, string[]]>([
  ['a preview', (stack) => stack.preview(), ['preview --client']],
  ['an update', (stack) => stack.up(), ['up --yes']],
  ['a removal', (stack) => stack.destroy({ remove: true }), ['destroy --yes', 'stack rm']],
])('%s takes no more processes of the engine than it needs', async (_, run, expected) => {
  const { workspace, processes } = await fakeEngine();
  await run(await supposedStack(workspace, SETTINGS));
  const names = (await processes()).map((line) => line.split(' ').slice(0, 2).join(' ').replace(/=.*/, ''));
  expect(names).toEqual(expected);
});

it('makes a stack with one process, and updates it with another', async () => {
  const { workspace, processes } = await fakeEngine();
  await (await newStack(workspace, SETTINGS)).up();
  const [made, updated, ...others] = await processes();
  expect(made).toMatch(/^stack init churn .*--secrets-provider passphrase/);
  expect(updated).toMatch(/^up --yes .*--stack churn /);
  expect(others).toEqual([]);
});

const CLOUD = { url: 'https://api.pulumi.com', isPulumiCloud: true, isLocal: false };
const KMS = 'awskms://alias/pulumi?region=us-west-2';

it.each<[string, Partial<StackSettings>, string, string]>([
  ['of Pulumi Cloud', { stackName: 'acme/churn', backend: CLOUD, secretsProvider: 'default' }, 'acme/churn', 'default'],
  ['of a bucket', { secretsProvider: KMS }, 'churn', KMS],
  ['of a bucket, with the only organization there', { stackName: 'organization/churn' }, 'churn', 'passphrase'],
])('the stack %s is opened by its name, with its region and its secrets provider', async (_, more, name, provider) => {
  const { workspace, processes, variables } = await fakeEngine();
  await (await supposedStack(workspace, { ...SETTINGS, region: 'eu-west-1', ...more })).up();
  expect(await processes()).toEqual([expect.stringContaining(` --stack ${name} `)]);
  expect((await variables()).PULUMI_BACKEND_URL).toBe((more.backend ?? SETTINGS.backend).url);
  expect(parseYaml(await readFile(join(folder, 'Pulumi.churn.yaml'), 'utf8'))).toEqual({
    secretsprovider: provider,
    config: { 'aws:region': 'eu-west-1', 'aws:maxRetries': '8' },
  });
  expect(parseYaml(await readFile(join(folder, 'Pulumi.yaml'), 'utf8'))).toMatchObject({
    name: 'model-deployment-iam',
    runtime: 'nodejs',
  });
});

it('the settings have the salt of the state that is there, and no other stack has it', async () => {
  const { workspace } = await fakeEngine();
  const withSalt = { ...workspace, salt: 'v1:a:v1:b:c' };
  const salt = async () => parseYaml(await readFile(join(folder, 'Pulumi.churn.yaml'), 'utf8')).encryptionsalt;
  await supposedStack(withSalt, SETTINGS);
  expect(await salt()).toBe('v1:a:v1:b:c');
  await newStack(withSalt, SETTINGS);
  expect(await salt()).toBeUndefined();
  await supposedStack(withSalt, SETTINGS);
  await throwawayStack(withSalt, SETTINGS);
  expect(await salt()).toBeUndefined();
});

it('a backend is not marked by whoever only looks there', async () => {
  const { workspace, variables } = await fakeEngine();
  const layout = async () => (await variables()).PULUMI_DIY_BACKEND_LEGACY_LAYOUT;
  await (await supposedStack(workspace, SETTINGS)).up();
  expect(await layout()).toBe('true');
  await newStack(workspace, SETTINGS);
  expect(await layout()).toBeUndefined();
});

it('a new stack has the secrets provider that is asked for', async () => {
  const { workspace, processes } = await fakeEngine();
  await newStack(workspace, { ...SETTINGS, secretsProvider: KMS });
  expect(await processes()).toEqual([expect.stringContaining(`--secrets-provider ${KMS}`)]);
});

it('a stack that is only previewed is kept in the folder of the engine, and needs nobody else', async () => {
  const { workspace, processes, variables } = await fakeEngine();
  const settings = { ...SETTINGS, stackName: 'acme/churn', backend: CLOUD, secretsProvider: KMS };
  await (await throwawayStack(workspace, settings)).up();
  const state = (await variables()).PULUMI_BACKEND_URL!.replace('file://', '');
  expect(dirname(state)).toBe(folder);
  expect((await stat(state)).isDirectory()).toBe(true);
  const file = join(state, '.pulumi/stacks/model-deployment-iam/churn.json');
  expect(readStateText(await readFile(file))).toEqual({ resources: 0, deployments: [{}] });
  expect(await processes()).toEqual([expect.stringMatching(/^up .* --stack churn /)]);
});

describe('the variables of the engine', () => {
  const own = { ...process.env };
  beforeEach(() => {
    for (const name of ['AWS_REGION', 'PULUMI_CONFIG_PASSPHRASE', 'PULUMI_CONFIG_PASSPHRASE_FILE']) {
      delete process.env[name];
    }
  });
  afterAll(() => {
    process.env = own;
  });

  it.each<[string, NodeJS.ProcessEnv, Record<string, string>, Record<string, string | undefined>]>([
    [
      'are enough where the job has none',
      {},
      {},
      { AWS_REGION: 'us-west-2', PULUMI_CONFIG_PASSPHRASE: '', PULUMI_SKIP_UPDATE_CHECK: 'true' },
    ],
    ['have the passphrase of the job', { PULUMI_CONFIG_PASSPHRASE: 'hush' }, {}, { PULUMI_CONFIG_PASSPHRASE: 'hush' }],
    [
      'have no passphrase where a file has it',
      { PULUMI_CONFIG_PASSPHRASE_FILE: '/hush' },
      {},
      { PULUMI_CONFIG_PASSPHRASE: undefined, PULUMI_CONFIG_PASSPHRASE_FILE: '/hush' },
    ],
    ["have the job's region, which the state may be in", { AWS_REGION: 'eu-west-1' }, {}, { AWS_REGION: 'eu-west-1' }],
    [
      'have those of the run besides',
      {},
      { AWS_ENDPOINT_URL_IAM: 'http://localhost:4566' },
      { AWS_ENDPOINT_URL_IAM: 'http://localhost:4566', PULUMI_BACKEND_URL: 's3://state' },
    ],
  ])('%s', async (_, ofJob, ofRun, expected) => {
    Object.assign(process.env, ofJob);
    const { workspace, variables } = await fakeEngine(ofRun);
    await (await supposedStack(workspace, SETTINGS)).up();
    const found = await variables();
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, found[name]]))).toEqual(expected);
  });
});

it('a stack that is previewed again begins anew', async () => {
  const { workspace, variables } = await fakeEngine();
  await (await throwawayStack(workspace, SETTINGS)).up();
  const first = (await variables()).PULUMI_BACKEND_URL;
  await (await throwawayStack(workspace, SETTINGS)).up();
  expect((await variables()).PULUMI_BACKEND_URL).not.toBe(first);
});

/** With the tag by which the stack knows it. */
const asked = ({ tags, ...args }: StackComponent['args']) => ({
  ...args,
  tags: { ...tags, 'model-deployment-iam:stack': '0123abcd' },
});

it('runs a program that asks for what the settings say', async () => {
  const { workspace } = await fakeEngine();
  const args = { ...COMPONENT.args, permissionsBoundary: 'arn:aws:iam::123456789012:policy/b' };
  const adoption = { role: 'churn' };
  const components = [{ ...COMPONENT, args, adoption }];
  const { program } = (await supposedStack(workspace, { ...SETTINGS, components })).workspace;
  await program!();
  expect(ModelDeploymentAccess).toHaveBeenCalledWith('modelDeployment', asked(args), {
    adoption,
    look: undefined,
  });
});

it.each([
  ['that is there', supposedStack],
  ['that is new', newStack],
])('shows what a stack %s has to whom it concerns', async (_, open) => {
  const { workspace } = await fakeEngine();
  const onBeginning = () => undefined;
  const { program } = (await open({ ...workspace, onBeginning }, SETTINGS)).workspace;
  await program!();
  expect(ModelDeploymentAccess).toHaveBeenLastCalledWith('modelDeployment', asked(COMPONENT.args), {
    look: expect.objectContaining({ dependsOn: expect.any(Function) }),
  });
});

it('asks for all components of a stack, each with the tag by which the stack knows it', async () => {
  const { workspace } = await fakeEngine();
  const fraud = { name: 'fraud', args: { ...COMPONENT.args, name: 'fraud' } };
  const components = [{ ...COMPONENT, name: 'churn' }, fraud];
  const { program } = (await supposedStack(workspace, { ...SETTINGS, components })).workspace;
  jest.mocked(ModelDeploymentAccess).mockClear();
  expect(await program!()).toEqual({});
  expect(jest.mocked(ModelDeploymentAccess).mock.calls.map(([name, args]) => [name, args])).toEqual([
    ['churn', asked(COMPONENT.args)],
    ['fraud', asked(fraud.args)],
  ]);
});

describe('the program gives the stack to remember', () => {
  const used = { withoutGithub: { run: 3 } };
  const outputs = async (settings: Partial<StackSettings> = {}) => {
    const { workspace } = await fakeEngine();
    const { program } = (await supposedStack(workspace, { ...SETTINGS, ...settings })).workspace;
    return new Promise((resolve) => {
      output(program!()).apply(resolve);
    });
  };
  afterEach(() => void jest.restoreAllMocks());

  it('what it is told', async () => {
    expect(await outputs({ usedApprovals: used })).toEqual({ roleArn: 'arn', usedApprovals: used });
  });

  it('what it remembers already, where it is told nothing', async () => {
    jest.mocked(rememberedApprovals).mockResolvedValueOnce(used);
    expect(await outputs()).toEqual({ roleArn: 'arn', usedApprovals: used });
  });

  it('nothing, where there is nothing', async () => {
    expect(await outputs()).toEqual({ roleArn: 'arn' });
  });

  it('nothing in a preview, which leaves no outputs behind', async () => {
    jest.spyOn(runtime, 'isDryRun').mockReturnValue(true);
    jest.mocked(rememberedApprovals).mockClear();
    expect(await outputs()).toEqual({ roleArn: 'arn' });
    expect(rememberedApprovals).not.toHaveBeenCalled();
  });
});

it.each([
  ['no stack of that name', stackNotFoundError('churn'), true],
  ['a backend that nobody has written to', commandError('error: write ".pulumi/meta.yaml": AccessDenied'), true],
  ['a backend that is not there', commandError('error: could not list bucket: NoSuchBucket'), false],
  ['anything else', new Error('oops'), false],
])('%s: there is no stack', (_, error, expected) => {
  expect(isMissingStack(error)).toBe(expected);
});
