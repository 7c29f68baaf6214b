import { readFileSync } from 'fs';
import { join } from 'path';
import { GITHUB, policy, trust } from './cases/case';
import { findingsOfPolicy, findingsOfTrust } from '../../../src/iam/findings/findings';

const README = readFileSync(join(__dirname, '../../../src/iam/findings/README.md'), 'utf8');
const [PERMISSIONS, CONDITION] = [...README.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!));
const WAY = 'sts:AssumeRoleWithWebIdentity';

test('the example of what a policy allows has the finding that the README tells', () => {
  const ids = findingsOfPolicy(PERMISSIONS).map(({ id }) => id);
  expect(ids).toContain('pass-role-to-any-service');
  expect(ids).not.toContain('pass-any-role');
});

test('the example of whom a trust policy lets in has the findings that the README tells', () => {
  const allowed = trust({ Federated: GITHUB }, CONDITION, WAY);
  const idsOf = (document: unknown) =>
    findingsOfTrust(document)
      .filter(({ severity }) => severity !== 'suggestion')
      .map(({ id }) => id);
  expect(idsOf(allowed)).toEqual(['oidc-subject-pull-request', 'oidc-subject-any-ref']);

  const [statement] = allowed.Statement as object[];
  const denied = { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:*:pull_request' } };
  const denial = { Effect: 'Deny', Principal: '*', Action: WAY, Condition: denied };
  expect(idsOf(policy(statement, denial))).toEqual(['oidc-subject-any-ref']);
});
