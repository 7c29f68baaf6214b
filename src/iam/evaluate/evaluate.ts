import { Context, type RequestContext } from './context';
import { type Opinion, opinionOf, type PolicySource, type Question, type StatementReference } from './opinion';
import type { CompiledPolicy } from './policy';
import { accountOfArn, type RequestPrincipal } from './principal';
import { foldArn } from '../glob/resource-pattern';
import { resourcesOfAction } from '../reference/action-resources';

/** Stands for the missing resource of a request. */
const NO_RESOURCE = '*';

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

/**
 * From best to worst. `undecided` if a statement names resources for an action that has none, and AWS does not say whether it
 * applies then.
 */
const DECISIONS = ['allowed', 'undecided', 'implicitly-denied', 'explicitly-denied'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface Evaluation {
  readonly decision: Decision;
  /** The resource of the request that it is about; none if the request has none. */
  readonly resource?: string;
  /** The statement that decided, or of which it is undecided whether it applies; there is none behind an implicit denial. */
  readonly statement?: StatementReference;
  /** Behind an implicit denial: the policies that had to allow and don't. */
  readonly silent?: PolicySource;
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
  const { action, resources = [NO_RESOURCE], principal, context = {} } = request;
  const common = {
    action: action.toLowerCase(),
    principal,
    context: new Context(context),
    hasBoundary: policies.boundary !== undefined,
  };
  let worst: Evaluation | undefined;
  for (const resource of resources) {
    const question = { ...common, resource: foldArn(resource) };
    const decided = resource === NO_RESOURCE ? decideWithoutResource(question, policies) : decide(question, policies);
    const evaluation = { ...decided, resource };
    if (!worst || isWorse(evaluation, worst)) worst = evaluation;
  }
  return worst ?? { decision: 'implicitly-denied' };
}

function isWorse({ decision }: Evaluation, than: Evaluation): boolean {
  return DECISIONS.indexOf(decision) > DECISIONS.indexOf(than.decision);
}

/** Decides on a request that has no resource, as far as it is known what AWS takes for the missing one. */
function decideWithoutResource(question: Question, policies: PolicySet): Evaluation {
  const { standIns, undecided } = resourcesOfAction(question.action);
  const texts = new Set([NO_RESOURCE, ...standIns]);
  const evaluations = [...texts].map((resource) => decide({ ...question, resource }, policies));
  const decided =
    evaluations.find(({ decision }) => decision === 'explicitly-denied') ??
    evaluations.find(({ decision }) => decision === 'allowed') ??
    evaluations[0]!;
  if (undecided.length === 0 || decided.decision !== 'implicitly-denied') return decided;

  const { decision, statement } = decide({ ...question, undecided }, policies);
  return decision === 'allowed' ? { decision: 'undecided', statement } : decided;
}

/** @returns the evaluation without its resource, which the question has in another spelling */
function decide(question: Question, policies: PolicySet): Evaluation {
  const identity = opinionOf('identity', policies.identity ?? [], question);
  const boundary = policies.boundary && opinionOf('boundary', [policies.boundary], question);
  const trust = policies.trust && opinionOf('trust', [policies.trust], question);

  const denial = identity.denies ?? boundary?.denies ?? trust?.denies;
  if (denial) return { decision: 'explicitly-denied', statement: denial };

  if (trust && !trust.allows) return nothingAllows('trust');
  if (trust && trustSuffices(trust, question)) {
    return boundary && !boundary.allows && isBounded(trust, question)
      ? nothingAllows('boundary')
      : allowedBy(trust.allows!);
  }
  if (!identity.allows) return nothingAllows('identity');
  if (boundary && !boundary.allows) return nothingAllows('boundary');
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
  return { decision: 'allowed', statement };
}

function nothingAllows(silent: PolicySource): Evaluation {
  return { decision: 'implicitly-denied', silent };
}
