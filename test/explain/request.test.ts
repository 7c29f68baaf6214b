import { parseRequest } from '../../src/explain/request';

it.each<[string, object]>([
  ['s3:ListAllMyBuckets', { action: 's3:ListAllMyBuckets' }],
  ['s3:GetObject,arn:aws:s3:::b/a', { action: 's3:GetObject', resources: ['arn:aws:s3:::b/a'] }],
  ['s3:GetObject,arn:aws:s3:::b/k=1', { action: 's3:GetObject', resources: ['arn:aws:s3:::b/k=1'] }],
  ['ec2:Run,*', { action: 'ec2:Run', resources: ['*'] }],
  ['s3:GetObject,arn:aws:s3:::b/a,b=1,c', { action: 's3:GetObject', resources: ['arn:aws:s3:::b/a,b=1,c'] }],
  ['a:B,arn:aws:x:::a,arn:aws:x:::b', { action: 'a:B', resources: ['arn:aws:x:::a', 'arn:aws:x:::b'] }],
  [
    's3:ListBucket,arn:aws:s3:::b,s3:prefix=a,b,aws:SourceIp=192.0.2.1',
    {
      action: 's3:ListBucket',
      resources: ['arn:aws:s3:::b'],
      context: { 's3:prefix': 'a,b', 'aws:SourceIp': '192.0.2.1' },
    },
  ],
  ['a:B,aws:TagKeys=x,aws:TagKeys=y', { action: 'a:B', context: { 'aws:TagKeys': ['x', 'y'] } }],
  ['a:B,aws:RequestTag/team=a=b', { action: 'a:B', context: { 'aws:RequestTag/team': 'a=b' } }],
  ['a:B,aws:SourceArn=arn:aws:s3:::b', { action: 'a:B', context: { 'aws:SourceArn': 'arn:aws:s3:::b' } }],
  ['a:B,aws:Referer=', { action: 'a:B', context: { 'aws:Referer': '' } }],
  [
    'sts:AssumeRoleWithWebIdentity,principal=Federated:arn:aws:iam::1:oidc-provider/a,token.example.com:sub=repo:a/b',
    {
      action: 'sts:AssumeRoleWithWebIdentity',
      principal: { type: 'Federated', value: 'arn:aws:iam::1:oidc-provider/a' },
      context: { 'token.example.com:sub': 'repo:a/b' },
    },
  ],
  ['sts:AssumeRole,principal=AWS:arn:aws:iam::1:role/a,b', { action: 'sts:AssumeRole', principal: { type: 'AWS', value: 'arn:aws:iam::1:role/a,b' } }], // prettier-ignore
])('reads %s', (text, request) => {
  expect(parseRequest(text)).toEqual({ ok: true, value: request });
});

it.each([
  ['', 'an action'],
  ['GetObject', 'an action'],
  ['s3:*', 'an action'],
  ['s3:GetObject,bucket', 'not bucket'],
  ['s3:GetObject,', 'not nothing'],
  ['s3:GetObject,principal=Nobody:x', 'one of the types AWS'],
  ['s3:GetObject,principal=x', 'one of the types AWS'],
])('refuses "%s"', (text, expected) => {
  expect(parseRequest(text)).toEqual({ ok: false, expected: expect.stringContaining(expected) });
});
