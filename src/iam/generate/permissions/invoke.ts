import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns } from '../resources';

/**
 * What an application needs that asks the model: at once, in a stream, or later. (An asynchronous request is an object in S3,
 * which somebody has to write.)
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 */
export function invoke(target: Target): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: [
        'sagemaker:InvokeEndpoint',
        'sagemaker:InvokeEndpointAsync',
        'sagemaker:InvokeEndpointWithResponseStream',
      ],
      Resource: endpointArns(target),
    },
  ];
}
