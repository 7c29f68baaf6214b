import type { Answered } from './check-answer';
import type { AccessTest } from '../expectations/access-test';
import { hasSeveral, inside, outside } from '../expectations/described';
import type { ConditionBlock, PolicyDocument, Statement } from '../policy/document';

/** A test of permissions that expects a denial. */
type Denial = Pick<AccessTest, 'actions' | 'resources' | 'except' | 'context' | 'unless'>;

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
export function denialQuestion(test: Denial): DenialQuestion {
  const { actions, resources, except, context, unless } = test;
  if (except && resources) return { unasked: 'AWS is not asked about resources of which some are excepted.' };
  const several = Object.keys({ ...context, ...unless }).find(hasSeveral);
  if (several) return { unasked: `AWS is not asked about ${several}, which has several values at a time.` };
  if (except || context || unless) return { check: 'no-new-access', existing: everythingBut(test) };
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

/** What `unless` says does not hold where one of its keys is otherwise: a denial for each. */
function everythingBut({ actions, resources, except, context = {}, unless = {} }: Denial): PolicyDocument {
  const given = inside(context);
  const others = Object.entries(unless).map(([key, values]) =>
    values === null ? { Null: { [key]: 'false' } } : outside(key, values),
  );
  const conditions = others.length > 0 ? others.map((other) => both(given, other)) : [given];
  const denials = conditions.map((Condition): Statement => ({
    Effect: 'Deny',
    Action: actions,
    ...(except ? { NotResource: except } : { Resource: resources ?? '*' }),
    ...(Object.keys(Condition).length > 0 && { Condition }),
  }));
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }, ...denials] };
}

function both(one: ConditionBlock, other: ConditionBlock): ConditionBlock {
  const operators = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...operators].map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` */
function isTaken(arn: string): boolean {
  const fields = arn.split(':');
  return arn.length <= MAX_ARN && fields.length > 5 && !/[*?]/.test(fields.slice(0, 5).join(':'));
}
