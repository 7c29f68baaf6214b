import { allow, type Cases, ENDPOINT, policy, trust, trustSagemaker } from './case';

const GOOD = allow('sagemaker:InvokeEndpoint');
const KEPT = [
  { name: 'a good policy', permissions: policy(GOOD) },
  { name: 'a good trust policy', trust: trustSagemaker() },
];

export const ELEMENT_CASES: Cases = {
  'not-a-policy': {
    broken: [
      { name: 'null', permissions: null },
      { name: 'an array', permissions: [GOOD] },
      { name: 'a JSON text', permissions: '"Version"' },
    ],
    kept: KEPT,
  },
  'unknown-element': {
    broken: [
      { name: 'of the document', permissions: { ...policy(GOOD), Statements: [] } },
      { name: 'in lower case', permissions: policy({ ...GOOD, condition: {} }) },
      { name: 'a prototype', permissions: '{"__proto__":{},"Version":"2012-10-17","Statement":[]}' },
      { name: 'a type of principals', trust: trust({ Services: 'sagemaker.amazonaws.com' }) },
    ],
    kept: [...KEPT, { name: 'an Id', permissions: { ...policy(GOOD), Id: 'churn' } }],
  },
  'wrong-type': {
    broken: [
      { name: 'Id', permissions: { ...policy(GOOD), Id: ['a'] } },
      { name: 'Sid', permissions: policy({ ...GOOD, Sid: 1 }) },
      { name: 'Statement', permissions: { Version: '2012-10-17', Statement: 'x' } },
      { name: 'a statement', permissions: policy('x') },
      { name: 'an action in an array of arrays', permissions: policy(allow([['s3:GetObject']])) },
      { name: 'a null as action', permissions: policy(allow(null)) },
      { name: 'an object as resource', permissions: policy(allow('s3:GetObject', [{ 'Fn::Sub': 'x' }])) },
      { name: 'Condition', permissions: policy({ ...GOOD, Condition: [] }) },
      { name: 'an operator without keys', permissions: policy({ ...GOOD, Condition: { StringEquals: 'x' } }) },
      { name: 'a value', permissions: policy({ ...GOOD, Condition: { StringEquals: { 'aws:username': {} } } }) },
      { name: 'a principal', trust: trust(['*']) },
    ],
    kept: [
      ...KEPT,
      {
        name: 'numbers and booleans as values',
        permissions: policy({ ...GOOD, Condition: { Bool: { 'aws:SecureTransport': true } } }),
      },
      { name: 'an element that is undefined', permissions: policy({ ...GOOD, Sid: undefined, Condition: undefined }) },
    ],
  },
  'invalid-version': {
    broken: [
      { name: 'another date', permissions: { ...policy(GOOD), Version: '2013-10-17' } },
      { name: 'a number', trust: { ...trustSagemaker(), Version: 1 } },
    ],
    kept: [...KEPT, { name: 'the old one', permissions: { ...policy(GOOD), Version: '2008-10-17' } }],
  },
  'version-required': {
    broken: [
      { name: 'none', permissions: { Statement: [GOOD] } },
      { name: 'the old one', permissions: { ...policy(GOOD), Version: '2008-10-17' } },
    ],
    kept: [...KEPT, { name: 'none in a trust policy', trust: { ...trustSagemaker(), Version: undefined } }],
  },
  'old-version': {
    broken: [
      { name: 'none', trust: { Statement: trustSagemaker().Statement } },
      { name: 'the old one', trust: { ...trustSagemaker(), Version: '2008-10-17' } },
    ],
    kept: [...KEPT, { name: 'none in an identity policy', permissions: { Statement: [GOOD] } }],
  },
  'missing-statement': {
    broken: [
      { name: 'none', permissions: { Version: '2012-10-17' } },
      { name: 'an empty array', permissions: policy() },
    ],
    kept: [...KEPT, { name: 'a single one', permissions: { Version: '2012-10-17', Statement: GOOD } }],
  },
  'invalid-sid': {
    broken: [
      { name: 'spaces', permissions: policy({ ...GOOD, Sid: 'Invoke the endpoint' }) },
      { name: 'an underscore', trust: policy({ Sid: 'a_b', ...GOOD }) },
    ],
    kept: [...KEPT, { name: 'letters and digits', permissions: policy({ ...GOOD, Sid: 'Invoke2' }) }],
  },
  'duplicate-sid': {
    broken: [{ name: 'twice', permissions: policy({ ...GOOD, Sid: 'A' }, { ...allow('s3:GetObject'), Sid: 'A' }) }],
    kept: [
      { name: 'different ones', permissions: policy({ ...GOOD, Sid: 'A' }, { ...GOOD, Sid: 'a' }) },
      { name: 'empty ones', permissions: policy({ ...GOOD, Sid: '' }, { ...GOOD, Sid: '' }) },
    ],
  },
  'missing-effect': {
    broken: [{ name: 'none', permissions: policy({ Action: '*', Resource: '*' }) }],
    kept: KEPT,
  },
  'invalid-effect': {
    broken: [
      { name: 'in lower case', permissions: policy({ ...GOOD, Effect: 'allow' }) },
      { name: 'an object', permissions: policy({ ...GOOD, Effect: {} }) },
    ],
    kept: [...KEPT, { name: 'Deny', permissions: policy({ ...GOOD, Effect: 'Deny' }) }],
  },
  'missing-action': {
    broken: [
      { name: 'none', permissions: policy({ Effect: 'Allow', Resource: '*' }) },
      { name: 'an empty array', permissions: policy(allow([])) },
    ],
    kept: [...KEPT, { name: 'NotAction', permissions: policy({ Effect: 'Deny', NotAction: 's3:*', Resource: '*' }) }],
  },
  'action-and-not-action': {
    broken: [
      { name: 'both', permissions: policy({ ...GOOD, NotAction: 's3:*' }) },
      { name: 'one of them empty', permissions: policy({ ...GOOD, NotAction: [] }) },
    ],
    kept: KEPT,
  },
  'missing-resource': {
    broken: [
      { name: 'none', permissions: policy({ Effect: 'Allow', Action: 's3:*' }) },
      { name: 'an empty array', permissions: policy(allow('s3:*', [])) },
    ],
    kept: [
      ...KEPT,
      { name: 'NotResource', permissions: policy({ Effect: 'Deny', Action: '*', NotResource: ENDPOINT }) },
    ],
  },
  'resource-and-not-resource': {
    broken: [{ name: 'both', permissions: policy({ ...GOOD, NotResource: '*' }) }],
    kept: KEPT,
  },
  'resource-in-trust-policy': {
    broken: [
      {
        name: 'a resource',
        trust: policy({ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Resource: '*' }),
      },
    ],
    kept: KEPT,
  },
  'principal-in-identity-policy': {
    broken: [
      { name: 'a principal', permissions: policy({ ...GOOD, Principal: '*' }) },
      { name: 'NotPrincipal', permissions: policy({ ...GOOD, NotPrincipal: { AWS: '123456789012' } }) },
    ],
    kept: KEPT,
  },
  'missing-principal': {
    broken: [
      { name: 'none', trust: policy({ Effect: 'Allow', Action: 'sts:AssumeRole' }) },
      { name: 'nobody', trust: trust({}) },
      { name: 'an empty array', trust: trust({ Service: [] }) },
    ],
    kept: KEPT,
  },
  'principal-and-not-principal': {
    broken: [
      { name: 'both', trust: policy({ Effect: 'Deny', Principal: '*', NotPrincipal: '*', Action: 'sts:AssumeRole' }) },
    ],
    kept: KEPT,
  },
  'empty-element': {
    broken: [
      { name: 'a condition', permissions: policy({ ...GOOD, Condition: {} }) },
      { name: 'an operator', permissions: policy({ ...GOOD, Condition: { StringEquals: {} } }) },
      { name: 'values', permissions: policy({ ...GOOD, Condition: { StringEquals: { 'aws:username': [] } } }) },
      { name: 'a null', permissions: policy(allow('sagemaker:InvokeEndpoint', [ENDPOINT, null])) },
    ],
    kept: KEPT,
  },
  'unknown-operator': {
    broken: [
      { name: 'a wrong name', permissions: policy({ ...GOOD, Condition: { StringEqual: { 'aws:username': 'a' } } }) },
      {
        name: 'two colons',
        permissions: policy({ ...GOOD, Condition: { 'ForAnyValue::StringEquals': { 'aws:TagKeys': 'a' } } }),
      },
    ],
    kept: [
      ...KEPT,
      { name: 'without anything to compare', permissions: policy({ ...GOOD, Condition: { x: {} } }) },
      {
        name: 'with all that can be around it',
        permissions: policy({ ...GOOD, Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': 'a' } } }),
      },
    ],
  },
};
