import type { RequestContext } from '../evaluate/context';
import type { Comparison } from '../policy/condition-operator';
import type { WellFormedCondition } from '../policy/well-formed';

/** A condition key with its values, as AWS's policy simulator takes it. */
export interface ContextEntry {
  /** In lower case. */
  readonly key: string;
  /** One, unless the type is a list. */
  readonly values: readonly string[];
  readonly type: ContextType | `${ContextType}List`;
}

type ContextType = 'string' | 'numeric' | 'boolean' | 'ip' | 'date';

/** Stands for a value that no condition names. */
const ANOTHER = 'another-one';

export function requestContext(entries: readonly ContextEntry[]): RequestContext {
  return Object.fromEntries(entries.map(({ key, values, type }) => [key, type.endsWith('List') ? values : values[0]!]));
}

/**
 * A context in which the conditions hold: one value that is easily made for each key.
 *
 * @returns `undefined` where no such value is at hand; whether they hold with those that are is for the evaluation to say
 */
export function sampleContext(conditions: readonly WellFormedCondition[]): readonly ContextEntry[] | undefined {
  const entries = new Map<string, ContextEntry>();
  for (const condition of conditions) {
    if (asksForMissing(condition)) continue;
    const value = sampleValue(condition);
    if (value === undefined) return undefined;
    const { quantifier, comparison } = condition.operator;
    const type = typeOf(comparison);
    // Whether a key is there at all is asked beside what its value is to be.
    if (comparison === 'Null' && entries.has(condition.key)) continue;
    entries.set(condition.key, { key: condition.key, values: [value], type: quantifier ? `${type}List` : type });
  }
  return [...entries.values()];
}

/** The condition that holds where this one does not. */
export function opposite(condition: WellFormedCondition): WellFormedCondition {
  const { operator } = condition;
  return { ...condition, operator: { ...operator, negated: !operator.negated } };
}

function asksForMissing({ operator, values }: WellFormedCondition): boolean {
  return operator.comparison === 'Null' && values[0]?.toLowerCase() === 'true';
}

function sampleValue({ operator: { comparison, negated }, values: [value] }: WellFormedCondition): string | undefined {
  // What stands for a variable is known only to the request.
  if (value === undefined || value.includes('${')) return undefined;
  if (negated) return NEGATED[comparison]?.(value);
  return SAMPLES[comparison](value);
}

/** A value of the request for which the comparison with a value of the condition does not hold. */
const NEGATED: Partial<Readonly<Record<Comparison, (value: string) => string>>> = {
  StringEquals: () => ANOTHER,
  StringEqualsIgnoreCase: () => ANOTHER,
  StringLike: () => ANOTHER,
  Bool: (value) => (value.toLowerCase() === 'true' ? 'false' : 'true'),
  ArnLike: () => `arn:aws:iam::000000000000:role/${ANOTHER}`,
  // https://www.rfc-editor.org/rfc/rfc5737: an address that nobody has
  IpAddress: () => '203.0.113.77',
};

const asIs = (value: string) => value;
const matching = (value: string) => value.replace(/[*?]/g, 'x');
const number = (add: number) => (value: string) =>
  Number.isFinite(Number(value)) ? String(Number(value) + add) : undefined;
const DAY = 24 * 60 * 60 * 1000;
const date = (days: number) => (value: string) => {
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : `${new Date(time + days * DAY).toISOString().slice(0, 19)}Z`;
};

/** A value of the request for which the comparison with a value of the condition holds. */
const SAMPLES: Readonly<Record<Comparison, (value: string) => string | undefined>> = {
  StringEquals: asIs,
  StringEqualsIgnoreCase: asIs,
  StringLike: matching,
  NumericEquals: number(0),
  NumericLessThan: number(-1),
  NumericLessThanEquals: number(0),
  NumericGreaterThan: number(1),
  NumericGreaterThanEquals: number(0),
  DateEquals: date(0),
  DateLessThan: date(-1),
  DateLessThanEquals: date(0),
  DateGreaterThan: date(1),
  DateGreaterThanEquals: date(0),
  Bool: asIs,
  BinaryEquals: () => undefined,
  IpAddress: (value) => value.replace(/\/.*$/, ''),
  ArnLike: matching,
  Null: () => ANOTHER,
};

function typeOf(comparison: Comparison): ContextType {
  if (comparison.startsWith('Numeric')) return 'numeric';
  if (comparison.startsWith('Date')) return 'date';
  if (comparison === 'Bool') return 'boolean';
  return comparison === 'IpAddress' ? 'ip' : 'string';
}
