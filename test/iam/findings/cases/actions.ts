import { allow, type Cases, deny, ENDPOINT, policy, ROLE } from './case';

const KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CREATE_MODEL = allow('sagemaker:CreateModel', 'arn:aws:sagemaker:us-west-2:123456789012:model/churn');

export const ACTION_CASES: Cases = {
  'invalid-action': {
    broken: [
      { name: 'no service', permissions: policy(allow('GetObject')) },
      { name: 'an empty text', permissions: policy(allow('')) },
      { name: 'a pattern of services', permissions: policy(allow('s3*')) },
      { name: 'two colons', permissions: policy(allow('s:3:GetObject')) },
      { name: 'a space in the service', permissions: policy(allow('s 3:GetObject')) },
      { name: 'a wildcard within the service', permissions: policy(allow('s3*:GetObject')) },
      { name: 'in NotAction', permissions: policy({ Effect: 'Deny', NotAction: 'x', Resource: '*' }) },
    ],
    kept: [
      { name: 'everything', permissions: policy(allow('*')) },
      { name: 'everything, with a colon', permissions: policy(allow('*:*')) },
      { name: 'any service', permissions: policy(allow('*:GetObject')) },
      { name: 'a service that does not exist', permissions: policy(allow('s-3.x:GetObject')) },
    ],
  },
  'unknown-service': {
    broken: [
      { name: 'a typing error', permissions: policy(allow('sagemakr:InvokeEndpoint')) },
      { name: 'a name that objects have', permissions: policy(allow('constructor:x')) },
    ],
    kept: [{ name: 'in capitals', permissions: policy(allow('SageMaker:InvokeEndpoint')) }],
  },
  'unknown-action': {
    broken: [
      { name: 'a typing error', permissions: policy(allow('sagemaker:InvokeEndpont')) },
      { name: 'a pattern that fits none', permissions: policy(allow('sagemaker:Invoke*Model')) },
      { name: 'in a denial', permissions: policy(deny('s3:DeleteObjects')) },
      { name: 'of a service that is known by names only', permissions: policy(allow('dynamodb:GetItems')) },
    ],
    kept: [
      { name: 'in lower case', permissions: policy(allow('sagemaker:invokeendpoint')) },
      { name: 'a pattern', permissions: policy(allow('sagemaker:Invoke?ndpoint*')) },
      { name: 'of a service that is known by names only', permissions: policy(allow('dynamodb:GetItem')) },
    ],
  },
  'missing-dependent-action': {
    broken: [
      { name: 'CreateModel without PassRole', permissions: policy(CREATE_MODEL) },
      {
        name: 'with PassRole, which is denied',
        permissions: policy(CREATE_MODEL, allow('iam:PassRole', ROLE), deny('iam:*', '*')),
      },
      { name: 'with PassRole on what is no role', permissions: policy(CREATE_MODEL, allow('iam:PassRole', ENDPOINT)) },
    ],
    kept: [
      { name: 'with PassRole', permissions: policy(CREATE_MODEL, allow('iam:PassRole', ROLE)) },
      { name: 'with a pattern that includes it', permissions: policy(CREATE_MODEL, allow('iam:Pass*', ROLE)) },
      { name: 'a denial', permissions: policy(deny('sagemaker:CreateModel')) },
    ],
  },
  'possibly-missing-dependent-action': {
    broken: [
      { name: 'tags, which a condition asks for', permissions: policy(taggedEndpoint('aws:RequestTag/team')) },
      { name: 'tags, whose keys a condition asks for', permissions: policy(taggedEndpoint('aws:TagKeys')) },
      {
        name: 'a grant, where the policy is about a key',
        permissions: policy(allow('sagemaker:CreateEndpoint'), allow('kms:Decrypt', KEY)),
      },
      {
        name: 'a grant, where the deployment has a key',
        permissions: policy(allow('sagemaker:CreateEndpoint')),
        context: { target: { kmsKey: KEY } },
      },
      {
        name: 'CreateEndpointConfig without PassRole',
        permissions: policy(allow(['sagemaker:CreateEndpointConfig', 'sagemaker:AddTags'])),
      },
    ],
    kept: [
      { name: 'nothing that asks for it', permissions: policy(allow('sagemaker:CreateEndpoint')) },
      {
        name: 'with all of them',
        permissions: policy(
          taggedEndpoint('aws:RequestTag/team'),
          allow('sagemaker:AddTags'),
          allow(['kms:Decrypt', 'kms:CreateGrant'], KEY),
        ),
      },
      { name: 'an action that needs none', permissions: policy(allow('sagemaker:InvokeEndpoint')) },
    ],
  },
};

function taggedEndpoint(key: string) {
  return allow('sagemaker:CreateEndpoint', ENDPOINT, { Condition: { StringEquals: { [key]: 'fraud' } } });
}
