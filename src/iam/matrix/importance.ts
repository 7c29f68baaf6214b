import { isKnownByName } from './by-name';
import { namesMatching } from './mentioned';
import type { PermissionComparison, PermissionDifference } from '../compare/difference';
import { LETTING_OTHERS_IN } from '../findings/rules/bucket-policies';
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
  ...LETTING_OTHERS_IN,
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
    ...differences.flatMap((each) => actionsOf(each).map((action) => ({ action, rank: RANKS[each.kind] }))),
    ...cutAway.flatMap((each) => actionsOf(each).map((action) => ({ action, rank: CUT_AWAY }))),
  ].map((each) => ({ ...each, harmlessness: harmlessnessOf(each.action) }));
  ranked.sort((a, b) => a.rank - b.rank || a.harmlessness - b.harmlessness);
  return [...new Set(ranked.map(({ action }) => action))];
}

/** Where the difference has examples only, all that its entry takes in, and the entry. */
function actionsOf({ action, exceptActions, actions }: PermissionDifference): readonly string[] {
  const known = actions.filter((each) => actionDetails(each) !== undefined);
  if (actions.length > 0 && known.length === actions.length && exceptActions.length === 0) return known;
  const exceptions = new Set(exceptActions.flatMap(namesMatching));
  // Of services that are known in full, the difference has all actions that it is about; of NotAction, an example.
  const isOpen = (name: string) => exceptActions.length > 0 || isKnownByName(name);
  const others = namesMatching(action).filter((name) => !exceptions.has(name) && isOpen(name));
  return [...known, ...others, action];
}

function harmlessnessOf(action: string): number {
  if (ESCALATING.has(action)) return 0;
  return READING.test(action) ? 2 : 1;
}
