import { after, type Glob, isAtEnd, LAST_CODE_UNIT, type Positions, startAt, textOf } from './glob';

/** Work for one answer, as in `algebra.ts`. */
const MAX_VISITS = 20_000;

interface Visit {
  /** In each of the patterns. */
  readonly positions: readonly Positions[];
  readonly letter?: number;
  readonly from?: Visit;
}

/**
 * A shortest text that all patterns match, made of the characters that they name. Where a wildcard is to stand for any other
 * character, one of the patterns has to name it.
 *
 * @returns `undefined` if there is none, or none that is found soon enough
 */
export function commonText(globs: readonly Glob[]): string | undefined {
  const letters = [...new Set(globs.flatMap(({ tokens }) => tokens))].filter(
    (token) => token >= 0 && token <= LAST_CODE_UNIT,
  );
  const seen = new Set<string>();
  const queue: Visit[] = [{ positions: globs.map(({ tokens }) => startAt(tokens, 0)) }];
  for (const from of queue) {
    if (from.positions.every((each, index) => isAtEnd(globs[index]!.tokens, each))) return textTo(from);
    if (queue.length > MAX_VISITS) return undefined;
    for (const letter of letters) {
      const positions = from.positions.map((each, index) => after(globs[index]!.tokens, each, letter));
      if (positions.some((each) => each.length === 0)) continue;
      const key = JSON.stringify(positions);
      if (!seen.has(key)) queue.push({ positions, letter, from });
      seen.add(key);
    }
  }
  return undefined;
}

function textTo(visit: Visit): string {
  const letters: number[] = [];
  for (let step: Visit | undefined = visit; step?.letter !== undefined; step = step.from) letters.push(step.letter);
  return textOf(letters.reverse());
}
