import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { delimiter, join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { bridgeProviderFolder, installAsPlugin } from '../../sandbox/bridge-provider/build';
import { deployedInIam } from '../../sandbox/demo/deployed';
import { run } from '../../sandbox/process';

const stage = setUpStage();

const STATE = { Bucket: STATE_BUCKET, Key: `.pulumi/stacks/${STACK.replace('organization/', '')}.json` };

/** What an attacker has on the network, and on the machine: whatever is asked of it, or run of it, is noted. */
let server: Server;
const asked: string[] = [];
let canary: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const [onPath, home] = await Promise.all(['path-', 'home-'].map((name) => mkdtemp(join(stage.sandbox.folder, name))));
  canary = join(onPath!, 'has-run');
  const script = `#!/bin/sh\necho "$0" >> '${canary}'\nexit 1\n`;
  for (const name of ['aws', 'pulumi-nodejs']) {
    await writeFile(join(onPath!, `pulumi-resource-${name}`), script, { mode: 0o755 });
  }
  const installed = join(home!, 'plugins/resource-random-v4.0.0');
  await mkdir(installed, { recursive: true });
  await writeFile(join(installed, 'pulumi-resource-random'), script, { mode: 0o755 });
  await installAsPlugin(home!, await bridgeProviderFolder());
  environment = { PATH: [onPath, stage.sandbox.environment.PATH].join(delimiter), PULUMI_HOME: home };
});
beforeEach(() => void asked.splice(0));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function address(): string {
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

async function readState(): Promise<string> {
  return (await stage.s3.send(new GetObjectCommand(STATE))).Body!.transformToString();
}

async function writeState(text: string): Promise<void> {
  await stage.s3.send(new PutObjectCommand({ ...STATE, Body: text }));
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a state, as JSON
type Resources = any[];

function changed(state: string, change: (resources: Resources) => void): string {
  const parsed = JSON.parse(state) as { checkpoint: { latest: { resources: Resources } } };
  change(parsed.checkpoint.latest.resources);
  return JSON.stringify(parsed);
}

/** A provider of a package, and a resource of it. */
function ofPackage(name: string, type: string, inputs: object): Resources {
  const urn = (of: string) => `urn:pulumi:${STACK.split('/').at(-1)}::model-deployment-iam::${of}::evil`;
  const provider = { urn: urn(`pulumi:providers:${name}`), custom: true, id: '1', type: `pulumi:providers:${name}` };
  const resource = { urn: urn(type), custom: true, id: 'x', type, provider: `${provider.urn}::1` };
  return [
    { ...provider, inputs, outputs: inputs },
    { ...resource, inputs: { __provider: 'exports.handler = {}' }, outputs: { __provider: 'exports.handler = {}' } },
  ];
}

it('nothing that a state brings along is run, fetched or asked, whatever the command, and it comes right as it is said', async () => {
  await stage.deployed();
  const [before, inIam] = [await readState(), await deployedInIam(stage.sandbox)];
  const withPackage = (...more: Parameters<typeof ofPackage>) =>
    changed(before, (resources) => resources.push(...ofPackage(...more)));

  for (const [command, state, told] of [
    [
      'preview',
      withPackage('evil', 'evil:index:Thing', { version: '1.0.0', __internal: { pluginDownloadURL: address() } }),
      'pulumi:providers:evil evil: its type',
    ],
    ['drift', withPackage('pulumi-nodejs', 'pulumi-nodejs:dynamic:Resource', {}), 'dynamic:Resource evil: its type'],
    ['up', withPackage('random', 'random:index:Thing', { version: '4.0.0' }), 'random:index:Thing evil: its type'],
    [
      'destroy',
      changed(before, (resources) => {
        const { inputs } = resources.find(({ type }) => type === 'pulumi:providers:aws');
        inputs.endpoints = JSON.stringify([{ iam: address(), sts: address() }]);
      }),
      'default_7_48_0: its settings endpoints',
    ],
  ] as const) {
    await writeState(state);
    const refused = await stage.act({ inputs: { command }, environment });
    expect([command, refused.outputs['failure-reason'], refused.exitCode]).toEqual([command, 'state-foreign', 1]);
    expect(refused.log).toContain(told);
    expect(refused.log).toContain('aws s3 cp s3://my-pulumi-state/.pulumi/backups/');
    expect([asked, existsSync(canary)]).toEqual([[], false]);
    expect(await readState()).toBe(state);
    expect(await deployedInIam(stage.sandbox)).toEqual(inIam);
  }

  const { sandbox } = stage;
  const env = {
    ...sandbox.environment,
    ...credentialVariables(sandbox.workflowUser),
    ...{ AWS_REGION: sandbox.aws.region, PULUMI_BACKEND_URL: sandbox.backendUrl, PULUMI_CONFIG_PASSPHRASE: '' },
  };
  await writeState(withPackage('random', 'random:index:Thing', { version: '4.0.0' }));
  for (const { urn } of ofPackage('random', 'random:index:Thing', {}).reverse()) {
    await run('pulumi', ['state', 'delete', '--yes', '--stack', STACK, urn], { cwd: sandbox.folder, env });
  }
  const drift = await stage.act({ inputs: { command: 'drift' }, environment });
  expect([drift.outputs['failure-reason'], existsSync(canary)]).toEqual(['', false]);
});

it('a state that is swapped while a run waits for its turn is looked at again, and no address in it is fetched', async () => {
  await stage.deployed();
  const [before, inIam] = [await readState(), await deployedInIam(stage.sandbox)];
  const swapped = changed(before, (resources) => {
    const { inputs } = resources.find(({ type }) => type === 'aws:iam/role:Role');
    inputs.description = {
      '4dabf18193072939515e22adb298388d': 'c44067f5952c0a294b673a41bacd8c17',
      ...{ uri: `${address()}/asset`, hash: '' },
    };
  });
  const lock = { Bucket: STATE_BUCKET, Key: `.pulumi/locks/${STACK}/11111111-2222-4333-8444-555555555555.json` };
  const holder = { pid: 7, username: 'runner', hostname: 'other', timestamp: '2026-01-02T03:04:05Z' };
  await stage.s3.send(new PutObjectCommand({ ...lock, Body: JSON.stringify(holder) }));
  const swap = () => writeState(swapped).then(() => stage.s3.send(new DeleteObjectCommand(lock)));
  let swapping: Promise<unknown> | undefined;
  const up = await stage.act({
    inputs: { command: 'up', tags: 'team=ml', 'lock-timeout': '60s' },
    onLog: (log) => void (log.includes('The stack is locked by') && (swapping ??= swap())),
  });
  await swapping;
  expect(up.outputs['failure-reason']).toBe('state-foreign');
  expect(up.log).toContain('aws:iam/role:Role modelDeploymentRole: the address of a file (an asset)');
  expect([asked, await readState(), await deployedInIam(stage.sandbox)]).toEqual([[], swapped, inIam]);
  await writeState(before);
});

it('a stack that another version of the plugin has made goes on, by ours, and by none that is on PATH', async () => {
  await stage.deployed();
  const older = (await readState()).replaceAll('default_7_48_0', 'default_6_0_4').replaceAll('"7.48.0"', '"6.0.4"');
  await writeState(older);
  const drift = await stage.act({ inputs: { command: 'drift' }, environment });
  expect([drift.exitCode, drift.outputs['failure-reason']]).toEqual([0, '']);
  const up = await stage.act({ inputs: { command: 'up', 'role-path': '/', tags: 'team=ml' }, environment });
  expect(up.outputs).toMatchObject({ 'failure-reason': '', 'has-changes': 'true' });
  expect(await readState()).toContain('default_7_48_0');
  await stage.expectStateToMatchIam();
  await writeState(older.replaceAll('6.0.4', '9.1.0').replaceAll('6_0_4', '9_1_0'));
  const destroy = await stage.act({ inputs: { command: 'destroy' }, environment });
  expect(destroy.outputs['failure-reason']).toBe('');
  expect(existsSync(canary)).toBe(false);
});
