import { sizeOfDocument, TRUST_POLICY_QUOTA } from '../../../../src/aws/quota';
import { trustPolicy } from '../../../../src/iam/generate/trust/trust-policy';
import { toJson } from '../../../../src/iam/policy/canonical';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const TARGET: Target = { ...PLAIN, partition: 'aws-us-gov', region: 'us-gov-west-1' };

test('restricted, the trust policy names the account and the region', () => {
  expect(toJson(trustPolicy(TARGET, { sagemaker: true, restricted: true }))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},' +
      '"Action":"sts:AssumeRole",' +
      '"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:*"}}}]}',
  );
});

test('unrestricted, it is that of the reference program', () => {
  expect(toJson(trustPolicy(TARGET, { sagemaker: true, restricted: false }))).toBe(
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},' +
      '"Action":"sts:AssumeRole"}]}',
  );
});

test('several kinds of principals are trusted together, each with its own statement', () => {
  const document = trustPolicy(TARGET, {
    sagemaker: true,
    restricted: true,
    github: {
      issuer: 'token.actions.githubusercontent.com',
      repository: { owner: 'acme', name: 'churn' },
      formats: ['classic'],
      jobs: [{ kind: 'environment', name: 'prod' }],
    },
    principals: { arns: ['arn:aws-us-gov:iam::210987654321:root'], externalId: 'churn-7f3a' },
  });
  expect(document).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:*' } },
      },
      {
        Effect: 'Allow',
        Principal: {
          Federated: 'arn:aws-us-gov:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
        },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': ['repo:acme/churn:environment:prod'],
          },
        },
      },
      {
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws-us-gov:iam::210987654321:root'] },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'churn-7f3a' } },
      },
    ],
  });
});

test('SageMaker can be left out', () => {
  const principals = { arns: ['arn:aws-us-gov:iam::210987654321:root'] };
  const trusted = (sagemaker: boolean) =>
    [trustPolicy(TARGET, { sagemaker, restricted: true, principals }).Statement].flat().map((each) => each.Principal);
  const service = { Service: 'sagemaker.amazonaws.com' };
  expect(trusted(true)).toEqual([service, { AWS: principals.arns }]);
  expect(trusted(false)).toEqual([{ AWS: principals.arns }]);
});

test('it has no Resource, which a trust policy must not have', () => {
  expect([trustPolicy(TARGET, { sagemaker: true, restricted: true }).Statement].flat()[0]).not.toHaveProperty(
    'Resource',
  );
});

test('it fits the quota', () => {
  expect(sizeOfDocument(toJson(trustPolicy(TARGET, { sagemaker: true, restricted: true })))).toBeLessThanOrEqual(
    TRUST_POLICY_QUOTA,
  );
});
