import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CreatePolicyVersionCommand, GetPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { runWithPause } from './pause';
import { type ActionRun, runAction } from '../../sandbox/action';
import { type Deployed, deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { InputName } from '../../src/contract';

const MERGED = 'b'.repeat(40);
const MERGED_LATER = 'c'.repeat(40);

type Inputs = Partial<Record<InputName, string>>;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

function onPullRequest(pullRequest: number, inputs: Inputs): Promise<ActionRun> {
  const payload = { pull_request: { number: pullRequest } };
  return runAction(sandbox, { inputs, event: { name: 'pull_request', payload } });
}

function afterMerge(inputs: Inputs, after = MERGED): Promise<ActionRun> {
  return runAction(sandbox, { inputs: { ...inputs, command: 'up' }, event: { name: 'push', payload: { after } } });
}

describe('fail-on', () => {
  /** What a workflow is to do, for a role that only SageMaker may assume: a warning. */
  const WARNED = { trust: 'sagemaker' };

  it('lets the step fail on findings that are grave enough, and up applies nothing', async () => {
    const preview = await runAction(sandbox, { inputs: { ...WARNED, 'fail-on': 'warning' } });
    expect(preview.exitCode).toBe(1);
    expect(preview.outputs['failure-reason']).toBe('findings');
    expect(preview.summary).toContain('would be able to');

    const up = await runAction(sandbox, { inputs: { ...WARNED, command: 'up', 'fail-on': 'warning' } });
    expect(up.exitCode).toBe(1);
    expect(up.log).toContain('Nothing was applied.');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });

  it('is open where the findings are less grave, which are outputs all the same', async () => {
    const { exitCode, outputs } = await runAction(sandbox, { inputs: { ...WARNED, 'fail-on': 'security' } });
    expect(exitCode).toBe(0);
    expect(JSON.parse(outputs.findings!)).toEqual(
      expect.arrayContaining([expect.objectContaining({ severity: 'warning', id: expect.any(String) })]),
    );
  });
});

describe('access-tests', () => {
  it('let up apply nothing where one does not hold, which the comment shows', async () => {
    const workspace = join(sandbox.folder, 'tested');
    await mkdir(workspace);
    await writeFile(
      join(workspace, 'tests.yml'),
      [
        'tests:',
        '  - name: reads nothing',
        '    deny: s3:Get*',
        '  - name: passes no role',
        '    deny: iam:PassRole',
      ].join('\n'),
    );
    const pullRequest = sandbox.github.addPullRequest();
    const up = await runAction(sandbox, {
      inputs: { command: 'up', 'access-tests': 'tests.yml', 'comment-pr-number': `${pullRequest}` },
      environment: { GITHUB_WORKSPACE: workspace },
    });

    expect(up.exitCode).toBe(1);
    expect(up.outputs).toMatchObject({
      'failure-reason': 'access-tests',
      'access-tests': '{"tests":2,"failing":["reads nothing"]}',
    });
    expect(up.log).toMatch(/^::error title=Access test%3A reads nothing,file=tests\.yml,line=2::Expected/m);
    const { body } = sandbox.github.comments(pullRequest)[0]!;
    expect(body).toContain('not as the access tests expect');
    expect(body).toContain('1 of 2 access tests hold');
    expect(body).toMatch(/❌ \*\*reads nothing\*\* \(`tests\.yml:2`\).*Statement \d of the policy allows it/);
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });
});

// Each step goes on from the one before.
describe('require-approval: broadening', () => {
  const inputs: Inputs = { 'require-approval': 'broadening', permissions: 'deploy' };
  const other: Inputs = { ...inputs, permissions: 'deploy, observe' };
  const narrow: Inputs = { ...inputs, permissions: 'baseline' };
  let pullRequest: number;
  let narrowAccess: Deployed;
  const labels = () => sandbox.github.labels(pullRequest);

  beforeAll(async () => {
    await runAction(sandbox, { inputs: { command: 'up', permissions: 'baseline' } });
    narrowAccess = await deployedInIam(sandbox);
    expect(narrowAccess.attached).toHaveLength(1);
  });

  it('does not take a label that was there before the change was shown', async () => {
    pullRequest = sandbox.github.addPullRequest({ labels: ['iam-approved'] });
    const run = await onPullRequest(pullRequest, inputs);

    expect(run.outputs).toMatchObject({ 'failure-reason': 'approval-missing', approval: 'missing' });
    expect(run.outputs['permissions-broadened']).toBe('true');
    expect(labels()).toEqual([]);
    expect(sandbox.github.comments(pullRequest)[0]?.body).toContain('add the label `iam-approved`');
  });

  it('takes the label that was added after that', async () => {
    sandbox.github.addLabel(pullRequest, 'IAM-approved');
    const run = await onPullRequest(pullRequest, inputs);

    expect(run.exitCode).toBe(0);
    expect(run.outputs.approval).toBe('approved');
    expect(sandbox.github.comments(pullRequest)).toHaveLength(1);
  });

  it('takes the label off when the pull request asks for something else', async () => {
    const run = await onPullRequest(pullRequest, other);

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(labels()).toEqual([]);
  });

  it('keeps up from applying what nobody approved', async () => {
    sandbox.github.mergePullRequest(pullRequest, MERGED);
    const run = await afterMerge(other);

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(await deployedInIam(sandbox)).toEqual(narrowAccess);
  });

  it('keeps up from applying something else than what was approved', async () => {
    sandbox.github.addLabel(pullRequest, 'iam-approved');
    const run = await afterMerge(inputs);

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(labels()).toEqual([]);
    expect(await deployedInIam(sandbox)).toEqual(narrowAccess);
  });

  it('lets up apply what was approved on the merged pull request, where it was shown', async () => {
    sandbox.github.addLabel(pullRequest, 'iam-approved');
    // So the comment goes on to show the change, and the label stays.
    sandbox.github.inject({ method: 'PATCH', path: /\/comments\//, answer: { status: 403, body: { message: 'No' } } });
    const run = await afterMerge(inputs);

    expect(run.exitCode).toBe(0);
    expect(run.outputs.approval).toBe('approved');
    expect(run.log).toContain('Approved by mona, by the label iam-approved');
    expect(await deployedInIam(sandbox)).not.toEqual(narrowAccess);
  });

  it('leaves nothing behind that is drift', async () => {
    const { exitCode, outputs } = await runAction(sandbox, { inputs: { command: 'drift' } });
    expect([exitCode, outputs['has-changes']]).toEqual([0, 'false']);
  });

  it('asks for nothing where less becomes possible', async () => {
    sandbox.github.mergePullRequest(sandbox.github.addPullRequest(), MERGED_LATER);
    const run = await afterMerge(narrow, MERGED_LATER);

    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ approval: 'not-required', 'permissions-broadened': 'false' });
    const { permissions } = JSON.parse(run.outputs['permission-changes']!);
    expect(new Set(permissions.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['lost']));
    expect(permissions).toContainEqual(expect.objectContaining({ action: 'sagemaker:CreateEndpoint' }));
  });

  it('does not take an approval a second time, when the run that used it is started again', async () => {
    const run = await afterMerge(inputs);

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(run.log).toMatch(/The approval by mona of \S+ is used up/);
    expect(labels()).toEqual(['iam-approved']);
    expect(await deployedInIam(sandbox)).toEqual(narrowAccess);
  });

  it('takes a review in place of a label, from somebody who may approve, once the change was shown', async () => {
    const { github } = sandbox;
    const reviewed = github.addPullRequest({ author: 'hubot' });
    const asking: Inputs = { ...inputs, 'approval-by': 'review' };
    github.addReview({ pullRequest: reviewed, author: 'mona' });
    github.addReview({ pullRequest: reviewed, author: 'mallory' });
    const before = await onPullRequest(reviewed, asking);
    expect(before.outputs).toMatchObject({ approval: 'missing', 'failure-reason': 'approval-missing' });

    github.addReview({ pullRequest: reviewed, author: 'octocat' });
    expect((await onPullRequest(reviewed, asking)).outputs.approval).toBe('approved');
  });

  it('never departs from what GitHub says of its API', () => {
    expect(sandbox.github.violations).toEqual([]);
  });

  it('needs a pull request', async () => {
    const run = await runAction(sandbox, {
      inputs: { ...inputs, command: 'up', name: 'other', 'require-approval': 'any-change' },
    });

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(run.log).toContain('no pull request belongs to it');
  });
});

// The stack has what was applied before: `baseline`.
describe('what others do between the preview of up and up', () => {
  const refusal = { 'failure-reason': 'changed-since-preview' };
  const policyArn = 'arn:aws:iam::123456789012:policy/models/churn-prod';
  const moved: Inputs = { command: 'up', permissions: 'baseline', 'role-path': '/models/' };

  it('closes the gate where another run changed the state, before anything is deleted to be replaced', async () => {
    const inputs: Inputs = { ...moved, 'role-path': '/', 'expect-no-changes': 'true', refresh: 'false' };
    const run = await runWithPause(sandbox, { inputs }, () => runAction(sandbox, { inputs: moved }));

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ ...refusal, 'has-changes': 'false' });
    expect(run.log).toContain('the role churn-prod was changed (path)');
    expect((await deployedInIam(sandbox)).attached).toEqual([policyArn]);
  });

  it('closes it where somebody cut the policy by hand', async () => {
    const iam = new IAMClient(sandbox.aws.client(sandbox.aws.admin));
    const byHand = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [byHand] });
    const inputs: Inputs = { ...moved, 'require-approval': 'broadening', 'bucket-access': 'read' };
    const run = await runWithPause(sandbox, { inputs }, () =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn: policyArn, PolicyDocument: document, SetAsDefault: true })),
    );

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ ...refusal, approval: 'not-required', 'permissions-broadened': 'false' });
    expect(run.log).toContain('Since the preview of this run, the policy churn-prod was changed (policy document).');
    const { Policy: policy } = await iam.send(new GetPolicyCommand({ PolicyArn: policyArn }));
    expect(policy!.DefaultVersionId).toBe('v2');
  });
});
