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
export type { KnownAction } from './known-action';
export { mayAllowMore } from './may-allow-more';
export { comparePermissions, type CompareOptions } from './permissions';
export { compareTrust, type CompareTrustOptions } from './trust';
export type { Verdict } from './verdict';
