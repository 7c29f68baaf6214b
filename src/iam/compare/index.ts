export type {
  ComparedPrincipal,
  ComparedStatementReference,
  Comparison,
  Difference,
  PermissionDifference,
  PermissionWitness,
  TrustDifference,
  TrustWitness,
} from './difference';
export { comparePermissions } from './permissions';
export { compareTrust } from './trust';
export type { Verdict } from './verdict';
