import { withinBoundaries } from './bounded';
import { effortOf } from './effort';
import { judge } from './judgement';
import { type Boundaries, type ComparedStatement, readDocuments } from './statement';
import { actionGlob } from '../glob/action-pattern';
import { globOfTokens, matchesGlob } from '../glob/glob';
import { foldArn } from '../glob/resource-pattern';
import type { Selection } from '../policy/policy';

/**
 * What becomes of the conditions under which something is allowed: `eased` if it is allowed where it was not, `tightened` if it
 * no longer is where it was, `changed` if both, or if that is not known.
 */
export type ChangeOfConditions = 'eased' | 'tightened' | 'changed';

/** Pairs of a statement of the policy and one of the boundary. */
const MAX_STEPS = 1_000;

/**
 * @param before a policy document as parsed JSON, of whatever form; `after` the same
 * @param boundaries the permissions boundaries, if they count
 * @returns what becomes of the conditions of an action on an ARN, or on `*` for none; `undefined` if nothing does
 */
export function conditionsAt(
  before: unknown,
  after: unknown,
  boundaries: Boundaries = {},
): (action: string, resource: string) => ChangeOfConditions | undefined {
  const { statements, areTooLarge } = readDocuments(before, after, 'identity', boundaries);
  return (action, resource) => {
    if (areTooLarge) return 'changed';
    const [name, arn] = [action.toLowerCase(), foldArn(resource)];
    const naming = statements.filter((statement) => namesAction(statement, name) && namesResource(statement, arn));
    const effort = effortOf(MAX_STEPS);
    const kinds = new Set(judge(withinBoundaries(naming, boundaries, effort)).map(({ kind }) => kind));
    if (effort.isSpent) return 'changed';
    if (kinds.size === 0) return undefined;
    if (kinds.size > 1 || kinds.has('undecided')) return 'changed';
    return kinds.has('gained') ? 'eased' : 'tightened';
  };
}

function namesAction({ actions }: ComparedStatement, action: string): boolean {
  return isNamed(actions, (entry) => matchesGlob(actionGlob(entry), action));
}

function namesResource({ resourceTokens }: ComparedStatement, resource: string): boolean {
  return isNamed(resourceTokens, (tokens) => matchesGlob(globOfTokens(tokens), resource));
}

function isNamed<T>({ not, entries }: Selection<T>, matches: (entry: T) => boolean): boolean {
  return entries.some(matches) !== not;
}
