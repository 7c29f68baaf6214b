import type { PermissionComparison, PermissionDifference } from '../compare/difference';

/** What only looks; all else can do harm. */
const READING = /^[^:]+:(Get|List|Describe|Head|BatchGet)/;

const RANKS: Readonly<Record<PermissionDifference['kind'], number>> = { gained: 0, undecided: 1, lost: 2 };
const CUT_AWAY = 3;

/**
 * The actions that a change is about, those first that nobody should miss: what is gained, then what is perhaps, what is lost,
 * and what a boundary cuts away; of each kind, first what does more than read.
 */
export function actionsByImportance({ differences, cutAway = [] }: PermissionComparison): readonly string[] {
  const ranked = [
    ...differences.flatMap(({ kind, actions }) => actions.map((action) => ({ action, rank: RANKS[kind] }))),
    ...cutAway.flatMap(({ actions }) => actions.map((action) => ({ action, rank: CUT_AWAY }))),
  ].sort((a, b) => a.rank - b.rank || Number(READING.test(a.action)) - Number(READING.test(b.action)));
  return [...new Set(ranked.map(({ action }) => action))];
}
