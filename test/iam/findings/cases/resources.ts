import { allow, type Cases, CONFIG, deny, ENDPOINT, OBJECTS, policy } from './case';
import type { FindingsContext } from '../../../../src/iam/findings/context';

const UPPER = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/Churn';

const MODEL = CONFIG.replace('endpoint-config', 'model');

function besides(...otherEndpoints: string[]): FindingsContext {
  return { target: { endpoint: 'churn' }, otherEndpoints };
}

function on(resource: unknown) {
  return policy(allow('sagemaker:InvokeEndpoint', resource));
}

export const RESOURCE_CASES: Cases = {
  'invalid-resource-arn': {
    broken: [
      { name: 'a name', permissions: on('churn') },
      { name: 'an empty text', permissions: on('') },
      { name: 'too few parts', permissions: on('arn:aws:sqs::queue') },
      { name: 'no service', permissions: on('arn:aws::::queue') },
      { name: 'a partition only', permissions: on('arn:aws') },
      { name: 'a wildcard as service', permissions: on('arn:aws:*:us-west-2:123456789012:x') },
      { name: 'in NotResource', permissions: policy({ Effect: 'Deny', Action: '*', NotResource: 'x' }) },
    ],
    kept: [
      { name: 'an ARN', permissions: on(ENDPOINT) },
      { name: 'everything', permissions: on('*') },
    ],
  },
  'invalid-arn-partition': {
    broken: [
      { name: 'that does not exist', permissions: on('arn:amazon:s3:::models') },
      { name: 'a pattern', permissions: on('arn:aws*:s3:::models') },
      { name: 'a placeholder', permissions: on('arn:${AWS::Partition}:s3:::models') },
    ],
    kept: [
      { name: 'China', permissions: on('arn:aws-cn:s3:::models') },
      { name: 'any', permissions: on('arn:*:s3:::models') },
    ],
  },
  'invalid-arn-region': {
    broken: [
      { name: 'in capitals', permissions: on('arn:aws:sagemaker:US-WEST-2:123456789012:endpoint/churn') },
      { name: 'a zone', permissions: on('arn:aws:sagemaker:us-west-2a:123456789012:endpoint/churn') },
    ],
    kept: [
      { name: 'a pattern', permissions: on('arn:aws:sagemaker:us-*:123456789012:endpoint/churn') },
      { name: 'none', permissions: on('arn:aws:sagemaker::123456789012:endpoint/churn') },
    ],
  },
  'unknown-arn-region': {
    broken: [
      { name: 'of the right form', permissions: on('arn:aws:sagemaker:us-west-9:123456789012:endpoint/churn') },
      { name: 'of a far place', permissions: on('arn:aws:sagemaker:xx-moon-1:123456789012:endpoint/churn') },
    ],
    kept: [
      { name: 'a known one', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn') },
      { name: 'a pattern', permissions: on('arn:aws:sagemaker:us-west-?:123456789012:endpoint/churn') },
    ],
  },
  'missing-arn-field': {
    broken: [
      { name: 'no region', permissions: on('arn:aws:sagemaker::123456789012:endpoint/churn') },
      { name: 'no account', permissions: on('arn:aws:kms:us-west-2::key/1234') },
      { name: 'neither', permissions: on('arn:aws:ecr:::repository/churn') },
    ],
    kept: [
      { name: 'any', permissions: on('arn:aws:sagemaker:*:*:endpoint/churn') },
      { name: 'a bucket', permissions: on('arn:aws:s3:::models') },
      { name: 'a role', permissions: on('arn:aws:iam::123456789012:role/x') },
      { name: 'a dashboard', permissions: on('arn:aws:cloudwatch::123456789012:dashboard/x') },
      { name: 'a service that is known by its names only', permissions: on('arn:aws:route53:::hostedzone/Z1') },
    ],
  },
  'arn-region-not-allowed': {
    broken: [
      { name: 'a bucket', permissions: on('arn:aws:s3:us-west-2::models') },
      { name: 'a role', permissions: on('arn:aws:iam:us-west-2:123456789012:role/x') },
      { name: 'an incomplete bucket', permissions: on('arn:aws:s3') },
    ],
    kept: [
      { name: 'an access point', permissions: on('arn:aws:s3:us-west-2:123456789012:accesspoint/x/object/*') },
      { name: 'a job', permissions: on('arn:aws:s3:us-west-2:123456789012:job/*') },
      { name: 'objects', permissions: on(OBJECTS) },
    ],
  },
  'invalid-arn-account': {
    broken: [
      { name: 'too few digits', permissions: on('arn:aws:sagemaker:us-west-2:12345678901:endpoint/churn') },
      { name: 'a placeholder', permissions: on('arn:aws:sagemaker:us-west-2:account-id:endpoint/churn') },
    ],
    kept: [
      { name: 'any', permissions: on('arn:aws:sagemaker:us-west-2:*:endpoint/churn') },
      { name: 'AWS', permissions: on('arn:aws:iam::aws:policy/ReadOnlyAccess') },
    ],
  },
  'invalid-iam-resource': {
    broken: [
      { name: 'no type', permissions: on('arn:aws:iam::123456789012:churn') },
      { name: 'a type with a wildcard', permissions: on('arn:aws:iam::123456789012:rol*') },
      { name: 'a type with a variable', permissions: on('arn:aws:iam::123456789012:${aws:username}') },
    ],
    kept: [
      {
        name: 'the root of an account',
        permissions: policy(allow('sts:AssumeRoot', 'arn:aws:iam::123456789012:root')),
      },
      { name: 'a name with a variable', permissions: on('arn:aws:iam::123456789012:user/${aws:username}') },
      { name: 'a role', permissions: on('arn:aws:iam::123456789012:role/churn') },
      { name: 'everything', permissions: on('arn:aws:iam::123456789012:*') },
    ],
  },
  'arn-partition-mismatch': {
    broken: [
      {
        name: 'a region of another partition',
        permissions: on('arn:aws:sagemaker:cn-north-1:123456789012:endpoint/churn'),
      },
      {
        name: 'not the partition of the role',
        permissions: on('arn:aws:s3:::models'),
        context: { target: { partition: 'aws-cn' } },
      },
    ],
    kept: [
      {
        name: 'a region of the partition',
        permissions: on('arn:aws-cn:sagemaker:cn-north-1:123456789012:endpoint/churn'),
      },
      { name: 'any partition', permissions: on('arn:*:s3:::models'), context: { target: { partition: 'aws-cn' } } },
    ],
  },
  'incomplete-arn': {
    broken: [{ name: 'a service only', permissions: on('arn:aws:sagemaker') }],
    kept: [{ name: 'six parts', permissions: on('arn:aws:sagemaker:*:*:*') }],
  },
  'wildcard-in-resource-type': {
    broken: [
      { name: 'a part of it', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:end*') },
      { name: 'all of it', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:*/churn') },
      { name: 'a character of it', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:endpoin?/churn') },
      { name: 'a variable', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:${aws:username}/churn') },
      {
        name: 'in a denial',
        permissions: policy(deny('sagemaker:*', 'arn:aws:sagemaker:us-west-2:123456789012:mod*/churn')),
      },
      {
        name: 'with a colon behind the type',
        permissions: policy(allow('logs:CreateLogStream', 'arn:aws:logs:us-west-2:123456789012:log-*:/aws/churn')),
      },
    ],
    kept: [
      { name: 'behind the type', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:endpoint*') },
      { name: 'everything of the account', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:*') },
      { name: 'everything', permissions: on('*') },
      { name: 'a name with a variable', permissions: on('arn:aws:sagemaker:*:*:endpoint/${aws:username}') },
      { name: 'a resource without a type', permissions: policy(allow('s3:ListBucket', 'arn:aws:s3:::mod*')) },
      {
        name: 'of a service that is known by names only',
        permissions: policy(allow('sqs:SendMessage', 'arn:aws:sqs:us-west-2:123456789012:churn*')),
      },
      { name: 'a type that does not fit', permissions: on('arn:aws:sagemaker:us-west-2:123456789012:mod*') },
    ],
  },
  'missing-required-resource': {
    broken: [
      { name: 'an endpoint without configuration', permissions: policy(allow('sagemaker:CreateEndpoint')) },
      { name: 'a configuration without endpoint', permissions: policy(allow('sagemaker:UpdateEndpoint', CONFIG)) },
      {
        name: 'an inference component without its endpoint',
        permissions: policy(
          allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:us-west-2:123456789012:inference-component/churn'),
        ),
      },
      {
        name: 'of which the other one is denied',
        permissions: policy(
          allow('sagemaker:CreateEndpoint', [ENDPOINT, CONFIG]),
          deny('sagemaker:*', 'arn:aws:sagemaker:*:*:endpoint-config/*'),
        ),
      },
      {
        name: 'the other type for another action',
        permissions: policy(allow('sagemaker:CreateEndpoint'), allow('sagemaker:CreateEndpointConfig', CONFIG)),
      },
    ],
    kept: [
      { name: 'both in one statement', permissions: policy(allow('sagemaker:CreateEndpoint', [ENDPOINT, CONFIG])) },
      {
        name: 'in two statements, one of them with a pattern',
        permissions: policy(allow('sagemaker:CreateEndpoint'), allow('sagemaker:Create*', CONFIG)),
      },
      { name: 'everything', permissions: policy(allow('sagemaker:CreateEndpoint', '*')) },
      {
        name: 'by NotResource',
        permissions: policy({ Effect: 'Allow', Action: 'sagemaker:CreateEndpoint', NotResource: OBJECTS }),
      },
      { name: 'an endpoint without its inference component', permissions: policy(allow('sagemaker:InvokeEndpoint')) },
      { name: 'an action with one type', permissions: policy(allow('sagemaker:DeleteEndpoint')) },
      { name: 'neither of them', permissions: policy(allow('sagemaker:CreateEndpoint', OBJECTS)) },
      { name: 'a denial', permissions: policy(deny('sagemaker:CreateEndpoint')) },
    ],
  },
  'action-without-matching-resource': {
    broken: [
      { name: 'a resource of another service', permissions: policy(allow('dynamodb:GetItem', ENDPOINT)) },
      { name: 'objects for an action on buckets', permissions: policy(allow('s3:ListBucket', OBJECTS)) },
      { name: 'a pattern of actions of which none fits', permissions: policy(allow('s3:ListBucket*', OBJECTS)) },
      {
        name: 'another type behind a wildcard',
        permissions: policy(allow('iam:GetRole', 'arn:aws:iam::*:user/churn')),
      },
      {
        name: 'another type behind several wildcards',
        permissions: policy(deny('sts:AssumeRole', 'arn:*:iam::*:saml-provider/x*')),
      },
      { name: 'an endpoint for an action without resources', permissions: policy(allow('sagemaker:ListEndpoints')) },
      {
        name: 'the same of a service that is known by names only',
        permissions: policy(allow('ec2:DescribeInstances', 'arn:aws:ec2:us-west-2:123456789012:instance/*')),
      },
      {
        name: 'no account',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:us-west-2::endpoint/churn')),
      },
      { name: 'a denial', permissions: policy(deny('s3:DeleteBucket', OBJECTS)) },
    ],
    kept: [
      {
        name: 'an object at a multi-region access point',
        permissions: policy(allow('s3:GetObject', 'arn:aws:s3::123456789012:accesspoint/alias.mrap/object/*')),
      },
      {
        name: 'all buckets, for the list of them',
        permissions: policy(allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*')),
      },
      {
        name: 'all of S3 on a bucket and its objects',
        permissions: policy(allow('s3:*', ['arn:aws:s3:::models', OBJECTS])),
      },
      { name: 'all of S3 on objects', permissions: policy(allow('s3:*', OBJECTS)) },
      { name: 'a bucket', permissions: policy(allow('s3:ListBucket', 'arn:aws:s3:::models')) },
      { name: 'objects', permissions: policy(allow('s3:GetObject', OBJECTS)) },
      {
        name: 'an object at an access point',
        permissions: policy(allow('s3:GetObject', 'arn:aws:s3:us-west-2:123456789012:accesspoint/x/object/*')),
      },
      { name: 'everything', permissions: policy(allow('sagemaker:ListEndpoints', '*')) },
      {
        name: 'everything of SageMaker',
        permissions: policy(allow('sagemaker:InvokeEndpoint', 'arn:aws:sagemaker:*:*:*')),
      },
      { name: 'a variable', permissions: policy(allow('s3:GetObject', 'arn:aws:s3:::models/${aws:username}')) },
      {
        name: 'a service that is known by names only',
        permissions: policy(allow('dynamodb:GetItem', 'arn:aws:dynamodb:us-west-2:123456789012:table/x')),
      },
      {
        name: 'one whose resources are called after another',
        permissions: policy(allow('ses:SendEmail', 'arn:aws:ses:us-west-2:123456789012:identity/x')),
      },
    ],
  },
  'resource-without-matching-action': {
    broken: [
      {
        name: 'a bucket for actions on objects',
        permissions: policy(allow(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::models', OBJECTS])),
      },
      { name: 'an endpoint among objects', permissions: policy(allow('s3:GetObject', [OBJECTS, ENDPOINT])) },
    ],
    kept: [
      {
        name: 'an action for each',
        permissions: policy(allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::models', OBJECTS])),
      },
      { name: 'everything', permissions: policy(allow('s3:GetObject', ['arn:aws:s3:::models', '*'])) },
      {
        name: 'with an action that is not known in full',
        permissions: policy(allow(['s3:GetObject', 'dynamodb:GetItem'], [OBJECTS, ENDPOINT])),
      },
    ],
  },
  'endpoint-name-case': {
    broken: [
      { name: 'as given only', permissions: on(UPPER) },
      {
        name: 'an endpoint configuration',
        permissions: policy(
          allow('sagemaker:CreateEndpointConfig', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/Churn-*'),
        ),
      },
      {
        name: 'in lower case for another action',
        permissions: policy(allow('sagemaker:InvokeEndpoint', UPPER), allow('sagemaker:DeleteEndpoint')),
      },
    ],
    kept: [
      { name: 'both forms', permissions: on([UPPER, ENDPOINT]) },
      { name: 'no capitals', permissions: on(ENDPOINT) },
      {
        name: 'a model',
        permissions: policy(allow('sagemaker:DeleteModel', 'arn:aws:sagemaker:us-west-2:123456789012:model/Churn')),
      },
    ],
  },
  'endpoint-name-both-cases': {
    broken: [{ name: 'both forms', permissions: on([UPPER, ENDPOINT]) }],
    kept: [
      { name: 'no capitals', permissions: on(ENDPOINT) },
      { name: 'as given only', permissions: on(UPPER) },
    ],
  },
  'names-of-other-endpoint': {
    broken: [
      { name: 'what is made of the name', permissions: on([CONFIG, `${CONFIG}-*`]), context: besides('churn-prod') },
      { name: 'a pattern of models', permissions: on(`${MODEL}-*`), context: besides('churn-prod') },
      {
        name: 'what begins with the name of the other',
        permissions: on(CONFIG.replace('churn', 'ch*')),
        context: besides('chat'),
      },
      {
        name: 'names that the other one has for its versions',
        permissions: on(CONFIG.replace('churn', 'chat-*')),
        context: besides('chat'),
      },
    ],
    kept: [
      { name: 'no other endpoint', permissions: on(`${CONFIG}-*`) },
      { name: 'one of another name', permissions: on(`${CONFIG}-*`), context: besides('chat', 'churns') },
      { name: 'one of a shorter name', permissions: on(`${CONFIG}-prod-*`), context: besides('churn') },
      { name: 'exact names', permissions: on([CONFIG, MODEL]), context: besides('churn-prod') },
      { name: 'a narrower pattern', permissions: on(`${CONFIG}-v*`), context: besides('churn-prod') },
      { name: 'a denial', permissions: policy(deny('*', `${CONFIG}-*`)), context: besides('churn-prod') },
      { name: 'another type', permissions: on(`${ENDPOINT}-*`), context: besides('churn-prod') },
    ],
  },
};
