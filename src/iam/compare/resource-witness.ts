import { type Automaton, lettersFrom, nextState, type State } from './automaton';
import type { Axis } from './axis';
import type { Budget } from './budget';
import type { ResourceFormat } from './resource-format';
import { textOf } from '../glob';

/** A place in an ARN that is being written, and what the patterns make of it so far. */
interface Visit {
  readonly format: ResourceFormat;
  readonly state: State;
  /** Which part of the form of ARNs comes next, and how far its name is read. */
  readonly part: number;
  readonly reading: number;
  readonly letter?: number;
  readonly from?: Visit;
}

/**
 * Looks for the shortest ARNs of the classes by breadth first search, through what the patterns tell apart and what
 * the formats take, at the same time.
 *
 * @param isValid checks a complete ARN
 * @returns by the names of the classes; a class has none if it has no valid ARN, or none was found within the budget
 */
export function shortestArns(
  axis: Pick<Axis<unknown>, 'automaton' | 'nameOfState'>,
  formats: readonly ResourceFormat[],
  wanted: ReadonlySet<string>,
  isValid: (arn: string) => boolean,
  budget: Budget,
): ReadonlyMap<string, string> {
  const { automaton } = axis;
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const queue: Visit[] = [];

  const visit = (visited: Visit): void => {
    const key = `${formats.indexOf(visited.format)}|${visited.part}|${visited.reading}|${visited.state.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push(visited);

    const part = visited.format[visited.part];
    if (part === undefined) {
      accept(visited);
    } else if (typeof part !== 'number' && part.accepts(visited.reading)) {
      visit({ ...visited, part: visited.part + 1, reading: 0 });
    }
  };
  const accept = (visited: Visit): void => {
    const name = axis.nameOfState(visited.state);
    if (name === undefined || !wanted.has(name) || found.has(name)) return;
    const text = textOf(lettersOf(visited));
    if (isValid(text)) found.set(name, text);
  };

  for (const format of formats) visit({ format, part: 0, reading: 0, state: automaton.initial });
  for (const from of queue) {
    if (found.size === wanted.size) break;
    for (const letter of lettersOn(automaton, from)) {
      if (!budget.spend(from.state.length)) return found;
      const step = stepOf(from, letter);
      if (step) visit({ ...step, format: from.format, state: nextState(automaton, from.state, letter), letter, from });
    }
  }
  return found;
}

/** @returns how far the form is read with one more letter, or `undefined` if no valid ARN goes on like this */
function stepOf({ format, part, reading }: Visit, letter: number): Pick<Visit, 'part' | 'reading'> | undefined {
  const form = format[part]!;
  if (typeof form === 'number') return { part: part + 1, reading: 0 };
  const next = form.next(reading, letter);
  return next === undefined ? undefined : { part, reading: next };
}

/** @returns the letters that lead on to different states, of patterns and of the name */
function lettersOn(automaton: Automaton, { format, state, part, reading }: Visit): readonly number[] {
  const form = format[part];
  if (form === undefined) return [];
  if (typeof form === 'number') return [form];

  if (form.hasFewNames) return form.letters(reading);

  return lettersFrom(automaton, state, form.letters(reading), (letter) => form.next(reading, letter) !== undefined);
}

function lettersOf(visit: Visit): number[] {
  const letters: number[] = [];
  for (let step: Visit | undefined = visit; step; step = step.from) {
    if (step.letter !== undefined) letters.push(step.letter);
  }
  return letters.reverse();
}
