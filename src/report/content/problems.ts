import { expectedText, type Problem } from '../../request/problem';
import { type Block, table } from '../block';
import { code, text } from '../render/markdown';
import { shortened } from '../visible';

const MAX_VALUE = 200;
const MAX_EXPECTED = 500;

/** The inputs that can't be used, each with what was expected instead. */
export function problemsSection(problems: readonly Problem[]): Block[] {
  const rows = problems.map((problem) => [
    code(problem.name),
    problem.value === undefined ? '(none)' : code(shortened(problem.value, MAX_VALUE)),
    text(shortened(expectedText(problem), MAX_EXPECTED)),
  ]);
  return [table(['Input', 'Value', 'Expected'], rows, { weight: 'essential' })];
}
