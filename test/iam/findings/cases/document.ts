import { allow, type Cases, ENDPOINT, policy, trustSagemaker } from './case';

const GOOD = policy(allow('sagemaker:InvokeEndpoint'));

function manyEndpoints(count: number) {
  return Array.from({ length: count }, (_, index) => `${ENDPOINT}-${index}`);
}

export const DOCUMENT_CASES: Cases = {
  'invalid-json': {
    broken: [
      { name: 'a text', permissions: 'no JSON' },
      { name: 'an empty text', permissions: '' },
      { name: 'a trailing comma', permissions: '{"Version": "2012-10-17",}' },
      { name: 'what JSON does not have', permissions: policy({ ...allow('*'), Sid: 1n }) },
    ],
    kept: [{ name: 'a JSON text', permissions: JSON.stringify(GOOD) }],
  },
  'duplicate-json-key': {
    broken: [
      {
        name: 'in a statement',
        permissions:
          '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}}',
      },
      {
        name: 'written with an escape',
        permissions: '{"Version":"2012-10-17","V\\u0065rsion":"2012-10-17","Statement":[]}',
      },
    ],
    kept: [
      { name: 'the same key in several objects', permissions: JSON.stringify(policy(allow('*'), allow('s3:*'))) },
      { name: 'a key that is also a value', permissions: '{"Version":"Version","Statement":["Version","Version"]}' },
    ],
  },
  'nesting-too-deep': {
    broken: [
      { name: 'arrays', permissions: '['.repeat(5_000) + ']'.repeat(5_000) },
      { name: 'an object that contains itself', permissions: cyclic() },
    ],
    kept: [{ name: 'a policy', permissions: GOOD }],
  },
  'document-too-large': {
    broken: [
      { name: 'over the quota', permissions: policy(allow('sagemaker:InvokeEndpoint', manyEndpoints(120))) },
      { name: 'a trust policy over its quota', trust: { ...trustSagemaker(), Id: 'x'.repeat(2_048) } },
      { name: 'far over the quota', permissions: `{"Id":"${'x'.repeat(1_000_000)}"}` },
    ],
    kept: [
      { name: 'white space only', permissions: `${JSON.stringify(GOOD)}${' '.repeat(100_000)}` },
      { name: 'with a higher quota', permissions: { ...GOOD, Id: 'x'.repeat(7_000) }, context: { quota: 10_000 } },
    ],
  },
  'document-near-quota': {
    broken: [{ name: 'over nine tenths', permissions: { ...GOOD, Id: 'x'.repeat(5_700) } }],
    kept: [{ name: 'below', permissions: { ...GOOD, Id: 'x'.repeat(5_000) } }],
  },
};

function cyclic(): unknown {
  const object: Record<string, unknown> = {};
  object.Statement = object;
  return object;
}
