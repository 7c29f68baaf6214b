import { useKeyForOutput } from './kms';
import type { Statement } from '../../policy/document';
import type { BucketAccess, Target } from '../../target';
import { outputArns } from '../resources';

/**
 * What SageMaker needs to write answers that nobody waits for, those of asynchronous requests and of batch jobs, and what it captures
 * of the others, and to tell topics of them. Large answers are uploaded in parts, and taken back where that fails.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint-prerequisites.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @param access what may be done with the artifacts, which the key may be needed for as well
 */
export function output(target: Target, access: readonly BucketAccess[]): Statement[] {
  return [...writeOutput(target, access), ...notify(target)];
}

function writeOutput(target: Target, access: readonly BucketAccess[]): Statement[] {
  if (!target.output) return [];
  return [
    { Effect: 'Allow', Action: ['s3:AbortMultipartUpload', 's3:PutObject'], Resource: outputArns(target) },
    ...useKeyForOutput(target, access),
  ];
}

function notify({ notificationTopics }: Target): Statement[] {
  return notificationTopics ? [{ Effect: 'Allow', Action: ['sns:Publish'], Resource: notificationTopics }] : [];
}
