import type { Example, Reach } from './reach';
import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadStatement } from '../../policy/policy';

/**
 * Examples for the entries that leave open how a name begins (`role/*`, `role/?*`, `role/*admin*`): whatever their author had in
 * mind, they name what nobody has thought of. A path that is open before a name that is given names one only, because names of
 * roles, users and policies are unique in an account.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 *
 * @param arnPattern that ends in the name, as `*`
 */
export function openExamples(reach: Reach, statement: ReadStatement, arnPattern: string): readonly Example[] {
  const anyBeginning = `${arnPattern.slice(0, -1)}${MADE_UP_CHARACTER}*`;
  return reach.examples(statement, anyBeginning).filter(({ entry }) => !/\*.*\/[^*?/]+$/.test(entry));
}
