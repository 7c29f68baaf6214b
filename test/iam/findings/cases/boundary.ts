import { allow, type Cases, deny, OBJECTS, policy } from './case';

const READ = allow('s3:GetObject', OBJECTS);
const INVOKE = allow('sagemaker:InvokeEndpoint');
const S3 = policy(allow('s3:*', '*'));

export const BOUNDARY_CASES: Cases = {
  'boundary-allows-nothing': {
    broken: [
      { name: 'other actions', permissions: policy(INVOKE), boundary: S3 },
      { name: 'other resources', permissions: policy(READ), boundary: policy(allow('s3:*', 'arn:aws:s3:::other/*')) },
      { name: 'a denial', permissions: policy(READ), boundary: policy(allow('*', '*'), deny('s3:*', '*')) },
    ],
    kept: [
      { name: 'a part', permissions: policy(READ, INVOKE), boundary: S3 },
      {
        name: 'a part of a statement',
        permissions: policy(allow('s3:*', OBJECTS)),
        boundary: policy(allow('s3:Get*', '*')),
      },
      {
        name: 'all of it under a condition',
        permissions: policy(READ),
        boundary: policy(allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      },
      { name: 'nothing of nothing', permissions: policy(deny('s3:*', '*')), boundary: S3 },
      { name: 'no boundary', permissions: policy(READ) },
    ],
  },
  'outside-boundary': {
    broken: [
      { name: 'a statement', permissions: policy(READ, INVOKE), boundary: S3 },
      {
        name: 'one that a denial is about',
        permissions: policy(READ, allow('iam:PassRole', '*')),
        boundary: policy(allow('*', '*'), deny('iam:*', '*')),
      },
    ],
    kept: [
      {
        name: 'a statement of which something is left',
        permissions: policy(allow('s3:*', '*')),
        boundary: policy(READ),
      },
      { name: 'all of them', permissions: policy(INVOKE), boundary: S3 },
      { name: 'one that denies', permissions: policy(READ, deny('sagemaker:*', '*')), boundary: S3 },
    ],
  },
  'boundary-file-differs': {
    broken: [{ name: 'another text', differing: { arn: 'arn:aws:iam::123456789012:policy/b', file: 'b.json' } }],
    kept: [{ name: 'none', permissions: policy(READ), boundary: S3 }],
  },
};
