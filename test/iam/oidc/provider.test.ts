import { oidcProvider } from '../../../src/iam/oidc/provider';

test.each([
  ['token.actions.githubusercontent.com', 'github'],
  ['token.actions.githubusercontent.com/acme', 'github'],
  ['token.actions.acme.ghe.com', 'github'],
  ['git.acme.example/_services/token', 'github-server'],
  ['gitlab.com', 'gitlab'],
  ['gitlab.acme.example', 'gitlab'],
  ['oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF', 'kubernetes'],
  ['oidc.eks.cn-north-1.amazonaws.com.cn/id/0123456789ABCDEF', 'kubernetes'],
  ['app.terraform.io', 'other'],
  ['token.actions.githubusercontent.com.evil.example', 'other'],
  ['notgitlab.example', 'other'],
])('%s is of the kind %s', (issuer, kind) => {
  expect(oidcProvider(issuer, [])).toEqual({ issuer, kind });
});

test.each([
  ['project_path:acme/churn:*', 'gitlab'],
  ['system:serviceaccount:default:churn', 'kubernetes'],
  ['repo:acme/churn:pull_request', 'other'],
])('one of its own name is known by the subject %s', (subject, kind) => {
  expect(oidcProvider('id.acme.example', [subject]).kind).toBe(kind);
});
