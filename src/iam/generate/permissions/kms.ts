import type { Statement } from '../../policy/document';
import type { BucketAccess, Target } from '../../target';

/**
 * Use of the KMS key, each time by way of the one service that is in need of it.
 *
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */

/**
 * SageMaker keeps the key for the volumes of an endpoint by a grant, which it asks for in the name of whoever creates or
 * updates the endpoint.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/api-permissions-reference.html
 */
export function grantKeyForVolumes({ kmsKey, region }: Target): Statement[] {
  if (!kmsKey) return [];
  return [
    {
      Effect: 'Allow',
      Action: ['kms:CreateGrant'],
      Resource: [kmsKey],
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' }, StringLike: via('sagemaker', region) },
    },
  ];
}

/**
 * S3 decrypts what is read, and what has been written of an object in parts; it wants a data key for what is written.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function useKeyForArtifacts(target: Target, access: readonly BucketAccess[]): Statement[] {
  return useKeyInS3(target, keyActions(access));
}

/**
 * The same for what is written beside the artifacts.
 *
 * @param access what is done with the artifacts, and has its statement already
 */
export function useKeyForOutput(target: Target, access: readonly BucketAccess[]): Statement[] {
  const known = keyActions(access);
  return useKeyInS3(
    target,
    keyActions(['write']).filter((action) => !known.includes(action)),
  );
}

function keyActions(access: readonly BucketAccess[]): readonly string[] {
  if (access.includes('write')) return ['kms:Decrypt', 'kms:GenerateDataKey'];
  return access.includes('read') ? ['kms:Decrypt'] : [];
}

function useKeyInS3({ kmsKey, region }: Target, actions: readonly string[]): Statement[] {
  if (!kmsKey || actions.length === 0) return [];
  return [{ Effect: 'Allow', Action: actions, Resource: [kmsKey], Condition: { StringLike: via('s3', region) } }];
}

/** The service's DNS suffix, which AWS itself fills in, differs between partitions. */
function via(service: string, region: string): Readonly<Record<string, string>> {
  return { 'kms:ViaService': `${service}.${region}.*` };
}
