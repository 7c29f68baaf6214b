import { useKeyForArtifacts } from './kms';
import type { Statement } from '../../policy/document';
import type { BucketAccess, Target } from '../../target';
import { bucketArn, objectArns } from '../resources';

/**
 * What may be done with the artifacts in the bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 *
 * @param access what it is by default; the target's own setting counts more
 */
export function bucket(target: Target, access: readonly BucketAccess[]): Statement[] {
  const chosen = target.bucketAccess ?? access;
  return [...objects(target, chosen), ...list(target, chosen), ...useKeyForArtifacts(target, chosen)];
}

function objects(target: Target, access: readonly BucketAccess[]): Statement[] {
  const actions = [
    ...(access.includes('read') ? ['s3:GetObject'] : []),
    ...(access.includes('write') ? ['s3:PutObject'] : []),
  ];
  return actions.length > 0 ? [{ Effect: 'Allow', Action: actions, Resource: objectArns(target) }] : [];
}

/** The bucket is the resource of a listing, so that the folder has to be a condition. */
function list(target: Target, access: readonly BucketAccess[]): Statement[] {
  if (!access.includes('list')) return [];
  const statement: Statement = { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: [bucketArn(target)] };
  return target.prefix === ''
    ? [statement]
    : [{ ...statement, Condition: { StringLike: { 's3:prefix': `${target.prefix}*` } } }];
}
