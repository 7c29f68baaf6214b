import { globOf, matchesGlob, parsePattern, parseResourcePattern } from '../glob';
import type { Context } from './context';
import type { Selection } from './read';
import { patternInContext } from './variable';

/** Which actions and resources a statement is about. */

/** @param action in lower case, because IAM does not tell cases of actions apart */
export type ActionTest = (action: string) => boolean;

/** @param resource as `foldArn` leaves it */
export type ResourceTest = (resource: string, context: Context) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function compileActions({ not, entries }: Selection<string>): ActionTest {
  const patterns = entries.map((entry) => entry.toLowerCase());
  const names = new Set(patterns.filter((pattern) => !/[*?]/.test(pattern)));
  const globs = patterns
    .filter((pattern) => !names.has(pattern))
    .map((pattern) => globOf(parsePattern(pattern, { wildcards: true, variables: false }), () => undefined)!);

  return (action) => (names.has(action) || globs.some((glob) => matchesGlob(glob, action))) !== not;
}

/**
 * An entry with a variable that has no value matches nothing, and a statement with such an entry in `NotResource` does not
 * apply: what it leaves out is not known.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function compileResources({ not, entries }: Selection<string>, variables: boolean): ResourceTest {
  const patterns = entries.map((entry) => patternInContext(parseResourcePattern(entry, variables)));

  if (not) {
    return (resource, context) =>
      patterns.every((pattern) => {
        const glob = pattern(context);
        return glob !== undefined && !matchesGlob(glob, resource);
      });
  }
  return (resource, context) =>
    patterns.some((pattern) => {
      const glob = pattern(context);
      return glob !== undefined && matchesGlob(glob, resource);
    });
}
