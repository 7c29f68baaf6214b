import { FakePorts, type GivenInputs } from './fake-ports';
import {
  blockedDeletion,
  changedSincePreview,
  closedGate,
  findingsToFailOn,
  isBoundToPreview,
} from '../../src/action/gates';
import { findingsOfPolicy } from '../../src/iam/findings/findings';
import { isBroadening } from '../../src/report/broadening';
import type { Assessment, RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import {
  APPROVED,
  access,
  accessBetween,
  allow,
  ATTACHMENT_TYPE,
  change,
  deny,
  documentText,
  newAccess,
  POLICY_TYPE,
  policyText,
  property,
  ROLE_TYPE,
  trustText,
} from '../report/samples';

type Finding = Assessment['findings'][number];

const OBJECTS = 'arn:aws:s3:::my-models/*';
const READ = allow('s3:GetObject', OBJECTS);
const ACCOUNT = 'arn:aws:iam::123456789012:root';
const CI = 'arn:aws:iam::123456789012:role/ci';
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };

function requestOf(inputs: GivenInputs) {
  return readRequest(new FakePorts(inputs)).request!;
}

function reasonOf(inputs: GivenInputs, of: RoleReport): string | undefined {
  return closedGate(requestOf(inputs), of)?.reason;
}

function withFindings(...severities: Finding['severity'][]): RoleReport {
  const of = newAccess();
  const [sample] = of.assessment!.findings;
  const findings = severities.map((severity) => ({ ...sample!, severity, id: `some-${severity}` }));
  return { ...of, assessment: { ...of.assessment!, findings } };
}

describe('isBroadening', () => {
  const policy = policyText(['deploy']);
  const boundary = (before: unknown, after: unknown, operation: 'create' | 'update' | 'delete' = 'update') =>
    access({
      changes: [change(ROLE_TYPE, operation, { properties: [property('permissionsBoundary', before, after)] })],
    });
  const trusting = (before: readonly string[], after: readonly string[]) => {
    const [old, current] = [before, after].map((AWS) =>
      documentText([{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }]),
    );
    return access({ trust: { before: old, after: current } });
  };
  const roleChange = (path: string, before: unknown, after: unknown, operation: 'update' | 'replace' = 'update') =>
    access({ changes: [change(ROLE_TYPE, operation, { properties: [property(path, before, after)] })] });

  it.each<[string, RoleReport, boolean]>([
    ['a new role', newAccess(), true],
    ['nothing', access(), false],
    ['what is taken over as it is', access({ changes: [change(ROLE_TYPE, 'import')] }), true],
    ['another description', roleChange('description', 'old', 'new'), false],
    ['another tag', roleChange('tags.team', 'fraud', 'payments-admin'), true],
    ['another path', roleChange('path', '/', '/exempt/', 'replace'), true],
    ['another name', roleChange('name', 'churn', 'admin', 'replace'), true],
    ['a longer session', roleChange('maxSessionDuration', 3600, 43200), true],
    ['a shorter session', roleChange('maxSessionDuration', 43200, 3600), false],
    ['a property that nobody knows', roleChange('inlinePolicies', undefined, []), true],
    ['a resource of another type', access({ changes: [change('aws:s3/bucket:Bucket', 'delete')] }), true],
    ['an action more', accessBetween([READ], [READ, allow('s3:PutObject', OBJECTS)]), true],
    ['an action less', accessBetween([READ, allow('s3:PutObject', OBJECTS)], [READ]), false],
    ['one action for another', accessBetween([READ], [allow('s3:PutObject', OBJECTS)]), true],
    ['a narrower resource', accessBetween([allow('s3:*', '*')], [READ]), false],
    ['another form of the same', accessBetween([READ], [READ, READ]), false],
    ['a denial more', accessBetween([READ], [READ, deny('s3:GetObject', 'arn:aws:s3:::my-models/a')]), false],
    ['a denial less', accessBetween([READ, deny('s3:GetObject', 'arn:aws:s3:::my-models/a')], [READ]), true],
    ['a condition more', accessBetween([READ], [allow('s3:GetObject', OBJECTS, SECURE)]), false],
    ['a condition less', accessBetween([allow('s3:GetObject', OBJECTS, SECURE)], [READ]), true],
    [
      'another condition',
      accessBetween(
        [allow('s3:GetObject', OBJECTS, { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })],
        [allow('s3:GetObject', OBJECTS, { IpAddress: { 'aws:SourceIp': '192.168.0.0/16' } })],
      ),
      true,
    ],
    ['looser trust', access({ trust: { before: trustText(true), after: trustText(false) } }), true],
    ['tighter trust', access({ trust: { before: trustText(false), after: trustText(true) } }), false],
    ['a role by name beside its account', trusting([ACCOUNT], [ACCOUNT, CI]), true],
    ['the account alone', trusting([ACCOUNT, CI], [ACCOUNT]), false],
    ['a policy that AWS would not take', access({ policy: { before: policy, after: '{' } }), true],
    ['a policy that is attached again', access({ changes: [change(ATTACHMENT_TYPE, 'create')] }), true],
    ['a policy that is no longer attached', access({ changes: [change(ATTACHMENT_TYPE, 'delete')] }), false],
    ['a first boundary, which policies of others may ask for', boundary(undefined, 'arn:a'), true],
    ['a boundary that the role is made with', boundary(undefined, 'arn:a', 'create'), false],
    ['another boundary', boundary('arn:a', 'arn:b'), true],
    ['no boundary any more', boundary('arn:a', undefined), true],
    ['a boundary that goes with its role', boundary('arn:a', undefined, 'delete'), false],
    ['changes of which it is not known what they mean', { ...newAccess(), assessment: undefined }, true],
  ])('%s', (_, of, expected) => {
    expect(isBroadening(of)).toBe(expected);
  });

  it('takes what could not be compared for broadening', () => {
    const { permissions, ...rest } = access().assessment!;
    const assessment = { ...rest, permissions: { ...permissions, incomplete: 'too much' } };
    expect(isBroadening({ ...access(), assessment })).toBe(true);
  });
});

describe('findingsToFailOn', () => {
  const all = withFindings('error', 'security', 'warning', 'suggestion').assessment!.findings;

  it.each([
    ['never', []],
    ['error', ['error']],
    ['security', ['error', 'security']],
    ['warning', ['error', 'security', 'warning']],
  ] as const)('%s', (failOn, expected) => {
    expect(findingsToFailOn(failOn, all).map(({ severity }) => severity)).toEqual(expected);
  });

  it('leaves out those that are let pass, and no others', () => {
    const some = all.map((finding) => (finding.severity === 'error' ? { ...finding, ignored: 'reviewed' } : finding));
    expect(findingsToFailOn('security', some).map(({ severity }) => severity)).toEqual(['security']);
  });
});

describe('closedGate', () => {
  const missing = {
    ...newAccess(),
    approval: { state: 'missing', label: 'iam-approved', why: 'It needs one.' },
  } as const;

  it.each<[string, GivenInputs, RoleReport, string | undefined]>([
    ['is open by default', {}, newAccess(), undefined],
    ['is closed on errors by default', {}, withFindings('error'), 'findings'],
    ['is open on errors if asked to', { 'fail-on': 'never' }, withFindings('error'), undefined],
    ['is open on what is less grave', { 'fail-on': 'security' }, withFindings('warning'), undefined],
    ['is closed on what is graver', { 'fail-on': 'warning' }, withFindings('security'), 'findings'],
    ['applies to up', { command: 'up' }, withFindings('error'), 'findings'],
    ['does not keep from destroying', { command: 'destroy' }, withFindings('error'), undefined],
    ['is closed on drift, whatever the findings', { command: 'drift' }, withFindings('error'), 'drift'],
    ['lets drift pass if asked to', { command: 'drift', 'fail-on-drift': 'false' }, withFindings('error'), undefined],
    ['is open where nothing has drifted', { command: 'drift' }, access(), undefined],
    [
      'names what is unexpected first',
      { command: 'drift', 'expect-no-changes': 'true' },
      newAccess(),
      'unexpected-changes',
    ],
    ['is closed without the approval', {}, missing, 'approval-missing'],
    ['is open with it', {}, { ...missing, approval: APPROVED }, undefined],
    ['is closed on changes where none is expected', { 'expect-no-changes': 'true' }, newAccess(), 'unexpected-changes'],
    ['is open where there is none', { 'expect-no-changes': 'true' }, access(), undefined],
  ])('%s', (_, inputs, of, expected) => {
    expect(reasonOf(inputs, of)).toBe(expected);
  });

  it.each<[GivenInputs, string | undefined]>([
    [{ 'expect-no-changes': 'true', 'fail-on': 'error' }, 'unexpected-changes'],
    [{ 'fail-on': 'error' }, 'findings'],
    [{ 'fail-on': 'never' }, 'approval-missing'],
  ])('names of several reasons the first to deal with: %j', (inputs, expected) => {
    const all = { ...withFindings('error'), approval: missing.approval };
    expect(reasonOf(inputs, all)).toBe(expected);
  });

  it.each<[string, RoleReport, GivenInputs]>([
    ['unexpected changes', newAccess(), { 'expect-no-changes': 'true' }],
    ['findings', withFindings('error'), {}],
    ['a missing approval', missing, {}],
  ])('says for up, and for up alone, that nothing was applied: %s', (_, of, inputs) => {
    const hintOf = (command: string) => closedGate(requestOf({ ...inputs, command }), of)?.hint;
    expect(hintOf('up')).toMatch(/^Nothing was applied\. /);
    expect(hintOf('preview')).toMatch(/^(?!.*Nothing was applied)./);
  });

  it('names the findings, and says that nothing was applied', () => {
    const failure = closedGate(
      requestOf({ command: 'up', 'fail-on': 'warning' }),
      withFindings('error', 'warning', 'warning'),
    );
    expect(failure?.message).toContain('(warning) lets the step fail: some-error, some-warning.');
    expect(failure?.hint).toMatch(/^Nothing was applied\. /);
    expect(closedGate(requestOf({}), withFindings('error'))?.hint).not.toContain('applied');
  });

  it('names a line that can be typed, and lets the step go on', () => {
    const statements = [{ Sid: 'Deploy', ...allow('iam:PassRole', '*') }];
    const up = (inputs: GivenInputs) => {
      const request = requestOf({ 'fail-on': 'security', ...inputs });
      const of = accessBetween(undefined, statements);
      const { ignoredFindings: ignored } = request;
      const findings = findingsOfPolicy(of.policy.after, { ignored }).filter(({ id }) => id.startsWith('pass-any'));
      return closedGate(request, { ...of, assessment: { ...of.assessment!, findings } });
    };
    const [, line] = /ignore-findings: (.*) = REASON\./.exec(up({})!.hint!)!;
    expect(up({ 'ignore-findings': `${line} = reviewed` })).toBeUndefined();
  });

  it.each<[string, readonly Partial<Finding>[], string]>([
    [
      'one finding',
      [{ id: 'pass-any-role', severity: 'security', statement: { index: 1, sid: 'Deploy' } }],
      'Fix them as the report says. To let one pass for a reason, which the report will show, add a line to ignore-findings: pass-any-role@Deploy = REASON. All of them pass with fail-on: error.',
    ],
    [
      'several, and the same twice',
      [
        { id: 'unknown-action', severity: 'warning', statement: { index: 0 } },
        { id: 'unknown-action', severity: 'warning' },
        { id: 'PASS_ROLE', severity: 'error' },
      ],
      'add a line to ignore-findings: unknown-action = REASON or PASS_ROLE = REASON. All of them pass with fail-on: never.',
    ],
    [
      'a Sid that no line could name',
      [{ id: 'unknown-action', severity: 'warning', statement: { index: 0, sid: 'a = b\n' } }],
      'ignore-findings: unknown-action = REASON. All of them pass with fail-on: security.',
    ],
    [
      'a policy of others',
      [{ id: 'policy-of-others', severity: 'security', policy: 'by-hand' }],
      'ignore-findings: policy-of-others@by-hand = REASON.',
    ],
    [
      'more than a few',
      ['A_A', 'B_B', 'C_C', 'D_D'].map((id) => ({ id, severity: 'warning' as const })),
      'ignore-findings: A_A = REASON, B_B = REASON or C_C = REASON.',
    ],
    [
      'what AWS refuses',
      [{ id: 'invalid-json', severity: 'error' }],
      'Fix them as the report says. All of them pass with fail-on: never.',
    ],
  ])('names the lines that let them pass: %s', (_, findings, hint) => {
    const of = withFindings(...findings.map(() => 'error' as const));
    const all = of.assessment!.findings.map((finding, index) => ({
      ...finding,
      statement: undefined,
      ...findings[index],
    }));
    const failure = closedGate(requestOf({ 'fail-on': 'warning' }), {
      ...of,
      assessment: { ...of.assessment!, findings: all },
    });
    expect(failure?.hint).toContain(hint);
  });
});

test.each<[GivenInputs, boolean]>([
  [{ command: 'up' }, false],
  [{ command: 'up', 'fail-on': 'warning', 'stack-name': 'models' }, false],
  [{ command: 'up', 'require-approval': 'broadening' }, true],
  [{ command: 'up', 'require-approval': 'any-change' }, true],
  [{ command: 'up', 'expect-no-changes': 'true' }, true],
  [{ command: 'preview', 'require-approval': 'any-change' }, false],
])('isBoundToPreview: %j %s', (inputs, expected) => {
  expect(isBoundToPreview(requestOf(inputs))).toBe(expected);
});

test('what changed since the preview is named, and the way out', () => {
  const changes = [change(POLICY_TYPE, 'update', { status: 'drifted', properties: [property('policy', '{}', '{ }')] })];
  expect(changedSincePreview(changes, access())).toMatchObject({
    reason: 'changed-since-preview',
    message: 'Since the preview of this run, the policy churn-prod was changed (policy document).',
    hint: expect.stringMatching(/^Nothing was applied\. Run it again/),
  });
});

describe('blockedDeletion', () => {
  const obstacle = { words: 'the inline policy x on the role', command: 'aws iam delete-role-policy' };
  const withChange = (operation: 'delete' | 'replace' | 'update', type = ROLE_TYPE) =>
    access({ changes: [change(type, operation)] });

  it.each([
    ['destroy', 'delete', ROLE_TYPE, 'deleted'],
    ['up', 'replace', ROLE_TYPE, 'applied'],
    ['destroy', 'delete', POLICY_TYPE, 'deleted'],
  ] as const)('keeps %s from a %s that IAM would refuse half-way', (command, operation, type, participle) => {
    const failure = blockedDeletion(requestOf({ command }), withChange(operation, type), {
      name: 'churn-old',
      obstacles: [obstacle, obstacle],
    });
    expect(failure).toMatchObject({
      reason: 'in-use',
      message: `IAM does not delete churn-old while others use it: ${obstacle.words}; ${obstacle.words}.`,
      hint: `Nothing was ${participle}. If it is not needed any more, remove it, then run ${command} again: ${obstacle.command}`,
    });
  });

  it.each([
    ['nothing is in the way', withChange('delete'), []],
    ['nothing is deleted', withChange('update'), [obstacle]],
    ['only the attachment goes', withChange('delete', ATTACHMENT_TYPE), [obstacle]],
  ])('lets pass where %s', (_, of, obstacles) => {
    expect(blockedDeletion(requestOf({ command: 'up' }), of, { name: 'churn-prod', obstacles })).toBeUndefined();
  });
});
