import { CONFIG, decide, ENDPOINT, MODEL, SAGEMAKER } from './sample';
import { TARGET } from '../../target';

test.each<[decision: string, action: string, resource: string]>([
  ...['AddTags', 'DeleteTags', 'ListTags'].flatMap((action): [string, string, string][] => [
    ...[ENDPOINT, CONFIG, `${CONFIG}-v2`, MODEL, `${MODEL}-v2`].map((resource): [string, string, string] => [
      'allowed',
      action,
      resource,
    ]),
    ['implicitly-denied', action, `${ENDPOINT}2`],
    ['implicitly-denied', action, `${SAGEMAKER}training-job/churn`],
  ]),
  ['implicitly-denied', 'DescribeEndpoint', ENDPOINT],
  ['implicitly-denied', 'CreateModel', MODEL],
])('%s: %s on %s', (decision, action, resource) => {
  expect(decide(['tags'], { action: `sagemaker:${action}`, resources: [resource] }, TARGET)).toBe(decision);
});

test('of inference components only those that are given', () => {
  const request = { action: 'sagemaker:ListTags', resources: [`${SAGEMAKER}inference-component/churn-a`] };
  expect(decide(['tags'], request, TARGET)).toBe('implicitly-denied');
  expect(decide(['tags'], request, { ...TARGET, inferenceComponents: ['churn-?'] })).toBe('allowed');
});
