import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, inferenceComponentArns } from '../resources';

/**
 * What an application needs that asks the model: at once, in a stream, in a stream both ways, or later. (An asynchronous request
 * is an object in S3, which somebody has to write.) Who asks one inference component on the endpoint needs that allowed as well.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-test-endpoints.html
 */
export function invoke(target: Target): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: [
        'sagemaker:InvokeEndpoint',
        'sagemaker:InvokeEndpointAsync',
        'sagemaker:InvokeEndpointWithBidirectionalStream',
        'sagemaker:InvokeEndpointWithResponseStream',
      ],
      Resource: endpointArns(target),
    },
    ...(target.inferenceComponents
      ? [
          {
            Effect: 'Allow' as const,
            Action: ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointWithResponseStream'],
            Resource: inferenceComponentArns(target),
          },
        ]
      : []),
  ];
}
