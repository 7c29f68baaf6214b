import { RunFailure } from '../failure';
import type { StackResult } from '../stack/execute';
import type { RoleInIam } from '../stack/role-in-iam';

const ROLE = 'aws:iam/role:Role';
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/**
 * What IAM does not have although the engine is content: it compares with the state where it is not to refresh, and touches
 * nothing that seems to be as it is wanted.
 *
 * @param inIam as the run began
 * @returns a sentence in plain text, if something is missing that the run has not made
 */
export function notThere(
  { changes }: Pick<StackResult, 'changes'>,
  { isThere, hasOwnPolicy, unseen }: RoleInIam,
  name: string,
): string | undefined {
  // What could not be looked at is told elsewhere.
  if (unseen.length > 0) return undefined;
  const isChanged = (type: string) =>
    changes.some((change) => change.type === type && ['create', 'replace', 'import'].includes(change.operation));
  if (!isThere) return isChanged(ROLE) ? undefined : `IAM has no role ${name}: it was deleted outside of Pulumi.`;
  if (hasOwnPolicy || isChanged(ROLE) || isChanged(ATTACHMENT)) return undefined;
  return `The policy of the stack is not attached to the role ${name}: it was detached, or deleted, outside of Pulumi.`;
}

export function notThereFailure(sentence: string): RunFailure {
  return new RunFailure('gone', sentence, {
    hint: 'Run `up` again with `refresh: true` (the default): it finds out what is gone, and makes that anew.',
  });
}
