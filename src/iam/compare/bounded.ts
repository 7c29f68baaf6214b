import { clauseOfBoth } from './clause';
import type { Effort } from './effort';
import { type Boundaries, type ComparedStatement, senseOf } from './statement';
import { groupBy } from '../../shared/group-by';
import type { ConditionBlock } from '../policy/document';

/**
 * What boundaries leave of statements that apply to the same requests: on a side that has one, a request has to be allowed by
 * the policy and by the boundary, and a denial of either counts.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
 *
 * @param statements of policies and boundaries
 * @param effort once it is spent, not all that is left is known
 */
export function withinBoundaries(
  statements: readonly ComparedStatement[],
  boundaries: Boundaries,
  effort: Effort,
): readonly ComparedStatement[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const left = (['before', 'after'] as const).flatMap((side) => {
    const ofSide = withoutRepetitions(allows.filter(({ reference }) => reference.document === side));
    const granting = ofSide.filter(isOfPolicy);
    if (!boundaries[side]) return granting;
    const bounding = ofSide.filter((statement) => !isOfPolicy(statement));
    return granting.flatMap((own) => bounding.flatMap((bound) => bothOf(own, bound, effort)));
  });
  return [...left, ...denies];
}

/** Whether it is a statement of the policy itself, not of its boundary. */
export function isOfPolicy({ reference }: ComparedStatement): boolean {
  return reference.source !== 'boundary';
}

/** Statements that apply under the same conditions leave the same. */
function withoutRepetitions(statements: readonly ComparedStatement[]): readonly ComparedStatement[] {
  return groupBy(statements, ({ sense }) => sense).map(([first]) => first!);
}

function bothOf(own: ComparedStatement, bound: ComparedStatement, effort: Effort): ComparedStatement[] {
  if (!effort.spend(1)) return [];
  const clause = clauseOfBoth(own.clause, bound.clause);
  if (!clause) return [];
  return [
    {
      ...own,
      ...senseOf(own, clause),
      conditionBlock: blockOfBoth(own.conditionBlock, bound.conditionBlock),
      parts: [own, bound],
    },
  ];
}

/** One block with the lines of both. Where both ask for a key by the same operator, the key is once in capitals: that is the same to IAM. */
function blockOfBoth(one: ConditionBlock | undefined, other: ConditionBlock | undefined): ConditionBlock | undefined {
  if (!one || !other) return one ?? other;
  const merged: Record<string, ConditionBlock[string]> = { ...one };
  for (const [operator, keys] of Object.entries(other)) {
    const lines = { ...merged[operator] };
    for (const [key, values] of Object.entries(keys)) {
      const isSame = key in lines && JSON.stringify(lines[key]) === JSON.stringify(values);
      lines[key in lines && !isSame ? key.toUpperCase() : key] = values;
    }
    merged[operator] = lines;
  }
  return merged;
}
