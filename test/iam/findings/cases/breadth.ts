import { allow, type Cases, deny, ENDPOINT, OBJECTS, policy } from './case';
import { PARTITIONS } from '../../../../src/aws/partition';

const MODELS = 'arn:aws:s3:::models';
const STATE = { state: { bucket: 'models', prefix: 'state/' } };

export const BREADTH_CASES: Cases = {
  'full-access': {
    broken: [
      { name: 'everything', permissions: policy(allow('*', '*')) },
      { name: 'everything, with a colon', permissions: policy(allow('*:*', '*')) },
      { name: 'but what is denied', permissions: policy(allow('*', '*'), deny('iam:*', '*')) },
      {
        name: 'which is denied under a condition',
        permissions: policy(
          allow('*', '*'),
          deny('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ),
      },
      {
        name: 'under conditions',
        permissions: policy(allow('*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      },
    ],
    kept: [
      { name: 'denied', permissions: policy(deny('*', '*')) },
      { name: 'on one resource', permissions: policy(allow('*', ENDPOINT)) },
      { name: 'of which all is denied', permissions: policy(allow('*', '*'), deny('*', '*')) },
      {
        name: 'of which all is denied but some actions',
        permissions: policy(allow('*', '*'), { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }),
      },
      {
        name: 'of which all is denied but on some resources',
        permissions: policy(allow('*', '*'), { Effect: 'Deny', Action: '*', NotResource: OBJECTS }),
      },
    ],
  },
  'allow-not-action': {
    broken: [{ name: 'allowing', permissions: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }) }],
    kept: [
      { name: 'denying', permissions: policy({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }) },
      {
        name: 'of which all is denied',
        permissions: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, deny('*', '*')),
      },
    ],
  },
  'allow-not-resource': {
    broken: [
      { name: 'allowing', permissions: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: OBJECTS }) },
    ],
    kept: [
      { name: 'denying', permissions: policy({ Effect: 'Deny', Action: 's3:GetObject', NotResource: OBJECTS }) },
      {
        name: 'of which all is denied',
        permissions: policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: OBJECTS }, deny('s3:*', '*')),
      },
      {
        name: 'of which something severer is told',
        permissions: policy({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: OBJECTS }),
      },
    ],
  },
  'write-on-every-resource': {
    broken: [
      { name: 'one action', permissions: policy(allow('sagemaker:DeleteEndpoint', '*')) },
      { name: 'a pattern', permissions: policy(allow('sagemaker:*', '*')) },
      { name: 'of a service that is known by names only', permissions: policy(allow('dynamodb:PutItem', '*')) },
      {
        name: 'denied on one resource',
        permissions: policy(allow('sagemaker:DeleteEndpoint', '*'), deny('sagemaker:DeleteEndpoint', ENDPOINT)),
      },
      {
        name: 'of which a part is denied',
        permissions: policy(allow('sagemaker:*', '*'), deny('sagemaker:Delete*', '*')),
      },
    ],
    kept: [
      { name: 'on one resource', permissions: policy(allow('sagemaker:DeleteEndpoint')) },
      { name: 'an action without resources', permissions: policy(allow('cloudwatch:PutMetricData', '*')) },
      { name: 'reading', permissions: policy(allow('sagemaker:DescribeEndpoint', '*')) },
      { name: 'denied', permissions: policy(deny('sagemaker:DeleteEndpoint', '*')) },
      {
        name: 'allowed and denied',
        permissions: policy(allow('sagemaker:DeleteEndpoint', '*'), deny('sagemaker:Delete*', '*')),
      },
      {
        name: 'denied on all but one resource',
        permissions: policy(allow('sagemaker:DeleteEndpoint', '*'), {
          Effect: 'Deny',
          Action: 'sagemaker:*',
          NotResource: ENDPOINT,
        }),
      },
      { name: 'of which something severer is told', permissions: policy(allow('iam:PassRole', '*')) },
      {
        name: 'for another principal than the role',
        permissions: policy(
          allow('sagemaker:DeleteEndpoint', '*', {
            Condition: { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/a' } },
          }),
        ),
        context: { role: { arn: 'arn:aws:iam::123456789012:role/b' } },
      },
    ],
  },
  'read-on-every-resource': {
    broken: [{ name: 'one action', permissions: policy(allow('sagemaker:DescribeEndpoint', '*')) }],
    kept: [
      { name: 'an action without resources', permissions: policy(allow('sagemaker:ListEndpoints', '*')) },
      { name: 'on one resource', permissions: policy(allow('sagemaker:DescribeEndpoint')) },
    ],
  },
  'resource-effectively-everything': {
    broken: [
      {
        name: 'all endpoints',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:*:endpoint/*')),
      },
      { name: 'all objects', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::*/*')) },
      {
        name: 'everything of a service',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:*:sagemaker:*:*:*')),
      },
      {
        name: 'all access points',
        permissions: policy(allow('s3:GetAccessPoint', 'arn:aws:s3:*:*:accesspoint/*')),
      },
      {
        name: 'what there is one of in each account',
        permissions: policy(allow('s3:GetAccessGrantsInstance', 'arn:aws:s3:*:*:access-grants/default')),
      },
      {
        name: 'names of several parts',
        permissions: policy(allow('s3:GetAccessGrant', 'arn:aws:s3:*:*:access-grants/default/grant/*')),
      },
      {
        name: 'all parts of all resources of a service that is known by names only',
        permissions: policy(allow('dynamodb:DescribeBackup', 'arn:aws:dynamodb:*:*:table/*/backup/*')),
      },
      { name: 'two asterisks', permissions: policy(allow('sagemaker:InvokeEndpoint', '**')) },
    ],
    kept: [
      {
        name: 'of one account',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:123456789012:endpoint/*')),
      },
      {
        name: 'the access points of one account',
        permissions: policy(allow('s3:GetAccessPoint', 'arn:aws:s3:*:123456789012:accesspoint/*')),
      },
      {
        name: 'what other actions are about',
        permissions: policy(allow('s3:GetObject', 'arn:aws:s3:*:*:access-grants/default')),
      },
      {
        name: 'a part of that name',
        permissions: policy(allow('lambda:InvokeFunction', 'arn:aws:lambda:*:*:function:*:live')),
      },
      { name: 'everything, as it is', permissions: policy(allow('s3:GetObject', '*')) },
      { name: 'of one bucket', permissions: policy(allow('s3:GetObject', OBJECTS)) },
      {
        name: 'denied',
        permissions: policy(
          allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:*:endpoint/*'),
          deny('sagemaker:InvokeEndpoint', '*'),
        ),
      },
      {
        name: 'of which something severer is told',
        permissions: policy(allow('iam:PassRole', 'arn:aws:iam::*:role/*')),
      },
      {
        name: 'with a beginning',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:*:endpoint/churn-*')),
      },
    ],
  },
  'bucket-policy-escalation': {
    broken: [
      {
        name: 'the policy of a bucket',
        permissions: policy(allow(['s3:PutBucketPolicy', 's3:GetObject'], [MODELS, OBJECTS])),
      },
      { name: 'by a pattern', permissions: policy(allow(['s3:Put*', 's3:Get*'], '*')) },
      {
        name: 'in China',
        permissions: policy(allow(['s3:PutBucketPolicy', 's3:GetObject'], 'arn:aws-cn:s3:::models')),
      },
      {
        name: 'where the use of objects is denied',
        permissions: policy(allow('s3:*', [MODELS, OBJECTS]), deny('s3:DeleteObject', OBJECTS)),
      },
    ],
    kept: [
      {
        name: 'where the use of some objects is denied',
        permissions: policy(allow('s3:*', [MODELS, OBJECTS]), deny('s3:DeleteObject', `${MODELS}/churn/*`)),
      },
      {
        name: 'where the use of objects is denied on a condition',
        permissions: policy(
          allow('s3:*', [MODELS, OBJECTS]),
          deny('s3:DeleteObject', OBJECTS, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ),
      },
      {
        name: 'who may do everything with the objects',
        permissions: policy(allow(['s3:PutBucketPolicy', 's3:*Object'], [MODELS, OBJECTS])),
      },
      { name: 'denied', permissions: policy(allow('s3:PutBucketPolicy', MODELS), deny('*', '*')) },
      { name: 'without it', permissions: policy(allow('s3:ListBucket', MODELS)) },
    ],
  },
  'state-bucket-writable': {
    broken: [
      { name: 'all objects', permissions: policy(allow('s3:PutObject', OBJECTS)), context: STATE },
      { name: 'a pattern of buckets', permissions: policy(allow('s3:Delete*', 'arn:aws:s3:::mod*')), context: STATE },
      {
        name: 'a folder around the state',
        permissions: policy(allow('s3:PutObject', 'arn:aws:s3:::models/st*')),
        context: STATE,
      },
      { name: 'the policy of the bucket', permissions: policy(allow('s3:PutBucketPolicy', MODELS)), context: STATE },
      ...PARTITIONS.map((partition) => ({
        name: `all objects, in ${partition}`,
        permissions: policy(allow('s3:PutObject', `arn:${partition}:s3:::models/*`)),
        context: { ...STATE, target: { partition } },
      })),
      {
        name: 'a state without a folder',
        permissions: policy(allow('s3:PutObject', OBJECTS)),
        context: { state: { bucket: 'models' } },
      },
      {
        name: 'which only another bucket is denied',
        permissions: policy(allow('s3:PutObject', OBJECTS), deny('s3:*', 'arn:aws:s3:::x/*')),
        context: STATE,
      },
      {
        name: 'which is denied under a condition',
        permissions: policy(
          allow('s3:PutObject', OBJECTS),
          deny('s3:*', OBJECTS, { Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ),
        context: STATE,
      },
      {
        name: 'all other buckets',
        permissions: policy({ Effect: 'Allow', Action: 's3:PutObject', NotResource: 'arn:aws:s3:::x/*' }),
        context: STATE,
      },
    ],
    kept: [
      {
        name: 'another folder',
        permissions: policy(allow('s3:PutObject', 'arn:aws:s3:::models/churn/*')),
        context: STATE,
      },
      { name: 'another bucket', permissions: policy(allow('s3:PutObject', 'arn:aws:s3:::models2/*')), context: STATE },
      { name: 'reading', permissions: policy(allow('s3:GetObject', OBJECTS)), context: STATE },
      { name: 'a state that is elsewhere', permissions: policy(allow('s3:PutObject', OBJECTS)) },
      {
        name: 'denied',
        permissions: policy(allow('s3:PutObject', OBJECTS), deny('s3:*', 'arn:aws:s3:::models/state/*')),
        context: STATE,
      },
    ],
  },
};
