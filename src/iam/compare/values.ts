import { best, type Confidence } from './confidence';
import { ANYTHING } from './text-set';
import { examplesOf, has, idOf, includes, isEmpty, narrowed, overlap, type ValueSet } from './value-set';

/** Values that are in at least one of the alternatives. */
export type Values = readonly Alternative[];

/** Values that are in all of some sets, and in none of others. */
interface Alternative {
  /** At least one. */
  readonly inside: readonly ValueSet[];
  readonly outside: readonly ValueSet[];
}

const ANY: Alternative = { inside: [ANYTHING], outside: [] };
export const ALL: Values = [ANY];
export const NONE: Values = [];

export function valuesIn(sets: readonly ValueSet[]): Values {
  return sets.filter((set) => !isEmpty(set)).map((set) => ({ inside: [set], outside: [] }));
}

/** Whether a value is one of them, other than by a variable. */
export function isAmong(values: Values, text: string): boolean {
  const isIn = (set: ValueSet) => has(set, text) === true;
  return values.some(({ inside, outside }) => inside.every(isIn) && !outside.some(isIn));
}

/** @returns the same for equal values, as far as that is easy to tell */
export function idOfValues(values: Values): string {
  const ids = values.map(({ inside, outside }) => [inside, outside].map((sets) => sets.map(idOf).sort()));
  return JSON.stringify(ids.map((id) => JSON.stringify(id)).sort());
}

/** @returns all other values */
export function complement(values: Values): Values {
  return values.reduce<Values>((rest, { inside, outside }) => {
    const others = [
      ...inside.flatMap((set) => without(ANY, set) ?? []),
      ...outside.map((set) => ({ inside: [set], outside: [] })),
    ];
    return both(rest, others);
  }, ALL);
}

/** @returns the values that are among the ones and the others; none if it is known that there are none */
export function both(some: Values, others: Values): Values {
  if (others === ALL || some === NONE) return some;
  if (some === ALL || others === NONE) return others;
  return some.flatMap((alternative) => others.flatMap((other) => together(alternative, other) ?? []));
}

function together(one: Alternative, other: Alternative): Alternative | undefined {
  let left: Alternative | undefined = one;
  for (const set of other.inside) left = left && within(left, set);
  for (const set of other.outside) left = left && without(left, set);
  return left;
}

/** What is in a set besides. Where that can be told by one set, it is. */
function within({ inside, outside }: Alternative, added: ValueSet): Alternative | undefined {
  let set = added;
  const kept: ValueSet[] = [];
  for (const other of inside) {
    if (!overlap(set, other)) return undefined;
    if (includes(other, set)) continue;
    const common = includes(set, other) ? other : (narrowed(set, other, true) ?? narrowed(other, set, true));
    if (!common) kept.push(other);
    else if (isEmpty(common)) return undefined;
    else set = common;
  }
  return outside.reduce<Alternative | undefined>((left, other) => left && without(left, other), {
    inside: [...kept, set],
    outside: [],
  });
}

function without({ inside, outside }: Alternative, removed: ValueSet): Alternative | undefined {
  if (inside.some((set) => includes(removed, set))) return undefined;
  if (inside.some((set) => !overlap(removed, set))) return { inside, outside };
  for (const [index, set] of inside.entries()) {
    const rest = narrowed(set, removed, false);
    if (rest) {
      return isEmpty(rest) ? undefined : { inside: inside.map((each, i) => (i === index ? rest : each)), outside };
    }
  }
  return { inside, outside: [...outside, removed] };
}

/**
 * How sure it is that there is such a value, other than the empty text.
 *
 * @param mentioned sets that stand together in a condition: nobody writes down what another one takes in
 * @returns `undefined` if it is known that there is none
 */
export function confidenceThatSome(values: Values, mentioned: readonly ValueSet[]): Confidence | undefined {
  let confidence: Confidence | undefined;
  for (const alternative of values) {
    confidence = best([confidence, confidenceIn(alternative, mentioned)]);
    if (confidence === 'certain') break;
  }
  return confidence;
}

/** More texts are not tried in place of a `*`. */
const MAX_FILLERS = 24;

function confidenceIn({ inside, outside }: Alternative, mentioned: readonly ValueSet[]): Confidence {
  const isMentioned = (set: ValueSet) => mentioned.some((other) => includes(other, set));
  const fillers = [...inside, ...outside].flatMap((set) => (set.kind === 'pattern' ? [] : examplesOf(set, [])));
  const own = inside.flatMap((set) => examplesOf(set, []));
  const examples = inside.flatMap((set) => examplesOf(set, [...own, ...fillers].slice(0, MAX_FILLERS)));
  const possible = examples.filter((text) => text !== '' && inside.every((set) => has(set, text) === true));
  if (possible.some((text) => outside.every((set) => has(set, text) === false))) return 'certain';
  const isUnlikely = (set: ValueSet, text: string) => has(set, text) === undefined && isMentioned(set);
  if (possible.some((text) => outside.every((set) => has(set, text) === false || isUnlikely(set, text)))) {
    return 'likely';
  }
  // What has variables has no examples.
  return inside.some(isVarying) && outside.every(isMentioned) ? 'likely' : 'open';
}

function isVarying(set: ValueSet): boolean {
  return set.kind === 'pattern' && set.widest !== undefined;
}
