import { inputReader } from './fake-ports';
import { plannedOutputs, resultOutputs } from '../../src/action/outputs';
import { planOf } from '../../src/action/plan';
import type { RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import {
  access,
  accessBetween,
  allow,
  completed,
  deny,
  documentText,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
} from '../report/samples';

it('tells what is known before the engine runs', () => {
  const plan = planOf(
    readRequest({ input: inputReader({ trust: 'sagemaker' }), environment: {} }).request!,
    '123456789012',
  );
  expect(plannedOutputs(plan)).toEqual({
    'policy-arn': 'arn:aws:iam::123456789012:policy/churn-prod',
    'role-arn': 'arn:aws:iam::123456789012:role/churn-prod',
    'policy-name': 'churn-prod',
    'role-name': 'churn-prod',
    'policy-document': plan.component.args.policy,
    'trust-policy': plan.component.args.trustPolicy,
    stack: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
  });
});

describe('what would be too large for a variable of a process', () => {
  it('is cut at the end of an entry, and what is left out is counted', () => {
    const [change] = newAccess().changes;
    const many = Array.from({ length: 900 }, (_, index) => ({ ...change!, resource: `${index} ${'ö'.repeat(200)}` }));
    const text = resultOutputs(completed('preview', { ...newAccess(), changes: many })).changes!;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(120_000);
    const entries = JSON.parse(text) as object[];
    expect(entries.slice(0, -1)).toEqual(JSON.parse(JSON.stringify(many.slice(0, entries.length - 1))));
    expect(entries.at(-1)).toEqual({ omitted: 900 - (entries.length - 1) });
    expect(entries.length).toBeGreaterThan(50);
  });

  it('is all there where it fits', () => {
    const changed = newAccess();
    expect(resultOutputs(completed('preview', changed)).changes).toBe(JSON.stringify(changed.changes));
  });
});

describe('what came of the run', () => {
  it('is empty of changes where there are none', () => {
    expect(resultOutputs(completed('up', access({ assessment: undefined })))).toEqual({
      'has-changes': 'false',
      'change-summary': '{}',
      changes: '[]',
      'failure-reason': '',
    });
  });

  it('counts the changes by operation', () => {
    const changed = newAccess();
    const outputs = resultOutputs(completed('preview', changed));
    expect(outputs).toMatchObject({ 'has-changes': 'true', 'change-summary': '{"create":3}', 'failure-reason': '' });
    expect(JSON.parse(outputs.changes!)).toEqual(JSON.parse(JSON.stringify(changed.changes)));
  });

  it('tells what the policy allows more and its boundary does not, which is broader all the same', () => {
    const [read, write] = ['s3:GetObject', 's3:PutObject'].map((action) => allow(action, 'arn:aws:s3:::my-models/*'));
    const same = { arn: 'arn:aws:iam::123456789012:policy/boundary', document: documentText([read])! };
    const outputsOf = (boundary: RoleReport['boundary']) =>
      resultOutputs(completed('preview', accessBetween([read], [read, write], { boundary })));
    const bounded = outputsOf({ before: same, after: same });
    expect(bounded['permissions-broadened']).toBe('true');
    expect(JSON.parse(bounded['permission-changes']!)).toMatchObject({
      permissions: [],
      cutAway: [{ kind: 'gained', actions: ['s3:PutObject'], actionCount: 1 }],
    });
    expect(JSON.parse(outputsOf({})['permission-changes']!)).not.toHaveProperty('cutAway');
  });

  it('tells what becomes possible, what is wrong, and whether it is approved', () => {
    const approval = { state: 'missing', label: 'iam-approved', why: 'It needs one.' } as const;
    const outputs = resultOutputs(completed('preview', { ...editedAccess(), approval }));
    const gained = (name: string) => ({ kind: 'gained', action: `sagemaker:${name}`, actionCount: 1 });
    expect(outputs).toMatchObject({ 'permissions-broadened': 'true', approval: 'missing' });
    expect(JSON.parse(outputs.findings!)[0]).toMatchObject({ id: expect.any(String), severity: 'warning' });
    expect(JSON.parse(outputs['permission-changes']!)).toMatchObject({
      permissions: [
        ...['CreateEndpoint', 'CreateEndpoint', 'DescribeEndpointConfig', 'DescribeEndpointConfig'].map(gained),
        ...['DescribeEndpoint', 'AddTags'].map(gained),
      ],
      trust: [],
    });
  });

  it('stays far below what GitHub takes, however many actions a policy of the largest size is about', () => {
    const denials = Array.from({ length: 70 }, (_, index) => deny(['s3:Get*', 's3:Put*'], `arn:aws:s3:::b${index}/*`));
    const outputs = resultOutputs(completed('preview', accessBetween(undefined, [allow('*', '*'), ...denials])));
    const gone = resultOutputs(completed('up', accessBetween([allow('*', '*')], [allow('*', '*'), ...denials])));
    for (const { 'permission-changes': json } of [outputs, gone]) expect(json!.length).toBeLessThan(200_000);
  });

  it('keeps the changes of a run that failed', () => {
    const report = failed('up', { reason: 'permission-denied', message: 'No.' }, editedAccess('failed'));
    expect(resultOutputs(report)).toMatchObject({
      'has-changes': 'true',
      'change-summary': '{"update":1}',
      'failure-reason': 'permission-denied',
    });
  });

  it('says nothing of changes where the run failed before they were known', () => {
    expect(resultOutputs(failed('up', { reason: 'credentials', message: 'No.' }))).toMatchObject({
      'has-changes': '',
      changes: '[]',
      'failure-reason': 'credentials',
    });
  });

  it('says nothing of changes where only a lock was removed', () => {
    expect(resultOutputs(completed('unlock'))).toMatchObject({ 'has-changes': '', 'failure-reason': '' });
  });

  it.each(['findings', 'approval-missing'] as const)('knows that nothing changes behind a gate: %s', (reason) => {
    const report = failed('up', { reason, message: 'No.' }, access());
    expect(resultOutputs(report)['has-changes']).toBe('false');
  });

  it('is nothing but the reason where the inputs are invalid', () => {
    expect(resultOutputs(invalidInput({ name: 'region', expected: 'a region' }))).toEqual({
      'failure-reason': 'invalid-input',
    });
  });
});
