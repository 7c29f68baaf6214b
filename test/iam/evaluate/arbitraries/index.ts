/** Policy documents and requests of all parts of the policy language, small enough to meet each other often. */

export { contextWith } from './conditions';
export { conditionPolicy, type FullRequest, identityPolicy, request } from './identity';
export type { Document } from './json';
export { assumePolicy, type AssumeRequest, assumeRequest, trustPolicy } from './trust';
