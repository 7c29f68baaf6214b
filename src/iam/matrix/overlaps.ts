import { SOME } from './words';
import { globIncludes } from '../glob/algebra';
import { commonText } from '../glob/common-text';
import { matchesGlob } from '../glob/glob';
import { resourceGlob } from '../glob/resource-pattern';

/** Documents have some dozens of pairs. */
const MAX_PAIRS = 400;

/**
 * ARNs to try patterns of denials at. Of `queue-*` allowed and `*-prod` denied, what matters is in both: what only the denial
 * fits was not allowed anyway.
 *
 * @param denied resources of statements that deny
 * @param allowed resources of statements that allow
 * @returns an ARN for each pattern that overlaps with an allowed one and does not lie in it
 */
export function overlaps(denied: readonly string[], allowed: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let pairs = 0;
  for (const pattern of denied.filter(isPattern)) {
    for (const other of allowed.filter(isPattern)) {
      if (found.has(pattern) || ++pairs > MAX_PAIRS) break;
      const [one, another] = [pattern, other].map((each) => resourceGlob(each, false)) as [Glob, Glob];
      const shortest = globIncludes(another, one) ? undefined : commonText([one, another]);
      if (shortest === undefined) continue;
      // A name in it must not be empty.
      const longer = shortest + SOME;
      found.set(pattern, [one, another].every((each) => matchesGlob(each, longer)) ? longer : shortest);
    }
  }
  return found;
}

type Glob = ReturnType<typeof resourceGlob>;

function isPattern(resource: string): boolean {
  return resource !== '*' && /[*?]/.test(resource) && !resource.includes('${');
}
