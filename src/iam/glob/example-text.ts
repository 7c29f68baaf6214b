import { type Glob, isAtEnd, isMany, LAST_CODE_UNIT, startAt, takes, textOf } from './glob';

/** Stands where a wildcard may be anything. Unicode leaves it without a meaning, so that hardly a pattern names it. */
export const MADE_UP_CHARACTER = '\ue000';
const MADE_UP = MADE_UP_CHARACTER.charCodeAt(0);

/** Pairs of places in the two patterns to look at; those of real documents have some thousand. */
const MAX_PAIRS = 200_000;

interface Step {
  readonly one: number;
  readonly other: number;
  readonly letter?: number;
  readonly from?: Step;
}

/**
 * A text that both patterns match, as short as possible, and made up where they leave it open: an example to ask questions
 * about. Of two patterns it is found however many wildcards they have, other than by `commonText`.
 *
 * @returns `undefined` if there is none, or if the patterns are longer than those of any policy
 */
export function exampleText(one: Glob, other: Glob): string | undefined {
  const width = other.tokens.length + 1;
  const seen = new Set<number>();
  const queue: Step[] = [];
  const visit = (step: Step): void => {
    for (const a of startAt(one.tokens, step.one)) {
      for (const b of startAt(other.tokens, step.other)) {
        const cell = a * width + b;
        if (seen.has(cell)) continue;
        seen.add(cell);
        queue.push({ ...step, one: a, other: b });
      }
    }
  };

  visit({ one: 0, other: 0 });
  for (const step of queue) {
    if (isAtEnd(one.tokens, [step.one]) && isAtEnd(other.tokens, [step.other])) return textTo(step);
    if (seen.size > MAX_PAIRS) return undefined;
    const [a, b] = [one.tokens[step.one], other.tokens[step.other]];
    const letter = a === undefined || b === undefined ? undefined : letterOfBoth(a, b);
    if (letter === undefined) continue;
    visit({ one: behind(a!, step.one), other: behind(b!, step.other), letter, from: step });
  }
  return undefined;
}

/** A `*` may go on. */
function behind(token: number, position: number): number {
  return isMany(token) ? position : position + 1;
}

function letterOfBoth(a: number, b: number): number | undefined {
  const letter = Math.max(a, b) < 0 ? MADE_UP : Math.max(a, b);
  return letter <= LAST_CODE_UNIT && takes(a, letter) && takes(b, letter) ? letter : undefined;
}

function textTo(step: Step): string {
  const letters: number[] = [];
  for (let each: Step | undefined = step; each?.letter !== undefined; each = each.from) letters.push(each.letter);
  return textOf(letters.reverse());
}
