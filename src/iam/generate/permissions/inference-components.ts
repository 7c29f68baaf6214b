import { tagOnCreation } from './tagging';
import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, inferenceComponentArns } from '../resources';

/**
 * What a workflow needs that puts models on an endpoint as inference components, several on one, and asks them: for both,
 * AWS wants the component and the endpoint allowed. Lists can't be limited to resources. (A component
 * runs with the role that the endpoint configuration names: `release` passes it on.)
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-deploy-models.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function inferenceComponents(target: Target): Statement[] {
  const components = inferenceComponentArns(target);
  return [
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateInferenceComponent', 'sagemaker:InvokeEndpoint'],
      Resource: [...endpointArns(target), ...components],
    },
    {
      Effect: 'Allow',
      Action: [
        'sagemaker:DeleteInferenceComponent',
        'sagemaker:DescribeInferenceComponent',
        'sagemaker:ListTags',
        'sagemaker:UpdateInferenceComponent',
        'sagemaker:UpdateInferenceComponentRuntimeConfig',
      ],
      Resource: components,
    },
    { Effect: 'Allow', Action: ['sagemaker:ListInferenceComponents'], Resource: '*' },
    tagOnCreation(components, ['CreateInferenceComponent']),
  ];
}
