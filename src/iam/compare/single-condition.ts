import { canonicalParts, canonicalValue } from './canonical-value';
import { areDisjoint, has, includes, keyOf, textSetOf, type TextSet } from './text-set';
import { fieldsOfPattern } from '../evaluate/condition/arn';
import { globOf } from '../glob/glob';
import { parsePattern, type PatternPart } from '../glob/pattern';
import { parseResourcePattern } from '../glob/resource-pattern';
import type { WellFormedCondition } from '../policy/well-formed';

/**
 * A condition that holds or does not: one value of one line of a condition block, or a whole line where its values can't be
 * looked at one by one. The same `id` means the same condition.
 */
export interface SingleCondition {
  readonly id: string;
  /** The condition key, and whether it is about one value of it or several. */
  readonly subject: string;
  /** Which values it takes, where it compares texts: without them, nothing is known but that it is a condition. */
  readonly texts?: TextCondition;
  /** The values of a line that holds the more often the more (or the fewer) values it has. */
  readonly list?: ListCondition;
}

interface TextCondition {
  readonly set: TextSet;
  /** The same for equal sets. */
  readonly key: string;
  /** Whether it takes all others, and a missing key. */
  readonly negated: boolean;
  /** Whether it takes a missing key. */
  readonly missing: boolean;
}

interface ListCondition {
  /** What is the same for lines that can be compared. */
  readonly form: string;
  readonly values: ReadonlySet<string>;
  readonly grows: boolean;
}

/** `undefined` for a value that nothing is equal to. */
type Value = TextSet | 'opaque' | undefined;

const ARN_FIELDS = 6;

/** @returns the condition that is left of a line if it had but this value */
export function conditionOfValue(
  condition: WellFormedCondition,
  value: string,
  variables: boolean,
): SingleCondition | undefined {
  const { operator, key } = condition;
  const { comparison, negated, quantifier } = operator;
  const subject = subjectOf(condition);
  if (comparison === 'Null') {
    const wanted = value.toLowerCase();
    if (wanted !== 'true' && wanted !== 'false') return undefined;
    return textCondition(`one ${key}`, {
      set: { kind: 'present' },
      negated: wanted === 'true',
      missing: wanted === 'true',
    });
  }

  const texts = textsOf(condition, value, variables);
  if (texts === undefined) return negated ? opaqueCondition(condition, value, variables) : undefined;
  if (texts === 'opaque') return opaqueCondition(condition, value, variables);
  // Where several values count, the missing key is no case of its own.
  return textCondition(subject, {
    set: texts,
    negated,
    missing: quantifier === undefined && (negated || operator.ifExists),
  });
}

/** That the key is missing. Other than `Null`, it does not take the empty text for that. */
export function conditionOfMissing(condition: WellFormedCondition): SingleCondition {
  return textCondition(subjectOf(condition), { set: { kind: 'all' }, negated: true, missing: true });
}

/** A line as a whole. */
export function conditionOfLine(condition: WellFormedCondition, variables: boolean): SingleCondition {
  const form = formOf(condition, variables);
  const { comparison } = condition.operator;
  const values = [...new Set(condition.values.map((value) => canonicalValue(comparison, value, variables)))].sort();
  const list = { form, values: new Set(values), grows: !condition.operator.negated };
  return { id: JSON.stringify([form, values]), subject: subjectOf(condition), list };
}

/** That a resource is one that an entry with variables names (or that it is none). */
export function conditionOfResource(entry: string, negated: boolean): SingleCondition {
  const id = JSON.stringify([negated, canonicalParts(parseResourcePattern(entry, true))]);
  return { id, subject: `resource ${id}` };
}

/** Whether the second condition holds wherever the first one does; where that is hard to tell, `false`. */
export function implies(a: SingleCondition, b: SingleCondition): boolean {
  if (a.id === b.id) return true;
  if (a.subject !== b.subject) return false;
  if (a.list && b.list) return listImplies(a.list, b.list);
  if (!a.texts || !b.texts) return false;

  const [first, second] = [a.texts, b.texts];
  if (first.negated) {
    // What is no ARN is neither like an ARN nor unlike it, and where a value is present is not, there may be the empty text.
    if (first.set.kind === 'present' && !takesEmpty(second)) return false;
    if (second.negated) return includes(first.set, second.set);
    return (first.set.kind === 'all' || first.set.kind === 'present') && second.missing;
  }
  if (second.negated) {
    return isAboutOne(a) && (second.set.kind !== 'arn' || isOfArns(first.set)) && areDisjoint(first.set, second.set);
  }
  return includes(second.set, first.set) && (second.missing || !first.missing);
}

function takesEmpty({ set, negated }: TextCondition): boolean {
  return negated ? set.kind !== 'arn' && !has(set, '') : has(set, '');
}

/** Whether all texts of the set are ARNs. */
function isOfArns(set: TextSet): boolean {
  if (set.kind === 'arn') return true;
  return set.kind === 'text' && set.text.startsWith('arn:') && set.text.split(':').length >= ARN_FIELDS;
}

/** Whether the conditions can't hold together; where that is hard to tell, `false`. */
export function excludes(a: SingleCondition, b: SingleCondition): boolean {
  if (a.subject !== b.subject || !a.texts || !b.texts || (a.texts.negated && b.texts.negated)) return false;
  if (a.texts.negated) return excludes(b, a);
  if (b.texts.negated) return !a.texts.missing && includes(b.texts.set, a.texts.set);
  return isAboutOne(a) && areDisjoint(a.texts.set, b.texts.set) && !(a.texts.missing && b.texts.missing);
}

/** Whether exactly one of the conditions holds, always. */
export function areOpposite(a: SingleCondition, b: SingleCondition): boolean {
  if (a.subject !== b.subject || !a.texts || !b.texts || a.texts.negated === b.texts.negated) return false;
  const positive = a.texts.negated ? b.texts : a.texts;
  // What is no ARN is neither like an ARN nor unlike it.
  return !positive.missing && positive.set.kind !== 'arn' && a.texts.key === b.texts.key;
}

/** Whether `implies` and `excludes` know the conditions well enough that their `false` can be believed. */
export function areUnderstood(a: SingleCondition, b: SingleCondition): boolean {
  if (a.list && b.list) return a.list.form === b.list.form;
  if (a.subject !== b.subject || !a.texts || !b.texts) return false;
  const kinds = new Set([a.texts.set.kind, b.texts.set.kind]);
  if (kinds.has('all') && kinds.has('present')) return false;
  const differ = kinds.size > 1 && !kinds.has('all') && !kinds.has('present');
  return !differ || (!kinds.has('arn') && !(kinds.has('anyCase') && kinds.has('glob')));
}

function listImplies(a: ListCondition, b: ListCondition): boolean {
  if (a.form !== b.form) return false;
  const [fewer, more] = a.grows ? [a, b] : [b, a];
  return [...fewer.values].every((value) => more.values.has(value));
}

function isAboutOne({ subject }: SingleCondition): boolean {
  return subject.startsWith('one ');
}

function subjectOf({ operator, key }: WellFormedCondition): string {
  return `${operator.quantifier ? 'several' : 'one'} ${key}`;
}

function textCondition(subject: string, texts: Omit<TextCondition, 'key'>): SingleCondition {
  const key = keyOf(texts.set);
  return { id: JSON.stringify([subject, key, texts.negated, texts.missing]), subject, texts: { ...texts, key } };
}

function opaqueCondition(condition: WellFormedCondition, value: string, variables: boolean): SingleCondition {
  const { comparison } = condition.operator;
  const id = JSON.stringify([formOf(condition, variables), canonicalValue(comparison, value, variables)]);
  return { id, subject: subjectOf(condition) };
}

function formOf({ operator, key, values }: WellFormedCondition, variables: boolean): string {
  const { quantifier, comparison, negated } = operator;
  const literal = !variables && values.some((value) => value.includes('${'));
  // A quantifier, like a negation, already says what a missing key means.
  const ifExists = operator.ifExists && !negated && quantifier === undefined;
  return JSON.stringify([quantifier, comparison, negated, ifExists, literal, key]);
}

function textsOf({ operator }: WellFormedCondition, value: string, variables: boolean): Value {
  switch (operator.comparison) {
    case 'StringEquals':
      return fixed(value, variables, (text) => ({ kind: 'text', text }));
    case 'StringEqualsIgnoreCase':
      return fixed(value, variables, anyCase);
    case 'StringLike':
      return patterned(value, variables, textSetOfParts);
    case 'ArnLike':
      return patterned(value, variables, arnSetOfParts);
    case 'Bool':
      return fixed(value, variables, (text) => (/^(true|false)$/i.test(text) ? anyCase(text) : undefined));
    default:
      return 'opaque';
  }
}

function fixed(value: string, variables: boolean, setOf: (text: string) => Value): Value {
  const glob = globOf(parsePattern(value, { wildcards: false, variables }), () => undefined);
  return glob ? setOf(glob.prefix) : 'opaque';
}

/** A text without letters, such as the number of an account, has but one case. */
function anyCase(text: string): TextSet {
  const lower = text.toLowerCase();
  return lower === text.toUpperCase() ? { kind: 'text', text } : { kind: 'anyCase', text: lower };
}

function patterned(value: string, variables: boolean, setOf: (parts: readonly PatternPart[]) => Value): Value {
  const parts = parsePattern(value, { wildcards: true, variables });
  return parts.some(({ kind }) => kind === 'variable') ? 'opaque' : setOf(parts);
}

function textSetOfParts(parts: readonly PatternPart[]): TextSet {
  return textSetOf(globOf(parts, () => undefined)!);
}

function arnSetOfParts(parts: readonly PatternPart[]): Value {
  const fields = fieldsOfPattern(parts);
  if (fields.length < ARN_FIELDS) return undefined;
  return { kind: 'arn', fields: fields.map((field) => globOf(field, () => undefined)!) };
}
