import { type Answer, failure } from './answer';
import type { Issue } from './repository';

export type Level = 'none' | 'read' | 'write';

/** The permissions of a token, as in `permissions:` of a workflow. */
export interface Permissions {
  readonly actions: Level;
  readonly contents: Level;
  readonly issues: Level;
  readonly pullRequests: Level;
}

/** Who a token acts as, and what it may do. */
export interface Account {
  readonly login: string;
  readonly permissions: Permissions;
}

const LEVELS: readonly Level[] = ['none', 'read', 'write'];

/** GitHub's refusal, if none of the permissions has at least the level. */
export function refusal(
  { permissions }: Account,
  level: 'read' | 'write',
  ...anyOf: (keyof Permissions)[]
): Answer | undefined {
  const isAllowed = anyOf.some((name) => LEVELS.indexOf(permissions[name]) >= LEVELS.indexOf(level));
  return isAllowed ? undefined : failure(403, 'Resource not accessible by integration');
}

/** The same for an issue, or a pull request: there either of two permissions will do. */
export function refusalOn(issue: Issue, level: 'read' | 'write', viewer: Account): Answer | undefined {
  return issue.pullRequest ? refusal(viewer, level, 'issues', 'pullRequests') : refusal(viewer, level, 'issues');
}
