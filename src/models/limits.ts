import type { PlaceProblem } from '../shared/place-problem';

/** For as many models as a file may have, with twenty lines each. */
const MAX_LINES = 40_000;
const MAX_DEPTH_IN_LINE = 50;

/** https://yaml.org/spec/1.2.2/#51-character-set */
const CONTROL = /[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/;

/**
 * What would take a reader of YAML long, though it comes to nothing. It is looked at before that.
 *
 * @returns what is wrong first
 */
export function beyondLimits(text: string): PlaceProblem | undefined {
  const lines = text.split('\n');
  const control = lines.findIndex((line) => CONTROL.test(line));
  if (control !== -1) {
    const column = lines[control]!.search(CONTROL) + 1;
    return { line: control + 1, column, expected: 'text without control characters, which YAML does not have' };
  }
  if (lines.length > MAX_LINES) {
    const expected = `a file of at most ${MAX_LINES} lines, but it has ${lines.length}`;
    return { line: MAX_LINES + 1, column: 1, expected };
  }
  const deep = lines.findIndex((line) => depthIn(line) > MAX_DEPTH_IN_LINE);
  return deep === -1
    ? undefined
    : { line: deep + 1, column: 1, expected: 'lists and maps that are not nested as deep' };
}

function depthIn(line: string): number {
  const count = (pattern: RegExp) => line.match(pattern)?.length ?? 0;
  return Math.max(count(/[[{]/g) - count(/[\]}]/g), count(/(?:^|\s)-(?=\s)/g));
}
