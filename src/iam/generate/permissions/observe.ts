import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { endpointArns, endpointConfigArns, logGroupArns, modelArns } from '../resources';

/**
 * What somebody needs who looks after the deployment and changes nothing: its description, its logs and its metrics. Lists and
 * metrics can't be limited to resources.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html
 */
export function observe(target: Target): Statement[] {
  const groups = logGroupArns(target);
  return [
    { Effect: 'Allow', Action: ['sagemaker:DescribeEndpoint'], Resource: endpointArns(target) },
    { Effect: 'Allow', Action: ['sagemaker:DescribeEndpointConfig'], Resource: endpointConfigArns(target) },
    { Effect: 'Allow', Action: ['sagemaker:DescribeModel'], Resource: modelArns(target) },
    {
      Effect: 'Allow',
      Action: [
        ...['sagemaker:ListEndpoints', 'sagemaker:ListEndpointConfigs', 'sagemaker:ListModels'],
        ...['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics'],
      ],
      Resource: '*',
    },
    {
      Effect: 'Allow',
      Action: ['logs:DescribeLogStreams', 'logs:FilterLogEvents'],
      Resource: groups.flatMap((group) => [group, `${group}:*`]),
    },
    {
      Effect: 'Allow',
      Action: ['logs:GetLogEvents'],
      Resource: groups.map((group) => `${group}:log-stream:*`),
    },
  ];
}
