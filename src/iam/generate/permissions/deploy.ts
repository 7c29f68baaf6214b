import { baseline } from './baseline';
import { grantKeyForVolumes } from './kms';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointConfigArns } from '../resources';

/**
 * The reference document, and the endpoint configurations without which CreateEndpoint is denied.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function deploy(target: Target): Statement[] {
  return [
    ...baseline(target),
    { Effect: 'Allow', Action: ['sagemaker:CreateEndpoint'], Resource: endpointConfigArns(target) },
    ...grantKeyForVolumes(target),
  ];
}
