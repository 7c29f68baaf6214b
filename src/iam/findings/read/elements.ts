import type { Problem } from '../finding';
import { quoted, similarName } from '../text';
import { UNKNOWN_ELEMENT } from './structure-rules';

export function unknownElements(
  found: readonly string[],
  known: readonly string[],
  statement?: Problem['statement'],
): Problem[] {
  return found
    .filter((element) => !known.includes(element))
    .map((element): Problem => {
      const similar = similarName(element, known);
      const fix = similar && `Write ${similar}. Names of elements are compared with regard to case.`;
      const message = `There is no element ${quoted(element)} ${statement ? 'in statements' : 'in policies'}.`;
      return { rule: UNKNOWN_ELEMENT, statement, message, ...(fix && { fix }) };
    });
}
