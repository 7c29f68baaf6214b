import type { ReadPolicy } from '../../policy/policy';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';
import type { Reach } from './reach';

const STATE_WRITABLE: Rule = {
  id: 'state-bucket-writable',
  severity: 'security',
  title: 'The role may write where Pulumi keeps its state.',
  why: 'The state says what the role may do: whoever can write it can rewrite the permissions of the role with the next deployment, and can read what else is in it.',
  fix: 'Keep the state in a bucket of its own, or limit the role to a folder apart from the state.',
  documentation: PAGES.leastPrivilege,
};

export const STATE_BUCKET_RULES: readonly Rule[] = [STATE_WRITABLE];

const CHANGING_OBJECTS = [
  ...['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:RestoreObject', 's3:ReplicateObject'],
  ...['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
];
const CHANGING_BUCKETS = [
  ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration'],
  ...['s3:PutReplicationConfiguration', 's3:DeleteBucket'],
];

export function stateWritable(policy: ReadPolicy, reach: Reach, { state, target }: FindingsContext): Problem[] {
  if (!state) return [];
  const { bucket, prefix = '' } = state;
  const arn = `arn:${target?.partition ?? 'aws'}:s3:::${bucket}`;
  const targets = [
    { actions: CHANGING_OBJECTS, arnPattern: `${arn}/${prefix}.pulumi/*` },
    { actions: CHANGING_BUCKETS, arnPattern: arn },
  ];
  return allowsOf(policy).flatMap((statement): Problem[] => {
    const found = targets.flatMap(({ actions, arnPattern }) => {
      const examples = reach.examples(statement, arnPattern);
      return actions.filter((action) => examples.some((example) => reach.allows(statement, action, example.arn)));
    });
    if (found.length === 0) return [];
    const place = `${quoted(`s3://${bucket}/${prefix}`)}, where Pulumi keeps its state`;
    const message = `${listed(found)} ${found.length === 1 ? 'is' : 'are'} allowed in ${place}.`;
    return [{ rule: STATE_WRITABLE, statement: statementId(statement), message }];
  });
}
