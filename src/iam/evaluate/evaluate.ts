import { foldArn } from '../glob';
import { contextOf, type RequestContext } from './context';
import { type Opinion, opinionOf, type Question, type StatementReference } from './opinion';
import type { CompiledPolicy } from './policy';
import { accountOfArn, type RequestPrincipal } from './principal';

export interface AccessRequest {
  /** `s3:GetObject`, in any case. */
  readonly action: string;
  /**
   * The ARNs of all the resources that the action touches; it is allowed only if it is allowed on each of them. Default: `*`,
   * which stands for the missing resource of an action like `sagemaker:ListEndpoints`.
   */
  readonly resources?: readonly string[];
  /** Who asks. Only a trust policy wants to know: identity policies belong to whoever asks. */
  readonly principal?: RequestPrincipal;
  readonly context?: RequestContext;
}

/** The policies that decide on a request. */
export interface PolicySet {
  /** Of the principal: managed and inline ones together. */
  readonly identity?: readonly CompiledPolicy[];
  /** The principal's permissions boundary. */
  readonly boundary?: CompiledPolicy;
  /** Of the role to be assumed, for `sts:AssumeRole` and its like; its ARN is the resource of the request. */
  readonly trust?: CompiledPolicy;
}

export type Decision = 'allowed' | 'explicitly-denied' | 'implicitly-denied';

export interface Evaluation {
  readonly decision: Decision;
  /** The statement that decided; there is none behind an implicit denial. */
  readonly statement?: StatementReference;
  /** The reason, in a sentence. */
  readonly why: string;
}

/**
 * Decides as IAM does: an explicit denial in any policy wins, then something must allow. Service and resource control
 * policies, session policies and policies of other resources are not looked at.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @throws Error if there is a trust policy but no principal
 */
export function evaluate(request: AccessRequest, policies: PolicySet): Evaluation {
  if (policies.trust && !request.principal) {
    throw new Error(`Can't ask a trust policy about ${request.action} without a principal`);
  }
  const common = {
    action: request.action.toLowerCase(),
    principal: request.principal,
    context: contextOf(request.context ?? {}),
    hasBoundary: policies.boundary !== undefined,
  };
  const evaluations = (request.resources ?? ['*']).map((resource) => {
    const verdict = decide({ ...common, resource: foldArn(resource) }, policies);
    return { ...verdict, why: `${verdict.why} ${subject(request, resource)}.${malformedNote(verdict, policies)}` };
  });
  return (
    evaluations.find(({ decision }) => decision === 'explicitly-denied') ??
    evaluations.find(({ decision }) => decision === 'implicitly-denied') ??
    evaluations[0] ?? { decision: 'implicitly-denied', why: `The request for ${request.action} names no resource.` }
  );
}

/** @returns the evaluation, of whose reason the object is still missing */
function decide(question: Question, policies: PolicySet): Evaluation {
  const identity = opinionOf('identity', policies.identity ?? [], question);
  const boundary = policies.boundary && opinionOf('boundary', [policies.boundary], question);
  const trust = policies.trust && opinionOf('trust', [policies.trust], question);

  const denial = identity.denies ?? boundary?.denies ?? trust?.denies;
  if (denial) return { decision: 'explicitly-denied', statement: denial, why: `${name(denial)} denies` };

  if (trust && !trust.allows) return nothingAllows('the trust policy');
  if (trust && trustSuffices(trust, question)) {
    return boundary && !boundary.allows && isBounded(trust, question)
      ? nothingAllows('the permissions boundary')
      : allowedBy(trust.allows!);
  }
  if (!identity.allows) return nothingAllows('the identity policies');
  if (boundary && !boundary.allows) return nothingAllows('the permissions boundary');
  return allowedBy(identity.allows);
}

/**
 * Whether the principal needs no permission of its own: services and federated identities have none, and a trust policy that
 * names a principal of the role's own account, not just the account, is enough.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function trustSuffices({ match }: Opinion, { principal, resource }: Question): boolean {
  if (principal!.type !== 'AWS') return true;
  const account = accountOfArn(principal!.value);
  return match !== 'account' && account !== undefined && account === accountOfArn(resource);
}

/**
 * Whether the boundary limits what the trust policy grants: it does unless that names the user or the session itself.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
 */
function isBounded({ match }: Opinion, { principal }: Question): boolean {
  return principal!.type === 'AWS' && match !== 'exact';
}

function allowedBy(statement: StatementReference): Evaluation {
  return { decision: 'allowed', statement, why: `${name(statement)} allows` };
}

function nothingAllows(source: string): Evaluation {
  return { decision: 'implicitly-denied', why: `No statement of ${source} allows` };
}

function subject({ action, principal }: AccessRequest, resource: string): string {
  return `${action} on ${resource}${principal ? ` by ${principal.value}` : ''}`;
}

function name({ source, policy, statement, sid }: StatementReference): string {
  const place = `Statement ${statement + 1}${sid ? ` (${sid})` : ''}`;
  switch (source) {
    case 'identity':
      return `${place} of identity policy ${policy + 1}`;
    case 'boundary':
      return `${place} of the permissions boundary`;
    case 'trust':
      return `${place} of the trust policy`;
  }
}

/** A policy that grants nothing because it is malformed looks like a policy that lacks a permission. */
function malformedNote({ decision }: Evaluation, { identity = [], boundary, trust }: PolicySet): string {
  if (decision !== 'implicitly-denied') return '';
  const malformed = [...identity, boundary, trust].find((policy) => policy?.malformed !== undefined)?.malformed;
  return malformed ? ` A policy is malformed and grants nothing: ${malformed}.` : '';
}
