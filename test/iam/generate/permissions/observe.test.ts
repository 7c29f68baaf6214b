import { CONFIG, decide, ENDPOINT, LOGS, MODEL } from './sample';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import { TARGET } from '../../target';

test('it describes, lists, and reads metrics and logs', () => {
  expect(policyDocument(TARGET, ['observe'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeEndpoint'],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn'],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeEndpointConfig'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['sagemaker:DescribeModel'],
        Resource: [
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn',
          'arn:aws:sagemaker:us-west-2:123456789012:model/churn-*',
        ],
      },
      {
        Effect: 'Allow',
        Action: [
          'sagemaker:ListEndpoints',
          'sagemaker:ListEndpointConfigs',
          'sagemaker:ListModels',
          'cloudwatch:GetMetricData',
          'cloudwatch:GetMetricStatistics',
          'cloudwatch:ListMetrics',
        ],
        Resource: '*',
      },
      {
        Effect: 'Allow',
        Action: ['logs:DescribeLogStreams', 'logs:FilterLogEvents'],
        Resource: [
          'arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn',
          'arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn:*',
        ],
      },
      {
        Effect: 'Allow',
        Action: ['logs:GetLogEvents'],
        Resource: ['arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn:log-stream:*'],
      },
    ],
  });
});

test.each<[action: string, resource: string, decision: string]>([
  ['sagemaker:DescribeEndpoint', ENDPOINT, 'allowed'],
  ['sagemaker:DescribeEndpoint', `${ENDPOINT}-2`, 'implicitly-denied'],
  ['sagemaker:DescribeEndpointConfig', `${CONFIG}-v2`, 'allowed'],
  ['sagemaker:DescribeEndpointConfig', `${CONFIG}2`, 'implicitly-denied'],
  ['sagemaker:DescribeModel', `${MODEL}-v2`, 'allowed'],
  ['sagemaker:DescribeModel', MODEL.replace('churn', 'other'), 'implicitly-denied'],
  ['sagemaker:ListEndpoints', '*', 'allowed'],
  ['cloudwatch:GetMetricData', '*', 'allowed'],
  ['cloudwatch:PutMetricData', '*', 'implicitly-denied'],
  ['logs:DescribeLogStreams', LOGS, 'allowed'],
  ['logs:FilterLogEvents', `${LOGS}:*`, 'allowed'],
  ['logs:GetLogEvents', `${LOGS}:log-stream:AllTraffic/i-1`, 'allowed'],
  ['logs:GetLogEvents', `${LOGS}-2:log-stream:AllTraffic/i-1`, 'implicitly-denied'],
  ['logs:FilterLogEvents', `${LOGS}-2`, 'implicitly-denied'],
  ['logs:PutLogEvents', `${LOGS}:log-stream:AllTraffic/i-1`, 'implicitly-denied'],
  ['sagemaker:UpdateEndpoint', ENDPOINT, 'implicitly-denied'],
  ['sagemaker:InvokeEndpoint', ENDPOINT, 'implicitly-denied'],
])('%s on %s is %s', (action, resource, decision) => {
  expect(decide(['observe'], { action, resources: [resource] }, TARGET)).toBe(decision);
});
