import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
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
    } as const;
    const credentials = await aws.createUser('reader', actionPolicyDocument(scope, ['preview', 'drift']));
    const inputs = { 'backend-url': 's3://empty-state' };

    const preview = await stage.act({ inputs, credentials });
    expect(preview.log).toContain('Preview: 3 to create');
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
