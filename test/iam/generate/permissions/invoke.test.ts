import { decide, ENDPOINT } from './sample';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import { TARGET } from '../../target';

test('it is the four ways to ask the endpoint, and nothing else', () => {
  expect(policyDocument(TARGET, ['invoke'])).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'sagemaker:InvokeEndpoint',
          'sagemaker:InvokeEndpointAsync',
          'sagemaker:InvokeEndpointWithBidirectionalStream',
          'sagemaker:InvokeEndpointWithResponseStream',
        ],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn'],
      },
    ],
  });
});

test.each<[action: string, resource: string, decision: string]>([
  ['sagemaker:InvokeEndpoint', ENDPOINT, 'allowed'],
  ['sagemaker:InvokeEndpointAsync', ENDPOINT, 'allowed'],
  ['sagemaker:InvokeEndpointWithBidirectionalStream', ENDPOINT, 'allowed'],
  ['sagemaker:InvokeEndpointWithResponseStream', ENDPOINT, 'allowed'],
  ['sagemaker:InvokeEndpointWithBidirectionalStream', `${ENDPOINT}-2`, 'implicitly-denied'],
  ['sagemaker:InvokeEndpoint', `${ENDPOINT}-2`, 'implicitly-denied'],
  ['sagemaker:InvokeEndpoint', ENDPOINT.replace('123456789012', '210987654321'), 'implicitly-denied'],
  ['sagemaker:InvokeEndpoint', ENDPOINT.replace('us-west-2', 'us-east-1'), 'implicitly-denied'],
  ['sagemaker:DescribeEndpoint', ENDPOINT, 'implicitly-denied'],
  ['sagemaker:DeleteEndpoint', ENDPOINT, 'implicitly-denied'],
  ['s3:GetObject', 'arn:aws:s3:::my-models/model.tar.gz', 'implicitly-denied'],
])('%s on %s is %s', (action, resource, decision) => {
  expect(decide(['invoke'], { action, resources: [resource] }, TARGET)).toBe(decision);
});
