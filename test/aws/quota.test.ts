import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../../src/aws/quota';
import { toJson } from '../../src/iam/policy/canonical';
import type { PolicyDocument } from '../../src/iam/policy/document';

/** As the reference program writes it: a single ARN is a text, not an array. */
const REFERENCE: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['sagemaker:CreateEndpoint', 'sagemaker:DeleteEndpoint', 'sagemaker:InvokeEndpoint'],
      Resource: 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/your-sagemaker-endpoint',
    },
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::your-model-bucket/*' },
  ],
};

test('a managed policy may have 6,144 characters, a trust policy 2,048', () => {
  expect([POLICY_QUOTA, TRUST_POLICY_QUOTA]).toEqual([6144, 2048]);
});

test('the reference document has 342 characters, however it is laid out', () => {
  expect(sizeOfDocument(toJson(REFERENCE))).toBe(342);
  expect(sizeOfDocument(JSON.stringify(REFERENCE, undefined, 4))).toBe(342);
  expect(sizeOfDocument(JSON.stringify(REFERENCE, undefined, '\t').replaceAll('\n', '\r\n'))).toBe(342);
});

test.each<[quota: number]>([[POLICY_QUOTA], [TRUST_POLICY_QUOTA]])('a document fits %d characters, or not', (quota) => {
  expect(sizeOfDocument(documentOf(quota))).toBe(quota);
  expect(sizeOfDocument(documentOf(quota + 1))).toBe(quota + 1);
});

test.each<[json: string, size: number]>([
  ['', 0],
  [' \t\r\n', 0],
  ['{}', 2],
  // White space does not count in texts either.
  ['{"Sid": "a b"}', 12],
])('%j has %d characters', (json, size) => {
  expect(sizeOfDocument(json)).toBe(size);
});

/** A document of so many characters, and white space between them. */
function documentOf(size: number): string {
  const empty = { Version: '2012-10-17', Statement: [], Id: '' };
  const Id = 'x'.repeat(size - JSON.stringify(empty).length);
  return JSON.stringify({ ...empty, Id }, undefined, 2);
}
