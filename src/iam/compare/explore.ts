import { type Automaton, lettersFrom, nextState, type State } from './automaton';
import type { Effort } from './effort';

interface Visit {
  readonly state: State;
  readonly letter?: number;
  readonly from?: Visit;
}

/**
 * Finds all states that texts of one of the forms can lead to, by breadth first search, so that a text found first is a shortest
 * one. Stops where the effort is spent.
 *
 * @param found called once for each state, with a shortest text that leads to it
 */
export function explore(
  automaton: Automaton,
  found: (state: State, letters: () => readonly number[]) => void,
  effort: Effort,
): void {
  const seen = new Set<State>();
  const queue: Visit[] = [];
  const visit = (visited: Visit): void => {
    if (seen.has(visited.state)) return;
    seen.add(visited.state);
    if (!visited.state.some((node) => automaton.nodes[node]!.leadsToArnPattern)) return;
    queue.push(visited);
    found(visited.state, () => lettersOf(visited));
  };

  visit({ state: automaton.initial });
  for (const from of queue) {
    for (const letter of lettersFrom(automaton, from.state)) {
      if (!effort.spend(from.state.length)) return;
      visit({ state: nextState(automaton, from.state, letter), letter, from });
    }
  }
}

function lettersOf(visit: Visit): number[] {
  const letters: number[] = [];
  for (let step: Visit | undefined = visit; step?.letter !== undefined; step = step.from) letters.push(step.letter);
  return letters.reverse();
}
