import type { AccessTest, TestContext } from './access-test';
import type { KnownKeys } from './known-keys';
import type { ConditionBlock, Statement } from '../policy/document';
import { conditionKeyType } from '../reference/condition-keys';

/** Requests of which the same condition keys have the same values. */
export interface Case {
  readonly known: KnownKeys;
  /** What is to be said of the other keys. */
  readonly open: TestContext;
}

/** More combinations of values would take too long to be looked at one by one. */
export const MAX_CASES = 64;

/** One case for each combination of single values; keys with patterns stay open. */
export function casesOf({ context = {} }: Pick<AccessTest, 'context'>): readonly Case[] {
  const fixed = Object.entries(context).filter(([key, values]) => isFixed(key, values));
  const open = Object.fromEntries(Object.entries(context).filter(([key, values]) => !isFixed(key, values)));
  const combinations = fixed.reduce<readonly KnownKeys[]>(
    (all, [key, values]) =>
      all.flatMap((known) =>
        (values === null ? [null] : hasSeveral(key) ? [values] : values).map(
          (value) => new Map([...known, [key.toLowerCase(), value]]),
        ),
      ),
    [new Map()],
  );
  return combinations.map((known) => ({ known, open }));
}

function isFixed(key: string, values: readonly string[] | null): boolean {
  return values === null || !values.some((value) => isRange(key, value));
}

/** Whether a value stands for many. */
export function isRange(key: string, value: string): boolean {
  if (conditionKeyType(key)?.values === 'IpAddress') return value.includes('/');
  return /[*?]/.test(value);
}

export function hasSeveral(key: string): boolean {
  return conditionKeyType(key)?.several === true;
}

/**
 * Denials of all that a test is not about: together with a policy they leave just the requests in question.
 *
 * @param open what a case has of the context
 */
export function denialsBeyond({ actions, resources, except, unless }: AccessTest, open: TestContext): Statement[] {
  const on = (more: Partial<Statement>): Statement => ({ Effect: 'Deny', Action: actions, Resource: '*', ...more });
  return [
    { Effect: 'Deny', NotAction: actions, Resource: '*' },
    ...(resources ? [{ Effect: 'Deny', Action: actions, NotResource: resources } as const] : []),
    ...(except ? [on({ Resource: except })] : []),
    ...Object.entries(open).map(([key, values]) => on({ Condition: outside(key, values ?? []) })),
    ...(unless ? [on({ Condition: inside(unless) })] : []),
  ];
}

/** Everything that a test is about, allowed. */
export function allOf(test: AccessTest, open: TestContext): Statement[] {
  return [{ Effect: 'Allow', Action: test.actions, Resource: test.resources ?? '*' }, ...denialsBeyond(test, open)];
}

/** Holds for a request that has none of the values under the key, or not the key. */
export function outside(key: string, values: readonly string[]): ConditionBlock {
  return { [operatorFor(key, values, true)]: { [key]: values } };
}

export function inside(context: TestContext): ConditionBlock {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [key, values] of Object.entries(context)) {
    const operator = values === null ? 'Null' : operatorFor(key, values, false);
    block[operator] = { ...block[operator], [key]: values ?? 'true' };
  }
  return block;
}

/** A key that is not known has texts. */
function operatorFor(key: string, values: readonly string[], negated: boolean): string {
  const not = negated ? 'Not' : '';
  switch (conditionKeyType(key)?.values) {
    case 'IpAddress':
      return negated ? 'NotIpAddress' : 'IpAddress';
    case 'Bool':
      return 'Bool';
    case 'Numeric':
      return `Numeric${not}Equals`;
    case 'Date':
      return `Date${not}Equals`;
    default:
      return values.some((value) => isRange(key, value)) ? `String${not}Like` : `String${not}Equals`;
  }
}
