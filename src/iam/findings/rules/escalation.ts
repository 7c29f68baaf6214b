import { bucketAccess, BUCKET_POLICY_RULES } from './bucket-policies';
import { isFullAccess } from './full-access';
import { assumeRole, OTHER_ROLE_RULES, runningCode } from './other-roles';
import { passRole, PASS_ROLE_RULES } from './pass-role';
import { givingPermissions, PRIVILEGE_RULES } from './permission-changes';
import { type Reach, reachOf } from './reach';
import { changingResourcePolicies, RESOURCE_POLICY_RULES, unlimitedGrants } from './resource-policies';
import { readingSecrets, SECRET_RULES } from './secrets';
import { STATE_BUCKET_RULES, stateWritable } from './state-bucket';
import type { Told } from './told';
import type { ReadPolicy } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { allowsOf } from '../view';

export const ESCALATION_RULES: readonly Rule[] = [
  ...[...PASS_ROLE_RULES, ...PRIVILEGE_RULES, ...OTHER_ROLE_RULES, ...RESOURCE_POLICY_RULES, ...BUCKET_POLICY_RULES],
  ...[...SECRET_RULES, ...STATE_BUCKET_RULES],
];

export function checkEscalation(policy: ReadPolicy, context: FindingsContext): Problem[] {
  const reach = reachOf(policy, context);
  return [...waysToMore(policy, reach, context), ...stateWritable(policy, reach, context)];
}

/** By which statements, and which of their actions, the role gets at permissions that the policy does not name. */
export function waysToMore(policy: ReadPolicy, reach: Reach, context: FindingsContext): Told[] {
  return (
    allowsOf(policy)
      // That everything is allowed is a finding of its own.
      .filter((statement) => !isFullAccess(statement, reach))
      .flatMap((statement) => [
        ...passRole(statement, policy, reach),
        ...givingPermissions(statement, policy, { reach, context }),
        ...bucketAccess(statement, policy, reach),
        // So is that all but some are, which says as much.
        ...(statement.actions?.not
          ? []
          : [
              ...assumeRole(statement, policy, reach),
              ...runningCode(statement, reach),
              ...changingResourcePolicies(statement, policy, reach),
              ...unlimitedGrants(statement, reach),
              ...readingSecrets(statement, policy, reach),
            ]),
      ])
  );
}
