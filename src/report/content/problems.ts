import { type Block, table } from '../block';
import type { InputProblem } from '../model';
import { code, text } from '../render/markdown';
import { shortened } from '../visible';

const MAX_VALUE = 200;
const MAX_EXPECTED = 500;

/** The inputs that can't be used, each with what was expected instead. */
export function problemsSection(problems: readonly InputProblem[]): Block[] {
  const rows = problems.map(({ input, value, expected }) => [
    code(input),
    value === undefined ? '(none)' : code(shortened(value, MAX_VALUE)),
    text(shortened(expected, MAX_EXPECTED)),
  ]);
  return [table(['Input', 'Value', 'Expected'], rows, { weight: 'essential' })];
}
