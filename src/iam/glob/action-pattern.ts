import { type Glob, globOf } from './glob';
import { parsePattern } from './pattern';
import { remembering } from '../../shared/memoize';

/**
 * The glob of an entry of `Action` or `NotAction`, or of the name in it, in lower case because IAM does not tell cases of actions apart. There are no
 * variables in it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
 */
export const actionGlob = remembering((entry: string): Glob => {
  return globOf(parsePattern(entry.toLowerCase(), { wildcards: true, variables: false }), () => undefined)!;
});
