import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import { trustSagemaker } from '../../../../src/iam/generate/trust/sagemaker';
import { trustPolicy } from '../../../../src/iam/generate/trust/trust-policy';
import { TARGET } from '../../target';

const MODEL = 'arn:aws:sagemaker:us-west-2:123456789012:model/churn';
const SAGEMAKER = 'sagemaker.amazonaws.com';

test.each([
  ['aws', 'us-west-2', 'arn:aws:sagemaker:us-west-2:123456789012:*'],
  ['aws-cn', 'cn-north-1', 'arn:aws-cn:sagemaker:cn-north-1:123456789012:*'],
  ['aws-us-gov', 'us-gov-west-1', 'arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:*'],
] as const)('in %s it trusts the same service, on behalf of %s and the account', (partition, region, source) => {
  expect(trustSagemaker({ ...TARGET, partition, region }, true)).toEqual({
    Effect: 'Allow',
    Principal: { Service: SAGEMAKER },
    Action: 'sts:AssumeRole',
    Condition: { ArnLike: { 'aws:SourceArn': source } },
  });
});

test.each([
  ['aws', 'us-west-2'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('unrestricted it has no condition in %s either', (partition, region) => {
  expect(trustSagemaker({ ...TARGET, partition, region }, false)).toEqual({
    Effect: 'Allow',
    Principal: { Service: SAGEMAKER },
    Action: 'sts:AssumeRole',
  });
});

test.each<[service: string, source: string | undefined, restricted: string, unrestricted: string]>([
  [SAGEMAKER, MODEL, 'allowed', 'allowed'],
  [SAGEMAKER, MODEL.replace('model/churn', 'endpoint/other'), 'allowed', 'allowed'],
  [SAGEMAKER, MODEL.replace('123456789012', '210987654321'), 'implicitly-denied', 'allowed'],
  [SAGEMAKER, MODEL.replace('us-west-2', 'us-east-1'), 'implicitly-denied', 'allowed'],
  [SAGEMAKER, undefined, 'implicitly-denied', 'allowed'],
  ['lambda.amazonaws.com', MODEL, 'implicitly-denied', 'implicitly-denied'],
])('%s on behalf of %s: restricted %s, unrestricted %s', (service, source, restricted, unrestricted) => {
  const decide = (isRestricted: boolean) =>
    evaluate(
      {
        action: 'sts:AssumeRole',
        resources: ['arn:aws:iam::123456789012:role/churn'],
        principal: { type: 'Service', value: service },
        context: source ? { 'aws:SourceArn': source } : {},
      },
      { trust: compilePolicy(trustPolicy(TARGET, { sagemaker: true, restricted: isRestricted }), 'trust') },
    ).decision;

  expect([decide(true), decide(false)]).toEqual([restricted, unrestricted]);
});
