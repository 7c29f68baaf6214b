import { execFileSync } from 'node:child_process';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  UntagPolicyCommand,
  UntagRoleCommand,
} from '@aws-sdk/client-iam';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { setUpStage, STACK, STATE_BUCKET } from './stage';
import type { ActionRun } from '../../sandbox/action';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { run as runProcess } from '../../sandbox/process';
import { runnerTools } from '../../sandbox/runner/runner-tools';
import { OWNERSHIP_TAG } from '../../src/aws/names';

const stage = setUpStage();

const ROLE = 'churn-prod';
const POLICY_ARN = 'arn:aws:iam::123456789012:policy/churn-prod';
const STATE = { Bucket: STATE_BUCKET, Key: `.pulumi/stacks/${STACK.replace(/^organization\//, '')}.json` };
const OTHER_TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
});

const summaryOf = ({ outputs }: ActionRun) => JSON.parse(outputs['change-summary']!) as object;

/** The engine tells that a role is made before it writes that into the state. */
async function onceRoleIsRecorded(): Promise<void> {
  while (!(await deployedInState(stage.sandbox, STACK))?.roleArn) await sleep(50);
}

/** Types the commands that a run gives for the removal of what is in IAM. */
async function typeRemoval({ log }: ActionRun): Promise<void> {
  const { aws, environment, folder } = stage.sandbox;
  const [, commands] = /[Oo]r remove it: (.*)$/m.exec(log)!;
  const PATH = [await runnerTools(folder), environment.PATH].join(delimiter);
  const env = { ...environment, ...credentialVariables(aws.admin), AWS_DEFAULT_REGION: aws.region, PATH };
  await runProcess('sh', ['-ec', commands!], { cwd: folder, env });
}

/** As after a state file that was deleted by mistake. */
const loseState = () => stage.s3.send(new DeleteObjectCommand(STATE));

/** The process and all that it has started: nobody is left to record anything. */
function killTree(pid: number): void {
  const processes = execFileSync('ps', ['-e', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const kill = (id: number) => {
    process.kill(id, 'SIGKILL');
    for (const [child, parent] of processes) if (parent === id) kill(child!);
  };
  kill(pid);
}

async function changeState(change: (deployment: { resources: any[] } & Record<string, any>) => void): Promise<void> {
  const { Body } = await stage.s3.send(new GetObjectCommand(STATE));
  const state = JSON.parse(await Body!.transformToString());
  change(state.checkpoint.latest);
  await stage.s3.send(new PutObjectCommand({ ...STATE, Body: JSON.stringify(state) }));
}

describe('what a stack has made and its state does not have', () => {
  it('is taken over by the same up where the answer of AWS was lost', async () => {
    stage.proxy.inject({ action: 'CreateRole', connection: 'lose-answer', times: 1 });
    const run = await stage.actThroughProxy({ inputs: { command: 'up' } });

    expect(stage.proxy.actions.filter((action) => action === 'CreateRole').length).toBeGreaterThan(1);
    expect(run.outputs['failure-reason']).toBe('');
    expect(summaryOf(run)).toEqual({ create: 2, import: 1 });
    expect(run.log).toContain('with the tag of this stack');
    await stage.expectStateToMatchIam();
  });

  it('is taken over by the next up where a run was killed', async () => {
    stage.proxy.inject({ action: 'CreatePolicy', delay: 2000, times: 1 });
    const killed = await stage.actThroughProxy({
      inputs: { command: 'up' },
      onStart: (_, pid) => void onceRoleIsRecorded().then(() => killTree(pid)),
    });
    expect(killed.exitCode).not.toBe(0);
    while (!(await deployedInIam(stage.sandbox)).policyArn) await sleep(100);
    for (const Key of await stage.lockFiles()) {
      await stage.s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key }));
    }
    const run = await stage.act({ inputs: { command: 'up' } });
    expect(run.outputs['failure-reason']).toBe('');
    expect(run.summary).toContain('adopted');
    expect(run.summary).toContain('interrupted while it was creating modelDeploymentPolicy');
    await stage.expectStateToMatchIam();
  });

  it('is shown as adopted, and taken over, where the state is lost', async () => {
    await stage.deployed();
    await loseState();
    const [preview, drift, destroy] = await Promise.all(
      ['preview', 'drift', 'destroy'].map((command) => stage.act({ inputs: { command } })),
    );
    expect(summaryOf(preview!)).toEqual({ import: 3 });
    expect(preview!.summary).toContain('Preview: would take over 3 resources that IAM has already');
    expect(preview!.outputs['permissions-broadened']).toBe('true');
    expect(drift!.outputs['failure-reason']).toBe('stack-missing');
    expect(destroy!.outputs['failure-reason']).toBe('stack-missing');
    expect(destroy!.log).toContain('up takes over what IAM has, and destroy then deletes it');

    const unapproved = await stage.act({ inputs: { command: 'up', 'require-approval': 'broadening' } });
    expect(unapproved.outputs['failure-reason']).toBe('approval-missing');
    const run = await stage.act({ inputs: { command: 'up', 'require-approval': 'never' } });
    expect(run.outputs['failure-reason']).toBe('');
    expect(summaryOf(run)).toEqual({ import: 3 });
    await stage.expectStateToMatchIam();
  });

  it('is missing to drift and destroy, where the stack is there', async () => {
    await stage.deployed();
    await changeState((deployment) => {
      deployment.resources = deployment.resources.filter(({ type }) => !type.startsWith('aws:iam/role'));
    });
    const drift = await stage.act({ inputs: { command: 'drift' } });
    expect(drift.outputs['failure-reason']).toBe('drift');
    expect(drift.summary).toContain('Drift: 2 resources are missing in the state');
    const run = await stage.act({
      inputs: { command: 'up', 'require-approval': 'any-change', 'approve-without-github': 'the state was lost' },
    });
    expect(summaryOf(run)).toEqual({ import: 2 });
    expect(run.outputs['failure-reason']).toBe('');
    await stage.expectStateToMatchIam();
  });
});

describe('a stack that was being renamed', () => {
  const RENAMED = { 'stack-name': 'churn-prod.us-west-2.123456789012', name: 'churn-new' };

  it('has neither name to drift, takes over what has the new one, and is not gone while IAM has something', async () => {
    await stage.deployed();
    stage.proxy.inject({ action: 'CreateRole', connection: 'lose-answer', times: 1 });
    const lost = await stage.actThroughProxy({ inputs: { command: 'up', ...RENAMED } });
    expect(lost.outputs['failure-reason']).toBe('name-taken');

    const drift = await stage.act({ inputs: { command: 'drift', ...RENAMED } });
    expect([drift.outputs['failure-reason'], summaryOf(drift)]).toEqual(['drift', { import: 1, create: 1 }]);
    const approved = { 'require-approval': 'broadening', 'approve-without-github': 'GitHub does not answer.' };
    const up = await stage.act({ inputs: { command: 'up', ...RENAMED, ...approved } });
    expect([up.outputs['failure-reason'], summaryOf(up)]).toEqual(['', { replace: 2 }]);
    expect(up.log).toContain('name: churn-prod → churn-new\n');
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);

    stage.proxy.inject({ action: 'DeletePolicy', garbage: { body: '<html></html>' } });
    const destroy = await stage.actThroughProxy({ inputs: { command: 'destroy', ...RENAMED } });
    expect(destroy.outputs['failure-reason']).toBe('not-applied');
    expect((await deployedInIam(stage.sandbox, 'churn-new')).policyArn).toBeDefined();
    await typeRemoval(destroy);
    expect(await deployedInIam(stage.sandbox, 'churn-new')).toEqual(NOTHING);
  });
});

describe('a role that others have made', () => {
  it('is removed by the commands that are given, whatever is on it', async () => {
    const { iam } = stage;
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
    });
    await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: OTHER_TRUST }));
    await iam.send(new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: 'by-hand', PolicyDocument }));
    await iam.send(new CreatePolicyCommand({ PolicyName: ROLE, PolicyDocument }));
    for (let version = 2; version < 4; version++) {
      const next = { PolicyArn: POLICY_ARN, PolicyDocument, SetAsDefault: version === 2 };
      await iam.send(new CreatePolicyVersionCommand(next));
    }
    const other = await iam.send(new CreatePolicyCommand({ PolicyName: 'other', PolicyDocument }));
    for (const PolicyArn of [POLICY_ARN, other.Policy!.Arn!]) {
      await iam.send(new AttachRolePolicyCommand({ RoleName: ROLE, PolicyArn }));
    }
    for (const InstanceProfileName of ['one', 'two']) {
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName: ROLE }));
    }
    const preview = await stage.act({ inputs: { command: 'preview' } });
    expect(preview.outputs['failure-reason']).toBe('name-taken');
    await typeRemoval(preview);
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });

  it('keeps its name at the preview already, and is taken over where the workflow says so', async () => {
    const role = { RoleName: ROLE, AssumeRolePolicyDocument: OTHER_TRUST, Tags: [{ Key: 'owner', Value: 'ops' }] };
    await stage.iam.send(new CreateRoleCommand(role));
    const preview = await stage.act({ inputs: { command: 'preview' } });
    expect(preview.outputs['failure-reason']).toBe('name-taken');
    expect(preview.log).toContain('set `adopt: true`');
    expect(preview.log).toContain('aws iam delete-role --role-name churn-prod');

    const up = await stage.act({ inputs: { command: 'up', adopt: 'true' } });
    expect(up.outputs).toMatchObject({ 'failure-reason': '', 'permissions-broadened': 'true' });
    expect(summaryOf(up)).toEqual({ create: 2, import: 1 });
    expect(up.summary).toContain('the service `ec2.amazonaws.com` can no longer assume `churn-prod`');
    expect(up.summary).toContain('from then on the stack manages it');
    await stage.expectStateToMatchIam();
  });
});

describe('a stack that an earlier version has made', () => {
  it('gets the tag of what it has made, which is no change and no drift', async () => {
    await stage.deployed();
    const TagKeys = [OWNERSHIP_TAG];
    await stage.iam.send(new UntagRoleCommand({ RoleName: ROLE, TagKeys }));
    await stage.iam.send(new UntagPolicyCommand({ PolicyArn: POLICY_ARN, TagKeys }));
    await changeState(({ resources }) => {
      for (const { inputs, outputs } of resources) {
        for (const tags of [inputs, outputs].flatMap((side) => [side?.tags, side?.tagsAll])) {
          if (tags) delete tags[OWNERSHIP_TAG];
        }
      }
    });
    const drift = await stage.act({ inputs: { command: 'drift' } });
    expect(drift.outputs).toMatchObject({ 'failure-reason': '', 'has-changes': 'false' });
    const up = await stage.act({
      inputs: { command: 'up', 'expect-no-changes': 'true', 'require-approval': 'any-change' },
    });
    expect(up.outputs).toMatchObject({
      'failure-reason': '',
      'has-changes': 'false',
      'permissions-broadened': 'false',
    });
    expect(up.summary).toContain('2 resources get the ownership tag');
    const { Role: role } = await stage.iam.send(new GetRoleCommand({ RoleName: ROLE }));
    expect(role!.Tags).toMatchObject([{ Key: OWNERSHIP_TAG }]);
  });
});

describe('a role that was deleted by hand', () => {
  it('is never told as applied without being there', async () => {
    await stage.deployed();
    await stage.iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: POLICY_ARN }));
    await stage.iam.send(new DeleteRoleCommand({ RoleName: ROLE }));
    const blind = await stage.act({ inputs: { command: 'up', refresh: 'false' } });
    expect(blind.outputs['failure-reason']).toBe('gone');
    const up = await stage.act({ inputs: { command: 'up' } });
    expect(up.outputs['failure-reason']).toBe('');
    await stage.expectStateToMatchIam();
  });
});
