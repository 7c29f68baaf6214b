import { baseline } from './baseline';
import { grantKeyForVolumes } from './kms';
import { tagOnCreation } from './tagging';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, endpointConfigArns } from '../resources';

/**
 * The reference document, and what it takes to use it: the endpoint configurations without which CreateEndpoint is denied, tags
 * in the same request, and DescribeEndpoint, which whoever waits for the endpoint asks for (the CLI's and the SDKs' waiters
 * `endpoint-in-service` and `endpoint-deleted`, Terraform, CloudFormation).
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * https://docs.aws.amazon.com/cli/latest/reference/sagemaker/wait/endpoint-in-service.html
 */
export function deploy(target: Target): Statement[] {
  const endpoints = endpointArns(target);
  return [
    ...baseline(target),
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateEndpoint', 'sagemaker:DescribeEndpointConfig'],
      Resource: endpointConfigArns(target),
    },
    { Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: endpoints },
    tagOnCreation(endpoints, ['CreateEndpoint']),
    ...grantKeyForVolumes(target),
  ];
}
