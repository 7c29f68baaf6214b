import { codeUnits, isMany, takes, textOf, Wildcard } from '../glob/glob';

/**
 * All patterns of a comparison run side by side, as one automaton. Patterns that start alike share their nodes as far as they
 * do. A state is the sorted list of nodes that the letters so far can have led to; states are few because patterns that can't
 * match any more drop out.
 */
export interface Automaton {
  readonly nodes: readonly Node[];
  /** The nodes that a text starts at. */
  readonly initial: State;
  /** Where letters led to before: texts of many classes start alike. */
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
  /** Whether a text can have one of the ARN patterns from here. */
  readonly leadsToArnPattern: boolean;
}

/** A letter that no pattern waits for may be any of them; these read best in an example. */
const FAMILIAR = codeUnits('xyzabcdefghijklmnopqrstuvw0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** What stops wildcards is a letter of its own. */
const STOPS: ReadonlyMap<number, readonly number[]> = new Map([
  [Wildcard.oneInField, codeUnits(':')],
  [Wildcard.manyInField, codeUnits(':')],
  [Wildcard.oneInName, codeUnits(':/')],
  [Wildcard.manyInName, codeUnits(':/')],
]);

/** @param arnPatterns how many of the patterns, from the first one, are arnPatterns that texts can have */
export function automatonOf(patterns: readonly (readonly number[])[], arnPatterns: number): Automaton {
  const nodes: (Node & { closure: readonly number[]; leadsToArnPattern: boolean })[] = [];
  const addNode = (loop?: number): number =>
    nodes.push({
      ...{ loop, letters: new Map(), wildcards: new Map(), patterns: [], closure: [], leadsToArnPattern: false },
    }) - 1;

  const root = addNode();
  for (const [index, pattern] of patterns.entries()) {
    let at = root;
    for (const token of pattern) {
      const edges = token < 0 ? nodes[at]!.wildcards : nodes[at]!.letters;
      const next: number = edges.get(token) ?? addNode(isMany(token) ? token : undefined);
      edges.set(token, next);
      nodes[at]!.leadsToArnPattern ||= index < arnPatterns;
      at = next;
    }
    nodes[at]!.leadsToArnPattern ||= index < arnPatterns;
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

export function stateAfter(automaton: Automaton, letters: readonly number[], from = automaton.initial): State {
  return letters.reduce((state, letter) => nextState(automaton, state, letter), from);
}

/** @returns the patterns that match the letters that led to the state */
export function matchedPatterns({ nodes }: Automaton, state: State): number[] {
  return state.flatMap((index) => nodes[index]!.patterns);
}

/** @returns the letters that lead on to different states, the first of them one that stands for every letter not named here */
export function lettersFrom({ nodes }: Automaton, state: State): number[] {
  const letters = new Set<number>();
  const wildcards = new Set<number>();
  for (const index of state) {
    const node = nodes[index]!;
    for (const letter of node.letters.keys()) letters.add(letter);
    for (const wildcard of node.wildcards.keys()) wildcards.add(wildcard);
    if (node.loop !== undefined) wildcards.add(node.loop);
  }
  if (wildcards.size === 0) return [...letters];
  for (const wildcard of wildcards) for (const letter of STOPS.get(wildcard) ?? []) letters.add(letter);
  return [unawaited(letters), ...letters];
}

function unawaited(letters: ReadonlySet<number>): number {
  const familiar = FAMILIAR.find((letter) => !letters.has(letter));
  if (familiar !== undefined) return familiar;
  // There are more of them than a document that is compared has letters.
  let letter = 0xa1;
  while (letters.has(letter)) letter++;
  return letter;
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

/** In order, and each once. Most come in order already. */
function sorted(positions: number[]): number[] {
  const isInOrder = positions.every((position, index) => index === 0 || positions[index - 1]! < position);
  if (isInOrder) return positions;
  return positions.sort((a, b) => a - b).filter((position, index) => position !== positions[index - 1]);
}
