import { optionOf } from './input-options';
import { inWords, type Problem } from '../../request/problem';
import { refuse } from '../refuse';

/** @throws Error that names everything that is wrong with the options, if anything is */
export function throwIfAny(problems: readonly Problem<unknown>[]): void {
  // Environments that take a wrong value from the model would all report it.
  const lines = [...new Set(problems.map(lineOf))];
  if (lines.length > 0) refuse(`The options of model-deployment-iam can't be used:\n${lines.join('\n')}`);
}

function lineOf({ name, value, expected }: Problem<unknown>): string {
  const given = value === undefined ? '' : `, but got ${JSON.stringify(value)}`;
  return `- ${name}: expected ${inWords(expected, optionOf)}${given}`;
}
