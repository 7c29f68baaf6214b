export type { FindingsContext, GithubRepository, StateBucket } from './context';
export { findingsPage } from './documentation';
export { type Finding, type FindingSubject, type Rule, SEVERITIES, type Severity } from './finding';
export {
  findingsOfForeignPolicies,
  findingsOfPolicy,
  findingsOfRole,
  findingsOfTrust,
  type RoleDocuments,
} from './findings';
export { RULE_GROUPS, type RuleGroup, RULES } from './rules';
