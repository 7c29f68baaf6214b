import type { Answered } from './check-answer';
import type { RequestContext } from '../evaluate/context';
import type { ConditionBlock, PolicyDocument, Statement } from '../policy/document';

/** An expectation that a role may not do something, as far as AWS can prove it. */
export interface ExpectedDenial {
  readonly name: string;
  readonly actions: readonly string[];
  /** ARNs, in which wildcards stand only in the id of the resource; none for every resource. */
  readonly resources?: readonly string[];
  /** What the requests have that it is about; none for all of them. */
  readonly context?: RequestContext;
}

/** What to ask IAM Access Analyzer about an expectation; `unasked` says why it can't be, in a sentence of plain text. */
type DenialQuestion =
  | {
      readonly check: 'access-not-granted';
      readonly actions: readonly string[];
      readonly resources?: readonly string[];
    }
  | { readonly check: 'no-new-access'; readonly existing: PolicyDocument }
  | { readonly unasked: string };

/** `not-proved`: the policy may allow it, perhaps only beyond a boundary, of which AWS is not told. */
export type DenialVerdict =
  { readonly state: 'proved' | 'not-proved' } | { readonly state: 'unknown'; readonly why: string };

/** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Access.html */
const MAX_LIST = 100;
const MAX_ARN = 2_048;

/**
 * A denial of all requests is a question of its own. One of some requests is asked as new access: compared with a document that
 * allows everything but that, a policy gives no new access exactly if it does not allow that.
 */
export function denialQuestion({ actions, resources, context = {} }: Omit<ExpectedDenial, 'name'>): DenialQuestion {
  if (Object.keys(context).length > 0) {
    return { check: 'no-new-access', existing: everythingBut(actions, resources, conditionOf(context)) };
  }
  if (actions.length > MAX_LIST || (resources ?? []).length > MAX_LIST) {
    return { unasked: `AWS takes at most ${MAX_LIST} actions and ${MAX_LIST} resources at once.` };
  }
  const isEverything = resources === undefined || resources.includes('*');
  const unfit = isEverything ? undefined : resources.find((arn) => !isTaken(arn));
  if (unfit !== undefined) {
    return {
      unasked: `AWS takes an ARN of at most ${MAX_ARN} characters, with wildcards only in the id of the resource, not ${unfit}.`,
    };
  }
  return { check: 'access-not-granted', actions, ...(!isEverything && { resources }) };
}

export function denialVerdict(answer: Answered): DenialVerdict {
  if ('why' in answer) return { state: 'unknown', why: answer.why };
  return { state: answer.result === 'pass' ? 'proved' : 'not-proved' };
}

/** Of several values of a key, a request with any of them is meant: more than what is expected, so that a proof holds for it. */
function conditionOf(context: RequestContext): ConditionBlock {
  const entries = Object.entries(context);
  const single = entries.flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : []));
  const several = entries.flatMap(([key, value]) => (typeof value === 'string' ? [] : [[key, value] as const]));
  return {
    ...(single.length > 0 && { StringEquals: Object.fromEntries(single) }),
    ...(several.length > 0 && { 'ForAnyValue:StringEquals': Object.fromEntries(several) }),
  };
}

function everythingBut(
  actions: readonly string[],
  resources: readonly string[] = ['*'],
  condition: ConditionBlock,
): PolicyDocument {
  const but: Statement = { Effect: 'Deny', Action: actions, Resource: resources, Condition: condition };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, but] };
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` */
function isTaken(arn: string): boolean {
  const fields = arn.split(':');
  return arn.length <= MAX_ARN && fields.length > 5 && !/[*?]/.test(fields.slice(0, 5).join(':'));
}
