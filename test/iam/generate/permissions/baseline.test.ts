import { baseline } from '../../../../src/iam/generate/permissions/baseline';
import { policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import { canonicalForm, toJson } from '../../../../src/iam/policy/canonical';
import type { Target } from '../../../../src/iam/target';
import { TARGET as PLAIN } from '../../target';

const TARGET: Target = { ...PLAIN, endpoint: 'your-sagemaker-endpoint', bucket: 'your-model-bucket' };

test('it is the reference document', () => {
  const reference = `{
    "Version": "2012-10-17",
    "Statement": [
      {
        "Effect": "Allow",
        "Action": [
          "sagemaker:CreateEndpoint",
          "sagemaker:DeleteEndpoint",
          "sagemaker:InvokeEndpoint"
        ],
        "Resource": "arn:aws:sagemaker:us-west-2:123456789012:endpoint/your-sagemaker-endpoint"
      },
      {
        "Effect": "Allow",
        "Action": [
          "s3:GetObject",
          "s3:PutObject"
        ],
        "Resource": "arn:aws:s3:::your-model-bucket/*"
      }
    ]
  }`;
  expect(canonicalForm(toJson(policyDocument(TARGET, ['baseline'])))).toBe(canonicalForm(reference));
});

test('an endpoint with capital letters is allowed in both cases, with the same actions', () => {
  expect(baseline({ ...TARGET, endpoint: 'Churn' })[0]).toEqual({
    Effect: 'Allow',
    Action: ['sagemaker:CreateEndpoint', 'sagemaker:DeleteEndpoint', 'sagemaker:InvokeEndpoint'],
    Resource: [
      'arn:aws:sagemaker:us-west-2:123456789012:endpoint/Churn',
      'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn',
    ],
  });
});

test('a folder narrows the artifacts, and nothing else', () => {
  const [endpoint, artifacts] = baseline(TARGET);
  expect(baseline({ ...TARGET, prefix: 'churn/' })).toEqual([
    endpoint,
    { ...artifacts, Resource: ['arn:aws:s3:::your-model-bucket/churn/*'] },
  ]);
});

test.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
] as const)('in %s the resources are of that partition', (partition, region) => {
  expect(baseline({ ...TARGET, partition, region }).map(({ Resource }) => Resource)).toEqual([
    [`arn:${partition}:sagemaker:${region}:123456789012:endpoint/your-sagemaker-endpoint`],
    [`arn:${partition}:s3:::your-model-bucket/*`],
  ]);
});
