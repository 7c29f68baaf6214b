import { grantKeyForVolumes } from './kms';
import { tagOnCreation } from './tagging';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, endpointConfigArns, modelArns } from '../resources';

/** The same in every partition. */
const SAGEMAKER = 'sagemaker.amazonaws.com';

/**
 * What a workflow needs that brings a version of the model to an endpoint that exists: models and endpoint configurations come
 * and go, and the endpoint is updated, which needs the endpoint and its configuration.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function release(target: Target): Statement[] {
  const endpoints = endpointArns(target);
  const configs = endpointConfigArns(target);
  const models = modelArns(target);
  return [
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateModel', 'sagemaker:DeleteModel', 'sagemaker:DescribeModel'],
      Resource: models,
    },
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateEndpointConfig', 'sagemaker:DeleteEndpointConfig', 'sagemaker:DescribeEndpointConfig'],
      Resource: configs,
    },
    { Effect: 'Allow', Action: ['sagemaker:UpdateEndpoint'], Resource: [...endpoints, ...configs] },
    {
      Effect: 'Allow',
      Action: ['sagemaker:DescribeEndpoint', 'sagemaker:UpdateEndpointWeightsAndCapacities'],
      Resource: endpoints,
    },
    tagOnCreation([...models, ...configs], ['CreateModel', 'CreateEndpointConfig']),
    ...passExecutionRole(target),
    ...grantKeyForVolumes(target),
  ];
}

/**
 * A model runs with a role that its creator passes on: with any role in its reach, the creator could do whatever that role may.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passExecutionRole({ executionRole }: Target): Statement[] {
  if (!executionRole) return [];
  return [
    {
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: [executionRole],
      Condition: { StringEquals: { 'iam:PassedToService': SAGEMAKER } },
    },
  ];
}
