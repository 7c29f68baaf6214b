import { INPUT_OPTIONS } from './input-options';
import { OPTION_NAMES } from './own-rules';

const NUMBERS = INPUT_OPTIONS.filter(({ definition }) => definition.kind === 'integer').map(({ option }) => option);

/**
 * Makes texts of the numbers that `projen new` read from flags where a text is meant, such as an account. It would write them
 * into the user's `.projenrc.ts` as numbers, which the compiler refuses from the next `npx projen` on.
 *
 * @param options of a project; those from the command line are in them under a key of projen's own
 */
export function restoreTexts(options: object): void {
  const { __new__: created } = options as { readonly __new__?: { readonly args?: Record<string, unknown> } };
  const args = created?.args ?? {};
  for (const name of OPTION_NAMES.filter((each) => each in args && !NUMBERS.includes(each))) {
    const value = args[name];
    args[name] = Array.isArray(value) ? value.map(textOfNumber) : textOfNumber(value);
  }
}

function textOfNumber(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}
