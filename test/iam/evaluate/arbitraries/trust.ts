import fc from 'fast-check';
import { conditions, context } from './conditions';
import { documentOf, effect, type FullRequest, selection } from './identity';
import { type Document, merged } from './json';
import type { RequestPrincipal } from '../../../../src/iam/evaluate/principal';

/** The role that the requests to assume a role are about. */
export const ROLE = 'arn:aws:iam::123456789012:role/deployer';

const ACCOUNT = 'arn:aws:iam::123456789012';
const GITHUB = `${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
const SAML = `${ACCOUNT}:saml-provider/corporate`;

const PRINCIPALS: readonly RequestPrincipal[] = [
  { type: 'AWS', value: `${ACCOUNT}:user/alice` },
  { type: 'AWS', value: `${ACCOUNT}:user/team/bob` },
  { type: 'AWS', value: `${ACCOUNT}:role/ci` },
  { type: 'AWS', value: 'arn:aws:sts::123456789012:assumed-role/ci/run-1' },
  { type: 'AWS', value: 'arn:aws:sts::123456789012:federated-user/alice' },
  { type: 'AWS', value: 'arn:aws:iam::210987654321:user/alice' },
  { type: 'AWS', value: 'arn:aws:sts::210987654321:assumed-role/ci/run-1' },
  { type: 'Service', value: 'sagemaker.amazonaws.com' },
  { type: 'Service', value: 'lambda.amazonaws.com' },
  { type: 'Federated', value: GITHUB },
  { type: 'Federated', value: SAML },
  { type: 'Federated', value: 'cognito-identity.amazonaws.com' },
  { type: 'Federated', value: 'accounts.google.com' },
];

const PRINCIPAL_ELEMENTS: readonly unknown[] = [
  ...['*', { AWS: '*' }, { AWS: '123456789012' }, { AWS: `${ACCOUNT}:root` }, { AWS: ['210987654321'] }],
  ...[{ AWS: `${ACCOUNT}:user/alice` }, { AWS: `${ACCOUNT}:user/Alice` }, { AWS: `${ACCOUNT}:user/team/bob` }],
  ...[{ AWS: [`${ACCOUNT}:role/ci`, '210987654321'] }, { AWS: `${ACCOUNT}:role/team/CI` }],
  ...[{ AWS: 'arn:aws:iam::210987654321:role/ci' }, { AWS: 'arn:aws-cn:iam::123456789012:role/ci' }],
  ...[
    { AWS: 'arn:aws:sts::123456789012:assumed-role/ci/run-1' },
    { AWS: 'arn:aws:sts::123456789012:assumed-role/ci/2' },
  ],
  ...[{ AWS: 'arn:aws:sts::123456789012:federated-user/alice' }, { AWS: 'AROAIOSFODNN7EXAMPLE' }],
  ...[{ Service: 'sagemaker.amazonaws.com' }, { Service: ['lambda.amazonaws.com', 'sagemaker.amazonaws.com'] }],
  ...[{ Service: 'lambda.amazonaws.com', AWS: 'arn:aws:iam::210987654321:user/alice' }],
  ...[{ Federated: GITHUB }, { Federated: [SAML, GITHUB] }, { Federated: 'cognito-identity.amazonaws.com' }],
  ...[{ Federated: ['accounts.google.com', 'www.amazon.com'] }, { Service: 'cognito-identity.amazonaws.com' }],
  ...[{ Federated: GITHUB, AWS: `${ACCOUNT}:root` }, { CanonicalUser: '79a59df900b949e55d96a1e698fbaced' }],
];

const ACTIONS = ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'sts:TagSession'];

const ACTION_ELEMENTS: readonly Document[] = [
  ...[{ Action: 'sts:AssumeRole' }, { Action: 'sts:*' }, { Action: 'STS:assumerole*' }, { Action: '*' }],
  ...[{ Action: ['sts:AssumeRole', 'sts:TagSession'] }, { Action: 'sts:AssumeRoleWith???Identity' }],
  ...[{ Action: ['sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'] }, { NotAction: 'sts:TagSession' }],
];

const principal = fc
  .tuple(fc.constantFrom('Principal', 'Principal', 'Principal', 'NotPrincipal'), fc.constantFrom(...PRINCIPAL_ELEMENTS))
  .map(([element, value]): Document => ({ [element]: value }));

export const trustPolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(effect, principal, fc.constantFrom(...ACTION_ELEMENTS), conditions)
    .map(([Effect, ...elements]) => merged({ Effect }, ...elements)),
);

const ROLE_PATTERNS = ['*', ROLE, 'arn:aws:iam::*:role/*', 'arn:aws:iam::123456789012:role/other'];

/** Identity policies about assuming roles. */
export const assumePolicy: fc.Arbitrary<Document> = documentOf(
  fc
    .tuple(effect, selection('Action', ['sts:AssumeRole', 'sts:*', 's3:*']), selection('Resource', ROLE_PATTERNS))
    .map(([Effect, ...elements]) => merged({ Effect }, ...elements)),
);

export interface AssumeRequest extends FullRequest {
  readonly principal: RequestPrincipal;
}

export const assumeRequest: fc.Arbitrary<AssumeRequest> = fc.record({
  action: fc.constantFrom(...ACTIONS),
  resources: fc.constant([ROLE]),
  principal: fc.constantFrom(...PRINCIPALS),
  context,
});
