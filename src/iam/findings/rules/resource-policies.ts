import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed } from '../text';
import { statementId } from '../view';
import { sharedBuckets } from './bucket-policies';
import { CHANGING_RESOURCE_POLICIES } from './escalation-actions';
import { mayMatchAction } from './matching';
import type { Circumstances, Reach } from './reach';
import { allowedOf, entriesOf, type Told, toldOf } from './told';

const RESOURCE_POLICY: Rule = {
  id: 'resource-policy-escalation',
  severity: 'security',
  title: 'The role can decide who else may use a resource.',
  why: 'A bucket, a key, a repository or a secret says itself who may use it: whoever can change that can let other accounts, or everybody, in, and give itself what this policy does not allow.',
  fix: 'Remove the action, and leave the policies of resources to whoever sets them up.',
  documentation: PAGES.resourcePolicies,
};

const UNLIMITED_GRANT: Rule = {
  id: 'unlimited-key-grant',
  severity: 'security',
  title: 'The role may grant the use of a KMS key to whomever.',
  why: 'A grant is as good as the policy of the key: whoever can create one can let other accounts decrypt with it.',
  fix: 'Add the condition Bool kms:GrantIsForAWSResource true, so that only services of AWS get grants.',
  documentation: PAGES.keyGrants,
};

export const RESOURCE_POLICY_RULES: readonly Rule[] = [RESOURCE_POLICY, UNLIMITED_GRANT];

/** No service changes them in the name of somebody. */
const DIRECTLY: Circumstances = { 'kms:viaservice': undefined };

export function changingResourcePolicies(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  return toldOf(RESOURCE_POLICY, statement, [
    ...sharedBuckets(statement, policy, reach),
    ...allowedOf(CHANGING_RESOURCE_POLICIES, statement, reach, DIRECTLY),
  ]);
}

const CREATE_GRANT = 'kms:CreateGrant';

/**
 * A grant that somebody asks for directly, for whomever and whatever.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const ANY_GRANT: Circumstances = {
  'kms:grantisforawsresource': 'false',
  'kms:viaservice': undefined,
  'kms:grantconstrainttype': undefined,
  'kms:granteeprincipal': MADE_UP_CHARACTER,
  'kms:grantoperations': ['Decrypt', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo', 'CreateGrant'],
};

export function unlimitedGrants(statement: ReadStatement, reach: Reach): Told[] {
  if (!mayMatchAction(statement.actions, CREATE_GRANT)) return [];
  const entries = entriesOf(
    reach
      .examples(statement, 'arn:%:kms:%:%:key/%')
      .filter(({ arn }) => reach.allows(statement, CREATE_GRANT, arn, ANY_GRANT)),
  );
  if (entries.length === 0) return [];
  const message = `kms:CreateGrant is allowed on ${listed(entries)}, for whomever.`;
  return [{ rule: UNLIMITED_GRANT, statement: statementId(statement), message, actions: [CREATE_GRANT] }];
}
