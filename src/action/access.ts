import { assess, bySeverity, findingsOf } from './assess';
import type { Plan } from './plan';
import { prettyJson } from '../iam/canonical';
import { caseForms } from '../iam/endpoint';
import type { Finding, FindingsContext } from '../iam/findings';
import type { Access, DocumentChange } from '../report/model';
import type { AnalyzerResult } from '../stack/access-analyzer';
import type { StackResult } from '../stack/commands';

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';

/** What the report tells of the plan, and of what the engine did with it. */
export function accessOf(plan: Plan, result: StackResult | undefined): Access {
  const { target, stack, roleArn, policyArn, settings } = plan;
  const changes = result?.changes ?? [];
  const policy = documentChange(result, POLICY, 'policy');
  const trust = documentChange(result, ROLE, 'assumeRolePolicy');
  return {
    target,
    stack,
    roleName: settings.access.name,
    policyName: settings.access.name,
    roleArn,
    policyArn,
    changes,
    policy,
    trust,
    assessment: result && assess(target, { policy, trust, changes }, findingsAbout(plan, policy, trust)),
    notes: notesOf(plan),
  };
}

/** Adds what AWS's own checks found. */
export function withAnalysis(access: Access, { findings, notes }: AnalyzerResult): Access {
  const { assessment } = access;
  return {
    ...access,
    notes: [...access.notes, ...notes],
    assessment: assessment && { ...assessment, findings: bySeverity([...assessment.findings, ...findings]) },
  };
}

const KNOWN_FINDINGS = new WeakMap<Plan, readonly Finding[]>();

/** What is wrong or risky about what the plan asks for. It takes a while, so it is worked out once for each plan. */
export function findingsOfPlan(plan: Plan): readonly Finding[] {
  const known = KNOWN_FINDINGS.get(plan);
  if (known) return known;
  const { policy, trustPolicy } = plan.settings.access;
  const findings = findingsOf({ policy, trust: trustPolicy }, contextOf(plan));
  KNOWN_FINDINGS.set(plan, findings);
  return findings;
}

/** What will be there is what the plan asks for, except where something else was found in the account, or all of it goes. */
function findingsAbout(plan: Plan, policy: DocumentChange, trust: DocumentChange): readonly Finding[] {
  const wanted = plan.settings.access;
  const isAsPlanned = policy.after === prettyJson(wanted.policy) && trust.after === prettyJson(wanted.trustPolicy);
  return isAsPlanned ? findingsOfPlan(plan) : findingsOf({ policy: policy.after, trust: trust.after }, contextOf(plan));
}

function contextOf(plan: Plan): FindingsContext {
  return { target: plan.target, state: stateBucket(plan), github: trustedRepository(plan) };
}

/** The form of its subjects is known only if it is the only one that is trusted. */
function trustedRepository({ trust: { github } }: Plan): FindingsContext['github'] {
  if (!github) return undefined;
  const [form, other] = github.forms;
  return { ...github.repository, subjects: other === undefined ? form : undefined };
}

function stateBucket({ settings: { backend } }: Plan): FindingsContext['state'] {
  return backend.bucket === undefined ? undefined : { bucket: backend.bucket };
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
