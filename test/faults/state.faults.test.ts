import { mkdir, readdir, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { run as runProgram } from '../../sandbox/process';
import { runnerTools } from '../../sandbox/runner/runner-tools';
import { actionPolicyDocument } from '../../src/iam/generate/action-permissions';

const stage = setUpStage();

describe('a stack that another run holds', () => {
  it('is named with who holds it since when, and nothing changes', async () => {
    await stage.deployed();
    const lock = { pid: 7, username: 'runner', hostname: 'other-machine', timestamp: '2026-01-02T03:04:05Z' };
    const key = `.pulumi/locks/${STACK}/11111111-2222-4333-8444-555555555555.json`;
    await stage.s3.send(new PutObjectCommand({ Bucket: STATE_BUCKET, Key: key, Body: JSON.stringify(lock) }));
    const failed = await stage.act({ inputs: { command: 'up', permissions: 'baseline', 'lock-timeout': '0s' } });
    await stage.s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key: key }));

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('stack-locked');
    expect(failed.log).toContain('The stack is locked by runner@other-machine since 2026-01-02T03:04:05Z.');
    await stage.expectStateToMatchIam();
  });
});

describe('the state', () => {
  it('in a bucket that does not exist is a failure that names the backend', async () => {
    const failed = await stage.act({ inputs: { command: 'preview', 'backend-url': 's3://no-such-bucket' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('backend');
    expect(failed.log).toContain('Check `backend-url`');
  });

  it('holds no secrets, so that it opens with any passphrase, and with none', async () => {
    for (const passphrase of ['correct horse', 'other horse', '']) {
      const run = await stage.act({ inputs: { command: 'up' }, environment: { PULUMI_CONFIG_PASSPHRASE: passphrase } });
      expect(run.exitCode).toBe(0);
      await stage.expectStateToMatchIam();
    }
    const run = await stage.act({ inputs: { command: 'destroy' }, environment: { PULUMI_CONFIG_PASSPHRASE: 'lost' } });
    expect(run.exitCode).toBe(0);
  });
});

describe('a state that is moved as docs/template.md says', () => {
  const FOLDER = 'production/churn-prod';

  /** As an administrator would type them. */
  async function typeCommands(): Promise<void> {
    const { aws, environment, folder } = stage.sandbox;
    const docs = await readFile(join(__dirname, '../../docs/template.md'), 'utf8');
    const section = docs.slice(docs.indexOf('### Where the state is'), docs.indexOf('### Upgrades'));
    const blocks = [...section.matchAll(/^ {3}```sh\n([^]*?)^ {3}```/gm)].map(([, block]) => block!);
    expect(blocks).toHaveLength(2);
    const script = blocks.join('').replace(/bucket=\S+/, `bucket=s3://${STATE_BUCKET}`);
    await runProgram('bash', ['-euc', script], {
      cwd: folder,
      env: {
        ...environment,
        ...credentialVariables(aws.admin),
        PATH: [await runnerTools(folder), environment.PATH].join(delimiter),
        AWS_REGION: aws.region,
      },
    });
  }

  async function keys(): Promise<string[]> {
    const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: STATE_BUCKET }));
    return Contents.map(({ Key }) => Key!);
  }

  it('is that of the stack at the new place, and nothing of it is left at the old one', async () => {
    await stage.deployed();
    const other = '.pulumi/stacks/model-deployment-iam/another-churn-prod.us-west-2.123456789012.json';
    await stage.s3.send(new PutObjectCommand({ Bucket: STATE_BUCKET, Key: other, Body: '{}' }));
    const before = (await keys()).filter((key) => key !== other);
    await typeCommands();
    expect(await keys()).toEqual([other, '.pulumi/meta.yaml', ...before.map((key) => `${FOLDER}/${key}`)].sort());

    const { aws } = stage.sandbox;
    const scope = { partition: 'aws', account: aws.accountId, path: '/', name: 'churn-prod' } as const;
    const state = { stateBucket: STATE_BUCKET, stateFolder: `${FOLDER}/`, stateAccount: aws.accountId };
    const policy = actionPolicyDocument({ ...scope, ...state }, ['preview', 'destroy']);
    const credentials = await aws.createUser('moved', policy);
    const inputs = { 'backend-url': `s3://${STATE_BUCKET}/${FOLDER}` };
    const preview = await stage.act({ inputs: { ...inputs, 'expect-no-changes': 'true' }, credentials });
    expect([preview.outputs['failure-reason'], preview.outputs['has-changes']]).toEqual(['', 'false']);
    expect((await stage.act({ inputs: { ...inputs, command: 'destroy' }, credentials })).exitCode).toBe(0);
  });
});

describe('least privilege', () => {
  it('lets a workflow that may only read preview and look for drift, even in a bucket that holds no state yet', async () => {
    const { aws } = stage.sandbox;
    await aws.createBucket('empty-state');
    const scope = {
      partition: 'aws',
      account: aws.accountId,
      path: '/',
      name: 'churn-prod',
      stateBucket: 'empty-state',
      stateFolder: 'prod/churn/',
      stateAccount: aws.accountId,
    } as const;
    const credentials = await aws.createUser('reader', actionPolicyDocument(scope, ['preview', 'drift']));
    const inputs = { 'backend-url': 's3://empty-state/prod/churn' };

    const preview = await stage.act({ inputs, credentials });
    expect(preview.log).toMatch(/Preview: would grant .*3 to create/s);
    expect(preview.exitCode).toBe(0);
    const drift = await stage.act({ inputs: { ...inputs, command: 'drift' }, credentials });
    expect(drift.outputs).toMatchObject({ 'failure-reason': 'stack-missing', 'has-changes': '' });
    const up = await stage.act({ inputs: { ...inputs, command: 'up' }, credentials });
    expect(up.outputs['failure-reason']).toBe('backend');
  });

  it('writes nothing where there is no state yet, unless it makes some, whatever it may write', async () => {
    const { aws, folder } = stage.sandbox;
    await aws.createBucket('unmarked-state');
    const local = join(folder, 'unmarked-state');
    await mkdir(local);
    const scope = { partition: 'aws', account: aws.accountId, path: '/', name: 'churn-new' } as const;
    const commands = ['preview', 'drift', 'destroy'] as const;
    const credentials = await aws.createUser(
      'writer',
      actionPolicyDocument({ ...scope, stateBucket: 'unmarked-state' }, ['preview', 'up', 'destroy', 'drift']),
    );
    const runs = await Promise.all(
      ['s3://unmarked-state', `file://${local}`].flatMap((url) =>
        commands.map((command) =>
          stage.act({ inputs: { command, name: 'churn-new', 'backend-url': url }, credentials }),
        ),
      ),
    );
    expect(runs.map(({ outputs }) => outputs['failure-reason'])).toEqual([
      '',
      'stack-missing',
      '',
      '',
      'stack-missing',
      '',
    ]);
    const { KeyCount } = await stage.s3.send(new ListObjectsV2Command({ Bucket: 'unmarked-state' }));
    expect([KeyCount, await readdir(local)]).toEqual([0, []]);
  });

  it('reads a role that has inline policies as well', async () => {
    await stage.deployed();
    const inline = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
    const policy = { RoleName: 'churn-prod', PolicyName: 'by-hand' };
    await stage.iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(inline) }));
    const run = await stage.act({ inputs: { command: 'drift' } });
    await stage.iam.send(new DeleteRolePolicyCommand(policy));

    expect(run.outputs['failure-reason']).toBe('drift');
  });
});

describe('state on the runner itself', () => {
  const hosted = { RUNNER_ENVIRONMENT: 'github-hosted' };

  it('is refused on a hosted runner, before anything runs', async () => {
    const run = await stage.act({ inputs: { command: 'up', 'backend-url': 'file://state' }, environment: hosted });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('invalid-input');
    expect(run.log).toContain('allow-ephemeral-state');
  });

  it('is taken where the user says that it is saved', async () => {
    const inputs = { 'backend-url': `file://${stage.sandbox.folder}`, 'allow-ephemeral-state': 'true' };
    expect((await stage.act({ inputs: { ...inputs, command: 'up' }, environment: hosted })).exitCode).toBe(0);
    expect((await stage.act({ inputs: { ...inputs, command: 'destroy' }, environment: hosted })).exitCode).toBe(0);
  });
});
