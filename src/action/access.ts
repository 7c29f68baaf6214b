import type { Plan } from './plan';
import { prettyJson } from '../iam/canonical';
import { caseForms } from '../iam/endpoint';
import type { Access, DocumentChange } from '../report/model';
import type { StackResult } from '../stack/commands';

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';

/** What the report tells of the plan, and of what the engine did with it. */
export function accessOf(plan: Plan, result: StackResult | undefined): Access {
  const { target, stack, roleArn, policyArn, settings } = plan;
  return {
    target,
    stack,
    roleName: settings.access.name,
    policyName: settings.access.name,
    roleArn,
    policyArn,
    changes: result?.changes ?? [],
    policy: documentChange(result, POLICY, 'policy'),
    trust: documentChange(result, ROLE, 'assumeRolePolicy'),
    notes: notesOf(plan),
  };
}

function documentChange(result: StackResult | undefined, type: string, property: string): DocumentChange {
  const { before, after } = result?.inputs[type] ?? {};
  return { before: documentText(before?.[property]), after: documentText(after?.[property]) };
}

function documentText(value: unknown): string | undefined {
  return typeof value === 'string' ? prettyJson(value) : undefined;
}

function notesOf({ target: { endpoint } }: Plan): string[] {
  return caseForms(endpoint).length > 1
    ? [
        `The endpoint's name has capital letters. SageMaker has at times authorised requests against the name in lower case, so the policy allows both ${endpoint} and ${endpoint.toLowerCase()}.`,
      ]
    : [];
}
