import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';
import { mayMatchAction } from './matching';
import type { Reach } from './reach';
import type { Told } from './told';

const BUCKET_POLICY_ESCALATION: Rule = {
  id: 'bucket-policy-escalation',
  severity: 'security',
  title: 'The role may change who has access to a bucket whose objects it may not fully use.',
  why: 'It can give itself, or the public, the access that the policy does not allow.',
  fix: 'Remove the action that changes access or life cycle of the bucket.',
  documentation: PAGES.s3Resources,
};

export const BUCKET_POLICY_RULES: readonly Rule[] = [BUCKET_POLICY_ESCALATION];

const CHANGING_ACCESS = ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration'];
const USING_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** Who may use all objects in full gains nothing by changing who else may. */
export function bucketAccess(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  if (!CHANGING_ACCESS.some((action) => mayMatchAction(statement.actions, action))) return [];
  return reach.examples(statement, 'arn:%:s3:::%').flatMap(({ entry, arn }): Told[] => {
    const changing = CHANGING_ACCESS.filter((action) => reach.allows(statement, action, arn));
    if (changing.length === 0) return [];
    const missing = USING_OBJECTS.filter((action) => !isAllowed(policy, reach, action, `${arn}/${MADE_UP_CHARACTER}`));
    if (missing.length === 0) return [];
    const message = `On ${quoted(entry)}, ${listed(changing)} can give the access that the policy does not: ${listed(missing)}.`;
    return [{ rule: BUCKET_POLICY_ESCALATION, statement: statementId(statement), message, actions: changing }];
  });
}

function isAllowed(policy: ReadPolicy, reach: Reach, action: string, resource: string): boolean {
  return allowsOf(policy).some((statement) => reach.allows(statement, action, resource));
}
