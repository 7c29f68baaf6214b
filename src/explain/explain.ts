import { requestNotes } from './request-notes';
import { targetOf } from './target';
import { parseArn } from '../aws/arn';
import { INLINE_POLICY_QUOTA, sizeOfDocument } from '../aws/quota';
import type { PermissionComparison, TrustComparison } from '../iam/compare/difference';
import { comparePermissions } from '../iam/compare/permissions';
import type { Boundaries } from '../iam/compare/statement';
import { compareTrust } from '../iam/compare/trust';
import { type AccessRequest, evaluate, type Evaluation, type PolicySet } from '../iam/evaluate/evaluate';
import { compilePolicy } from '../iam/evaluate/policy';
import { reasonOf } from '../iam/evaluate/reason';
import type { FindingsContext } from '../iam/findings/context';
import { bySeverity, type Finding } from '../iam/findings/finding';
import { findingsOfBoundary, findingsOfPolicy, findingsOfRole, findingsOfTrust } from '../iam/findings/findings';
import { entryText, idleEntries, type IgnoredFinding } from '../iam/findings/ignored';
import { actionsByImportance } from '../iam/matrix/importance';
import { type Matrix, permissionMatrix } from '../iam/matrix/matrix';
import { parseDocumentText } from '../iam/policy/document-text';
import { readWellFormed, type WellFormedPolicy } from '../iam/policy/well-formed';
import { REFERENCE_SOURCE } from '../iam/reference/source';
import type { PartialTarget } from '../iam/target';

/** Policies as they are in files: texts of whatever form. */
interface ExplainInput {
  /** None where there is only a trust policy. */
  readonly policy?: string;
  /** The policy to compare with. */
  readonly compare?: string;
  readonly trust?: string;
  /** The trust policy to compare with. */
  readonly compareTrust?: string;
  /** The ARN of the role that they are of. */
  readonly role?: string;
  /** The permissions boundary, and the one to compare with; the same for both if there is only the first. */
  readonly boundary?: string;
  readonly compareBoundary?: string;
  readonly requests: readonly AccessRequest[];
  /** What is let pass. */
  readonly ignored?: readonly IgnoredFinding[];
  /** What there is to say of how the files were read, in a sentence each. Plain text. */
  readonly notes?: readonly string[];
}

export interface Answer {
  readonly request: AccessRequest;
  readonly evaluation: Pick<Evaluation, 'decision' | 'statement'> & {
    /** The reason, in a sentence. */
    readonly why: string;
  };
}

export interface Explanation {
  readonly findings: readonly Finding[];
  /** What is allowed more, and what no longer. */
  readonly comparison?: PermissionComparison;
  /** Who may assume the role now, and who no longer. */
  readonly trustComparison?: TrustComparison;
  /** Of the role, if it is known which one it is. */
  readonly account?: string;
  /** The trust policy, where it is all that there is. JSON. */
  readonly trustAlone?: string;
  /** What it allows on the endpoint and the bucket that it names, if it does, and on all else that it names. */
  readonly deployment?: { readonly target: PartialTarget; readonly matrix: Matrix };
  readonly answers: readonly Answer[];
  /** What a reader should know besides, in one or two sentences each. Plain text. */
  readonly notes: readonly string[];
  /** Which edition of AWS's actions, resource types and condition keys the rest is based on. */
  readonly serviceReference: typeof REFERENCE_SOURCE;
}

/** What is larger is no policy of IAM, whether managed or inline, and can be made so that it takes long to look at. */
const MAX_SIZE = INLINE_POLICY_QUOTA;

/** Never throws, whatever the texts are. */
export function explain(input: ExplainInput): Explanation {
  const { policy, compare, trust, compareTrust: oldTrust, boundary, compareBoundary = boundary } = input;
  const { role, requests, ignored = [], notes: notesOnFiles = [] } = input;
  const bounds = { before: boundaryOf(compareBoundary), after: boundaryOf(boundary) };
  const now = parseDocumentText(policy);
  const documents = [policy, compare, trust, oldTrust, boundary, compareBoundary].filter((text) => text !== undefined);
  const areTooLarge = documents.some((text) => sizeOfDocument(text) > MAX_SIZE);
  const context = { ignored, ...(role !== undefined && { role: { arn: role } }) };
  const findings = bySeverity([
    ...findingsOfDocuments(input, context),
    ...(areTooLarge ? [] : findingsOfBoundary(now, bounds.after, context)),
  ]);
  const idleNotes = idleEntries(ignored, findings).map(
    (entry) => `There is nothing to ignore for ${entryText(entry)}.`,
  );
  if (areTooLarge) {
    const note = `A document has more than ${MAX_SIZE} characters, so only its findings are shown.`;
    return { findings, answers: [], notes: [note, ...notesOnFiles, ...idleNotes], serviceReference: REFERENCE_SOURCE };
  }
  const before = parseDocumentText(compare);
  const comparison = compare === undefined ? undefined : comparePermissions(before, now, bounds);
  const account = accountOf(role);
  const trustComparison =
    oldTrust === undefined
      ? undefined
      : compareTrust(parseDocumentText(oldTrust), parseDocumentText(trust), { account });
  return {
    findings,
    comparison,
    trustComparison,
    account,
    trustAlone: policy === undefined ? trust : undefined,
    deployment: policy === undefined ? undefined : deploymentOf(policy, { before, now, bounds, comparison }, boundary),
    answers: requests.map((request) => answer(request, now, { trust, boundary })),
    notes: [...notesOnFiles, ...idleNotes, ...requestNotes(requests), ...notesOn(comparison)],
    serviceReference: REFERENCE_SOURCE,
  };
}

function accountOf(role: string | undefined): string | undefined {
  const arn = role === undefined ? undefined : parseArn(role);
  return arn?.ok ? arn.value.account : undefined;
}

function findingsOfDocuments({ policy, trust }: ExplainInput, context: FindingsContext): readonly Finding[] {
  if (policy === undefined) return findingsOfTrust(trust, context);
  return trust === undefined
    ? findingsOfPolicy(policy, context)
    : findingsOfRole({ permissions: policy, trust }, context);
}

interface Compared {
  readonly before: unknown;
  readonly now: unknown;
  readonly bounds: Boundaries;
  readonly comparison?: PermissionComparison;
}

function deploymentOf(
  policy: string,
  { before, now, bounds, comparison }: Compared,
  boundary: string | undefined,
): Explanation['deployment'] {
  const target = targetOf(policy);
  const matrix = permissionMatrix(
    target,
    { before, now },
    {
      boundary: boundary === undefined ? 'not-looked-at' : 'counted',
      boundaries: bounds,
      changed: comparison && actionsByImportance(comparison),
    },
  );
  return { target, matrix };
}

/** One that is not clear counts as one that allows nothing. */
function boundaryOf(text: string | undefined): WellFormedPolicy | undefined {
  if (text === undefined) return undefined;
  const policy = readWellFormed(parseDocumentText(text), 'identity');
  return policy.ok ? policy.value : { variables: false, statements: [] };
}

/** A request with a principal is one to assume the role, so its trust policy answers. */
function answer(
  request: AccessRequest,
  policy: unknown,
  { trust, boundary }: Pick<ExplainInput, 'trust' | 'boundary'>,
): Answer {
  const { principal } = request;
  const policies: PolicySet =
    principal && trust !== undefined
      ? { trust: compilePolicy(parseDocumentText(trust), 'trust') }
      : {
          identity: [compilePolicy(policy)],
          ...(boundary !== undefined && { boundary: compilePolicy(parseDocumentText(boundary)) }),
        };
  const evaluation = evaluate(request, policies);
  const { decision, statement } = evaluation;
  const notes =
    policies.trust && principal?.type === 'AWS' && decision === 'implicitly-denied'
      ? ' What the policies of the principal itself allow is not known here.'
      : '';
  return { request, evaluation: { decision, statement, why: `${reasonOf(evaluation, request, policies)}${notes}` } };
}

function notesOn(comparison: PermissionComparison | undefined): string[] {
  const { after } = comparison?.malformed ?? {};
  return after ? [`The policy is malformed (expected ${after}), so it counts as allowing nothing.`] : [];
}
