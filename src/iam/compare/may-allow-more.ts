import type { PermissionComparison, TrustComparison } from './difference';

/**
 * Whether something becomes possible. What is not certain counts as well, so that nothing slips through; and so does what a
 * permissions boundary cuts away, for others may change the boundary, and then nobody is asked.
 */
export function mayAllowMore(comparison: PermissionComparison | TrustComparison): boolean {
  const { differences, incomplete, malformed } = comparison;
  const isCutAway = 'cutAway' in comparison && (comparison.cutAway ?? []).length > 0;
  const kinds = differences.map(({ kind }) => kind);
  return (
    kinds.some((kind) => kind !== 'lost') || isCutAway || incomplete !== undefined || malformed.after !== undefined
  );
}
