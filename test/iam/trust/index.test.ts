import { toJson } from '../../../src/iam/canonical';
import { sizeOfDocument, TRUST_POLICY_QUOTA } from '../../../src/iam/quota';
import type { Target } from '../../../src/iam/target';
import { trustPolicy } from '../../../src/iam/trust';

const TARGET: Target = {
  partition: 'aws-us-gov',
  region: 'us-gov-west-1',
  account: '123456789012',
  endpoint: 'churn',
  bucket: 'my-models',
  prefix: '',
};

test('restricted, the trust policy names the account and the region', () => {
  expect(toJson(trustPolicy(TARGET, { restricted: true }))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},' +
      '"Action":"sts:AssumeRole",' +
      '"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:*"}}}]}',
  );
});

test('unrestricted, it is that of the reference program', () => {
  expect(toJson(trustPolicy(TARGET, { restricted: false }))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},' +
      '"Action":"sts:AssumeRole"}]}',
  );
});

test('it has no Resource, which a trust policy must not have', () => {
  expect([trustPolicy(TARGET, { restricted: true }).Statement].flat()[0]).not.toHaveProperty('Resource');
});

test('it fits the quota', () => {
  expect(sizeOfDocument(toJson(trustPolicy(TARGET, { restricted: true })))).toBeLessThanOrEqual(TRUST_POLICY_QUOTA);
});
