import { ALL_LETTERS } from './letters';
import { isMany, takes, textOf, Wildcard } from '../glob';

/**
 * All patterns of a comparison run side by side, as one automaton. Patterns that start alike share their nodes as far as they
 * do. A state is the sorted list of nodes that the letters so far can have led to; states are few because patterns that can't
 * match any more drop out.
 */
export interface Automaton {
  readonly nodes: readonly Node[];
  /** The nodes that a text starts at. */
  readonly initial: State;
  /** Where letters led to before: most are asked for again when examples are looked for. */
  readonly known: KnownStates;
}

/** Equal states of an automaton are the same object. */
export type State = readonly number[];

interface KnownStates {
  readonly byNodes: Map<string, State>;
  readonly next: Map<State, Map<number, State>>;
}

interface Node {
  /** The `*` that the node stays at, if it stands behind one. */
  readonly loop?: number;
  readonly letters: Map<number, number>;
  /** Where `?` and `*` lead to, by the wildcard. */
  readonly wildcards: Map<number, number>;
  /** The patterns that end here. */
  readonly patterns: number[];
  /** The node itself, and those that are reached from it without a letter because a `*` may stand for nothing. */
  readonly closure: readonly number[];
}

const COLON = 58;

export function automatonOf(patterns: readonly (readonly number[])[]): Automaton {
  const nodes: (Node & { closure: readonly number[] })[] = [];
  const addNode = (loop?: number): number =>
    nodes.push({ loop, letters: new Map(), wildcards: new Map(), patterns: [], closure: [] }) - 1;

  const root = addNode();
  for (const [index, pattern] of patterns.entries()) {
    let at = root;
    for (const token of pattern) {
      const edges = token < 0 ? nodes[at]!.wildcards : nodes[at]!.letters;
      const next: number = edges.get(token) ?? addNode(isMany(token) ? token : undefined);
      edges.set(token, next);
      at = next;
    }
    nodes[at]!.patterns.push(index);
  }
  // Nodes come before those behind them, so from the end each finds the closures that it consists of.
  for (let index = nodes.length - 1; index >= 0; index--) {
    const behind = [...nodes[index]!.wildcards].filter(([wildcard]) => isMany(wildcard));
    nodes[index]!.closure = sorted([index, ...behind.flatMap(([, node]) => nodes[node]!.closure)]);
  }
  const known: KnownStates = { byNodes: new Map(), next: new Map() };
  return { nodes, initial: theSame(nodes[root]!.closure, known), known };
}

export function nextState(automaton: Automaton, state: State, letter: number): State {
  const { known } = automaton;
  const row = known.next.get(state) ?? new Map<number, State>();
  known.next.set(state, row);
  const next = row.get(letter) ?? theSame(nodesAfter(automaton, state, letter), known);
  row.set(letter, next);
  return next;
}

function theSame(state: State, { byNodes }: KnownStates): State {
  // As letters of a text, which there are enough of: documents with more patterns are not compared.
  const key = textOf(state);
  const same = byNodes.get(key) ?? state;
  byNodes.set(key, same);
  return same;
}

function nodesAfter({ nodes }: Automaton, state: State, letter: number): State {
  const moved: number[] = [];
  for (const index of state) {
    const { loop, letters, wildcards } = nodes[index]!;
    if (loop !== undefined && takes(loop, letter)) moved.push(...nodes[index]!.closure);
    const next = letters.get(letter);
    if (next !== undefined) moved.push(...nodes[next]!.closure);
    for (const [wildcard, target] of wildcards) {
      if (!isMany(wildcard) && takes(wildcard, letter)) moved.push(...nodes[target]!.closure);
    }
  }
  return sorted(moved);
}

/** @returns the patterns that match the letters that led to the state */
export function matchedPatterns({ nodes }: Automaton, state: State): number[] {
  return state.flatMap((index) => nodes[index]!.patterns);
}

/** @returns the letters that patterns wait for */
function awaitedLetters({ nodes }: Automaton, state: State): ReadonlySet<number> {
  const awaited = new Set<number>();
  for (const index of state) for (const letter of nodes[index]!.letters.keys()) awaited.add(letter);
  return awaited;
}

/**
 * @param isLetter which letters may stand for all those that patterns don't wait for
 * @param candidates of them, the first ones for preference
 * @returns the letters that lead on to different states, among them one that stands for every letter not named here
 */
export function lettersFrom(
  automaton: Automaton,
  state: State,
  candidates = ALL_LETTERS,
  isLetter: (letter: number) => boolean = () => true,
): number[] {
  const letters = new Set(awaitedLetters(automaton, state));
  let takesOthers = false;
  for (const index of state) {
    const { loop, wildcards } = automaton.nodes[index]!;
    for (const wildcard of loop === undefined ? wildcards.keys() : [loop, ...wildcards.keys()]) {
      takesOthers = true;
      if (wildcard === Wildcard.oneInField || wildcard === Wildcard.manyInField) letters.add(COLON);
    }
  }
  const other = takesOthers ? candidates.find((letter) => !letters.has(letter) && isLetter(letter)) : undefined;
  return other === undefined ? [...letters] : [other, ...letters];
}

export function stateAfter(automaton: Automaton, letters: readonly number[], from = automaton.initial): State {
  return letters.reduce((state, letter) => nextState(automaton, state, letter), from);
}

/** In order, and each once. Most come in order already. */
function sorted(positions: number[]): number[] {
  const isInOrder = positions.every((position, index) => index === 0 || positions[index - 1]! < position);
  if (isInOrder) return positions;
  return positions.sort((a, b) => a - b).filter((position, index) => position !== positions[index - 1]);
}
