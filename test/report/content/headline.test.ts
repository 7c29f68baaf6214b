import type { Failure } from '../../../src/failure';
import { headlineSection } from '../../../src/report/content/headline';
import type { Report } from '../../../src/report/model';
import { plainHeadline } from '../../../src/report/render/log';
import type { Operation, Status } from '../../../src/stack/change';
import { linesOf } from '../lines';
import {
  access,
  accessBetween,
  allow,
  ATTACHMENT_TYPE,
  change,
  completed,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  ROLE_TYPE,
} from '../samples';

function headline(report: Report): string {
  return linesOf(headlineSection(report))[0]!;
}

const WOULD = 'would grant 8 actions on 4 resources; would let 1 principal assume the role; 1 warning';
const DOES = 'grants 8 actions on 4 resources; lets 1 principal assume the role; 1 warning';

const SUBJECT = '· `churn-prod` in us-west-2 (123456789012)';

/** Nothing changes, and nothing is wrong. */
const FINE = { ...access(), assessment: { ...access().assessment!, findings: [] } };

const FOREIGN = [{ kind: 'inline' as const, name: 'by-hand', document: '{}' }];

function changed(...operations: [Operation, Status?][]) {
  return access({ changes: operations.map(([operation, status]) => change(ROLE_TYPE, operation, { status })) });
}

/** All of it is deleted. */
function goneAccess() {
  const { policy, trust } = newAccess();
  return access({
    policy: { before: policy.after },
    trust: { before: trust.after },
    changes: [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE].map((type) => change(type, 'delete', { status: 'done' })),
  });
}

test.each<[string, Report, string]>([
  [
    'nothing to change, and something grave',
    completed('preview', accessBetween([allow('iam:PassRole', '*')], [allow('iam:PassRole', '*')], { changes: [] })),
    '⚠️ No changes; 1 existing security finding (roles that nobody named may be passed to a service)',
  ],
  [
    'nothing is judged',
    completed('preview', { ...newAccess(), assessment: undefined }),
    '⚠️ Preview: 3 changes, of which it is not known what they allow',
  ],
  [
    'drift that gives more',
    completed('drift', {
      ...accessBetween([], [allow('iam:PassRole', '*')], {
        changes: [change(POLICY_TYPE, 'update', { status: 'drifted' })],
      }),
    }),
    '🚨 Drift: somebody granted 1 action on every resource outside of Pulumi; 1 security finding (roles that nobody named may be passed to a service)',
  ],
  [
    'preview that is not as expected',
    failed('preview', { reason: 'access-tests', message: '' }, newAccess()),
    `❌ Preview, not as the access tests expect: ${WOULD}`,
  ],
  [
    'up that is not as expected',
    failed('up', { reason: 'access-tests', message: '' }, newAccess()),
    `❌ Not applied, not as the access tests expect: ${WOULD}`,
  ],
  [
    'up that turned out otherwise',
    failed('up', { reason: 'access-tests', message: '' }, newAccess(['done', 'done', 'done'])),
    `❌ Applied, not as the access tests expect: ${DOES}`,
  ],
  [
    'drift that is not as expected',
    failed('drift', { reason: 'access-tests', message: '' }, changed(['update'])),
    '❌ Drift: 1 resource was changed outside of Pulumi, but the role is not as the access tests expect',
  ],
  [
    'no drift, and not as expected',
    failed('drift', { reason: 'access-tests', message: '' }, access()),
    '❌ No drift, but the role is not as the access tests expect',
  ],
  ['preview that creates', completed('preview', newAccess()), `⚠️ Preview: ${WOULD}`],
  ['preview of an update', completed('preview', changed(['update'])), '🔎 Preview: no permission changes; 1 warning'],
  [
    'preview that takes something away',
    completed('preview', changed(['delete'], ['create'], ['replace'], ['update'])),
    '⚠️ Preview: would make the role anew (other policies may test the id), which may allow more; 1 warning',
  ],
  [
    'preview of something risky',
    completed('preview', accessBetween([], [allow('iam:PassRole', '*')])),
    '🚨 Preview: 1 security finding (roles that nobody named may be passed to a service); would grant 1 action on every resource',
  ],
  ['preview without changes', completed('preview'), '✅ No changes; 1 existing warning'],
  ['no changes, and nothing found', completed('preview', FINE), '✅ No changes; no findings'],
  ['no changes of what nobody judged', completed('preview', { ...access(), assessment: undefined }), '✅ No changes'],
  ['up', completed('up', changed(['create'], ['update'], ['update'])), '✅ Applied: no permission changes; 1 warning'],
  ['up without changes', completed('up'), '✅ No changes; 1 existing warning'],
  [
    'destroy',
    completed('destroy', goneAccess()),
    '✅ Destroyed: revoked 8 actions on 4 resources; stopped letting 1 principal assume the role',
  ],
  ['destroy of nothing', completed('destroy'), '✅ Nothing to destroy'],
  ['unlock', completed('unlock'), '🔓 Unlocked: one lock removed'],
  ['drift of one', completed('drift', changed(['update'])), '⚠️ Drift: 1 resource was changed outside of Pulumi'],
  [
    'drift of two',
    completed('drift', changed(['update'], ['update'])),
    '⚠️ Drift: 2 resources were changed outside of Pulumi',
  ],
  ['drift by deletion', completed('drift', changed(['delete'])), '⚠️ Drift: 1 resource was deleted outside of Pulumi'],
  [
    'drift of both kinds',
    completed('drift', changed(['update'], ['delete'])),
    '⚠️ Drift: 1 resource was changed and 1 deleted outside of Pulumi',
  ],
  ['drift by addition', completed('drift', changed(['create'])), '⚠️ Drift: 1 resource was added outside of Pulumi'],
  [
    'what the state lacks',
    completed('drift', access({ changes: [change(ROLE_TYPE, 'import', { status: 'missing' })] })),
    '⚠️ Drift: 1 resource is missing in the state',
  ],
  [
    'drift beside what the state lacks',
    completed(
      'drift',
      access({ changes: [change(POLICY_TYPE, 'update'), change(ROLE_TYPE, 'create', { status: 'missing' })] }),
    ),
    '⚠️ Drift: 1 resource was changed outside of Pulumi, and 1 is missing in the state',
  ],
  ['no drift', completed('drift'), '✅ No drift; 1 existing warning'],
  [
    'an import',
    completed('preview', changed(['import'])),
    '⚠️ Preview: would take over 1 resource that IAM has already; no permission changes; 1 warning',
  ],
  [
    'imported',
    completed('up', changed(['import'])),
    '⚠️ Applied: takes over 1 resource that IAM has already; no permission changes; 1 warning',
  ],
  [
    'nothing found in what was looked at',
    completed('drift', { ...FINE, unseen: ['Denied.'] }),
    '⚠️ No drift, but not all was looked at; no findings in what was',
  ],
  [
    'drift by a deletion that takes away',
    completed('drift', {
      ...accessBetween([allow('s3:GetObject', 'arn:aws:s3:::my-models/*')], undefined, {
        changes: [change(ATTACHMENT_TYPE, 'delete', { status: 'drifted' })],
      }),
    }),
    '⚠️ Drift: somebody revoked 1 action on 1 resource outside of Pulumi; no findings; 1 resource was deleted outside of Pulumi',
  ],
  [
    'drift by which nothing is allowed that was not',
    completed('drift', access({ changes: [change(ROLE_TYPE, 'update', { status: 'drifted' })] })),
    '⚠️ Drift: 1 resource was changed outside of Pulumi; no permission changes; 1 warning',
  ],
  [
    'no drift as far as could be seen',
    completed('drift', access({ unseen: ['Denied.'] })),
    '⚠️ No drift, but not all was looked at; 1 existing warning',
  ],
  [
    'nothing to change beside policies of others',
    completed('preview', access({ foreignPolicies: FOREIGN })),
    '⚠️ No changes, but the role has policies that are not of this stack; 1 existing warning',
  ],
  [
    'failed half way',
    failed('up', { reason: 'permission-denied', message: 'm' }, newAccess(['done', 'failed', 'not-started'])),
    '❌ Failed to apply: permission denied (1 of 3 done; no access was granted)',
  ],
  [
    'failed before anything was done',
    failed('destroy', { reason: 'stack-locked', message: 'm' }, newAccess()),
    '❌ Failed to destroy: another run holds the stack',
  ],
  [
    'changes where none is expected',
    failed('preview', { reason: 'unexpected-changes', message: 'm' }, newAccess()),
    `❌ Failed: 3 changes where none is expected; ${WOULD}`,
  ],
  [
    'a preview that nobody approved',
    failed('preview', { reason: 'approval-missing', message: 'm' }, newAccess()),
    `🔒 Preview, not approved yet: ${WOULD}`,
  ],
  [
    'up that nobody approved',
    failed('up', { reason: 'approval-missing', message: 'm' }, newAccess()),
    `🔒 Not applied, not approved yet: ${WOULD}`,
  ],
  [
    'up that no longer is what its preview showed',
    failed('up', { reason: 'changed-since-preview', message: 'm' }, newAccess()),
    `❌ Not applied, changed by others since the preview: ${WOULD}`,
  ],
  [
    'findings without changes',
    failed('preview', { reason: 'findings', message: 'm' }, access()),
    '❌ Preview, with findings that must be fixed: no changes',
  ],
  [
    'cancelled half way',
    failed('up', { reason: 'cancelled', message: 'm' }, newAccess(['done', 'done', 'not-reached'])),
    '⏹️ Cancelled: 2 of 3 done',
  ],
  ['cancelled at once', failed('up', { reason: 'cancelled', message: 'm' }, access()), '⏹️ Cancelled'],
])('%s', (_, report, expected) => {
  expect(headline(report)).toBe(`### ${expected} ${SUBJECT}`);
});

test.each<[Failure['reason'], string]>([
  ['engine-unavailable', 'the Pulumi engine is not available'],
  ['unreachable', 'AWS can’t be reached'],
  ['timed-out', 'something did not answer in time'],
  ['credentials', 'no valid AWS credentials'],
  ['backend', 'the state can’t be reached'],
  ['name-taken', 'the name is taken'],
  ['engine-failure', 'the engine reported an error'],
  ['internal', 'an error in the Action itself'],
])('a failure for the reason %s, before the account is known', (reason, words) => {
  expect(headline(failed('preview', { reason, message: 'm' }))).toBe(
    `### ❌ Failed to preview: ${words} · \`churn-prod\``,
  );
});

test.each([
  [1, '1 input can’t be used'],
  [2, '2 inputs can’t be used'],
])('%d invalid inputs', (count, words) => {
  const problems = Array.from({ length: count }, () => ({ name: 'region', value: 'x', expected: 'y' }));
  expect(headline(invalidInput(...problems))).toBe(`### ❌ Nothing ran: ${words} · \`churn_prod\``);
});

test('an endpoint as the workflow gave it has no power and no end', () => {
  const report = { ...invalidInput(), endpoint: `a\`<b>\n@octocat${'x'.repeat(500)}` };
  expect(headline(report)).toMatch(/· ``a`<b>\\n@octocatx+…``$/);
  expect(headline(report).length).toBeLessThan(200);
});

test('the log has the same words without markup', () => {
  const report = completed('up', changed(['create']));
  expect(plainHeadline(report)).toBe(
    'Applied: no permission changes; 1 warning · churn-prod in us-west-2 (123456789012)',
  );
});

test('up that lets more is marked as that', () => {
  const changes = [POLICY_TYPE, ATTACHMENT_TYPE].map((type) => change(type, 'create'));
  expect(headline(completed('up', access({ changes })))).toContain('⚠️ Applied: grants 8 actions on 4 resources');
});

test('of many grave findings the gravest are named, and none of a lesser kind', () => {
  const grave = (severity: 'error' | 'security', title: string) => ({
    ...{ id: title, severity, subject: 'permissions' as const, title },
    ...{ message: 'm', why: 'w', fix: 'f', documentation: 'https://docs.aws.amazon.com/', refusedByAws: false },
  });
  const found = (...findings: ReturnType<typeof grave>[]) =>
    headline(
      completed(
        'up',
        access({ changes: [change(POLICY_TYPE, 'update')], assessment: { ...FINE.assessment, findings } }),
      ),
    );
  expect(found(grave('error', 'A is wrong.'), grave('security', 'SageMaker is trusted.'))).toContain(
    '🚨 Applied: 1 error (a is wrong), 1 security finding; no permission changes ·',
  );
  const three = ['SageMaker is trusted.', 'IAM is trusted.', 'Everybody is trusted.'].map((title) =>
    grave('security', title),
  );
  expect(found(...three)).toContain('3 security findings (SageMaker is trusted; IAM is trusted; and 1 more);');
});
