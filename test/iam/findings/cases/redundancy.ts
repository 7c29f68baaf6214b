import { allow, type Cases, deny, ENDPOINT, OBJECTS, policy, trust } from './case';

export const REDUNDANCY_CASES: Cases = {
  'redundant-action': {
    broken: [
      { name: 'twice', permissions: policy(allow(['s3:GetObject', 's3:getobject'])) },
      { name: 'within a pattern', permissions: policy(allow(['s3:GetObject', 's3:Get*'])) },
      { name: 'a pattern within a pattern', permissions: policy(allow(['s3:GetO*', 's3:G*'])) },
      { name: 'an asterisk within a question mark and another', permissions: policy(allow(['s3:*Object', 's3:?*'])) },
    ],
    kept: [{ name: 'patterns that have something in common', permissions: policy(allow(['s3:Get*', 's3:*Object'])) }],
  },
  'redundant-resource': {
    broken: [
      { name: 'within a pattern', permissions: policy(allow('s3:GetObject', ['arn:aws:s3:::models/x', OBJECTS])) },
      { name: 'within everything', permissions: policy(allow('s3:GetObject', [OBJECTS, '*'])) },
      {
        name: 'twice with a variable',
        permissions: policy(allow('s3:GetObject', [`${OBJECTS}\${aws:username}`, `${OBJECTS}\${aws:username}`])),
      },
      {
        name: 'a variable in another case',
        permissions: policy(
          allow('s3:GetObject', ['arn:aws:s3:::models/${aws:username}', 'arn:aws:s3:::models/${aws:UserName}']),
        ),
      },
    ],
    kept: [
      {
        name: 'a bucket and its objects',
        permissions: policy(allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::models', OBJECTS])),
      },
      {
        name: 'a folder of a variable, and itself',
        permissions: policy(
          allow('s3:GetObject', ['arn:aws:s3:::models/${aws:username}', 'arn:aws:s3:::models/${aws:username}/*']),
        ),
      },
      {
        name: 'question marks, and a variable whose value may be of another length',
        permissions: policy(
          allow('s3:GetObject', [
            'arn:aws:s3:::models/${aws:username}',
            `arn:aws:s3:::models/${'?'.repeat('${aws:username}'.length + 1)}`,
          ]),
        ),
      },
      {
        name: 'a variable, and a pattern of the text that stands for it',
        permissions: policy(allow('s3:GetObject', ['arn:aws:s3:::models/${aws:username}', 'arn:aws:s3:::models/$*'])),
      },
      {
        name: 'names that differ by case',
        permissions: policy(allow('sagemaker:InvokeEndpoint', [ENDPOINT, ENDPOINT.replace('churn', 'Churn')])),
      },
    ],
  },
  'redundant-statement': {
    broken: [
      { name: 'twice', permissions: policy(allow('s3:GetObject', OBJECTS), allow(['s3:GetObject'], OBJECTS)) },
      {
        name: 'less than another',
        permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/x'), allow('s3:*', OBJECTS)),
      },
      {
        name: 'with the same condition, written otherwise',
        permissions: policy(
          allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:username': ['x', 'y'] } } }),
          allow('s3:GetObject', OBJECTS, { Condition: { stringequals: { 'AWS:UserName': ['y', 'x'] } } }),
        ),
      },
      {
        name: 'with a condition more',
        permissions: policy(
          allow('s3:GetObject', OBJECTS, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
          allow('s3:GetObject', OBJECTS),
        ),
      },
    ],
    kept: [
      {
        name: 'with other values of the same key',
        permissions: policy(
          allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:username': 'X' } } }),
          allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:username': 'x' } } }),
        ),
      },
      {
        name: 'with another operator',
        permissions: policy(
          allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:username': 'x' } } }),
          allow('s3:GetObject', OBJECTS, { Condition: { StringNotEquals: { 'aws:username': 'x' } } }),
        ),
      },
      { name: 'a denial', permissions: policy(allow('s3:GetObject', OBJECTS), deny('s3:GetObject', OBJECTS)) },
      { name: 'other actions', permissions: policy(allow('s3:GetObject', OBJECTS), allow('s3:PutObject', OBJECTS)) },
      {
        name: 'all but the same actions',
        permissions: policy(allow('s3:GetObject', OBJECTS), {
          Effect: 'Allow',
          NotAction: 's3:GetObject',
          Resource: OBJECTS,
        }),
      },
      {
        name: 'of which nobody knows what they do',
        permissions: policy(...[1, 2].map(() => ({ Action: 's3:GetObject', Resource: OBJECTS }))),
      },
      {
        name: 'with other conditions',
        permissions: policy(
          allow('s3:GetObject', OBJECTS, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
          allow('s3:GetObject', OBJECTS, { Condition: { StringEquals: { 'aws:username': 'x' } } }),
        ),
      },
      {
        name: 'other principals',
        trust: policy(
          ...[trust({ AWS: '123456789012' }), trust({ AWS: '210987654321' })].map(({ Statement: [one] }: any) => one),
        ),
      },
    ],
  },
};
