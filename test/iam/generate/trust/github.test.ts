import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import type { TrustedJobs, TrustedWorkflows } from '../../../../src/iam/generate/trust/github';
import { trustGithub } from '../../../../src/iam/generate/trust/github';
import { trustPolicy } from '../../../../src/iam/generate/trust/trust-policy';
import { TARGET } from '../../target';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const MAIN: TrustedJobs = { kind: 'ref', ref: 'refs/heads/main' };
const WORKFLOWS: TrustedWorkflows = {
  issuer: ISSUER,
  repository: { owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' },
  formats: ['classic', 'immutable'],
  jobs: [MAIN],
};

test('wants the audience of AWS and the exact subject, in both formats', () => {
  expect(trustGithub(TARGET, WORKFLOWS)).toEqual({
    Effect: 'Allow',
    Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': [
          'repo:acme/churn:ref:refs/heads/main',
          'repo:acme@123456/churn@456789:ref:refs/heads/main',
        ],
      },
    },
  });
});

test.each<[expected: string, jobs: TrustedJobs, form: 'classic' | 'immutable']>([
  ['repo:acme/churn:ref:refs/tags/v1', { kind: 'ref', ref: 'refs/tags/v1' }, 'classic'],
  ['repo:acme/churn:environment:Production EU', { kind: 'environment', name: 'Production EU' }, 'classic'],
  ['repo:acme/churn:environment:prod%3Aeu%3A1', { kind: 'environment', name: 'prod:eu:1' }, 'classic'],
  ['repo:acme/churn:pull_request', { kind: 'pull_request' }, 'classic'],
  ['repo:acme@123456/churn@456789:environment:prod', { kind: 'environment', name: 'prod' }, 'immutable'],
  ['repo:acme@123456/churn@456789:pull_request', { kind: 'pull_request' }, 'immutable'],
])('the subject is %s', (subject, jobs, form) => {
  const { Condition } = trustGithub(TARGET, { ...WORKFLOWS, formats: [form], jobs: [jobs] });
  expect(Condition!.StringEquals![`${ISSUER}:sub`]).toEqual([subject]);
});

test('the audiences are those of the partition, or others that are named', () => {
  const audienceOf = (...given: Parameters<typeof trustGithub>) =>
    trustGithub(...given).Condition!.StringEquals![`${ISSUER}:aud`];
  expect(audienceOf({ ...TARGET, partition: 'aws-cn' }, WORKFLOWS)).toEqual([
    'sts.amazonaws.com',
    'sts.amazonaws.com.cn',
  ]);
  expect(audienceOf(TARGET, { ...WORKFLOWS, audiences: ['urn:acme'] })).toBe('urn:acme');
});

test('subjects that are named in full are used as they are', () => {
  const subjects = ['repo:acme/churn:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main'];
  expect(trustGithub(TARGET, { issuer: ISSUER, subjects }).Condition!.StringEquals![`${ISSUER}:sub`]).toBe(subjects);
});

test('another provider and issuer are used as they are', () => {
  const issuer = `${ISSUER}/acme-corp`;
  const provider = `arn:aws-us-gov:iam::123456789012:oidc-provider/${issuer}`;
  expect(trustGithub(TARGET, { ...WORKFLOWS, issuer, provider, formats: ['classic'] })).toMatchObject({
    Principal: { Federated: provider },
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: ['repo:acme/churn:ref:refs/heads/main'],
      },
    },
  });
});

test('the provider is one of the partition', () => {
  expect(trustGithub({ ...TARGET, partition: 'aws-us-gov' }, WORKFLOWS).Principal).toEqual({
    Federated: `arn:aws-us-gov:iam::123456789012:oidc-provider/${ISSUER}`,
  });
});

test.each<[decision: string, subject: string, audience: string]>([
  ['allowed', 'repo:acme/churn:ref:refs/heads/main', 'sts.amazonaws.com'],
  ['allowed', 'repo:acme@123456/churn@456789:ref:refs/heads/main', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:acme/churn:ref:refs/heads/main', 'https://github.com/acme'],
  ['implicitly-denied', 'repo:acme/churn:ref:refs/heads/dev', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:acme/churn:pull_request', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:acme/churn:environment:prod', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:Acme/churn:ref:refs/heads/main', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:acme/churn2:ref:refs/heads/main', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:acme@123456/churn@999:ref:refs/heads/main', 'sts.amazonaws.com'],
  ['implicitly-denied', 'repo:evil/acme/churn:ref:refs/heads/main', 'sts.amazonaws.com'],
])('%s: a token for %s and the audience %s', (decision, subject, audience) => {
  const trust = trustPolicy(TARGET, { sagemaker: false, restricted: true, github: WORKFLOWS });
  const request = {
    action: 'sts:AssumeRoleWithWebIdentity',
    resources: ['arn:aws:iam::123456789012:role/churn'],
    principal: { type: 'Federated' as const, value: PROVIDER },
    context: { [`${ISSUER}:aud`]: audience, [`${ISSUER}:sub`]: subject },
  };
  expect(evaluate(request, { trust: compilePolicy(trust, 'trust') }).decision).toBe(decision);
});
