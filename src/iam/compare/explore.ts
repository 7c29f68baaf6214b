import { type Automaton, lettersFrom, nextState, type State } from './automaton';
import type { Budget } from './budget';

/** Texts of one class: the same statements are about all of them. */
export interface TextClass {
  readonly name: string;
  /** A shortest text of the class. */
  readonly letters: readonly number[];
}

interface Visit {
  readonly state: State;
  readonly letter?: number;
  readonly from?: Visit;
}

/**
 * Finds all classes of texts that the patterns tell apart, by breadth first search, so that the text found first is a
 * shortest one. Stops where the budget is spent.
 *
 * @param nameOf the name of the class of a text that leads to a state; `undefined` for texts that are of no interest
 */
export function explore(
  automaton: Automaton,
  nameOf: (state: State) => string | undefined,
  budget: Budget,
): readonly TextClass[] {
  const classes = new Map<string, TextClass>();
  const seen = new Set<State>();
  const queue: Visit[] = [];

  const visit = (visited: Visit): void => {
    if (visited.state.length === 0 || seen.has(visited.state)) return;
    seen.add(visited.state);
    queue.push(visited);

    const name = nameOf(visited.state);
    if (name !== undefined && !classes.has(name)) classes.set(name, { name, letters: lettersOf(visited) });
  };

  visit({ state: automaton.initial });
  for (const from of queue) {
    for (const letter of lettersFrom(automaton, from.state)) {
      if (!budget.spend(from.state.length)) return [...classes.values()];
      visit({ state: nextState(automaton, from.state, letter), letter, from });
    }
  }
  return [...classes.values()];
}

function lettersOf(visit: Visit): number[] {
  const letters: number[] = [];
  for (let step: Visit | undefined = visit; step?.letter !== undefined; step = step.from) letters.push(step.letter);
  return letters.reverse();
}
