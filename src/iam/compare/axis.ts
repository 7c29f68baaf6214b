import { type Automaton, automatonOf, matchedPatterns, type State } from './automaton';
import type { Effort } from './effort';
import { explore } from './explore';
import type { Tokens } from '../glob/glob';
import type { Selection } from '../policy/policy';

/** The texts of one kind (actions, or resources) as far as the statements tell them apart. */
export interface Axis<S> {
  readonly automaton: Automaton;
  /** @returns the classes of all texts, or those that were found when the effort was spent */
  classes(effort: Effort): readonly AxisClass<S>[];
  /** @returns for each class, by its name, the ARN patterns that some of its texts have, each with a shortest such text */
  patternsOfClasses(effort: Effort): ReadonlyMap<string, ReadonlyMap<number, Letters>>;
  /** @returns the name of the class of the texts that lead to a state, or `undefined` if they have none of the ARN patterns */
  nameOfState(state: State): string | undefined;
  classNamed(name: string, letters: Letters): AxisClass<S>;
}

/** A text, as code units. */
export type Letters = readonly number[];

/** Texts that the same statements name, each by the same of its entries. */
export interface AxisClass<S> {
  readonly name: string;
  /** Whether its texts match one of the marks. */
  readonly isMarked: boolean;
  /** A text of the class, a shortest one if it was found by looking for all classes. */
  readonly letters: Letters;
  /** The statements that name it, with the entry that does so; there is none if the statement names all but its entries. */
  readonly naming: ReadonlyMap<S, number | undefined>;
}

/** Where a pattern is used: as which entry of which statement. */
type Use = readonly [statement: number, entry: number];

const UNNAMED = -1;
const UNNAMED_TEXT = String(UNNAMED);
const MARKED = 'marked';

/**
 * @param selectionOf which texts a statement names
 * @param arnPatterns patterns of all texts that can occur: `SERVICE:NAME` for actions, ARNs for resources
 * @param marks patterns of texts that are not in one class with others, whatever statements name
 */
export function axisOf<S>(
  statements: readonly S[],
  selectionOf: (statement: S) => Selection<Tokens>,
  arnPatterns: readonly Tokens[],
  marks: readonly Tokens[] = [],
): Axis<S> {
  const selections = statements.map(selectionOf);
  const { automaton, uses } = sharedAutomaton(selections, arnPatterns, marks);
  const isMark = (pattern: number) => pattern >= arnPatterns.length && pattern < arnPatterns.length + marks.length;

  /** @returns for each statement the first of its entries that matches, or `undefined` if the text has none of the ARN patterns */
  const entriesMatching = (patterns: readonly number[]): number[] | undefined => {
    if (!patterns.some((pattern) => pattern < arnPatterns.length)) return undefined;
    const first = new Array<number>(statements.length).fill(UNNAMED);
    for (const pattern of patterns) {
      for (const [statement, entry] of uses[pattern]!) {
        // Which of its entries leaves a text out does not matter.
        if (selections[statement]!.not) first[statement] = 0;
        else if (first[statement] === UNNAMED || entry < first[statement]!) first[statement] = entry;
      }
    }
    return first;
  };
  const names = new Map<string, string | undefined>();
  const namesOfStates = new Map<State, string | undefined>();
  const nameOfPatterns = (patterns: readonly number[]) => {
    const key = patterns.join();
    if (!names.has(key)) {
      const entries = entriesMatching(patterns);
      names.set(key, entries && [...entries, patterns.some(isMark) ? MARKED : ''].join());
    }
    return names.get(key);
  };
  const nameOfState = (state: State) => {
    if (!namesOfStates.has(state)) namesOfStates.set(state, nameOfPatterns(matchedPatterns(automaton, state)));
    return namesOfStates.get(state);
  };
  const namingOf = (name: string): ReadonlyMap<S, number | undefined> => {
    const first = name.split(',');
    const naming = new Map<S, number | undefined>();
    for (const [index, statement] of statements.entries()) {
      const { not } = selections[index]!;
      if ((first[index] === UNNAMED_TEXT) === not) naming.set(statement, not ? undefined : Number(first[index]));
    }
    return naming;
  };
  const classNamed = (name: string, letters: Letters) => ({
    name,
    letters,
    isMarked: name.endsWith(MARKED),
    naming: namingOf(name),
  });

  const patternsOfClasses = (effort: Effort) => {
    const classes = new Map<string, Map<number, Letters>>();
    const found = (state: State, letters: () => Letters) => {
      const name = nameOfState(state);
      if (name === undefined) return;
      const known = classes.get(name) ?? new Map<number, Letters>();
      classes.set(name, known);
      for (const pattern of matchedPatterns(automaton, state)) {
        if (pattern < arnPatterns.length && !known.has(pattern)) known.set(pattern, letters());
      }
    };
    explore(automaton, found, effort);
    return classes;
  };

  return {
    automaton,
    nameOfState,
    classNamed,
    patternsOfClasses,
    classes: (effort) =>
      [...patternsOfClasses(effort)].map(([name, found]) => classNamed(name, [...found.values()][0]!)),
  };
}

/**
 * One automaton of patterns that no statement uses, which come first, and of all others, each once however many statements
 * use it.
 *
 * @returns also where each pattern is used
 */
function sharedAutomaton(
  selections: readonly Selection<Tokens>[],
  arnPatterns: readonly Tokens[],
  marks: readonly Tokens[],
): { automaton: Automaton; uses: readonly (readonly Use[])[] } {
  const patterns = [...arnPatterns, ...marks];
  const uses: Use[][] = patterns.map(() => []);
  const known = new Map<string, number>();
  for (const [statement, { entries }] of selections.entries()) {
    for (const [entry, tokens] of entries.entries()) {
      const key = tokens.join();
      const pattern = known.get(key) ?? patterns.push(tokens) - 1;
      known.set(key, pattern);
      (uses[pattern] ??= []).push([statement, entry]);
    }
  }
  return { automaton: automatonOf(patterns, arnPatterns.length), uses };
}
