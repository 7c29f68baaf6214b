import { allow, type Cases, deny, OBJECTS, policy, trust, trustGithub, trustSagemaker, where, ROLE } from './case';

const MODELS = 'arn:aws:s3:::models';

function listing(condition: Readonly<Record<string, unknown>>) {
  return where(condition, 's3:ListBucket', MODELS);
}

export const CONDITION_CASES: Cases = {
  'invalid-condition-key': {
    broken: [{ name: 'no service', permissions: where({ StringEquals: { prefix: 'x' } }) }],
    kept: [
      { name: 'a key that is not known', permissions: where({ StringEquals: { 'aws:SourceIps': 'x' } }) },
      { name: 'a claim without its provider', trust: trustGithub({ StringEquals: { aud: 'x', sub: 'y' } }) },
    ],
  },
  'unknown-condition-key': {
    broken: [
      { name: 'a global key that does not exist', permissions: where({ StringEquals: { 'aws:SourceIps': 'x' } }) },
      {
        name: 'a key of a service that does not exist',
        permissions: listing({ StringEquals: { 's3:prefixes': 'x' } }),
      },
    ],
    kept: [
      { name: 'a global key, in another case', permissions: where({ StringEquals: { 'AWS:username': 'x' } }) },
      { name: 'a tag', permissions: where({ StringEquals: { 'aws:ResourceTag/team': 'x' } }) },
      {
        name: 'a tag of a service',
        permissions: where({ StringEquals: { 'secretsmanager:ResourceTag/team': 'x', 'ssm:resourceTag/team': 'x' } }),
      },
      { name: 'a claim of an identity provider', trust: trustGithub({ StringEquals: { aud: 'x', sub: 'y' } }) },
      {
        name: 'KMS keys under either name',
        permissions: where({
          ArnLike: { 'sagemaker:VolumeKmsKeyArn': 'arn:aws:kms:*:*:key/*' },
          StringLike: { 'sagemaker:VolumeKmsKey': 'x' },
        }),
      },
    ],
  },
  'condition-key-not-for-action': {
    broken: [
      {
        name: 'a key of another action',
        permissions: where({ StringLike: { 's3:prefix': 'x' } }, 's3:GetObject', OBJECTS),
      },
      {
        name: 'for one of two actions',
        permissions: where({ StringLike: { 's3:prefix': 'x' } }, ['s3:ListBucket', 's3:GetObject'], '*'),
      },
      {
        name: 'a key of another service',
        permissions: where({ StringLike: { 's3:prefix': 'x' } }, 'dynamodb:GetItem', '*'),
      },
    ],
    kept: [
      { name: 'a key of the action', permissions: listing({ StringLike: { 's3:prefix': 'x' } }) },
      { name: 'a key of the resource', permissions: where({ StringEquals: { 'sagemaker:ResourceTag/team': 'x' } }) },
      {
        name: 'a key with another name elsewhere',
        permissions: where({ StringLike: { 'sagemaker:VolumeKmsKey': 'x' } }, 'sagemaker:CreateEndpointConfig', '*'),
      },
      {
        name: 'a pattern that includes an action of the key',
        permissions: where({ StringLike: { 's3:prefix': 'x' } }, 's3:List*', '*'),
      },
    ],
  },
  'condition-key-not-for-all-actions': {
    broken: [{ name: 'all of S3', permissions: where({ StringLike: { 's3:prefix': 'x' } }, 's3:*', '*') }],
    kept: [
      {
        name: 'a pattern of which all have it',
        permissions: where({ StringLike: { 's3:prefix': 'x' } }, 's3:ListBucketV*', '*'),
      },
      { name: 'a global key', permissions: where({ Bool: { 'aws:SecureTransport': 'true' } }, 's3:*', '*') },
    ],
  },
  'forall-on-single-valued-key': {
    broken: [
      { name: 'a prefix', permissions: listing({ 'ForAllValues:StringLike': { 's3:prefix': 'x' } }) },
      {
        name: 'in a trust policy',
        trust: trustSagemaker({ 'ForAllValues:StringEquals': { 'aws:SourceAccount': '123456789012' } }),
      },
    ],
    kept: [
      { name: 'tags', permissions: where({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } }) },
      { name: 'without it', permissions: listing({ StringLike: { 's3:prefix': 'x' } }) },
    ],
  },
  'forany-on-single-valued-key': {
    broken: [
      { name: 'a prefix', permissions: listing({ 'ForAnyValue:StringLike': { 's3:prefix': 'x' } }) },
      {
        name: 'in a trust policy',
        trust: trustSagemaker({ 'ForAnyValue:StringEquals': { 'aws:SourceAccount': '123456789012' } }),
      },
      { name: 'a subject', trust: trustGithub({ 'ForAnyValue:StringEquals': { sub: 'x', repository: 'y' } }) },
    ],
    kept: [
      { name: 'tags', permissions: where({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }) },
      { name: 'without it', permissions: listing({ StringLike: { 's3:prefix': 'x' } }) },
      {
        name: 'the ways of signing in, as AWS has it',
        trust: trust(
          { Federated: 'cognito-identity.amazonaws.com' },
          {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-west-2:1' },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
      },
      { name: 'a key that is not known', permissions: where({ 'ForAnyValue:StringEquals': { 'aws:NewKeys': 'x' } }) },
    ],
  },
  'condition-without-effect': {
    broken: [
      { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '128.0.0.0/1', '0.0.0.0/1'] } },
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/1'] } },
      { IpAddress: { 'aws:SourceIp': ['::/1', '8000::/1'] } },
      { IpAddressIfExists: { 'aws:SourceIp': '0.0.0.0/0' } },
      { StringLike: { 'aws:PrincipalAccount': ['123456789012', '*'] } },
      { StringLike: { 'aws:PrincipalArn': '*' } },
      { StringLike: { 'aws:PrincipalArn': 'arn:*' } },
      { ArnLike: { 'aws:PrincipalArn': 'arn:*:*:*:*:*' } },
    ].map((condition) => ({ name: JSON.stringify(condition), permissions: where(condition) })),
    kept: [
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/2'] } },
      { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '::/1'] } },
      { NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' } },
      // That the key is there is asked for.
      { StringLike: { 'aws:PrincipalTag/team': '*' } },
      { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:*' } },
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:*:*:123456789012:*' } },
      { StringNotLike: { 'aws:PrincipalAccount': '*' } },
    ].map((condition) => ({ name: JSON.stringify(condition), permissions: where(condition) })),
  },
  'time-without-effect': {
    broken: [
      { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '9999-12-31T23:59:59Z' } },
      { DateLessThanEquals: { 'aws:EpochTime': '253402300799' } },
      { NumericGreaterThanEquals: { 'aws:EpochTime': '0' } },
      { DateGreaterThan: { 'aws:CurrentTime': ['2060-01-01', '2020-01-01'] } },
    ].map((condition) => ({ name: JSON.stringify(condition), permissions: where(condition) })),
    kept: [
      { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
      { DateGreaterThan: { 'aws:CurrentTime': '2060-01-01T00:00:00Z' } },
      { DateGreaterThan: { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } },
      { DateNotEquals: { 'aws:CurrentTime': '2020-01-01' } },
    ].map((condition) => ({ name: JSON.stringify(condition), permissions: where(condition) })),
  },
  'multivalued-key-without-quantifier': {
    broken: [{ name: 'tags', permissions: where({ StringEquals: { 'aws:TagKeys': 'x' } }) }],
    kept: [
      { name: 'any of them', permissions: where({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } }) },
      { name: 'whether there are any', permissions: where({ Null: { 'aws:TagKeys': 'false' } }) },
    ],
  },
  'forall-without-null-check': {
    broken: [
      { name: 'allowing', permissions: where({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } }) },
      {
        name: 'tags of a session beside what is no tag',
        trust: trust({ AWS: ROLE }, { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } }, [
          'sts:TagSession',
          'sts:AssumeRole',
        ]),
      },
    ],
    kept: [
      {
        name: 'with Null',
        permissions: where({ 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' }, Null: { 'aws:TagKeys': 'false' } }),
      },
      {
        name: 'denying',
        permissions: policy(deny('*', '*', { Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } } })),
      },
      {
        name: 'tags of a session, which always have keys',
        trust: trust({ AWS: ROLE }, { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'x' } }, 'sts:TagSession'),
      },
    ],
  },
  'mfa-check-without-effect': {
    broken: [
      { name: 'allowing without MFA', permissions: where({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }) },
      {
        name: 'denying where the key is there only',
        permissions: policy(deny('*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': false } } })),
      },
    ],
    kept: [
      {
        name: 'denying',
        permissions: policy(deny('*', '*', { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })),
      },
      { name: 'allowing', permissions: where({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }) },
    ],
  },
  'invalid-date': {
    broken: [
      { name: 'a word', permissions: where({ DateLessThan: { 'aws:CurrentTime': 'tomorrow' } }) },
      { name: 'a month too many', permissions: where({ DateLessThan: { 'aws:CurrentTime': '2030-13-01T00:00:00Z' } }) },
      {
        name: 'half a time zone',
        permissions: where({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00+1' } }),
      },
      { name: 'too many seconds', permissions: where({ DateLessThan: { 'aws:EpochTime': '9223372036854775808' } }) },
    ],
    kept: [
      {
        name: 'with a time zone',
        permissions: where({ DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00.5+01:00' } }),
      },
      { name: 'a day', permissions: where({ DateLessThan: { 'aws:CurrentTime': '2030-01-01' } }) },
      { name: 'with digits missing', permissions: where({ DateLessThan: { 'aws:CurrentTime': '2030-1-1t2:00' } }) },
      { name: 'seconds', permissions: where({ DateLessThan: { 'aws:EpochTime': 9223372036854 } }) },
    ],
  },
  'invalid-condition-value': {
    broken: [
      { name: 'a number', permissions: listing({ NumericLessThan: { 's3:max-keys': 'ten' } }) },
      { name: 'a boolean', permissions: where({ Bool: { 'aws:SecureTransport': 'yes' } }) },
      { name: 'an address', permissions: where({ IpAddress: { 'aws:SourceIp': 'localhost' } }) },
      { name: 'an ARN', trust: trustSagemaker({ ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker' } }) },
      { name: 'Null', permissions: where({ Null: { 'aws:username': 'maybe' } }) },
      { name: 'an asterisk as ARN', permissions: where({ ArnLike: { 'aws:PrincipalArn': '*' } }) },
      { name: 'a variable as boolean', permissions: where({ Bool: { 'aws:SecureTransport': '${aws:username}' } }) },
      { name: 'a variable as number', permissions: listing({ NumericEquals: { 's3:max-keys': '${aws:username}' } }) },
      { name: 'a variable as address', permissions: where({ IpAddress: { 'aws:SourceIp': '${aws:username}' } }) },
      { name: 'a text as ARN', permissions: where({ StringEquals: { 'aws:PrincipalArn': 'churn' } }) },
      { name: 'a pattern that no ARN fits', permissions: where({ StringLike: { 'aws:PrincipalArn': 'churn*' } }) },
      { name: 'a part of an ARN', permissions: where({ StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam' } }) },
    ],
    kept: [
      { name: 'any ARN as text', permissions: where({ StringLike: { 'aws:PrincipalArn': ['*', 'arn:*', 'a*/x'] } }) },
      { name: 'an ARN as text', permissions: where({ StringEquals: { 'aws:PrincipalArn': ROLE } }) },
      { name: 'a variable as text', permissions: where({ StringEquals: { 'aws:PrincipalArn': '${aws:username}' } }) },
      {
        name: 'a variable in an ARN',
        permissions: where({ ArnLike: { 'aws:PrincipalArn': `${ROLE}\${aws:username}` } }),
      },
      { name: 'a number', permissions: listing({ NumericLessThan: { 's3:max-keys': 10 } }) },
      { name: 'a range', permissions: where({ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] } }) },
      { name: 'a variable', permissions: where({ ArnLike: { 'aws:PrincipalArn': '${aws:username}' } }) },
    ],
  },
  'operator-type-mismatch': {
    broken: [
      { name: 'a text as number', permissions: listing({ NumericEquals: { 's3:prefix': '1' } }) },
      { name: 'a number as text', permissions: listing({ StringEquals: { 's3:max-keys': '10' } }) },
      { name: 'an address as text', permissions: where({ StringLike: { 'aws:SourceIp': '10.*' } }) },
    ],
    kept: [
      { name: 'a date as number of seconds', permissions: where({ NumericLessThan: { 'aws:EpochTime': '1' } }) },
      { name: 'a boolean as text', permissions: where({ StringEquals: { 'aws:SecureTransport': 'true' } }) },
      { name: 'whether a number is there', permissions: listing({ Null: { 's3:max-keys': 'true' } }) },
      ...[
        { ArnLike: { 'aws:ResourceTag/owner': 'arn:aws:ecs:*:*:task/*' } },
        { NumericLessThan: { 'aws:PrincipalTag/level': '5' } },
        { DateGreaterThan: { 'aws:RequestTag/expires': '2027-01-01T00:00:00Z' } },
        { Bool: { 's3:ExistingObjectTag/public': 'true' } },
      ].map((condition) => ({ name: `what a tag holds: ${JSON.stringify(condition)}`, permissions: where(condition) })),
    ],
  },
  'arn-compared-as-string': {
    broken: [
      {
        name: 'StringLike',
        trust: trustSagemaker({ StringLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } }),
      },
    ],
    kept: [
      {
        name: 'ArnLike',
        trust: trustSagemaker({ ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } }),
      },
    ],
  },
  'wildcard-without-like': {
    broken: [
      { name: 'a folder', permissions: listing({ StringEquals: { 's3:prefix': 'churn/*' } }) },
      { name: 'negated', permissions: listing({ StringNotEquals: { 's3:prefix': 'churn/?' } }) },
      {
        name: 'a name in a subject',
        trust: trustGithub({ StringEquals: { sub: 'repo:acme/churn:environment:prod*' } }),
      },
    ],
    kept: [
      // That no token has such a subject says it all.
      { name: 'a subject', trust: trustGithub({ StringEquals: { sub: 'repo:acme/churn:*' } }) },
      { name: 'StringLike', permissions: listing({ StringLike: { 's3:prefix': 'churn/*' } }) },
      { name: 'the character itself', permissions: listing({ StringEquals: { 's3:prefix': 'churn/${*}' } }) },
      {
        name: 'the asterisk that SageMaker sends',
        trust: trustSagemaker({ StringEquals: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } }),
      },
    ],
  },
  'empty-variable': {
    broken: [
      { name: 'in a resource', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${}')) },
      { name: 'with a default', permissions: listing({ StringLike: { 's3:prefix': "${, 'x'}" } }) },
    ],
    kept: [{ name: 'with a name', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')) }],
  },
  'invalid-variable': {
    broken: [
      { name: 'a placeholder', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${BUCKET}')) },
      { name: 'no name of a service', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${:a}')) },
    ],
    kept: [
      { name: 'a key', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')) },
      { name: 'a key of later', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:newest}')) },
    ],
  },
  'unknown-variable': {
    broken: [
      { name: 'a misspelt key', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:usrname}')) },
      { name: 'of a service', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${s3:newest}')) },
    ],
    kept: [
      {
        name: 'with a default',
        permissions: policy(allow('s3:GetObject', "arn:aws:s3:::models/${aws:username, 'x'}")),
      },
      { name: 'an asterisk', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${*}')) },
      {
        name: 'a claim',
        permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${cognito-identity.amazonaws.com:sub}')),
      },
    ],
  },
  'variable-in-old-version': {
    broken: [
      {
        name: 'the old one',
        permissions: { ...policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')), Version: '2008-10-17' },
      },
    ],
    kept: [
      { name: 'the current one', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')) },
    ],
  },
  'unclosed-variable': {
    broken: [{ name: 'at the end', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username')) }],
    kept: [{ name: 'closed', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')) }],
  },
  'misplaced-variable': {
    broken: [
      {
        name: 'the account',
        permissions: policy(
          allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:us-west-2:${aws:PrincipalAccount}:endpoint/churn'),
        ),
      },
      { name: 'an action', permissions: policy(allow('s3:${aws:username}')) },
    ],
    kept: [
      {
        name: 'the name',
        permissions: policy(
          allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/${aws:username}'),
        ),
      },
    ],
  },
};
