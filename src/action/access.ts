import { accessTestResults } from './access-tests';
import { assess, ATTACHMENT, findingsOf } from './assess';
import { boundaryNotes, unseenBoundaries } from './boundary';
import { patternNotes } from './pattern-notes';
import type { Plan } from './plan';
import { caseVariants } from '../aws/endpoint';
import { OWNERSHIP_TAG } from '../aws/names';
import type { FindingsContext } from '../iam/findings/context';
import { bySeverity, type Finding } from '../iam/findings/finding';
import { findingsOfForeignPolicies } from '../iam/findings/findings';
import { prettyJson } from '../iam/policy/canonical';
import type { DocumentChange } from '../iam/policy/document-change';
import { parseDocumentText } from '../iam/policy/document-text';
import type { Command, RoleReport } from '../report/model';
import { counted } from '../report/words/count';
import { outsideWords } from '../report/words/outside';
import type { AnalyzerResult } from '../stack/access-analyzer';
import { stateInS3 } from '../stack/backend';
import type { Change } from '../stack/change';
import type { StackResult } from '../stack/execute';
import type { ForeignPolicy, RoleInIam } from '../stack/role-in-iam';

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';

/** What has been found out about the stack and its role. */
export interface Found {
  readonly command: Command;
  /** What came of the engine's run, if it ran. */
  readonly result?: StackResult;
  /** What is on the role in IAM, where that was looked at. */
  readonly inIam?: RoleInIam;
  /** The permissions boundaries of the role, where they were looked for. */
  readonly boundary?: RoleReport['boundary'];
}

/** What the report tells of the plan, and of what the engine did with it. */
export function accessOf(plan: Plan, { command, result, inIam, boundary }: Found): RoleReport {
  const { target, stack, roleArn, policyArn, component } = plan;
  const policy = documentChange(result, POLICY, 'policy');
  const trust = documentChange(result, ROLE, 'assumeRolePolicy');
  const changes = result?.changes ?? [];
  // What is on a role of that name which the stack is yet to make, is nothing of this role.
  const isOwnRole = !changes.some(({ type, operation }) => type === ROLE && operation === 'create');
  const foreignPolicies = isOwnRole ? (inIam?.foreignPolicies ?? []) : [];
  const findings = withForeign(findingsAbout(plan, policy, trust), foreignPolicies, plan);
  const { ignoredFindings: ignored } = plan;
  const documents = { command, policy, trust, changes, foreignPolicies, boundary: boundary ?? {}, ignored };
  const assessment = result && assess(target, documents, findings);
  return {
    target,
    stack,
    roleName: component.args.name,
    policyName: component.args.name,
    roleArn,
    policyArn,
    changes: command === 'drift' ? [...changes, ...foreignPolicies.map(foreignChange)] : changes,
    policy,
    trust,
    assessment,
    ...(result && {
      accessTests: accessTestResults(plan, { command, policy, trust, changes, foreignPolicies, boundary }),
    }),
    boundary,
    foreignPolicies,
    comparedWith: comparesWithAws(plan, command) ? 'aws' : 'state',
    unseen: [...(inIam?.unseen ?? []), ...unseenBoundaries(boundary, assessment?.matrix.boundary !== 'not-looked-at')],
    notes: [
      ...boundaryNotes(boundary),
      ...notesOf(plan),
      ...patternNotes(target, policy),
      ...comparisonNotes(plan, command),
      ...outsideNotes(result?.outside ?? [], component.args.name),
      ...tagNotes(result?.tagged ?? [], command),
      ...(result?.notes ?? []),
    ],
  };
}

/** To look for drift is to look at AWS. */
function comparesWithAws({ settings }: Plan, command: Command): boolean {
  return settings.refresh || command === 'drift';
}

function comparisonNotes(plan: Plan, command: Command): string[] {
  return comparesWithAws(plan, command)
    ? []
    : [
        'Compared with the state, not with AWS, because refresh is false: what was changed outside of Pulumi since the last run does not show.',
      ];
}

function withForeign(
  findings: readonly Finding[],
  policies: readonly ForeignPolicy[],
  { ignoredFindings: ignored }: Plan,
): readonly Finding[] {
  if (policies.length === 0) return findings;
  const documents = policies.map(({ kind, name, document }) => ({ kind, name, document: parseDocumentText(document) }));
  return bySeverity([...findings, ...findingsOfForeignPolicies(documents, { ignored })]);
}

/** To the engine it is no change, because the stack has no such resource. */
function foreignChange({ kind, name }: ForeignPolicy): Change {
  return {
    type: kind === 'inline' ? 'aws:iam/rolePolicy:RolePolicy' : ATTACHMENT,
    resource: name,
    urn: '',
    operation: 'create',
    status: 'drifted',
    id: name,
    properties: [],
  };
}

/** The tag by which a stack knows what it has made is no change of the access. */
function tagNotes({ length }: readonly string[], command: Command): string[] {
  if (length === 0) return [];
  const resources = counted(length, 'resource');
  return [
    command === 'drift'
      ? `The ownership tag (${OWNERSHIP_TAG}) of ${resources} was changed outside of Pulumi; up puts it back.`
      : `${resources} ${length === 1 ? 'gets' : 'get'} the ownership tag (${OWNERSHIP_TAG}), by which the stack knows what it has made. Nothing else changes there.`,
  ];
}

/** That something was changed by hand, where the report is about what comes next. */
function outsideNotes(outside: readonly Change[], name: string): string[] {
  if (outside.length === 0) return [];
  const what = outsideWords(outside, name);
  return [`Outside of Pulumi, ${what}. What follows is compared with what AWS has now.`];
}

/** Adds what AWS's own checks found. */
export function withAnalysis(access: RoleReport, { findings, notes }: AnalyzerResult): RoleReport {
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
  const { policy, trustPolicy } = plan.component.args;
  const findings = findingsOf({ policy, trust: trustPolicy }, contextOf(plan));
  KNOWN_FINDINGS.set(plan, findings);
  return findings;
}

/** What will be there is what the plan asks for, except where something else was found in the account, or all of it goes. */
function findingsAbout(plan: Plan, policy: DocumentChange, trust: DocumentChange): readonly Finding[] {
  const wanted = plan.component.args;
  const isAsPlanned = policy.after === prettyJson(wanted.policy) && trust.after === prettyJson(wanted.trustPolicy);
  return isAsPlanned ? findingsOfPlan(plan) : findingsOf({ policy: policy.after, trust: trust.after }, contextOf(plan));
}

function contextOf(plan: Plan): FindingsContext {
  const {
    target,
    repository,
    otherEndpoints,
    roleArn,
    policyArn,
    component,
    settings,
    ignoredFindings: ignored,
  } = plan;
  return {
    target,
    repository,
    otherEndpoints,
    ignored,
    role: { arn: roleArn, policyArn, boundary: component.args.permissionsBoundary },
    state: stateInS3(settings.backend),
    github: trustedRepository(plan),
  };
}

/** The format of its subjects is known only if it is the only one that is trusted. */
function trustedRepository({ trust: { github } }: Plan): FindingsContext['github'] {
  if (!github || 'subjects' in github) return undefined;
  const [format, other] = github.formats;
  return { ...github.repository, subjects: other === undefined ? format : undefined };
}

function documentChange(result: StackResult | undefined, type: string, property: string): DocumentChange {
  const { before, after } = result?.resources[type] ?? {};
  return { before: documentText(before?.[property]), after: documentText(after?.[property]) };
}

function documentText(value: unknown): string | undefined {
  return typeof value === 'string' ? prettyJson(value) : undefined;
}

function notesOf({ target: { endpoint } }: Plan): string[] {
  return caseVariants(endpoint).length > 1
    ? [
        `The endpoint's name has capital letters. SageMaker has at times authorised requests against the name in lower case, so the policy allows both ${endpoint} and ${endpoint.toLowerCase()}.`,
      ]
    : [];
}
