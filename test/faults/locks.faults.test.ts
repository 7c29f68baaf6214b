import { hostname } from 'node:os';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { actionPolicyDocument } from '../../src/iam/generate/action-permissions';
import type { Statement } from '../../src/iam/policy/document';

const stage = setUpStage();

const KEY = `.pulumi/locks/${STACK}/11111111-2222-4333-8444-555555555555.json`;
const LOCK = { pid: 7, username: 'runner', hostname: 'other-machine', timestamp: '2026-01-02T03:04:05Z' };

async function putLock(): Promise<void> {
  await stage.s3.send(new PutObjectCommand({ Bucket: STATE_BUCKET, Key: KEY, Body: JSON.stringify(LOCK) }));
}

async function removeLock(): Promise<void> {
  await stage.s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key: KEY }));
}

async function notes(): Promise<string[]> {
  const listed = new ListObjectsV2Command({ Bucket: STATE_BUCKET, Prefix: '.pulumi/model-deployment-iam/' });
  return ((await stage.s3.send(listed)).Contents ?? []).map(({ Key }) => Key!);
}

describe('a stack that another run holds', () => {
  it('is waited for, with a line for each wait, and changed once it is free', async () => {
    await stage.deployed();
    await putLock();
    // As where it goes between the list of the locks and the look into it.
    const refusal = { status: 404, code: 'NoSuchKey', message: 'The specified key does not exist.' };
    stage.proxy.inject({ action: /^GET [^?]*11111111[^?]*\.json/, refusal, times: 1 });
    let removed: Promise<void> | undefined;
    const run = await stage.actThroughProxy({
      inputs: { command: 'up', tags: 'team=ml', 'lock-timeout': '60s' },
      onLog: (log) => void (log.includes('The stack is locked by') && (removed ??= removeLock())),
    });
    await removed;

    expect(run.log).toMatch(
      /The stack is locked by runner@other-machine since 2026-01-02T03:04:05Z \(11111111-2222-4333-8444-555555555555\.[0-9a-f]{8}\)\. Which run holds it is unknown\. Trying again in \d s, for \d+ s more at most/,
    );
    expect(run.exitCode).toBe(0);
    await stage.expectStateToMatchIam();
    expect([await stage.lockFiles(), await notes()]).toEqual([[], []]);
  });

  it('is waited for no longer than until the workflow is cancelled', async () => {
    await putLock();
    const begun = performance.now();
    let isSent = false;
    const run = await stage.act({
      inputs: { command: 'up' },
      onLog: (log, kill) => {
        if (isSent || !log.includes('Trying again')) return;
        isSent = true;
        kill('SIGINT');
      },
    });
    await removeLock();

    expect(run.outputs['failure-reason']).toBe('cancelled');
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });
});

describe('several runs of up on one stack', () => {
  it('all succeed, one after the other', async () => {
    const inputs = { command: 'up', 'lock-timeout': '2m' };
    const runs = await Promise.all([1, 2, 3].map(() => stage.act({ inputs })));

    expect(runs.map(({ exitCode, log }) => (exitCode === 0 ? '' : log))).toEqual(['', '', '']);
    expect(runs.filter(({ outputs }) => outputs['has-changes'] === 'true')).toHaveLength(1);
    await stage.expectStateToMatchIam();
    expect([await stage.lockFiles(), await notes()]).toEqual([[], []]);
  });
});

describe('a run that is killed while it changes the stack', () => {
  it('leaves its lock, whose holder is named as dead, and which goes in the way that is told', async () => {
    stage.proxy.inject({ action: 'CreatePolicy', connection: 'hang', times: 1 });
    await stage.actThroughProxy({
      inputs: { command: 'up' },
      environment: { GITHUB_RUN_ID: '41', GITHUB_RUN_ATTEMPT: '2' },
      onLog: (log, kill) => void (/started: create .*Policy/.test(log) && kill('SIGKILL')),
    });
    const [left] = await stage.lockFiles();
    stage.sandbox.github.setAttempt(41, 2, 'completed');

    const lockedOut = await stage.act({ inputs: { command: 'up', 'lock-timeout': '2s' } });
    expect(lockedOut.outputs['failure-reason']).toBe('stack-locked');
    expect(lockedOut.log).toContain(`@${hostname()} since`);
    expect(lockedOut.log).toContain('/actions/runs/41, attempt 2');
    expect(lockedOut.log).toContain('That attempt is over, so that its holder is dead.');
    expect(lockedOut.log).toContain(`PULUMI_BACKEND_URL=s3://${STATE_BUCKET} pulumi cancel --yes --stack ${STACK}`);

    const id = /lock-id: ([0-9a-f.-]+)/.exec(lockedOut.log)![1]!;
    const other = await stage.act({ inputs: { command: 'unlock', 'lock-id': `${id.slice(0, -8)}00000000` } });
    expect(other.outputs['failure-reason']).toBe('stack-locked');
    expect(await stage.lockFiles()).toEqual([left]);
    const unlocked = await stage.act({ inputs: { command: 'unlock', 'lock-id': id } });
    expect(unlocked.exitCode).toBe(0);
    expect(unlocked.summary).toContain('Unlocked: one lock removed');
    expect([await stage.lockFiles(), await notes()]).toEqual([[], []]);
    expect((await stage.act({ inputs: { command: 'unlock', 'lock-id': id } })).outputs['failure-reason']).toBe('gone');

    expect((await stage.act({ inputs: { command: 'up' } })).exitCode).toBe(0);
    await stage.expectStateToMatchIam();
  });
});

it('a run that may not remove its own lock says so, and how to remove it', async () => {
  const { aws } = stage.sandbox;
  const scope = { partition: 'aws', account: aws.accountId, path: '/', name: 'churn-prod' } as const;
  const policy = actionPolicyDocument({ ...scope, stateBucket: STATE_BUCKET }, ['up']);
  const Statement = [policy.Statement].flat().map((statement) => ({
    ...statement,
    Action: [statement.Action!].flat().filter((action) => action !== 's3:DeleteObject'),
  }));
  const credentials = await aws.createUser('no-delete', { ...policy, Statement });
  const run = await stage.act({ inputs: { command: 'up' }, credentials });
  const [left] = await stage.lockFiles();

  expect(run.outputs['failure-reason']).toBe('permission-denied');
  expect(run.log).toContain('AWS denied s3:DeleteObject');
  const id = /lock-id: ([0-9a-f.-]+)/.exec(run.log)![1]!;
  expect(left).toContain(id);
  const least: Statement = {
    Effect: 'Allow',
    Action: ['s3:ListBucket', 's3:GetObject', 's3:DeleteObject'],
    Resource: '*',
  };
  const unlocker = await aws.createUser('unlocker', { Version: '2012-10-17', Statement: [least] });
  const unlocked = await stage.act({ inputs: { command: 'unlock', 'lock-id': id }, credentials: unlocker });
  expect([unlocked.exitCode, await stage.lockFiles()]).toEqual([0, []]);
});
