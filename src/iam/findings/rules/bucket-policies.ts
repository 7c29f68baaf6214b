import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';
import { mayMatchAction } from './matching';
import type { Reach } from './reach';
import type { Allowed, Told } from './told';

const BUCKET_POLICY_ESCALATION: Rule = {
  id: 'bucket-policy-escalation',
  severity: 'security',
  title: 'The role may change who has access to a bucket whose objects it may not fully use.',
  why: 'It can give itself, or the public, the access that the policy does not allow.',
  fix: 'Remove the action that changes access or life cycle of the bucket.',
  documentation: PAGES.s3Resources,
};

export const BUCKET_POLICY_RULES: readonly Rule[] = [BUCKET_POLICY_ESCALATION];

/** By which others get access to a bucket. */
export const LETTING_OTHERS_IN = ['s3:PutBucketPolicy', 's3:PutBucketAcl'];
const CHANGING_ACCESS = [...LETTING_OTHERS_IN, 's3:PutLifecycleConfiguration'];
const USING_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

/** What the role can give itself; who may use all objects in full gains nothing by that. */
export function bucketAccess(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  return changedBuckets(statement, policy, reach).flatMap(({ entry, changing, missing }): Told[] => {
    if (missing.length === 0) return [];
    const message = `On ${quoted(entry)}, ${listed(changing)} can give the access that the policy does not: ${listed(missing)}.`;
    return [{ rule: BUCKET_POLICY_ESCALATION, statement: statementId(statement), message, actions: changing }];
  });
}

/** What it can give to others of buckets that it may use in full itself. */
export function sharedBuckets(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Allowed[] {
  return changedBuckets(statement, policy, reach)
    .filter(({ missing }) => missing.length === 0)
    .flatMap(({ entry, changing }) =>
      changing.filter((action) => LETTING_OTHERS_IN.includes(action)).map((action) => ({ action, entry })),
    );
}

interface ChangedBucket {
  readonly entry: string;
  /** By which access to it, or its life cycle, is changed. */
  readonly changing: readonly string[];
  /** What the role may not do with its objects. */
  readonly missing: readonly string[];
}

function changedBuckets(statement: ReadStatement, policy: ReadPolicy, reach: Reach): ChangedBucket[] {
  if (!CHANGING_ACCESS.some((action) => mayMatchAction(statement.actions, action))) return [];
  return reach
    .examples(statement, 'arn:%:s3:::%')
    .map(({ entry, arn }) => ({
      entry,
      changing: CHANGING_ACCESS.filter((action) => reach.allows(statement, action, arn)),
      missing: USING_OBJECTS.filter((action) => !isAllowed(policy, reach, action, `${arn}/${MADE_UP_CHARACTER}`)),
    }))
    .filter(({ changing }) => changing.length > 0);
}

function isAllowed(policy: ReadPolicy, reach: Reach, action: string, resource: string): boolean {
  return allowsOf(policy).some((statement) => reach.allows(statement, action, resource));
}
