import {
  AUDIENCE,
  type Cases,
  deny,
  GITHUB,
  IMMUTABLE_MAIN,
  MAIN,
  policy,
  type Sample,
  trust,
  trustGithub,
} from './case';

/** Who is trusted where, and by which of whose tokens. */

type Conditions = Readonly<Record<string, unknown>>;

const like = (sub: unknown, more: Conditions = {}) =>
  trustGithub({ StringEquals: AUDIENCE, StringLike: { sub, ...more } });
const exactly = (sub: unknown, more: Conditions = {}) => trustGithub({ StringEquals: { ...AUDIENCE, sub, ...more } });
const claims = (more: Conditions) => trustGithub({ StringEquals: { ...AUDIENCE, ...more } });

/** @param condition operators and claims without their provider, which is put in front */
function trustProvider(issuer: string, condition: Readonly<Record<string, Conditions>>) {
  const full = Object.entries(condition).map(([operator, keys]) => [
    operator,
    Object.fromEntries(Object.entries(keys).map(([claim, values]) => [`${issuer}:${claim}`, values])),
  ]);
  const provider = { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` };
  return trust(provider, Object.fromEntries(full), 'sts:AssumeRoleWithWebIdentity');
}

const gitlab = (sub: string, issuer = 'gitlab.com') =>
  trustProvider(issuer, { StringEquals: { aud: 'https://gitlab.com' }, StringLike: { sub } });
const EKS = 'oidc.eks.us-west-2.amazonaws.com/id/0123456789ABCDEF';
const eks = (sub: string, issuer = EKS) => trustProvider(issuer, { StringEquals: AUDIENCE, StringLike: { sub } });

const named = (samples: Readonly<Record<string, unknown>>, context?: Sample['context']): Sample[] =>
  Object.entries(samples).map(([name, document]) => ({ name, trust: document, ...(context && { context }) }));
const bySubject = (make: (sub: string) => unknown, ...subjects: readonly string[]): Sample[] =>
  subjects.map((sub) => ({ name: sub, trust: make(sub) }));

/** A statement, and a denial beside it, of some subjects. */
function butDenied(document: unknown, condition: Conditions) {
  return denied(
    document,
    Object.fromEntries(Object.entries(condition).map(([operator, sub]) => [operator, { [`${CLAIMS}:sub`]: sub }])),
  );
}

function denied(document: unknown, condition: Readonly<Record<string, Conditions>>) {
  const [statement] = (document as { Statement: readonly object[] }).Statement;
  const { Resource: _, ...denial } = deny('sts:AssumeRoleWithWebIdentity', '*', {
    Principal: '*',
    Condition: condition,
  });
  return policy(statement, denial);
}

const CLAIMS = 'token.actions.githubusercontent.com';
const REUSABLE = 'acme/shared/.github/workflows/deploy.yml';
const OWN = { github: { owner: 'acme', name: 'churn', ownerId: '1', repositoryId: '2' } };

export const OIDC_CASES: Cases = {
  'oidc-subject-wildcard-repository': {
    broken: [
      ...bySubject(
        like,
        ...[
          '*',
          '?*',
          '**',
          'repo:*',
          'repo*',
          'r?po:acme/churn:ref:refs/heads/main',
          '*:acme/churn:ref:refs/heads/main',
        ],
        ...['repo:acme/*', 'repo:acme/*:ref:refs/heads/main', 'repo:acme/ch?rn:*', 'repo:acme*/churn:*'],
        ...['repo:acme/churn*', 'repo:acme/churn-*:environment:prod', 'repo:acme@1/*', 'repo:acme@1/churn@*:*'],
        ...['repo:acme@*/churn@*:ref:refs/heads/main', 'repo:${aws:username}/churn:ref:refs/heads/main'],
      ),
      // Forms that a repository of whomever may choose.
      ...bySubject(
        exactly,
        ...['repository_owner:acme', 'repository_owner_id:1:ref:refs/heads/main', 'pull_request', 'actor:octocat'],
        ...['environment:production%3Aeastus:repository_owner:acme', 'workflow:deploy:ref:refs/heads/main'],
        ...['ref:refs/heads/main', 'enterprise:acme'],
      ),
      ...named({
        'the owner by its claim': claims({ repository_owner_id: '1', ref: 'refs/heads/main' }),
        'the enterprise': claims({ enterprise_id: '1' }),
        'repositories by a pattern of the claim': like('*', { repository: 'acme/*' }),
        'repositories by a pattern of the claim alone': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { repository: 'acme/*' },
        }),
        'a workflow file, if another workflow calls it': trustGithub({
          StringEquals: AUDIENCE,
          StringEqualsIfExists: { job_workflow_ref: `${REUSABLE}@refs/heads/main` },
        }),
        'any workflow file': trustGithub({ StringEquals: AUDIENCE, StringLike: { job_workflow_ref: 'acme/*' } }),
        'two patterns that fit several together': butDenied(like('repo:acme/*'), { StringNotLike: 'repo:*/churn*:*' }),
        'two patterns that leave open who owns it': butDenied(like('repo:*/churn:*'), { StringNotLike: '*:ref:*' }),
        'a denial that some get past by another claim': denied(like('repo:acme/*'), {
          StringNotLike: { [`${CLAIMS}:sub`]: 'repo:acme/churn:*', [`${CLAIMS}:ref`]: 'refs/heads/*' },
        }),
        'a denial that leaves several': butDenied(like('repo:acme/*'), { StringLike: 'repo:acme/other:*' }),
      }),
    ],
    kept: [
      ...bySubject(
        like,
        ...[
          'repo:acme/churn:*',
          'repo:acme/churn:?*',
          'repo:acme@1/churn@2:*',
          'repository_owner_id:1:repository_id:2:*',
        ],
        ...[`job_workflow_ref:${REUSABLE}@*`],
      ),
      ...bySubject(exactly, MAIN, IMMUTABLE_MAIN, 'repository_id:2', `job_workflow_ref:${REUSABLE}@refs/heads/main`),
      ...named({
        'with an exact subject beside it': trustGithub({
          StringEquals: { ...AUDIENCE, sub: MAIN },
          StringLike: { sub: 'repo:acme/*' },
        }),
        'with the repository beside it': trustGithub({
          StringEquals: { ...AUDIENCE, repository: 'acme/churn' },
          StringLike: { sub: 'repo:acme/*' },
        }),
        'with the id of the repository beside it': trustGithub({
          StringEquals: { ...AUDIENCE, repository_id: '2' },
          StringLike: { sub: '*' },
        }),
        'by id': claims({ repository_id: '2' }),
        'by repository and branch': claims({ repository: 'acme/churn', ref: 'refs/heads/main' }),
        'by the file that is run': claims({ job_workflow_ref: `${REUSABLE}@refs/heads/main` }),
        'a denial of all others': butDenied(like('repo:acme/*'), { StringNotLike: 'repo:acme/churn:*' }),
        'a denial of all others, in forms that all tokens have': denied(like('repo:acme/*'), {
          StringNotLike: { [`${CLAIMS}:sub`]: 'repo:acme/churn:*' },
          Null: { [`${CLAIMS}:sub`]: 'false' },
          StringLike: { [`${CLAIMS}:aud`]: '*' },
        }),
        'two patterns that fit one together': butDenied(like('repo:acme/*'), { StringNotLike: 'repo:*/churn:*' }),
        'the owner here, and the name there': butDenied(like('repo:*/churn:*'), {
          StringNotLike: ['repo:acme/*', 'repo:acme@1/*'],
        }),
      }),
    ],
  },
  'oidc-without-subject': {
    broken: [
      ...named({
        'an audience only': claims({}),
        'a claim that anybody may have': claims({ ref: 'refs/heads/main' }),
        'an environment that anybody may have': claims({ environment: 'prod' }),
        'a name that anybody may give': claims({ workflow: 'deploy' }),
        'somebody, in whichever repository': claims({ actor_id: '1' }),
        'all subjects but one': trustGithub({ StringEquals: AUDIENCE, StringNotEquals: { sub: MAIN } }),
        'a cluster': trustProvider(EKS, { StringEquals: AUDIENCE }),
        'pipelines of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'https://gitlab.com' } }),
        'any subject of another provider': trustProvider('idp.example.com', {
          StringEquals: { aud: 'x' },
          StringLike: { sub: '?*' },
        }),
        ...Object.fromEntries(
          [
            ['app.terraform.io', 'organization:*:project:ml:workspace:churn:run_phase:*'],
            ['app.terraform.io', 'organization:acme*'],
            ['app.terraform.io', '*:workspace:churn:run_phase:apply'],
            ['agent.buildkite.com', 'organization:acme*:pipeline:churn:*'],
            ['agent.buildkite.com', '*:pipeline:churn:*'],
            ['oidc.codefresh.io', 'account:*:pipeline:1'],
            ['oidc.vercel.com', 'owner:*:project:churn:environment:production'],
          ].map(([issuer, sub]) => [
            `whichever customer of ${issuer}: ${sub}`,
            trustProvider(issuer!, { StringEquals: { aud: 'x' }, StringLike: { sub } }),
          ]),
        ),
        'a claim with IfExists': trustProvider('agent.buildkite.com', {
          StringEquals: { aud: 'x' },
          StringEqualsIfExists: { organization_slug: 'acme' },
        }),
      }),
    ],
    kept: [
      ...named({
        'by id': claims({ repository_id: '2' }),
        'by repository and branch': claims({ repository: 'acme/churn', ref: 'refs/heads/main' }),
        'by project of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'x', project_id: '1' } }),
        'by project of CircleCI': trustProvider('oidc.circleci.com/org/1', {
          StringEquals: { aud: '1', 'oidc.circleci.com/project-id': '2' },
        }),
        ...Object.fromEntries(
          [
            ['app.terraform.io', 'organization:acme:project:ml:workspace:churn:run_phase:*'],
            ['agent.buildkite.com', 'organization:acme:pipeline:churn:ref:refs/heads/main:commit:*'],
            ['oidc.vercel.com/acme', 'owner:acme:project:churn:environment:*'],
            ['api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc', '{1234}:*'],
            ['oidc.circleci.com/org/1', 'org/1/project/2/user/*'],
          ].map(([issuer, sub]) => [
            `one customer of ${issuer}: ${sub}`,
            trustProvider(issuer!, { StringEquals: { aud: 'x' }, StringLike: { sub } }),
          ]),
        ),
        'by organization of Buildkite': trustProvider('agent.buildkite.com', {
          StringEquals: { aud: 'x', organization_slug: 'acme' },
        }),
        'by a denial of all others': butDenied(claims({}), { StringNotEquals: MAIN }),
        // No token fits, so nobody is let in.
        'by a claim that there is not': claims({ repositry_id: '2' }),
      }),
    ],
  },
  'oidc-subject-pull-request': {
    broken: [
      ...bySubject(
        like,
        ...['repo:acme/churn:*', 'repo:acme/churn:?*', 'repo:acme/churn:pull_*', 'repo:acme/churn:*_request'],
        ...[
          'repo:acme/churn:p*',
          'repo:acme@1/churn@2:?*',
          'repo:acme@1/churn@2:pull_*',
          'repo:acme/churn:pull?request',
        ],
        ...['repository_owner_id:1:repository_id:2:*', 'repo:acme/churn:*:workflow:deploy'],
      ),
      ...bySubject(exactly, 'repo:acme/churn', 'repository_id:2', 'repo:acme/churn:workflow:deploy'),
      ...named({
        'without regard to case': trustGithub({
          StringEquals: AUDIENCE,
          StringEqualsIgnoreCase: { sub: 'repo:acme/churn:pull_request' },
        }),
        'of anybody whose name fits': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { sub: 'repo:acme/churn:*', actor: 'octo*' },
        }),
        'of anybody whose number fits': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { sub: 'repo:acme/churn:*', actor_id: '5*' },
        }),
        'of one person, if it is said who it is': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { sub: 'repo:acme/churn:*' },
          StringEqualsIfExists: { actor_id: '5' },
        }),
        'where other jobs are denied': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { sub: 'repo:acme/churn:*' },
          StringNotLike: { sub: 'repo:acme/churn:environment:*' },
        }),
      }),
    ],
    kept: [
      ...bySubject(
        like,
        ...['repo:acme/churn:ref:*', 'repo:acme/churn:environment:*', 'repo:acme/churn:*:*'],
        ...[`repo:acme/churn:*:job_workflow_ref:${REUSABLE}@refs/heads/main`, 'repo:acme/churn:*:environment:prod'],
        ...['repo:acme/churn:*:ref:refs/heads/main'],
      ),
      ...bySubject(exactly, 'repo:acme/churn:environment:pull_request', 'repo:acme/churn:actor:octocat'),
      ...named({
        'on one branch': trustGithub({
          StringEquals: { ...AUDIENCE, ref: 'refs/heads/main' },
          StringLike: { sub: 'repo:acme/churn:*' },
        }),
        'in one environment': trustGithub({
          StringEquals: { ...AUDIENCE, environment: 'prod' },
          StringLike: { sub: 'repo:acme/churn:*' },
        }),
        'of one person by name': trustGithub({
          StringEquals: { ...AUDIENCE, actor: 'octocat' },
          StringLike: { sub: 'repo:acme/churn:*' },
        }),
        'of one person': trustGithub({
          StringEquals: { ...AUDIENCE, actor_id: '5' },
          StringLike: { sub: 'repo:acme/churn:*' },
        }),
        'excepted by the statement': trustGithub({
          StringEquals: AUDIENCE,
          StringLike: { sub: 'repo:acme/churn:*' },
          StringNotEquals: { sub: 'repo:acme/churn:pull_request' },
        }),
        denied: butDenied(like('repo:acme/churn:*'), { StringLike: 'repo:*:pull_request' }),
      }),
    ],
  },
  'oidc-subject-any-ref': {
    broken: [
      ...bySubject(
        like,
        ...[
          'repo:acme/churn:*',
          'repo:acme/churn:?*',
          'repo:acme/churn:*:*',
          'repo:acme/churn:r*',
          'repo:acme/churn:ref:*',
        ],
        ...['repo:acme/churn:ref:refs/heads/*', 'repo:acme/churn:ref:refs/heads/?*', 'repo:acme/churn:ref:refs/**'],
        ...[
          'repo:acme/churn:ref:refs/tags/*',
          'repo:acme/churn:ref:refs/*/main',
          'repo:acme/churn:ref:refs/heads/*-rc',
        ],
        ...['repo:acme@1/churn@2:*', 'repo:acme@1/churn@2:ref:refs/heads/*', `job_workflow_ref:${REUSABLE}@*`],
      ),
      ...named({
        'the repository alone': claims({ repository: 'acme/churn' }),
        'the id of the repository alone': claims({ repository_id: '2' }),
        'a pattern of branches': trustGithub({
          StringEquals: { ...AUDIENCE, repository: 'acme/churn' },
          StringLike: { ref: 'refs/heads/*' },
        }),
        'a pattern of branches that ends': trustGithub({
          StringEquals: { ...AUDIENCE, repository: 'acme/churn' },
          StringLike: { ref: 'refs/heads/*-rc' },
        }),
        'an environment, if there is one': trustGithub({
          StringEquals: { ...AUDIENCE, repository_id: '2' },
          StringEqualsIfExists: { environment: 'prod' },
        }),
        'a project of GitLab': gitlab('project_path:acme/churn:*'),
        'any branch of GitLab': gitlab('project_path:acme/churn:ref_type:branch:ref:*'),
        'any tag of GitLab': gitlab('project_path:acme/churn:ref_type:tag:ref:?*'),
        'whatever of a project': gitlab('project_path:acme/churn'),
        'a project of GitLab by id': trustProvider('gitlab.com', { StringEquals: { aud: 'x', project_id: '1' } }),
      }),
    ],
    kept: [
      ...bySubject(like, 'repo:acme/churn:environment:*', 'repo:acme/churn:ref:refs/heads/release/*'),
      ...bySubject(like, 'repo:acme/churn:ref:refs/tags/v*', 'repo:acme/churn:pull_*'),
      ...bySubject(gitlab, 'project_path:acme/churn:ref_type:branch:ref:main', 'project_path:acme/a/churn:ref:main'),
      ...bySubject(
        gitlab,
        'project_path:acme/churn:ref_type:*:ref:main',
        'project_path:acme/churn:ref_type:tag:ref:v*',
      ),
      ...named({
        'by repository and branch': claims({ repository: 'acme/churn', ref: 'refs/heads/main' }),
        'by id and environment': claims({ repository_id: '2', environment: 'prod' }),
        'by the file that is run': claims({ repository_id: '2', job_workflow_ref: `${REUSABLE}@refs/heads/main` }),
        'protected branches of GitLab': trustProvider('gitlab.com', {
          StringEquals: { aud: 'x', project_id: '1', ref_protected: 'true' },
        }),
        'all of GitLab that is not excepted': trustProvider('gitlab.com', {
          StringEquals: { aud: 'x' },
          StringLike: { sub: 'project_path:acme/churn:*' },
          StringNotLike: { sub: ['*:ref_type:branch:ref:*', '*:ref_type:tag:ref:*', 'project_path:acme/churn:ref:*'] },
        }),
      }),
    ],
  },
  'oidc-subject-any-environment': {
    broken: [
      ...bySubject(
        like,
        ...['repo:acme/churn:environment:*', 'repo:acme/churn:environment:?*', 'repo:acme/churn:environment:*-prod'],
        ...['repo:acme/churn:env*', 'repo:acme@1/churn@2:environment:*'],
      ),
    ],
    kept: [
      ...bySubject(like, 'repo:acme/churn:environment:prod', 'repo:acme/churn:environment:prod-*'),
      // Which is said together.
      ...bySubject(like, 'repo:acme/churn:*'),
      ...named({
        'on one branch': trustGithub({
          StringEquals: { ...AUDIENCE, ref: 'refs/heads/main' },
          StringLike: { sub: 'repo:acme/churn:environment:*' },
        }),
      }),
    ],
  },
  'oidc-subject-pattern': {
    broken: bySubject(
      like,
      ...['repo:acme/churn:ref:refs/heads/release/*', 'repo:acme/churn:ref:refs/heads/main*'],
      ...['repo:acme/churn:ref:refs/tags/v?', 'repo:acme@1/churn@2:environment:prod-*'],
    ),
    kept: [
      ...bySubject(exactly, MAIN),
      ...bySubject(like, 'repo:acme/churn:ref:refs/heads/*', 'repo:acme/churn:ref:refs/heads/main'),
      ...named({
        'with the branch beside it': trustGithub({
          StringEquals: { ...AUDIENCE, ref: 'refs/heads/release/1' },
          StringLike: { sub: 'repo:acme/churn:ref:refs/heads/release/*' },
        }),
      }),
    ],
  },
  'oidc-other-repository': {
    broken: [
      ...named(
        {
          'of somebody else': exactly(['repo:stranger/evil:ref:refs/heads/main', MAIN]),
          'of somebody else, whatever job': like('repo:stranger/churn:*'),
          'of somebody else, by its claim': claims({ repository: 'stranger/churn', ref: 'refs/heads/main' }),
          'another id': claims({ repository_id: '3', environment: 'prod' }),
          'another owner of the same name': exactly('repo:acme@9/churn@2:ref:refs/heads/main'),
        },
        OWN,
      ),
      {
        name: 'that was asked for, in a workflow of another one',
        trust: exactly(MAIN),
        context: { ...OWN, repository: { owner: 'stranger', name: 'infrastructure' } },
      },
    ],
    kept: [
      ...named(
        { 'the own one': exactly([MAIN, IMMUTABLE_MAIN]), 'in another case': exactly('repo:Acme/Churn:pull_request') },
        OWN,
      ),
      ...named({ 'another one of the owner': exactly('repo:acme/other:ref:refs/heads/main') }, OWN),
      ...named({ 'where the own one is not known': exactly('repo:stranger/evil:ref:refs/heads/main') }),
      ...named(
        {
          'but one': trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringNotEquals: { repository_id: '3' } }),
        },
        OWN,
      ),
    ],
  },
  'oidc-sibling-repository': {
    broken: named(
      {
        'another one of the owner': exactly('repo:acme/other:ref:refs/heads/main'),
        'one that had the name before': exactly('repo:acme@1/churn@3:ref:refs/heads/main'),
      },
      OWN,
    ),
    kept: named({ 'the own one': exactly([MAIN, IMMUTABLE_MAIN]) }, OWN),
  },
  'oidc-impossible-subject': {
    broken: [
      ...bySubject(
        exactly,
        ...['repo:acme/churn:environment:prod:eu', 'repo:acme/churn:refs/heads/main', 'repo:acme/churn:pull-request'],
        ...['repo:acme/churn:pull_requests', 'repo:acme/churn:main', 'repo:acme/churn:branch:main', 'repo:acme/churn:'],
        ...['repo:acme/churn:ref:main', 'repo:acme/churn:ref:heads/main', 'repo:acme/churn:ref:refs/heads/a:b'],
        ...[
          'repo:acme/churn:env:prod',
          'repo:acme/churn:environment:',
          'repo:acme/churn:ref',
          'acme/churn:ref:refs/heads/main',
        ],
        ...[
          'Repo:acme/churn:ref:refs/heads/main',
          'repos:acme/churn:ref:refs/heads/main',
          'repo:acme:ref:refs/heads/main',
        ],
        ...[
          'repo:acme@1/churn:ref:refs/heads/main',
          'repo:acme/churn@2:ref:refs/heads/main',
          'repo:acme/churn:ref:refs/heads/main ',
        ],
        ...['repo:https://github.com/acme/churn:ref:refs/heads/main', 'repo:acme/churn:*', 'repository_id:acme/churn'],
        ...['project_path:acme/churn:ref_type:branch:ref:main', 'repo:acme/churn:pull_request:ref'],
      ),
      ...bySubject(
        like,
        'repo:acme/churn:refs/*',
        'repo:acme/churn:ref:main*',
        'acme/churn:*',
        'repo:acme/churn:tags/*',
      ),
      ...named({ 'beside one that there is': exactly([MAIN, 'repo:acme/churn:environment:prod:eu']) }),
      ...bySubject(gitlab, 'acme/churn:ref_type:branch:ref:main', 'project_path:acme:ref_type:branch:ref:main'),
      ...bySubject(gitlab, 'project_path:acme/churn:branch:main', 'project_path:acme/churn:ref_type:heads:ref:main'),
      ...bySubject(eks, 'system:serviceaccounts:default:churn', 'system:serviceaccount:default/churn', 'default:churn'),
      ...bySubject(eks, 'system:serviceaccount:default', 'serviceaccount:*', 'system:serviceaccount:a:b:*'),
    ],
    kept: [
      ...bySubject(
        exactly,
        ...[MAIN, IMMUTABLE_MAIN, 'repo:acme/churn:pull_request', 'repo:acme/churn:environment:prod%3Aeu'],
        ...[
          'repo:acme/churn:ref:refs/tags/v1',
          'repo:acme/churn:ref:refs/pull/1/merge',
          'repo:acme/churn:environment:Prod EU',
        ],
        // Forms that a repository may choose, of GitHub's own examples among them.
        ...['repo:acme/churn', 'repository_owner:acme:repository_visibility:private', 'repository_id:2'],
        ...[`repo:acme/churn:environment:prod:job_workflow_ref:${REUSABLE}@refs/heads/main`, 'repository_owner_id:1'],
        ...['environment:production%3Aeastus:repository_owner:acme', 'repo:acme/churn:repo_property_team:fraud'],
        ...[
          'repo:acme@1/churn@2:ref:refs/heads/main:ref_protected:true',
          'actor:octocat:pull_request:repository_owner:acme',
        ],
      ),
      ...bySubject(
        like,
        'repo:acme/*',
        '*',
        'repo:acme/churn:r*',
        'repo:acme/churn:ref:refs*',
        'repo:acme/churn:pull*',
      ),
      ...bySubject(like, 'repo:acme/churn:environment:${aws:PrincipalTag/a:b}', 'repo:acme/churn:ref:re?s/heads/main'),
      ...named({
        'without regard to case': trustGithub({
          StringEquals: AUDIENCE,
          StringEqualsIgnoreCase: { sub: MAIN.toUpperCase() },
        }),
        'that is not trusted': trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringNotEquals: { sub: 'x' } }),
        'a colon that an older server leaves': trustProvider('git.acme.example/_services/token', {
          StringEquals: { ...AUDIENCE, sub: 'repo:acme/churn:environment:prod:eu' },
        }),
        'of a provider that is not known': trustProvider('idp.example.com', { StringEquals: { aud: 'x', sub: 'a:b' } }),
      }),
      ...bySubject(
        gitlab,
        'project_path:acme/a/b/churn:ref_type:tag:ref:v1',
        'project_path:*',
        'project_path:acme/churn:r*',
      ),
      ...bySubject(eks, 'system:serviceaccount:default:churn', 'system:serviceaccount:*:churn', 'system:*', '*'),
    ],
  },
  'oidc-impossible-claim': {
    broken: [
      ...Object.entries({
        ref: 'main',
        repository: 'churn',
        repository_id: 'acme/churn',
        repository_owner_id: 'acme',
        actor_id: 'octocat',
        enterprise_id: 'acme',
        job_workflow_ref: 'deploy',
      }),
      ['ref', ['refs/heads/main', 'heads/main']],
    ].map(([claim, value]) => ({ name: `${claim} ${value}`, trust: exactly(MAIN, { [claim as string]: value }) })),
    kept: [
      ...Object.entries({
        ref: ['refs/heads/main', 'refs/tags/v1', 'refs/pull/1/merge'],
        repository: 'acme/churn',
        repository_id: '2',
        job_workflow_ref: `${REUSABLE}@refs/heads/main`,
        environment: 'prod:eu',
        workflow: 'deploy to: prod',
        actor: 'octocat',
      }).map(([claim, value]) => ({ name: claim, trust: exactly(MAIN, { [claim]: value }) })),
      ...named({
        'a pattern': trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringLike: { ref: '*main' } }),
        'that is not trusted': trustGithub({
          StringEquals: { ...AUDIENCE, sub: MAIN },
          StringNotEquals: { ref: 'main' },
        }),
        'of a provider that is not known': trustProvider('idp.example.com', {
          StringEquals: { aud: 'x', ref: 'main' },
        }),
      }),
    ],
  },
  'oidc-contradiction': {
    broken: named({
      subjects: trustGithub({
        StringEquals: { ...AUDIENCE, sub: MAIN },
        StringLike: { sub: 'repo:acme/churn:environment:*' },
      }),
      audiences: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringLike: { aud: 'https://*' } }),
      'another repository by its claim': exactly([MAIN, IMMUTABLE_MAIN], { repository: 'acme/other' }),
      'another branch by its claim': exactly(MAIN, { ref: 'refs/heads/dev' }),
      'another environment by its claim': exactly('repo:acme/churn:environment:prod', { environment: 'dev' }),
      'a denial of the only one': butDenied(exactly(MAIN), { StringNotEquals: IMMUTABLE_MAIN }),
    }),
    kept: named({
      'the same by its claim': exactly([MAIN, IMMUTABLE_MAIN], { repository: 'acme/churn', ref: 'refs/heads/main' }),
      'one of two by its claim': exactly([MAIN, 'repo:acme/churn:ref:refs/heads/dev'], { ref: 'refs/heads/main' }),
      'an environment with a colon': exactly('repo:acme/churn:environment:a%3Ab', { environment: 'a:b' }),
      'a branch of an environment': exactly('repo:acme/churn:environment:prod', { ref: 'refs/heads/main' }),
      'one within the other': trustGithub({
        StringEquals: { ...AUDIENCE, sub: MAIN },
        StringLike: { sub: 'repo:acme/*' },
      }),
      'of several values': trustProvider('idp.example.com', {
        StringEquals: { aud: 'x', sub: 'y' },
        'ForAnyValue:StringEquals': { amr: 'a' },
        'ForAnyValue:StringLike': { amr: 'b' },
      }),
      'without regard to case': trustGithub({
        StringEquals: { ...AUDIENCE, sub: MAIN },
        StringEqualsIgnoreCase: { sub: MAIN.toUpperCase() },
      }),
    }),
  },
  'oidc-customized-subject': {
    broken: bySubject(
      exactly,
      ...['repo:acme/churn', 'repository_id:2', `repo:acme/churn:job_workflow_ref:${REUSABLE}@refs/heads/main`],
      ...['repo:acme/churn:environment:prod:ref:refs/heads/main', 'repository:acme/churn:ref:refs/heads/main'],
    ),
    kept: [
      ...bySubject(exactly, MAIN, IMMUTABLE_MAIN, 'repo:acme/churn:pull_request', 'repo:acme/churn:environment:prod'),
      ...bySubject(like, 'repo:acme/churn:*', '*'),
    ],
  },
  'oidc-unknown-claim': {
    broken: [
      ...['branch', 'repositry_id', 'Repository_Idd', 'repo', 'subject', 'environments'].map((claim) => ({
        name: claim,
        trust: exactly(MAIN, { [claim]: 'x' }),
      })),
      ...named({
        negated: trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN }, StringNotEquals: { branch: 'x' } }),
        denied: policy(trustGithub({ StringEquals: { ...AUDIENCE, sub: MAIN } }), {
          Effect: 'Deny',
          Principal: '*',
          Action: '*',
          Condition: { StringNotEquals: { [`${CLAIMS}:branch`]: 'main' } },
        }),
        'of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'x', projectid: '1' } }),
        'of a cluster': trustProvider(EKS, { StringEquals: { ...AUDIENCE, namespace: 'default' } }),
        'of an enterprise': trustProvider(`${CLAIMS}/acme`, { StringEquals: { ...AUDIENCE, sub: MAIN, branch: 'x' } }),
      }).map((sample) => (sample.name === 'denied' ? { ...sample, trust: flattened(sample.trust) } : sample)),
    ],
    kept: [
      ...['actor', 'actor_id', 'job_workflow_ref', 'repository', 'repository_id', 'workflow', 'ref', 'environment'].map(
        (claim) => ({ name: claim, trust: exactly(MAIN, { [claim]: 'x' }) }),
      ),
      ...['enterprise_id', 'repository_owner_id', 'amr', 'REPOSITORY_ID', 'event_name', 'repo_property_team'].map(
        (claim) => ({ name: claim, trust: exactly(MAIN, { [claim]: 'x' }) }),
      ),
      ...named({
        'of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'x', user_login: 'x', project_path: 'y' } }),
        'of a provider that is not known': trustProvider('idp.example.com', {
          StringEquals: { aud: 'x', branch: 'y' },
        }),
      }),
    ],
  },
  'oidc-claim-not-checked': {
    broken: [
      ...['event_name', 'repository_owner', 'repo_property_team'].map((claim) => ({
        name: claim,
        trust: exactly(MAIN, { [claim]: 'x' }),
      })),
      ...named({
        'of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'x', project_path: 'acme/churn' } }),
        'of a server': trustProvider('git.acme.example/_services/token', {
          StringEquals: { ...AUDIENCE, sub: MAIN, repository: 'acme/churn' },
        }),
        'of another provider': trustProvider('idp.example.com', { StringEquals: { aud: 'x', sub: 'y', groups: 'z' } }),
      }),
    ],
    kept: named({
      'one that AWS checks': claims({ repository_id: '2', ref: 'refs/heads/main' }),
      'of ghe.com': trustProvider('token.actions.acme.ghe.com', { StringEquals: { ...AUDIENCE, sub: MAIN, ref: 'x' } }),
      'of an enterprise': trustProvider(`${CLAIMS}/acme`, { StringEquals: { ...AUDIENCE, sub: MAIN, ref: 'x' } }),
      'of GitLab': trustProvider('gitlab.com', { StringEquals: { aud: 'x', project_id: '1' } }),
      'of another provider': trustProvider('idp.example.com', { StringEquals: { aud: 'x', sub: 'y' } }),
    }),
  },
  'oidc-claim-of-other-provider': {
    broken: named({
      'GitLab by claims of GitHub': trust(
        { Federated: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com' },
        { StringEquals: { [`${CLAIMS}:aud`]: 'sts.amazonaws.com', [`${CLAIMS}:sub`]: MAIN } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'an enterprise by claims of all': trust(
        { Federated: `${GITHUB}/acme` },
        { StringEquals: { [`${CLAIMS}:aud`]: 'sts.amazonaws.com', [`${CLAIMS}:sub`]: MAIN } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'two providers at once': trust(
        { Federated: [GITHUB, 'arn:aws:iam::123456789012:oidc-provider/gitlab.com'] },
        { StringEquals: { [`${CLAIMS}:sub`]: MAIN, 'gitlab.com:sub': 'project_path:a/b:ref_type:branch:ref:main' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'SAML by claims of GitHub': trust(
        { Federated: 'arn:aws:iam::123456789012:saml-provider/x' },
        { StringEquals: { [`${CLAIMS}:sub`]: MAIN } },
        'sts:AssumeRoleWithSAML',
      ),
      'GitHub by claims of SAML': trust(
        { Federated: GITHUB },
        { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
    }),
    kept: named({
      'the own claims': exactly(MAIN),
      'in another case': trust(
        { Federated: GITHUB },
        { StringEquals: { [`${CLAIMS.toUpperCase()}:aud`]: 'sts.amazonaws.com', [`${CLAIMS}:sub`]: MAIN } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'a provider whose name ends in a slash': trust(
        { Federated: 'arn:aws:iam::123456789012:oidc-provider/sts.windows.net/1/' },
        { StringEquals: { 'sts.windows.net/1/:aud': 'x', 'sts.windows.net/1:sub': 'y' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'that a token need not have': trust(
        { Federated: GITHUB },
        { StringEquals: { [`${CLAIMS}:sub`]: MAIN }, StringNotEquals: { 'gitlab.com:sub': 'x' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
      'SAML by its own': trust(
        { Federated: 'arn:aws:iam::123456789012:saml-provider/x' },
        { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
        'sts:AssumeRoleWithSAML',
      ),
      'a role that came by GitHub': trust({ AWS: '123456789012' }, { StringEquals: { [`${CLAIMS}:sub`]: MAIN } }),
    }),
  },
  'oidc-misspelt-audience': {
    broken: ['sts.amazonaws.co', 'STS.amazonaws.com', 'sts.amazonws.com', 'sts.amazon.com', 'sts.aws.com'].map(
      (aud) => ({
        name: aud,
        trust: trustGithub({ StringEquals: { aud, sub: MAIN } }),
      }),
    ),
    kept: [
      ...[
        ...['sts.amazonaws.com', 'sts.amazonaws.com.cn', 'https://github.com/acme', 'my-audience'],
        ...['sts.us-west-2.amazonaws.com', 'sts.acme.com'],
      ].map((aud) => ({
        name: aud,
        trust: trustGithub({ StringEquals: { aud, sub: MAIN } }),
      })),
      ...named({
        'beside the right one': trustGithub({
          StringEquals: { aud: ['sts.amazonaws.com', 'sts.amazonaws.co'], sub: MAIN },
        }),
        'in whatever case': trustGithub({
          StringEqualsIgnoreCase: { aud: 'STS.amazonaws.com' },
          StringEquals: { sub: MAIN },
        }),
      }),
    ],
  },
  'oidc-without-audience': {
    broken: named({
      'a subject only': trustGithub({ StringEquals: { sub: MAIN } }),
      'any audience': trustGithub({ StringLike: { aud: '*' }, StringEquals: { sub: MAIN } }),
      'any audience among others': trustGithub({
        StringLike: { aud: ['sts.amazonaws.com', '?*'] },
        StringEquals: { sub: MAIN },
      }),
      'any application': trust(
        { Federated: 'accounts.google.com' },
        { StringLike: { 'accounts.google.com:aud': '*' } },
        'sts:AssumeRoleWithWebIdentity',
      ),
    }),
    kept: named({ 'by a pattern': trustGithub({ StringLike: { aud: 'sts.*' }, StringEquals: { sub: MAIN } }) }),
  },
  'oidc-subject-any-project': {
    broken: [
      ...bySubject(
        gitlab,
        '*',
        'project_path:*',
        'project_path:acme/*',
        'project_path:acme/*:ref_type:branch:ref:main',
      ),
      ...bySubject(gitlab, 'project_path:acme/churn*', '*:ref_type:branch:ref:main'),
      ...named({
        'of a group by id': trustProvider('gitlab.com', { StringEquals: { aud: 'x', namespace_id: '1' } }),
        'of a server of its own': gitlab('project_path:acme/*', 'gitlab.acme.example'),
        'of a server that is known by the subject': gitlab('project_path:acme/*', 'git.acme.example'),
      }),
    ],
    kept: [
      ...bySubject(gitlab, 'project_path:acme/churn:*', 'project_path:acme/a/churn:ref_type:branch:ref:main'),
      ...named({
        'with the id beside it': trustProvider('gitlab.com', {
          StringEquals: { aud: 'x', project_id: '1' },
          StringLike: { sub: 'project_path:acme/*' },
        }),
      }),
    ],
  },
  'oidc-subject-any-namespace': {
    broken: [
      ...bySubject(
        eks,
        '*',
        'system:*',
        'system:serviceaccount:*',
        'system:serviceaccount:*:*',
        'system:serviceaccount:*:churn',
      ),
      ...bySubject(eks, 'system:serviceaccount:team-?:churn'),
      ...named({ 'of another cluster': eks('system:serviceaccount:*:*', 'cluster.acme.example') }),
    ],
    kept: [
      ...bySubject(eks, 'system:serviceaccount:default:churn', 'system:serviceaccount:default:*'),
      ...named({
        'with an exact one beside it': trustProvider(EKS, {
          StringEquals: { ...AUDIENCE, sub: 'system:serviceaccount:default:churn' },
          StringLike: { sub: 'system:serviceaccount:*' },
        }),
      }),
    ],
  },
  'oidc-subject-any-service-account': {
    broken: bySubject(eks, 'system:serviceaccount:default:*', 'system:serviceaccount:default:?*'),
    kept: bySubject(eks, 'system:serviceaccount:default:churn', 'system:serviceaccount:default:churn-*'),
  },
};

/** The statements of policies within a policy, beside the others. */
function flattened(document: unknown): unknown {
  const { Statement } = document as { Statement: readonly { Statement?: readonly object[] }[] };
  return policy(...Statement.flatMap((each) => each.Statement ?? [each]));
}
