import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { type FaultProxy, startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { changePolicyByHand, deployedInIam, deployedInState } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

/** What others do to the role and the policy behind the stack's back, and what the Action says of it. */

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';
const ROLE = { RoleName: 'churn-prod' };
const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';
const DENIED =
  'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:UpdateAssumeRolePolicy on resource: role churn-prod because no identity-based policy allows the iam:UpdateAssumeRolePolicy action';

let sandbox: Sandbox;
let proxy: FaultProxy;
let iam: IAMClient;
let takeBack: () => Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox();
  iam = new IAMClient(sandbox.aws.client(sandbox.aws.admin));
  proxy = await startFaultProxy(sandbox.aws.url);
  const boundary = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  await iam.send(new CreatePolicyCommand({ PolicyName: 'boundary', PolicyDocument: boundary }));
  // Every test starts with the role as `up` makes it.
  const { exitCode, log } = await act({ inputs: { command: 'up', tags: 'env=prod\nteam=ml' } });
  if (exitCode !== 0) throw new Error(log);
  takeBack = await sandbox.aws.snapshot();
});
afterEach(() => takeBack());
afterAll(async () => {
  await proxy.stop();
  await sandbox.stop();
});

function act(options: ActionOptions): Promise<ActionRun> {
  const inputs = { tags: 'env=prod\nteam=ml', ...options.inputs };
  return runAction(sandbox, { ...options, inputs });
}

function actThroughProxy(options: ActionOptions): Promise<ActionRun> {
  return act({ ...options, environment: { AWS_ENDPOINT_URL: proxy.url, SANDBOX_AWS_WAITS: '0.01' } });
}

function policy(...statements: unknown[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const EVERYTHING_IN_S3 = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const EVERYBODY = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };

function changesOf({ outputs }: ActionRun): Record<string, string[]> {
  const changes = JSON.parse(outputs.changes!) as { type: string; properties: { path: string }[] }[];
  return Object.fromEntries(
    changes.map(({ type, properties }) => [type.split(':').at(-1), properties.map(({ path }) => path).sort()]),
  );
}

describe('what somebody changed by hand', () => {
  it('is reported property by property, the documents as permissions', async () => {
    await changePolicyByHand(sandbox, JSON.parse(policy(EVERYTHING_IN_S3)));
    await iam.send(new UpdateAssumeRolePolicyCommand({ ...ROLE, PolicyDocument: policy(EVERYBODY) }));
    await iam.send(new UpdateRoleCommand({ ...ROLE, Description: 'by hand', MaxSessionDuration: 7200 }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ ...ROLE, PermissionsBoundary: BOUNDARY }));
    await iam.send(new TagRoleCommand({ ...ROLE, Tags: [{ Key: 'new', Value: 'tag' }] }));
    await iam.send(new UntagRoleCommand({ ...ROLE, TagKeys: ['env'] }));
    const drift = await act({ inputs: { command: 'drift', 'expect-no-changes': 'true' } });

    expect(drift.exitCode).toBe(1);
    expect(drift.outputs).toMatchObject({ 'failure-reason': 'unexpected-changes', 'has-changes': 'true' });
    expect(changesOf(drift)).toEqual({
      Policy: ['policy'],
      Role: [
        ...['assumeRolePolicy', 'description', 'maxSessionDuration', 'permissionsBoundary'],
        ...['tags.env', 'tags.new'],
      ],
    });
    expect(drift.summary).toMatch(/somebody gave `churn-prod` `s3:\*` \(\d+ actions\) on \*\*everything\*\*/);
    expect(drift.summary).toContain('somebody let **anyone** assume `churn-prod`');
    expect(drift.outputs['permission-changes']).toContain('"action":"s3:*"');

    const repaired = await act({ inputs: { command: 'up' } });
    expect(repaired.exitCode).toBe(0);
    expect(repaired.summary).toContain('Outside of Pulumi, the policy churn-prod was changed (policy document)');
    const { Role: role } = await iam.send(new GetRoleCommand(ROLE));
    expect(role).toMatchObject({ MaxSessionDuration: 3600 });
    expect(role!.Description || '').toBe('');
    expect(role!.PermissionsBoundary).toBeUndefined();
    expect((await act({ inputs: { command: 'drift' } })).outputs['has-changes']).toBe('false');
  });

  it('is what a preview starts from, and an approval', async () => {
    await changePolicyByHand(sandbox, JSON.parse(policy({ ...EVERYTHING_IN_S3, Effect: 'Deny' })));
    const preview = await act({ inputs: {} });
    expect(preview.outputs['permissions-broadened']).toBe('true');
    expect(preview.summary).toMatch(/`churn-prod` would be able to `sagemaker:CreateEndpoint`/);

    const refused = await act({ inputs: { command: 'up', 'require-approval': 'broadening' } });
    expect(refused.outputs).toMatchObject({ 'failure-reason': 'approval-missing', approval: 'missing' });
    expect((await deployedInIam(sandbox)).policy).toContain('"Deny"');

    const blind = await act({ inputs: { refresh: 'false' } });
    expect(blind.outputs['has-changes']).toBe('false');
    expect(blind.summary).toContain('Compared with the state, not with AWS');
  });

  it('does not come in where it is said that the state is to be believed, and is named then', async () => {
    await iam.send(new DetachRolePolicyCommand({ ...ROLE, PolicyArn: 'arn:aws:iam::123456789012:policy/churn-prod' }));
    await iam.send(new DeleteRoleCommand(ROLE));
    const failed = await act({ inputs: { command: 'up', refresh: 'false', 'max-session-duration': '7200' } });
    expect(failed.outputs['failure-reason']).toBe('gone');
    expect(failed.log).toContain('refresh: true');

    const repaired = await act({ inputs: { command: 'up' } });
    expect(JSON.parse(repaired.outputs['change-summary']!)).toEqual({ create: 2 });
    expect(repaired.exitCode).toBe(0);
  });
});

describe('an update that AWS denies', () => {
  it('is made by the next run, and told as what it is in AWS, with refresh or without', async () => {
    for (const refresh of ['true', 'false']) {
      const restricted = refresh === 'true' ? 'false' : 'true';
      const inputs = { command: 'up', refresh, trust: 'sagemaker', 'restrict-trust': restricted };
      const { trust } = await deployedInIam(sandbox);
      proxy.inject({
        action: 'UpdateAssumeRolePolicy',
        refusal: { status: 403, code: 'AccessDenied', message: DENIED },
        times: 1,
      });
      const denied = await actThroughProxy({ inputs });
      expect(denied.outputs['failure-reason']).toBe('permission-denied');
      expect(denied.log.match(/is not authorized to perform: iam:UpdateAssumeRolePolicy/g)).toHaveLength(2);
      expect(denied.log + denied.summary).not.toMatch(/provider2\.go|sdk\.helper_schema|error occurred/);
      expect((await deployedInIam(sandbox)).trust).toBe(trust);
      expect(await deployedInState(sandbox, STACK)).toEqual(await deployedInIam(sandbox));

      const again = await actThroughProxy({ inputs });
      expect(again.exitCode).toBe(0);
      expect(changesOf(again)).toEqual({ Role: ['assumeRolePolicy'] });
      expect((await deployedInIam(sandbox)).trust).not.toBe(trust);
    }
  });
});

describe('tags', () => {
  it('that are taken away are named once', async () => {
    const run = await act({ inputs: { command: 'up', tags: 'team=ml' } });
    expect(changesOf(run)).toEqual({ Policy: ['tags.env'], Role: ['tags.env'] });
    expect(run.summary).not.toContain('tagsAll');
  });
});

describe('policies of others on the role', () => {
  const inline = { ...ROLE, PolicyName: 'by-hand' };
  const managed = { PolicyName: 'of-others', PolicyDocument: policy({ ...EVERYTHING_IN_S3, Action: 'iam:*' }) };
  const PolicyArn = 'arn:aws:iam::123456789012:policy/of-others';

  beforeEach(async () => {
    await iam.send(new CreatePolicyCommand(managed));
    await iam.send(new AttachRolePolicyCommand({ ...ROLE, PolicyArn }));
    await iam.send(new PutRolePolicyCommand({ ...inline, PolicyDocument: policy(EVERYTHING_IN_S3) }));
  });

  it('are drift, are told of by a preview, and keep the role from being deleted before anything is', async () => {
    const drift = await act({ inputs: { command: 'drift' } });
    expect(drift.exitCode).toBe(1);
    expect(drift.outputs).toMatchObject({ 'failure-reason': 'drift', 'has-changes': 'true' });
    const known = await act({ inputs: { command: 'drift', 'fail-on-drift': 'false' } });
    expect([known.exitCode, known.outputs['failure-reason']]).toEqual([0, '']);
    expect(drift.summary).toContain('Inline policy `by-hand`');
    expect(drift.summary).toMatch(/somebody gave `churn-prod` `s3:\*` \(\d+ actions\), `iam:\*` \(\d+ actions\) on/);

    const preview = await act({ inputs: {} });
    expect(preview.outputs['has-changes']).toBe('false');
    expect(preview.summary).toContain('No changes, but the role has policies that are not of this stack');
    expect(preview.summary).toMatch(/`churn-prod` can, by policies that are not of this stack, `s3:\*`/);
    expect(JSON.parse(preview.outputs.findings!)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'policy-of-others', severity: 'security' })]),
    );

    const was = await deployedInIam(sandbox);
    const destroy = await act({ inputs: { command: 'destroy' } });
    expect(destroy.exitCode).toBe(1);
    expect(destroy.outputs['failure-reason']).toBe('in-use');
    expect(destroy.log).toContain('aws iam delete-role-policy --role-name churn-prod --policy-name by-hand');
    expect(await deployedInIam(sandbox)).toEqual(was);
    const replaced = await act({ inputs: { command: 'up', 'role-path': '/models/' } });
    expect(replaced.outputs['failure-reason']).toBe('in-use');
    // The policy of the stack is under another ARN then, and is still no policy of others.
    expect(replaced.log).not.toContain('--policy-arn arn:aws:iam::123456789012:policy/churn-prod');
    expect(await deployedInIam(sandbox)).toEqual(was);

    await iam.send(new DeleteRolePolicyCommand(inline));
    await iam.send(new DetachRolePolicyCommand({ ...ROLE, PolicyArn }));
    const moved = await act({ inputs: { command: 'up', 'role-path': '/models/' } });
    expect(moved.exitCode).toBe(0);
    expect(moved.outputs['policy-arn']).toBe('arn:aws:iam::123456789012:policy/models/churn-prod');
  });
});

describe('a stack that is not where it is looked for', () => {
  it('is not taken for one without drift, or for one that is gone', async () => {
    // The user of the workflow reaches no other folder.
    const actAnywhere = (inputs: ActionOptions['inputs']) => act({ inputs, credentials: sandbox.aws.admin });
    const elsewhere = { 'backend-url': 's3://my-pulumi-state/elsewhere' };
    for (const inputs of [elsewhere, { 'stack-name': 'chrun-prod' }]) {
      const drift = await actAnywhere({ ...inputs, command: 'drift' });
      expect(drift.exitCode).toBe(1);
      expect(drift.outputs).toMatchObject({ 'failure-reason': 'stack-missing', 'has-changes': '' });
      expect(drift.summary).toMatch(/Nothing was compared: `s3:.*` has no stack/);
      expect(drift.summary).not.toContain('o permission changes');
      expect(drift.summary).toContain('IAM has the role churn-prod and the policy');
    }
    const destroy = await actAnywhere({ ...elsewhere, command: 'destroy' });
    expect(destroy.exitCode).toBe(1);
    expect(destroy.outputs).toMatchObject({ 'failure-reason': 'stack-missing', 'has-changes': '' });
    const preview = await actAnywhere(elsewhere);
    expect(preview.outputs['failure-reason']).toBe('name-taken');
    expect(preview.summary).toContain('which another stack has made, as its tag says');

    const nobody = await actAnywhere({ ...elsewhere, name: 'nobody', command: 'destroy' });
    expect(nobody.exitCode).toBe(0);
    expect(nobody.outputs['has-changes']).toBe('false');
    expect(nobody.summary).toContain('IAM has neither the role nor the policy');
  });
});
