import { ALL_ARNS, arnsLike } from './arn-set';
import { rangeSetOf, type RangeSet, wholeRangeSet } from './range-set';
import { union } from './ranges';
import { inAnyCase, matching, ofBytes, type Pattern, type Texts, unknown } from './text-set';
import { idOf, includes, type ValueSet } from './value-set';
import { ALL, both, complement, NONE, type Values, valuesIn } from './values';
import { groupBy } from '../../shared/group-by';
import { globOf } from '../glob/glob';
import { parsePattern } from '../glob/pattern';
import type { Comparison, ConditionOperator } from '../policy/condition-operator';
import type { WellFormedCondition } from '../policy/well-formed';

/** What one line of a condition block asks of a value of its key. */
interface ConditionValues {
  readonly values: Values;
  /** Those that the line names one by one. */
  readonly named: readonly ValueSet[];
}

/** Lists of more patterns are only equal to themselves. */
const MAX_PATTERNS = 400;

/**
 * @param variables whether the document's version knows variables
 * @returns the values that pass, each by itself: see `valuesTest` of the evaluator, which this is to agree with
 */
export function conditionValues({ operator, values }: WellFormedCondition, variables: boolean): ConditionValues {
  const sets = [...new Set(values)].map((value) => setOf(operator.comparison, value, variables));
  const named = merged(sets.filter((set) => set !== undefined));
  return { values: operator.negated ? others(operator, named, sets) : valuesIn(named), named };
}

/** All that can be compared with the values, but is none of them. With what can't be read, nothing can be compared. */
function others(
  { comparison }: ConditionOperator,
  named: readonly ValueSet[],
  sets: readonly (ValueSet | undefined)[],
): Values {
  if (sets.length === 0) return ALL;
  return sets.includes(undefined) ? NONE : both(comparable(comparison), complement(valuesIn(named)));
}

function comparable(comparison: Comparison): Values {
  if (comparison === 'ArnLike') return valuesIn([ALL_ARNS]);
  return isAboutTexts(comparison) ? ALL : valuesIn([wholeRangeSet(comparison)]);
}

function isAboutTexts(comparison: Comparison): boolean {
  return /^(String|Bool|Binary)/.test(comparison);
}

/** @returns `undefined` for a value that can't be read */
function setOf(comparison: Comparison, value: string, variables: boolean): ValueSet | undefined {
  switch (comparison) {
    case 'StringEquals':
      return matching(parsePattern(value, { wildcards: false, variables }));
    case 'StringLike':
      return matching(parsePattern(value, { wildcards: true, variables }));
    case 'StringEqualsIgnoreCase':
      return ofOneText(comparison, value, variables, inAnyCase);
    case 'Bool':
      return ofOneText(comparison, value, variables, (text) =>
        /^(true|false)$/i.test(text) ? inAnyCase(text) : undefined,
      );
    case 'BinaryEquals':
      return ofBytes(value);
    case 'ArnLike':
      return arnsLike(value, variables);
    default:
      return rangeSetOf(comparison, value);
  }
}

function ofOneText(
  comparison: Comparison,
  value: string,
  variables: boolean,
  setOfText: (text: string) => Texts | undefined,
): ValueSet | undefined {
  const parts = parsePattern(value, { wildcards: false, variables });
  const glob = globOf(parts, () => undefined);
  if (glob) return setOfText(glob.prefix);
  const names = parts.map((part) => (part.kind === 'variable' ? [part.key.toLowerCase(), part.defaultValue] : part));
  return unknown(JSON.stringify([comparison, names]));
}

/** Sets of one kind become one, and those that others take in are left out. */
function merged(sets: readonly ValueSet[]): readonly ValueSet[] {
  const distinct = [...new Map(sets.map((set) => [idOf(set), set])).values()];
  const patterns = distinct.filter((set) => set.kind === 'pattern');
  if (patterns.length > MAX_PATTERNS) return [unknown(distinct.map(idOf).sort().join())];

  const texts = groupBy(
    distinct.filter((set) => set.kind === 'texts'),
    ({ spelling }) => spelling.name,
  ).map(unitedTexts);
  const ranges = distinct.filter((set) => set.kind === 'ranges');
  const united: ValueSet[] = [...texts, ...(ranges.length > 0 ? [unitedRanges(ranges)] : [])];
  const widest = patterns.filter(
    (one, index) =>
      !patterns.some(
        (other, otherIndex) =>
          otherIndex !== index && includes(other, one) && !(includes(one, other) && otherIndex > index),
      ),
  );
  const rest = united.flatMap((set) => leftOf(set, widest));
  return [...rest, ...widest];
}

/** What no pattern takes in. */
function leftOf(set: ValueSet, patterns: readonly Pattern[]): ValueSet[] {
  if (set.kind !== 'texts') return patterns.some((pattern) => includes(pattern, set)) ? [] : [set];
  const texts = [...set.texts].filter(
    (text) => !patterns.some((pattern) => includes(pattern, { ...set, texts: new Set([text]) })),
  );
  return texts.length > 0 ? [{ ...set, texts: new Set(texts) }] : [];
}

function unitedTexts(sets: readonly Texts[]): Texts {
  return { ...sets[0]!, texts: new Set(sets.flatMap(({ texts }) => [...texts])) };
}

function unitedRanges(sets: readonly RangeSet[]): RangeSet {
  return sets.reduce((all, { ranges, ...set }) => ({ ...set, ranges: union(all.ranges, ranges) }));
}
