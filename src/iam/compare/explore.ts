import { type Automaton, initialState, lettersFrom, matchedPatterns, nextState, type State } from './automaton';

/** Texts of one class: the same statements are about all of them. */
export interface TextClass {
  readonly name: string;
  /** A shortest text of the class. */
  readonly letters: readonly number[];
}

export interface Exploration {
  readonly classes: readonly TextClass[];
  /** Whether these are all classes: patterns can be made that tell more of them apart than there is time to find. */
  readonly complete: boolean;
}

/** Far above what documents within IAM's quotas need, and reached in a fraction of a second. */
const MAX_STEPS = 400_000;

interface Visit {
  readonly state: State;
  readonly letter?: number;
  readonly from?: Visit;
}

/**
 * Finds all classes of texts that the patterns tell apart, by breadth first search, so that the text found first is a
 * shortest one.
 *
 * @param classOf names the class of a text by the patterns that match it; `undefined` for texts that are of no interest
 */
export function explore(
  automaton: Automaton,
  classOf: (patterns: readonly number[]) => string | undefined,
): Exploration {
  const classes = new Map<string, TextClass>();
  const seen = new Set<string>();
  const queue: Visit[] = [];
  let steps = 0;

  const visit = (visited: Visit): void => {
    const key = visited.state.join();
    if (visited.state.length === 0 || seen.has(key)) return;
    seen.add(key);
    queue.push(visited);

    const name = classOf(matchedPatterns(automaton, visited.state));
    if (name !== undefined && !classes.has(name)) classes.set(name, { name, letters: lettersOf(visited) });
  };

  visit({ state: initialState(automaton) });
  for (const from of queue) {
    for (const letter of lettersFrom(automaton, from.state)) {
      steps += from.state.length;
      if (steps > MAX_STEPS) return { classes: [...classes.values()], complete: false };
      visit({ state: nextState(automaton, from.state, letter), letter, from });
    }
  }
  return { classes: [...classes.values()], complete: true };
}

function lettersOf(visit: Visit): number[] {
  const letters: number[] = [];
  for (let step: Visit | undefined = visit; step?.letter !== undefined; step = step.from) letters.push(step.letter);
  return letters.reverse();
}
