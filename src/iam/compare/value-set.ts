import { examplesOfRanges, type RangeSet } from './range-set';
import { covers, difference, intersection, type Point, type Ranges } from './ranges';
import {
  EXACT,
  examplesOfPattern,
  matches,
  matchesInAnyCase,
  type Pattern,
  takesAll,
  takesNearlyAll,
  type Texts,
} from './text-set';
import { globIncludes, globsOverlap } from '../glob/algebra';

/**
 * The values of a condition key that a value of a condition takes, or several of them together. Whatever they are, the
 * functions below say what is known of two of them; where something is hard to tell, they say what is harmless.
 */
export type ValueSet = Texts | Pattern | RangeSet;

/** @returns the same for equal sets, as far as that is easy to tell */
export function idOf(set: ValueSet): string {
  switch (set.kind) {
    case 'texts':
      return JSON.stringify([set.spelling.name, [...set.texts].sort()]);
    case 'pattern':
      return `pattern ${set.glob.tokens.join()}`;
    case 'ranges':
      return `${set.scale.name} ${set.ranges.map(({ at, isAfter }) => `${at}${isAfter ? '+' : '-'}`).join()}`;
  }
}

export function isEmpty(set: ValueSet): boolean {
  switch (set.kind) {
    case 'texts':
      return set.texts.size === 0;
    case 'pattern':
      return false;
    case 'ranges':
      return set.ranges.length === 0;
  }
}

/** @returns `undefined` where that depends on more of the request */
export function has(set: ValueSet, text: string): boolean | undefined {
  switch (set.kind) {
    case 'texts': {
      const folded = set.spelling.fold(text);
      return folded !== undefined && set.texts.has(folded);
    }
    case 'pattern':
      return matches(set, text);
    case 'ranges': {
      const point = set.scale.read(text);
      return point !== undefined && covers(set.ranges, point);
    }
  }
}

/** Whether all values of the inner set are in the outer one; where that is hard to tell, `false`. */
export function includes(outer: ValueSet, inner: ValueSet): boolean {
  if (outer.kind === 'pattern' && takesAll(outer)) return true;
  switch (inner.kind) {
    case 'texts':
      return [...inner.texts].every((text) => includesText(outer, text, inner));
    case 'pattern':
      return outer.kind === 'pattern' && globIncludes(outer.glob, inner.glob);
    case 'ranges':
      if (outer.kind === 'pattern') return takesNearlyAll(outer);
      return outer.kind === 'ranges' && outer.scale === inner.scale && without(inner, outer).length === 0;
  }
}

function includesText(outer: ValueSet, folded: string, { spelling }: Texts): boolean {
  if (spelling === EXACT) return has(outer, folded) === true;
  if (outer.kind === 'texts') return outer.spelling === spelling && outer.texts.has(folded);
  return outer.kind === 'pattern' && spelling.name === 'any case' && matchesInAnyCase(outer, folded);
}

/** Whether the sets have a value in common; where that is hard to tell, `true`. */
export function overlap(a: ValueSet, b: ValueSet): boolean {
  if (a.kind === 'texts') return overlapsTexts(b, a);
  if (b.kind === 'texts') return overlapsTexts(a, b);
  if (a.kind === 'pattern' && b.kind === 'pattern') return globsOverlap(a.widest ?? a.glob, b.widest ?? b.glob);
  if (a.kind === 'ranges' && b.kind === 'ranges') return a.scale !== b.scale || within(a, b).length > 0;
  return true;
}

function overlapsTexts(set: ValueSet, { spelling, texts }: Texts): boolean {
  if (spelling === EXACT) return [...texts].some((text) => has(set, text) !== false);
  if (set.kind !== 'texts') return true;
  if (set.spelling === EXACT) return overlapsTexts({ kind: 'texts', spelling, texts }, set);
  return set.spelling !== spelling || [...texts].some((text) => set.texts.has(text));
}

/**
 * @param isInside whether to keep what is in the other set, or what is not
 * @returns what is left of the set; `undefined` if there is no such set, or it is hard to tell
 */
export function narrowed(set: ValueSet, other: ValueSet, isInside: boolean): ValueSet | undefined {
  if (set.kind === 'ranges') {
    if (other.kind !== 'ranges' || other.scale !== set.scale) return undefined;
    return { ...set, ranges: isInside ? within(set, other) : without(set, other) };
  }
  if (set.kind !== 'texts') return undefined;
  const left = new Set<string>();
  for (const text of set.texts) {
    const isThere = hasFolded(other, text, set);
    if (isThere === undefined) return undefined;
    if (isThere === isInside) left.add(text);
  }
  return left.size === set.texts.size ? set : { ...set, texts: left };
}

/** Whether a text is in a set in all its spellings, or in none. */
function hasFolded(set: ValueSet, folded: string, { spelling }: Texts): boolean | undefined {
  if (spelling === EXACT) return has(set, folded);
  return set.kind === 'texts' && set.spelling === spelling ? set.texts.has(folded) : undefined;
}

function within(set: RangeSet, other: RangeSet): Ranges<Point> {
  return intersection(set.ranges, other.ranges);
}

function without(set: RangeSet, other: RangeSet): Ranges<Point> {
  return difference(set.ranges, other.ranges);
}

/** More texts of a list are not tried. */
const MAX_TEXTS = 64;

/** @returns some texts, of which not all need be in the set */
export function examplesOf(set: ValueSet, fillers: readonly string[]): readonly string[] {
  switch (set.kind) {
    case 'texts':
      return [...set.texts].slice(0, MAX_TEXTS).flatMap((text) => set.spelling.spellings(text));
    case 'pattern':
      return examplesOfPattern(set, fillers);
    case 'ranges':
      return examplesOfRanges(set);
  }
}
