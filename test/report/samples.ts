import { assess, findingsOf } from '../../src/action/assess';
import type { Failure } from '../../src/failure';
import { policyDocument, type PermissionSetName } from '../../src/iam/generate/permissions/policy-document';
import { trustPolicy } from '../../src/iam/generate/trust/trust-policy';
import { prettyJson, toJson } from '../../src/iam/policy/canonical';
import type { Target } from '../../src/iam/target';
import type {
  Approval,
  Assessment,
  CompletedReport,
  FailedReport,
  InvalidInputReport,
  RoleReport,
  Run,
  Verification,
} from '../../src/report/model';
import type { Change, Operation, PropertyChange, Status } from '../../src/stack/change';
import { TARGET as PLAIN } from '../iam/target';

/** Reports as real runs make them, for the tests of the renderings. */

export const RUN: Run = {
  url: 'https://github.com/acme/churn/actions/runs/1234567',
  attempt: 1,
  workflow: 'deploy',
  sha: '0f5c1e2b7a9d4c3e8f60718293a4b5c6d7e8f901',
};

export const TARGET: Target = { ...PLAIN, endpoint: 'churn-prod', prefix: 'churn/' };

export const APPROVED = {
  state: 'approved',
  label: 'iam-approved',
  by: 'mona',
  at: '2026-01-01T00:00:00Z',
  pullRequest: 7,
} as const satisfies Approval;

const REASONS = [
  { description: 'New access in the statement with index: 1.', statement: { index: 1, sid: 'Write' } },
  { description: 'New access.' },
];

/** What AWS may say: two samples, with all that can be in them. */
export const VERIFIED: readonly Verification[] = [
  {
    noNewAccess: {
      permissions: { state: 'not-confirmed', reasons: REASONS },
      trust: { state: 'no-answer', why: 'AWS throttled the question.' },
    },
    noPublicAccess: { state: 'public', reasons: REASONS },
    simulation: {
      ...{ of: 'documents', asked: 14, agreed: 13, unanswered: 2, incomparable: 1 },
      disagreements: [
        {
          ...{ action: 's3:GetObject', resources: ['arn:aws:s3:::my-models/x'], ours: 'allowed', aws: 'denied' },
          context: [{ key: 'aws:securetransport', values: ['true'], type: 'boolean' }],
        },
      ],
      notes: ['Not asked: 1 request.'],
    },
    deployRole: {
      ...{ arn: 'arn:aws:iam::123456789012:role/deploy', asked: 9 },
      missing: [{ action: 'iam:TagRole', resources: ['arn:aws:iam::123456789012:role/churn'] }],
      statements: [{ Effect: 'Allow', Action: ['iam:TagRole'], Resource: 'arn:aws:iam::123456789012:role/churn' }],
      notes: ['Not asked: the key.'],
    },
  },
  {
    noNewAccess: { permissions: { state: 'conservative' }, trust: { state: 'nothing-before' } },
    noPublicAccess: { state: 'no-answer', why: 'AWS throttled the question.' },
  },
];

export const POLICY_TYPE = 'aws:iam/policy:Policy';
export const ROLE_TYPE = 'aws:iam/role:Role';
export const ATTACHMENT_TYPE = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

export function policyText(sets: readonly PermissionSetName[], target: Target = TARGET): string {
  return prettyJson(toJson(policyDocument(target, sets)));
}

export function trustText(restricted: boolean): string {
  return prettyJson(toJson(trustPolicy(TARGET, { sagemaker: true, restricted })));
}

export function change(
  type: string,
  operation: Operation,
  more: { status?: Status; properties?: readonly PropertyChange[]; error?: string } = {},
): Change {
  const resource = type.split(':').at(-1)!;
  return {
    type,
    resource,
    urn: `urn:pulumi:s::p::${type}::${resource}`,
    operation,
    status: 'planned',
    properties: [],
    ...more,
  };
}

export function property(path: string, before: unknown, after: unknown, replaces = false): PropertyChange {
  return { path, before, after, replaces };
}

/** Nothing changes. The assessment is that of the documents, as a run makes it. */
export function access(more: Partial<RoleReport> = {}): RoleReport {
  const policy = policyText(['deploy']);
  const trust = trustText(true);
  const plain: RoleReport = {
    target: TARGET,
    stack: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
    roleName: 'churn-prod',
    roleArn: 'arn:aws:iam::123456789012:role/churn-prod',
    policyName: 'churn-prod',
    policyArn: 'arn:aws:iam::123456789012:policy/churn-prod',
    changes: [],
    policy: { before: policy, after: policy },
    trust: { before: trust, after: trust },
    foreignPolicies: [],
    unseen: [],
    comparedWith: 'aws',
    notes: [],
    ...more,
  };
  return { assessment: assessmentOf(plain), ...plain };
}

/** What a run makes of the documents. */
export function assessmentOf(report: RoleReport): Assessment {
  const { target, policy, trust, changes, foreignPolicies, boundary = {} } = report;
  const findings = findingsOf({ policy: policy.after, trust: trust.after }, { target });
  const command = changes.some(({ status }) => status === 'drifted') ? 'drift' : 'preview';
  return assess(target, { command, policy, trust, changes, foreignPolicies, boundary }, findings);
}

/** What becomes of a role whose policy has these statements before and after. */
export function accessBetween(
  before: readonly unknown[] | undefined,
  after: readonly unknown[] | undefined,
  more: Partial<RoleReport> = {},
): RoleReport {
  const changes = [change(POLICY_TYPE, 'update')];
  return access({ policy: { before: documentText(before), after: documentText(after) }, changes, ...more });
}

export function documentText(statements: readonly unknown[] | undefined): string | undefined {
  return statements && prettyJson(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

export function allow(Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) {
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

export function deny(Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) {
  return { ...allow(Action, Resource, Condition), Effect: 'Deny' };
}

/** All three resources are made. */
export function newAccess(statuses: readonly [Status, Status, Status] = ['planned', 'planned', 'planned']): RoleReport {
  const [policyStatus, roleStatus, attachmentStatus] = statuses;
  const policy = policyText(['deploy']);
  const trust = trustText(true);
  const shared = [property('path', undefined, '/'), property('tags.team', undefined, 'fraud')];
  return access({
    policy: { after: policy },
    trust: { after: trust },
    changes: [
      change(POLICY_TYPE, 'create', {
        status: policyStatus,
        properties: [property('name', undefined, 'churn-prod'), property('policy', undefined, policy), ...shared],
      }),
      change(ROLE_TYPE, 'create', {
        status: roleStatus,
        properties: [
          property('name', undefined, 'churn-prod'),
          property('assumeRolePolicy', undefined, trust),
          ...shared,
          property('maxSessionDuration', undefined, 3600),
        ],
      }),
      change(ATTACHMENT_TYPE, 'create', {
        status: attachmentStatus,
        properties: [
          property('role', undefined, 'churn-prod'),
          property('policyArn', undefined, '(known after apply)'),
        ],
      }),
    ],
  });
}

/** The policy goes from `baseline` to `deploy`, and a tag changes. */
export function editedAccess(status: Status = 'planned'): RoleReport {
  const policy = { before: policyText(['baseline']), after: policyText(['deploy']) };
  return access({
    policy,
    changes: [
      change(POLICY_TYPE, 'update', {
        status,
        properties: [property('tags.team', 'fraud', 'risk'), property('policy', policy.before, policy.after)],
      }),
    ],
  });
}

export function completed(command: CompletedReport['command'], of: RoleReport = access()): CompletedReport {
  return { outcome: 'completed', command, run: RUN, access: of };
}

export function failed(command: FailedReport['command'], failure: Failure, of?: RoleReport): FailedReport {
  return { outcome: 'failed', command, run: RUN, endpoint: 'churn-prod', access: of, failure };
}

export function invalidInput(...problems: InvalidInputReport['problems']): InvalidInputReport {
  return { outcome: 'invalid-input', run: RUN, endpoint: 'churn_prod', problems };
}
