export type {
  ComparedPrincipal,
  ComparedStatementReference,
  Comparison,
  Difference,
  Malformed,
  PermissionComparison,
  PermissionDifference,
  PermissionWitness,
  TrustComparison,
  TrustDifference,
  TrustWitness,
  UnchangedPermission,
  UnchangedTrust,
} from './difference';
export { mayAllowMore } from './may-allow-more';
export { comparePermissions } from './permissions';
export { compareTrust, type CompareTrustOptions } from './trust';
export type { Verdict } from './verdict';
