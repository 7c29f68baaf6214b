import { globOf, matchesGlob, parsePattern, parseResourcePattern } from '../glob';
import type { Context } from './context';
import { lazily } from './lazily';
import type { Selection } from './read';
import { patternInContext } from './variable';

/** Which actions and resources a statement is about. */

const WILDCARD = /[*?]/;

/** @param action in lower case, because IAM does not tell cases of actions apart */
export type ActionTest = (action: string) => boolean;

/** @param resource as `foldArn` leaves it */
export type ResourceTest = (resource: string, context: Context) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function compileActions({ not, entries }: Selection<string>): ActionTest {
  if (entries.includes('*')) return () => !not;

  const patterns = entries.map((entry) => entry.toLowerCase());
  const names = new Set(patterns.filter((pattern) => !WILDCARD.test(pattern)));
  const tests = patterns.filter((pattern) => !names.has(pattern)).map((pattern) => lazily(() => actionTest(pattern)));

  return (action) => (names.has(action) || tests.some((test) => test(action))) !== not;
}

/**
 * An entry with a variable that has no value matches no resource, so in `NotResource` it leaves none out.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export function compileResources({ not, entries }: Selection<string>, variables: boolean): ResourceTest {
  if (entries.includes('*')) return () => !not;

  const tests = entries.map((entry) => lazily(() => resourceTest(entry, variables)));
  return (resource, context) => tests.some((test) => test(resource, context)) !== not;
}

function actionTest(pattern: string): ActionTest {
  const glob = globOf(parsePattern(pattern, { wildcards: true, variables: false }), () => undefined)!;
  return (action) => matchesGlob(glob, action);
}

function resourceTest(entry: string, variables: boolean): ResourceTest {
  const pattern = patternInContext(parseResourcePattern(entry, variables));
  return (resource, context) => {
    const glob = pattern(context);
    return glob !== undefined && matchesGlob(glob, resource);
  };
}
