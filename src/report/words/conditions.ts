import type { PermissionDifference, TrustDifference } from '../../iam/compare/difference';

/** Whether it was possible before, or still is, under other conditions: then only these are eased or tightened. */
export function isAboutConditions({
  unless,
  underConditions = false,
}: Pick<PermissionDifference, 'unless' | 'underConditions'>): boolean {
  return unless.length > 0 || underConditions;
}

/**
 * The same of who may assume a role. Who is let in under conditions that nobody met who was let in before is somebody else: a
 * subject of another repository. A denial under a condition leaves all else as it was.
 */
export function isAboutConditionsOfTrust({
  unless,
  condition,
  statement,
}: Pick<TrustDifference, 'unless' | 'condition' | 'statement'>): boolean {
  return unless.length > 0 || (statement.effect === 'Deny' && condition !== undefined);
}
