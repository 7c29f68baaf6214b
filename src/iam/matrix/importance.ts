import { actionsByName } from './mentioned';
import type { PermissionComparison, PermissionDifference } from '../compare/difference';
import {
  CHANGING_POLICIES,
  CHANGING_RESOURCE_POLICIES,
  CHANGING_ROLES,
  CHANGING_USERS,
  READING_SECRETS,
  RUNNING_CODE,
  TAKING_OVER,
} from '../findings/rules/escalation-actions';
import { actionDetails } from '../reference/details';

/** What only looks; all else can do harm. */
const READING = /^[^:]+:(Get|List|Describe|Head|BatchGet)/;

/** What leads to permissions that the policy does not name. */
const ESCALATING: ReadonlySet<string> = new Set([
  'iam:PassRole',
  ...[CHANGING_ROLES, CHANGING_POLICIES, ...CHANGING_USERS, ...TAKING_OVER, ...RUNNING_CODE].flatMap(
    ({ actions }) => actions,
  ),
  ...[...CHANGING_RESOURCE_POLICIES, ...READING_SECRETS].flatMap(({ actions }) => actions),
]);

const RANKS: Readonly<Record<PermissionDifference['kind'], number>> = { gained: 0, undecided: 1, lost: 2 };
const CUT_AWAY = 3;

/**
 * The actions that a change is about, those first that nobody should miss: what is gained, then what is perhaps, what is lost,
 * and what a boundary cuts away; of each kind, first what leads to more permissions, then what does more than read.
 *
 * @returns with the entries of the policies, such as `dynamodb:*`, that take in more than actions that are known in full
 */
export function actionsByImportance({ differences, cutAway = [] }: PermissionComparison): readonly string[] {
  const ranked = [
    ...differences.flatMap((difference) =>
      actionsOf(difference).map((action) => ({ action, rank: RANKS[difference.kind] })),
    ),
    ...cutAway.flatMap((difference) => actionsOf(difference).map((action) => ({ action, rank: CUT_AWAY }))),
  ].sort((a, b) => a.rank - b.rank || harmlessnessOf(a.action) - harmlessnessOf(b.action));
  return [...new Set(ranked.map(({ action }) => action))];
}

/** Where the difference has examples only, the names that its entry takes in, and the entry. */
function actionsOf({ action, actions }: PermissionDifference): readonly string[] {
  const known = actions.filter((each) => actionDetails(each) !== undefined);
  return actions.length > 0 && known.length === actions.length ? known : [...known, ...actionsByName(action), action];
}

function harmlessnessOf(action: string): number {
  if (ESCALATING.has(action)) return 0;
  return READING.test(action) ? 2 : 1;
}
