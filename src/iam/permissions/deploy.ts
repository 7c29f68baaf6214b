import type { Statement } from '../document';
import { endpointConfigArns } from '../resources';
import type { Target } from '../target';
import { baseline } from './baseline';
import { grantKeyForVolumes } from './kms';

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
