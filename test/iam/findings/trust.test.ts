import { allow, AUDIENCE, MAIN, policy, trust, trustGithub } from './cases/case';
import { findingsOfRole, findingsOfTrust } from '../../../src/iam/findings/findings';

/** What is said of trust, besides that there is something to say. */

const WEB_IDENTITY = 'sts:AssumeRoleWithWebIdentity';

function found(document: unknown, id: string, context = {}) {
  return findingsOfTrust(document, context).filter((finding) => finding.id === id);
}

test.each([
  ['repo:acme/app:environment:prod:eu', 'repo:acme/app:environment:prod%3Aeu'],
  ['repo:acme/app:environment:prod:eu:west', 'repo:acme/app:environment:prod%3Aeu%3Awest'],
  ['repo:acme@1/app@2:environment:prod:eu', 'repo:acme@1/app@2:environment:prod%3Aeu'],
  ['repo:acme/app:refs/heads/main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme/app:pull-request', 'repo:acme/app:pull_request'],
  ['repo:acme/app:Pull_Request', 'repo:acme/app:pull_request'],
  ['repo:acme/app:pr', 'repo:acme/app:pull_request'],
  ['repo:acme/app:ref:main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme/app:ref:heads/main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme/app:ref:tags/v1', 'repo:acme/app:ref:refs/tags/v1'],
  ['repo:acme/app:main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme/app:branch:main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme/app:tag:v1', 'repo:acme/app:ref:refs/tags/v1'],
  ['repo:acme/app:env:prod', 'repo:acme/app:environment:prod'],
  ['repo:acme/app:enviroment:prod', 'repo:acme/app:environment:prod'],
  ['acme/app:ref:refs/heads/main', 'repo:acme/app:ref:refs/heads/main'],
  ['Repo:acme/app:ref:refs/heads/main', 'repo:acme/app:ref:refs/heads/main'],
  ['repo:acme:app:ref:refs/heads/main', 'repo:acme/app:ref:refs/heads/main'],
])('of the subject %s it is asked whether %s was meant', (sub, meant) => {
  const document = trustGithub({ StringEquals: { ...AUDIENCE, sub } });
  expect(found(document, 'oidc-impossible-subject')).toMatchObject([
    { severity: 'error', message: `The subject is "${sub}".`, fix: `Did you mean "${meant}"?` },
  ]);
  const right = trustGithub({ StringEquals: { ...AUDIENCE, sub: meant } });
  expect(found(right, 'oidc-impossible-subject')).toEqual([]);
});

test.each([
  [
    'repo:acme@1/app:pull_request',
    /^Write repo:OWNER\/REPOSITORY:.*%3A.*repo:OWNER@OWNER_ID\/REPOSITORY@REPOSITORY_ID:/,
  ],
  ['repo:acme/app:', /^Write repo:OWNER\/REPOSITORY:/],
  ['repo:acme/app:*', /^Use StringLike, /],
])('of the subject %s it is said how it is made', (sub, fix) => {
  const [finding] = found(trustGithub({ StringEquals: { ...AUDIENCE, sub } }), 'oidc-impossible-subject');
  expect(finding!.fix).toMatch(fix);
});

test.each([
  ['project_path:acme/app:branch:main', 'Did you mean "project_path:acme/app:ref_type:branch:ref:main"?'],
  ['project_path:acme/app:main', 'Did you mean "project_path:acme/app:ref_type:branch:ref:main"?'],
  ['project_path:acme:ref_type:branch:ref:main', 'Write project_path:GROUP/PROJECT:ref_type:branch:ref:BRANCH.'],
  ['project:acme/app:ref_type:branch:ref:main', 'Did you mean "project_path:acme/app:ref_type:branch:ref:main"?'],
  ['acme/app:ref_type:branch:ref:main', 'Did you mean "project_path:acme/app:ref_type:branch:ref:main"?'],
  ['system:serviceaccounts:default:app', 'Write system:serviceaccount:NAMESPACE:NAME.'],
])('of the subject %s of another provider, too', (sub, fix) => {
  const issuer = sub.startsWith('system') ? 'oidc.eks.us-west-2.amazonaws.com/id/A1' : 'gitlab.com';
  const document = trust(
    { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
    { StringEquals: { [`${issuer}:aud`]: 'x', [`${issuer}:sub`]: sub } },
    WEB_IDENTITY,
  );
  expect(found(document, 'oidc-impossible-subject')).toMatchObject([{ fix }]);
});

test.each([
  ['branch', 'ref'],
  ['repositry_id', 'repository_id'],
  ['repo', 'repository'],
  ['env', 'environment'],
  ['subject', 'sub'],
  ['audiance', undefined],
])('of the claim %s it is asked whether %s was meant', (claim, meant) => {
  const [finding] = found(trustGithub({ StringEquals: { ...AUDIENCE, [claim]: 'x' } }), 'oidc-unknown-claim');
  const issuer = 'token.actions.githubusercontent.com';
  expect(finding).toMatchObject({
    message: `No token of "${issuer}" has the claim "${claim}": the condition never holds.`,
    fix: meant === undefined ? 'Correct the name of the claim.' : `Did you mean "${issuer}:${meant}"?`,
  });
});

test.each([
  ['ref', 'main', 'Did you mean "refs/heads/main"?'],
  ['ref', 'heads/main', 'Did you mean "refs/heads/main"?'],
  ['repository', 'app', 'Write OWNER/REPOSITORY.'],
  ['repository_id', 'acme/app', 'Write the number.'],
  ['job_workflow_ref', 'deploy.yml', 'Write OWNER/REPOSITORY/.github/workflows/FILE@refs/heads/BRANCH.'],
])('of the claim %s it is said that it is never "%s"', (claim, value, fix) => {
  const document = trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN, [claim]: value } });
  const message = `The claim "${claim}" is never "${value}".`;
  expect(found(document, 'oidc-impossible-claim')).toMatchObject([{ severity: 'error', message, fix }]);
});

test('a claim that there is not limits nobody where the condition asks for the opposite', () => {
  const document = trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringNotEquals: { branch: 'x' } });
  expect(found(document, 'oidc-unknown-claim')[0]!.message).toMatch(/: the condition always holds\.$/);
});

test('a claim that AWS does not check is told with the date of its list, and does not stop anything', () => {
  const document = trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN, repository_owner: 'acme' } });
  expect(found(document, 'oidc-claim-not-checked')).toMatchObject([
    {
      severity: 'warning',
      message: expect.stringMatching(/as of its list of \d{4}-\d\d-\d\d: the condition never holds\.$/),
      fix: 'Did you mean "token.actions.githubusercontent.com:repository_owner_id"?',
    },
  ]);
});

test.each([
  ['repo:acme/app:*', 'oidc-subject-pull-request', 'jobs of pull requests get in'],
  ['repo:acme/app:*', 'oidc-subject-any-ref', 'jobs on any branch or tag and in any environment get in'],
  ['repo:acme/app:ref:refs/heads/*', 'oidc-subject-any-ref', 'jobs on any branch get in'],
  ['repo:acme@1/app@2:environment:*', 'oidc-subject-any-environment', 'jobs in any environment get in'],
])('of the subject %s the finding %s says whom it lets in', (sub, id, whom) => {
  const document = trustGithub({ StringEquals: AUDIENCE, StringLike: { sub } });
  expect(found(document, id)).toMatchObject([{ message: `The subject is "${sub}": ${whom}.` }]);
});

test('a repository that is named by its id is no open trust, but all of its jobs are', () => {
  const document = trustGithub({ StringEquals: { ...AUDIENCE, repository_id: '2' } });
  const message =
    'Only the repository is named: jobs on any branch or tag, in any environment and of pull requests get in.';
  expect(findingsOfTrust(document)).toMatchObject([{ id: 'oidc-subject-any-ref', severity: 'warning', message }]);
});

test('other repositories are told once, beside the own one', () => {
  const sub = ['repo:stranger/evil:pull_request', 'repo:stranger@8/evil@9:pull_request', MAIN];
  const context = { repository: { owner: 'acme', name: 'churn' } };
  expect(found(trustGithub({ StringEquals: { ...AUDIENCE, sub } }), 'oidc-other-repository', context)).toMatchObject([
    {
      severity: 'security',
      message: 'Jobs of "stranger/evil" and "stranger@8/evil@9" are trusted; the workflow runs in "acme/churn".',
    },
  ]);
});

test.each([
  ['arn:aws:iam::999988887777:root', 'any role or user of the account 999988887777 may be let in by it'],
  ['999988887777', 'any role or user of the account 999988887777 may be let in by it'],
  ['arn:aws:iam::999988887777:role/ci', 'a principal of the account 999988887777'],
])('of the other account %s it is said who may be let in', (principal, who) => {
  const context = { target: { account: '123456789012' } };
  expect(found(trust({ AWS: principal }), 'trust-other-account', context)).toMatchObject([
    { severity: 'security', message: `"${principal}" is trusted: ${who}.` },
  ]);
});

test.each([
  [
    'a classic and an immutable subject',
    trustGithub({ StringEquals: { ...AUDIENCE, sub: [MAIN, 'repo:acme@1/churn@2:ref:refs/heads/main'] } }),
  ],
  [
    'a repository and a branch by their claims',
    trustGithub({ StringEquals: { ...AUDIENCE, repository: 'acme/churn', ref: 'refs/heads/main' } }),
  ],
  [
    'a repository by id, and an environment',
    trustGithub({ StringEquals: { ...AUDIENCE, repository_id: '2', environment: 'prod' } }),
  ],
])('of %s there is nothing to say', (_, document) => {
  expect(
    findingsOfTrust(document, { repository: { owner: 'acme', name: 'churn', ownerId: '1', repositoryId: '2' } }),
  ).toEqual([]);
});

test('conditions that are made to take long take no long time', () => {
  const sub = Array.from({ length: 60 }, (_, index) => `repo:acme/churn:${'*a*b'.repeat(8)}${index}*`);
  const document = trustGithub({ StringEquals: AUDIENCE, StringLike: { sub, ref: '*a*b*c*d*a*b*c*d*' } });
  const start = performance.now();
  expect(Array.isArray(findingsOfTrust(document))).toBe(true);
  expect(performance.now() - start).toBeLessThan(4_000);
});

describe('code that nobody has reviewed', () => {
  const WRITE = allow(['s3:PutObject', 's3:GetObject'], 'arn:aws:s3:::models/*');
  const READ = allow(['s3:GetObject', 'sagemaker:InvokeEndpoint'], '*');
  const UNREVIEWED = /So code that nobody has reviewed can /;
  const messages = (sub: string, ...statements: unknown[]) =>
    findingsOfRole({
      permissions: policy(...statements),
      trust: trustGithub({ StringEquals: { aud: AUDIENCE.aud }, StringLike: { sub } }),
    })
      .filter(({ subject }) => subject === 'trust')
      .map(({ message }) => message);

  test.each([
    ['repo:acme/churn:pull_request'],
    ['repo:acme/churn:*'],
    ['repo:acme/churn:ref:refs/heads/*'],
    ['repo:acme/churn:ref:refs/heads/feature-*'],
    ['repo:acme/churn:environment:*'],
    ['repo:acme/*'],
    ['*'],
  ])('that %s lets in is said to change what the policy allows to change, once', (sub) => {
    const [one, ...others] = messages(sub, WRITE).filter((message) => UNREVIEWED.test(message));
    expect(one).toMatch(/overwrite objects in S3, such as models \("s3:PutObject"\)\.$/);
    expect(others).toEqual([]);
    expect(messages(sub, READ).filter((message) => UNREVIEWED.test(message))).toEqual([]);
  });

  test('of a branch or an environment in full nothing is said', () => {
    for (const sub of [MAIN, 'repo:acme/churn:environment:production']) {
      expect(messages(sub, WRITE).filter((message) => UNREVIEWED.test(message))).toEqual([]);
    }
  });

  test.each<[string, unknown[], RegExp]>([
    [
      'endpoints',
      [allow(['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint'], '*')],
      /can change endpoints \("sagemaker:CreateEndpoint" and "sagemaker:UpdateEndpoint"\)\.$/,
    ],
    ['other things', [allow('dynamodb:PutItem', '*')], /can change what the policy names \("dynamodb:PutItem"\)\.$/],
    [
      'all but something',
      [{ Effect: 'Allow', NotAction: ['s3:*', 'sagemaker:*'], Resource: '*' }],
      /can change what the policy does not exclude\.$/,
    ],
  ])('changes %s', (_, statements, expected) => {
    expect(messages('repo:acme/churn:pull_request', ...statements)[0]).toMatch(expected);
  });

  test('changes nothing that is denied', () => {
    const denial = { Effect: 'Deny', Action: 's3:Put*', Resource: '*' };
    expect(messages('repo:acme/churn:pull_request', WRITE, denial)[0]).not.toMatch(UNREVIEWED);
  });
});
