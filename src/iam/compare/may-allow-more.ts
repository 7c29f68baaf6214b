import type { PermissionComparison, TrustComparison } from './difference';

/** Whether something becomes possible. What is not certain counts as well, so that nothing slips through. */
export function mayAllowMore({ differences, incomplete, malformed }: PermissionComparison | TrustComparison): boolean {
  const kinds = differences.map(({ kind }) => kind);
  return kinds.some((kind) => kind !== 'lost') || incomplete !== undefined || malformed.after !== undefined;
}
