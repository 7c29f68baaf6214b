import type { Plan } from '../../src/action/plan';
import type { AnalyzerResult } from '../../src/stack/access-analyzer';
import type { StackResult } from '../../src/stack/execute';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

/** What the engine tells of a stack that is as the plan asks for it. */
export function unchanged({ component, policyArn }: Plan, more: Partial<StackResult> = {}): StackResult {
  const { name, policy, trustPolicy, permissionsBoundary } = component.args;
  const sides = <T>(properties: T) => ({ before: properties, after: properties });
  return {
    changes: [],
    outside: [],
    tagged: [],
    beginning: new Map(),
    components: new Map(),
    resources: {
      [POLICY_TYPE]: sides({ name, arn: policyArn, policy }),
      [ROLE_TYPE]: sides({ name, assumeRolePolicy: trustPolicy, permissionsBoundary }),
      [ATTACHMENT_TYPE]: sides({ role: name, policyArn }),
    },
    errors: [],
    formerOutputs: {},
    ...more,
  };
}

/** What it tells of one that it makes, or is to make. */
export function created(
  { component }: Pick<Plan, 'component'>,
  status: 'planned' | 'done' = 'done',
  more: Partial<StackResult> = {},
): StackResult {
  const { name, policy, trustPolicy, permissionsBoundary } = component.args;
  return {
    changes: [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE].map((type) => change(type, 'create', { status })),
    outside: [],
    tagged: [],
    beginning: new Map(),
    components: new Map(),
    resources: {
      [POLICY_TYPE]: { after: { name, policy } },
      [ROLE_TYPE]: { after: { name, assumeRolePolicy: trustPolicy, permissionsBoundary } },
    },
    errors: [],
    formerOutputs: {},
    ...more,
  };
}

/** What AWS may say of the documents. */
export const ANALYZED: AnalyzerResult = {
  findings: [
    {
      id: 'INVALID_ACTION',
      severity: 'error',
      subject: 'permissions',
      title: 'Something is wrong.',
      message: 'There is no such action.',
      why: 'A part of the policy does not work.',
      fix: 'See what AWS says about INVALID_ACTION.',
      documentation: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html',
      refusedByAws: false,
    },
  ],
  notes: ['The second page was not read.'],
};
