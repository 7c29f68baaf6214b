import type { Report, RoleReport } from '../../../src/report/model';
import { redactReport } from '../../../src/report/redact';
import { renderLog } from '../../../src/report/render/log';
import {
  access,
  APPROVED,
  change,
  completed,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  ROLE_TYPE,
} from '../samples';

const log = (report: Report, secrets: string[] = []) => renderLog(redactReport(report, secrets));

test('has a line for each change, in columns', () => {
  const changes = [...editedAccess('done').changes, change(ROLE_TYPE, 'replace', { status: 'not-reached' })];
  expect(log(completed('up', access({ changes, notes: ['Take care.'] })))).toEqual([
    'Applied: makes the role anew (other policies may test the id), which may allow more; changes tags of the policy (other policies may test them), which may allow more; 1 warning · churn-prod in us-west-2 (123456789012)',
    'Pulumi: 1 updated, 1 replaced',
    '  update   done                 Policy churn-prod  policy document; tags.team: fraud → risk',
    '  replace  begun, not finished  Role churn-prod',
    'Note: Take care.',
    'Role: arn:aws:iam::123456789012:role/churn-prod',
    'Policy: arn:aws:iam::123456789012:policy/churn-prod',
  ]);
});

test('tells who approved it, and loudly that nobody did', () => {
  const line = (approval: RoleReport['approval']) => log(completed('up', access({ approval })))[1];
  expect(line(APPROVED)).toBe('Approved by mona, by the label iam-approved of 2026-01-01T00:00:00Z');
  expect(line({ ...APPROVED, label: undefined })).toBe('Approved by mona, by a review of 2026-01-01T00:00:00Z');
  expect(line({ state: 'without-github', reason: 'GitHub is down\n::error::x' })).toBe(
    'NOBODY APPROVED THIS ON GITHUB. The reason given: GitHub is down\\n::error::x',
  );
});

test('tells of a failure, the way out and what the engine said', () => {
  const failure = {
    reason: 'credentials',
    message: 'No credentials.',
    hint: 'Add a step.',
    details: 'a\n\nb',
  } as const;
  expect(log(failed('preview', failure))).toEqual([
    'Failed to preview: no valid AWS credentials · churn-prod',
    'Reason: credentials: No credentials.',
    'What to do: Add a step.',
    '  | a',
    '  | b',
  ]);
});

test('tells how far a failed run came', () => {
  const lines = log(failed('up', { reason: 'internal', message: 'm' }, newAccess(['done', 'failed', 'not-started'])));
  expect(lines[1]).toBe('Pulumi: 1 of 3 done');
  expect(lines.slice(3).map((line) => line.trim().split(/ {2,}/)[1])).toEqual(['done', 'failed', 'not started']);
});

test('lists invalid inputs', () => {
  const report = invalidInput(
    { name: 'region', value: 'x', expected: 'a region' },
    { name: 'bucket', expected: 'a value' },
  );
  expect(log(report).slice(1)).toEqual([
    '  Input region  x       expected a region',
    '  Input bucket  (none)  expected a value',
  ]);
});

test('gives no ARNs of what was destroyed', () => {
  expect(log(completed('destroy', newAccess())).join()).not.toContain('arn:');
});

test('no text from outside becomes a command of the runner, a line of its own or a colour', () => {
  const hostile = '::error::x\n::set-env name=A::b\u001b[31m ##[error]y';
  const of = access({
    roleName: hostile,
    policyName: hostile,
    roleArn: hostile,
    policyArn: hostile,
    notes: [hostile],
    changes: [change(POLICY_TYPE, 'create', { error: hostile, status: 'failed' })],
  });
  const reports = [
    completed('up', of),
    failed('up', { reason: 'internal', message: hostile, hint: hostile, details: hostile }, of),
    { ...invalidInput({ name: hostile, value: hostile, expected: hostile }), endpoint: hostile },
  ];
  for (const line of reports.flatMap((report) => log(report))) {
    expect(line).not.toMatch(/^\s*::|##\[|[\n\u001b]/);
  }
});

test('takes out secrets', () => {
  expect(log(failed('up', { reason: 'internal', message: 'hunter22' }), ['hunter22']).join()).not.toContain('hunter22');
});
