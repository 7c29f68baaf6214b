import { problemsOf, VALUES } from './role';
import { fillTests } from '../../../src/iam/expectations/fill-tests';
import { placeholderValues } from '../../../src/iam/expectations/placeholders';
import { readTests } from '../../../src/iam/expectations/read-tests';

const test = (...lines: readonly string[]) =>
  ['tests:', '  - name: it', ...lines.map((line) => `    ${line}`)].join('\n');

function filled(...lines: readonly string[]) {
  const { tests, problems } = fillTests(readTests(test(...lines)).tests, VALUES, String);
  expect(problems).toEqual([]);
  return tests[0]!;
}

it.each([
  ['{endpoint-arn}', 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn'],
  [
    'arn:{partition}:sagemaker:{region}:{account}:endpoint/{endpoint}-*',
    'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-*',
  ],
])('fills %s', (written, resource) => {
  expect(filled('deny: sagemaker:InvokeEndpoint', `resource: '${written}'`).resources).toEqual([resource]);
});

it('fills what is about the bucket and the role', () => {
  const { resources } = filled(
    'deny: [s3:GetObject, iam:PassRole, iam:CreatePolicyVersion]',
    "resource: ['{bucket-arn}/{prefix}*', 'arn:aws:s3:::{bucket}/x', '{role-arn}', '{policy-arn}', 'arn:aws:iam::{account}:role/{role}']",
  );
  expect(resources).toEqual([
    ...['arn:aws:s3:::my-models/*', 'arn:aws:s3:::my-models/x', 'arn:aws:iam::123456789012:role/churn'],
    ...['arn:aws:iam::123456789012:policy/churn', 'arn:aws:iam::123456789012:role/churn'],
  ]);
});

it('fills values of keys, claims and principals', () => {
  expect(filled('deny: s3:GetObject', "context: { aws:PrincipalArn: '{role-arn}' }").context).toEqual({
    'aws:PrincipalArn': ['arn:aws:iam::123456789012:role/churn'],
  });
  expect(filled('deny: sts:AssumeRole', "principal: { AWS: 'arn:aws:iam::{account}:root' }").principals).toEqual([
    { type: 'AWS', value: 'arn:aws:iam::123456789012:root' },
  ]);
  expect(
    filled('allow: sts:AssumeRoleWithWebIdentity', "token: { repository: '{repository}', ref: main, actor: mona }"),
  ).toMatchObject({
    principals: [
      { type: 'Federated', value: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
    ],
    context: {
      'token.actions.githubusercontent.com:aud': ['sts.amazonaws.com'],
      'token.actions.githubusercontent.com:sub': ['repo:acme/churn:ref:refs/heads/main'],
      'token.actions.githubusercontent.com:repository': ['acme/churn'],
      'token.actions.githubusercontent.com:ref': ['refs/heads/main'],
      'token.actions.githubusercontent.com:actor': ['mona'],
    },
  });
});

it('knows no more than it is told', () => {
  expect(placeholderValues({ partition: 'aws', bucket: 'b' })).toEqual({
    partition: 'aws',
    bucket: 'b',
    'bucket-arn': 'arn:aws:s3:::b',
  });
});

it.each<[string, readonly string[], string]>([
  [
    'a placeholder that does not exist',
    ['deny: s3:GetObject', "resource: 'arn:aws:s3:::{bukket}/x'"],
    '4:15 {endpoint}, {endpoint-arn}',
  ],
  [
    'a placeholder without a value',
    ['deny: iam:PassRole', "resource: '{execution-role}'"],
    '4:15 no {execution-role}, which has no value here: give a execution-role',
  ],
  ['an open brace', ['deny: s3:GetObject', "resource: 'arn:aws:s3:::{bucket/x'"], 'in braces, not {}'],
  [
    'a policy variable',
    ['deny: s3:GetObject', "resource: 'arn:aws:s3:::b/${aws:username}'"],
    '4:15 no policy variable',
  ],
  [
    'an action that does not exist',
    ['deny: [s3:GetObject, s3:GetObjekt]'],
    "3:26 an action in AWS's list of 2026-09-26, which has no s3:GetObjekt; did you mean s3:GetObject?",
  ],
  ['a pattern of none', ['deny: s3:Gett*'], 'which has no s3:Gett*'],
  ['a service that does not exist', ['deny: sagemakr:InvokeEndpoint'], 'did you mean sagemaker?'],
  [
    'a key that does not exist',
    ['deny: s3:GetObject', 'context: { aws:SourceIpp: 10.0.0.1 }'],
    "4:16 a condition key in AWS's list of 2026-09-26, which has no aws:SourceIpp; did you mean aws:SourceIp?",
  ],
  [
    'a key of other actions',
    ['deny: s3:GetObject', 'unless: { iam:PassedToService: x }'],
    'a condition key that requests for s3:GetObject can have, not iam:PassedToService',
  ],
  [
    'an address that is none',
    ['deny: s3:GetObject', 'context: { aws:SourceIp: office }'],
    '4:30 an IP address or a range',
  ],
  [
    'a boolean that is none',
    ['deny: s3:GetObject', 'context: { aws:SecureTransport: yes }'],
    'true or false as value of aws:SecureTransport, not "yes"',
  ],
  ['a number that is none', ['deny: s3:GetObject', 'context: { aws:MultiFactorAuthAge: old }'], 'a number as value'],
  ['a date that is none', ['deny: s3:GetObject', 'context: { aws:CurrentTime: tomorrow }'], 'a date such as'],
  [
    'a pattern in a list of values',
    ['deny: sagemaker:AddTags', "context: { aws:TagKeys: ['te*'] }"],
    'without wildcards, because it has several',
  ],
  [
    'a list of values as exception',
    ['deny: sagemaker:AddTags', 'unless: { aws:TagKeys: team }'],
    'a key with one value at a time in unless',
  ],
  ['a part of an ARN', ['deny: s3:GetObject', 'resource: arn:aws:s3'], 'an ARN with all of its parts'],
  [
    'a resource of another kind',
    ['deny: s3:ListBucket', "resource: '{bucket-arn}/*'"],
    '4:15 a resource that s3:ListBucket can be about',
  ],
  [
    'a resource for an action without',
    ['allow: sagemaker:ListEndpoints', "resource: '{endpoint-arn}'"],
    'sagemaker:ListEndpoints',
  ],
  [
    'one of two resources',
    ['allow: sagemaker:CreateEndpoint', "resource: '{endpoint-arn}'"],
    '4:15 an endpoint-config among the resources: sagemaker:CreateEndpoint is allowed only if it is on that, too',
  ],
  [
    'an exception of everything',
    ['deny: s3:GetObject', "resource: '{bucket-arn}/a'", "except: '{bucket-arn}/*'"],
    '2:5 a test that is about something',
  ],
  [
    'an exception of what it asks for',
    ['deny: iam:PassRole', 'context: { iam:PassedToService: a }', 'unless: { iam:PassedToService: a }'],
    '2:5 a test that is about something',
  ],
  [
    'an exception of what a test of trust asks for',
    ['deny: sts:AssumeRole', "principal: '*'", 'context: { sts:ExternalId: a }', 'unless: { sts:ExternalId: a }'],
    '2:5 a test that is about something',
  ],
  [
    'an action of permissions in a test of trust',
    ['deny: s3:GetObject', "principal: '*'"],
    '3:11 an action by which a role is assumed',
  ],
  [
    'a token for another way',
    ['allow: sts:AssumeRole', 'token: { repository: acme/churn }'],
    'sts:AssumeRoleWithWebIdentity, by which Federated principals',
  ],
  [
    'a service that comes with a token',
    ['deny: sts:AssumeRoleWithWebIdentity', 'principal: { Service: a.amazonaws.com }'],
    'sts:AssumeRole, by which Service principals',
  ],
  [
    'a pattern of roles',
    ['deny: sts:AssumeRole', "principal: { AWS: 'arn:aws:iam::123456789012:role/*' }"],
    '4:23 the ARN of a user, a role',
  ],
  ['a service that is none', ['deny: sts:AssumeRole', 'principal: { Service: SageMaker }'], '4:27 a service such as'],
  [
    'a provider that is none',
    ['deny: sts:AssumeRoleWithWebIdentity', "principal: { Federated: 'arn:aws:iam::*:oidc-provider/x' }"],
    '4:29 the ARN of an identity provider',
  ],
  [
    'a provider of a token that is none',
    ['deny: sts:AssumeRoleWithWebIdentity', 'token: { provider: github, ref: main }'],
    '4:14 the ARN of an identity provider',
  ],
  [
    'a claim that does not exist',
    ['deny: sts:AssumeRoleWithWebIdentity', 'token: { repositry: acme/churn }'],
    "4:14 a claim of GitHub's tokens",
  ],
  [
    'a repository that is none',
    ['deny: sts:AssumeRoleWithWebIdentity', 'token: { repository: churn }'],
    'a repository, OWNER/NAME',
  ],
  [
    'a branch that is none',
    ['deny: sts:AssumeRoleWithWebIdentity', 'token: { repository: acme/churn, ref: "a b" }'],
    'one branch or tag',
  ],
  [
    'another issuer without a subject',
    ['deny: sts:AssumeRoleWithWebIdentity', 'token: { issuer: gitlab.com, ref: main }'],
    'the claim sub',
  ],
  [
    'too many combinations',
    [
      'deny: s3:GetObject',
      `context: { aws:PrincipalTag/a: [${Array.from({ length: 9 }, (_, i) => i)}], aws:PrincipalTag/b: [${Array.from({ length: 9 }, (_, i) => i)}] }`,
    ],
    '2:5 at most 64 combinations of values in context, but it has 81',
  ],
])('refuses %s', (_, lines, problem) => {
  expect(problemsOf(test(...lines)).join('\n')).toContain(problem);
});

it('refuses more combinations than there is time for', () => {
  const values = Array.from({ length: 50 }, (_, index) => index).join();
  const tests = Array.from(
    { length: 9 },
    (_, index) => `  - { name: t${index}, deny: s3:GetObject, context: { aws:PrincipalTag/a: [${values}] } }`,
  );
  expect(problemsOf(['tests:', ...tests].join('\n'))).toEqual([
    '1:1 at most 400 combinations of values in all tests, not 450',
  ]);
});
