import { isMany, LAST_CODE_UNIT, takes, Wildcard } from '../glob';

/**
 * All patterns of a comparison run side by side, as one automaton. A state is the sorted list of positions that the letters
 * so far can have led to, in all patterns together; states are few because patterns that can't match any more drop out.
 */
export interface Automaton {
  /** The tokens of all patterns, one after the other, with `END` behind each. */
  readonly tokens: readonly number[];
  /** Where each pattern starts. */
  readonly starts: readonly number[];
  /** For each `END`: the pattern that it is the end of. */
  readonly patternEndingAt: ReadonlyMap<number, number>;
}

export type State = readonly number[];

const END = -100;
const COLON = 58;

/** Letters for "any other character", the first ones for preference: they are valid in names of all kinds. */
const OTHERS = [...'xyzabcdefghijklmnopqrstuvw0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) =>
  letter.charCodeAt(0),
);

export function automatonOf(patterns: readonly (readonly number[])[]): Automaton {
  const tokens: number[] = [];
  const starts: number[] = [];
  const patternEndingAt = new Map<number, number>();
  for (const [index, pattern] of patterns.entries()) {
    starts.push(tokens.length);
    for (const token of pattern) tokens.push(token);
    patternEndingAt.set(tokens.length, index);
    tokens.push(END);
  }
  return { tokens, starts, patternEndingAt };
}

export function initialState({ tokens, starts }: Automaton): State {
  return closure(tokens, starts);
}

export function nextState({ tokens }: Automaton, state: State, letter: number): State {
  const moved: number[] = [];
  for (const position of state) {
    const token = tokens[position]!;
    if (token !== END && takes(token, letter)) moved.push(isMany(token) ? position : position + 1);
  }
  return closure(tokens, moved);
}

/** Adds the positions that are reached without a letter because a `*` may stand for nothing. */
function closure(tokens: readonly number[], positions: readonly number[]): State {
  const reached = new Set<number>();
  for (const from of positions) {
    for (let position = from; !reached.has(position); position++) {
      reached.add(position);
      if (!isMany(tokens[position])) break;
    }
  }
  return [...reached].sort((a, b) => a - b);
}

/** @returns the patterns that match the letters that led to the state */
export function matchedPatterns({ tokens, patternEndingAt }: Automaton, state: State): number[] {
  return state.filter((position) => tokens[position] === END).map((position) => patternEndingAt.get(position)!);
}

/** @returns the letters that lead on to different states, among them one that stands for every letter not named here */
export function lettersFrom({ tokens }: Automaton, state: State): number[] {
  const letters = new Set<number>();
  let wildcards = false;
  for (const position of state) {
    const token = tokens[position]!;
    if (token >= 0) letters.add(token);
    else if (token !== END) wildcards = true;
    if (token === Wildcard.oneInField || token === Wildcard.manyInField) letters.add(COLON);
  }
  const other = wildcards ? otherThan(letters) : undefined;
  return other === undefined ? [...letters] : [other, ...letters];
}

function otherThan(letters: ReadonlySet<number>): number | undefined {
  const familiar = OTHERS.find((letter) => !letters.has(letter));
  if (familiar !== undefined) return familiar;
  for (let letter = LAST_CODE_UNIT; letter >= 0; letter--) if (!letters.has(letter)) return letter;
  return undefined;
}

/** @returns the patterns that match the letters */
export function patternsMatching(automaton: Automaton, letters: readonly number[]): number[] {
  const end = letters.reduce((state, letter) => nextState(automaton, state, letter), initialState(automaton));
  return matchedPatterns(automaton, end);
}
