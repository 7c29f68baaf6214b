import { type ActionRun, runAction } from '../../sandbox/action';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { InputName } from '../../src/contract';

const MERGED = 'b'.repeat(40);

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

function afterMerge(inputs: Inputs): Promise<ActionRun> {
  return runAction(sandbox, {
    inputs: { ...inputs, command: 'up' },
    event: { name: 'push', payload: { after: MERGED } },
  });
}

describe('fail-on', () => {
  it('lets the step fail on findings that are grave enough, and up applies nothing', async () => {
    const preview = await runAction(sandbox, { inputs: { 'fail-on': 'warning' } });
    expect(preview.exitCode).toBe(1);
    expect(preview.outputs['failure-reason']).toBe('findings');
    expect(preview.summary).toContain('may now');

    const up = await runAction(sandbox, { inputs: { command: 'up', 'fail-on': 'warning' } });
    expect(up.exitCode).toBe(1);
    expect(up.log).toContain('Nothing was applied.');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });

  it('is open where the findings are less grave, which are outputs all the same', async () => {
    const { exitCode, outputs } = await runAction(sandbox, { inputs: { 'fail-on': 'security' } });
    expect(exitCode).toBe(0);
    expect(JSON.parse(outputs.findings!)).toEqual(
      expect.arrayContaining([expect.objectContaining({ severity: 'warning', id: expect.any(String) })]),
    );
  });
});

// Each step goes on from the one before.
describe('require-approval: broadening', () => {
  const inputs: Inputs = { 'require-approval': 'broadening', permissions: 'baseline' };
  let pullRequest: number;
  const labels = () => sandbox.github.labels(pullRequest);

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
    const run = await onPullRequest(pullRequest, { ...inputs, permissions: 'deploy' });

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(labels()).toEqual([]);
  });

  it('keeps up from applying what nobody approved', async () => {
    sandbox.github.mergePullRequest(pullRequest, MERGED);
    const run = await afterMerge({ ...inputs, permissions: 'deploy' });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });

  it('keeps up from applying something else than what was approved', async () => {
    sandbox.github.addLabel(pullRequest, 'iam-approved');
    const run = await afterMerge({ ...inputs, permissions: 'baseline' });

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });

  it('lets up apply what was approved on the merged pull request', async () => {
    await onPullRequest(pullRequest, { ...inputs, permissions: 'deploy' });
    sandbox.github.addLabel(pullRequest, 'iam-approved');
    const run = await afterMerge({ ...inputs, permissions: 'deploy' });

    expect(run.exitCode).toBe(0);
    expect(run.outputs.approval).toBe('approved');
    expect((await deployedInIam(sandbox)).attached).toHaveLength(1);
  });

  it('asks for nothing where less becomes possible', async () => {
    const run = await onPullRequest(sandbox.github.addPullRequest(), inputs);

    expect(run.exitCode).toBe(0);
    expect(run.outputs).toMatchObject({ approval: 'not-required', 'permissions-broadened': 'false' });
    expect(JSON.parse(run.outputs['permission-changes']!).permissions).toEqual([
      expect.objectContaining({ kind: 'lost', action: 'sagemaker:CreateEndpoint' }),
      expect.objectContaining({ kind: 'lost', action: 'sagemaker:CreateEndpoint' }),
    ]);
  });

  it('needs a pull request', async () => {
    const run = await runAction(sandbox, {
      inputs: { ...inputs, command: 'up', name: 'other', 'require-approval': 'any-change' },
    });

    expect(run.outputs['failure-reason']).toBe('approval-missing');
    expect(run.log).toContain('no pull request belongs to it');
  });
});
