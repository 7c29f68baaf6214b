import { itRefuses, problemsOf, read, REPOSITORY, VARIABLES } from './problems';
import { planOf } from '../../src/action/plan';
import type { GivenInputs } from '../action/fake-ports';

const APP = 'arn:aws:iam::123456789012:role/app';
const PARTNER = 'arn:aws:iam::210987654321:root';
const ISSUER = 'token.actions.githubusercontent.com';
const MAIN = 'ref:refs/heads/main';
const GITHUB: GivenInputs = { trust: 'github' };

function trustOf(...given: Parameters<typeof read>) {
  const { request, problems } = read(...given);
  expect(problems).toEqual([]);
  return JSON.parse(planOf(request!, '123456789012').component.args.trustPolicy);
}

function subjectsOf(...given: Parameters<typeof read>): string[] {
  return trustOf(...given).Statement[0].Condition.StringEquals[`${ISSUER}:sub`];
}

describe('by default', () => {
  const RELEASE = { 'execution-role-arn': APP };
  const EXECUTION = { 'ecr-repository': 'churn' };

  it.each<[permissions: string, GivenInputs, words: string]>([
    ['', {}, 'github'],
    ['deploy', {}, 'github'],
    ['baseline', {}, 'github'],
    ['invoke', {}, 'github'],
    ['observe', {}, 'github'],
    ['release', RELEASE, 'github'],
    ['deploy, release, observe', RELEASE, 'github'],
    ['execution', EXECUTION, 'sagemaker'],
    ['execution, deploy', EXECUTION, 'sagemaker, github'],
  ])('trusts who uses the permissions: %s', (permissions, inputs, words) => {
    const given = { permissions: permissions || 'deploy', ...inputs };
    expect(trustOf({ ...(permissions && given), ...inputs })).toEqual(trustOf({ ...given, trust: words }));
  });

  it('is the same in the event of a schedule, which says nothing of the repository', () => {
    const schedule = { ...VARIABLES, GITHUB_EVENT_NAME: 'schedule', GITHUB_REF: 'refs/heads/main' };
    expect(trustOf({}, schedule, undefined)).toEqual(trustOf({}));
  });

  it('can be another one, where it is not known whose jobs these are', () => {
    expect(problemsOf({}, {})).toEqual([
      'github-repository: a repository, OWNER/NAME, because it is not known here which one this is; or trust: whoever else is to assume the role',
    ]);
    expect(problemsOf({}, VARIABLES, {})).toEqual([
      'github-ref: a branch or tag, because the default branch of acme/churn is not known here; or trust: whoever else is to assume the role',
    ]);
  });

  it.each<[string, GivenInputs, readonly string[]]>([
    [
      'what is about SageMaker',
      { 'restrict-trust': 'false' },
      [
        'restrict-trust: nothing, because trust does not have sagemaker: without a value it is github, for these permissions',
      ],
    ],
    [
      'what is about GitHub',
      { permissions: 'execution', ...EXECUTION, 'github-ref': 'main' },
      [
        'github-ref: nothing, because trust does not have github: without a value it is sagemaker, for these permissions',
      ],
    ],
  ])('does not take %s for nothing', (_, inputs, problems) => {
    expect(problemsOf(inputs)).toEqual(problems);
  });
});

const SHARED = 'job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main';

describe('subjects that the repository has chosen', () => {
  const chosen = (...subjects: readonly string[]) => ({ ...GITHUB, 'github-subject': subjects.join('\n') });

  it('are taken as they are, in place of others', () => {
    const subjects = [`repo:acme/churn:environment:Production, EU:${SHARED}`, `repo:acme@123456/churn@456789:${MAIN}`];
    expect(subjectsOf(chosen(...subjects, '', ` ${subjects[0]} `))).toEqual(subjects);
    // Nothing has to be known of the repository.
    expect(subjectsOf(chosen(...subjects), {}, {})).toEqual(subjects);
  });

  it('are all to be right', () => {
    expect(problemsOf(chosen(`repo:acme/churn:${MAIN}`, 'repo:acme/*'))).toEqual([
      'github-subject: subjects in full, without *, ? and ${, not repo:acme/*',
    ]);
  });

  it('leave nothing to say of the jobs', () => {
    const inputs = {
      'github-repository': 'acme/churn',
      'github-ref': 'main',
      'github-environment': 'prod',
      'github-pull-requests': 'true',
      'github-subject-format': 'classic',
    };
    expect(problemsOf({ ...chosen(`repo:acme/churn:${SHARED}`), ...inputs })).toEqual(
      Object.keys(inputs).map((name) => `${name}: nothing, because github-subject says in full which jobs are meant`),
    );
  });
});

it('asks for the audiences that are named, in China for those that are usual there', () => {
  const audienceOf = (inputs: GivenInputs) =>
    trustOf({ ...GITHUB, ...inputs }).Statement[0].Condition.StringEquals[`${ISSUER}:aud`];
  expect(audienceOf({ 'github-audience': 'urn:acme' })).toBe('urn:acme');
  expect(audienceOf({ region: 'cn-north-1' })).toEqual(['sts.amazonaws.com', 'sts.amazonaws.com.cn']);
  expect(audienceOf({ region: 'cn-north-1', 'github-audience': 'sts.amazonaws.com.cn' })).toBe('sts.amazonaws.com.cn');
  expect(problemsOf({ ...GITHUB, 'github-audience': 'a*' })).toEqual([
    'github-audience: the audience of a token, such as sts.amazonaws.com.cn, without wildcards and ${, not a*',
  ]);
});

it('lets the ARNs tag their sessions', () => {
  const inputs = { trust: APP, 'trust-external-id': 'churn-7f3a', 'trust-session-tags': 'team, stage' };
  expect(trustOf(inputs).Statement[1]).toEqual({
    Effect: 'Allow',
    Principal: { AWS: [APP] },
    Action: 'sts:TagSession',
    Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'stage'] } },
  });
  expect(problemsOf({ ...inputs, 'trust-session-tags': 'true' })).toEqual([
    expect.stringMatching(/^trust-session-tags: keys of tags, .* not true/),
  ]);
});

it('trusts whoever the words and ARNs name, in one document', () => {
  const inputs = { trust: `${APP}, github\n${PARTNER} sagemaker`, 'trust-external-id': 'churn-7f3a' };
  expect(trustOf(inputs)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:sagemaker:us-west-2:123456789012:*' } },
      },
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${ISSUER}:aud`]: 'sts.amazonaws.com',
            [`${ISSUER}:sub`]: [`repo:acme/churn:${MAIN}`, `repo:acme@123456/churn@456789:${MAIN}`],
          },
        },
      },
      {
        Effect: 'Allow',
        Principal: { AWS: [APP, PARTNER] },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': 'churn-7f3a' } },
      },
    ],
  });
});

it('does not trust SageMaker where others are named', () => {
  expect(trustOf({ trust: APP }).Statement).toEqual([
    { Effect: 'Allow', Principal: { AWS: [APP] }, Action: 'sts:AssumeRole' },
  ]);
});

describe('the jobs that are trusted', () => {
  it.each<[string, GivenInputs, readonly string[]]>([
    ['the default branch', {}, [MAIN]],
    ['a branch', { 'github-ref': 'release' }, ['ref:refs/heads/release']],
    ['a tag', { 'github-ref': 'refs/tags/v1' }, ['ref:refs/tags/v1']],
    ['an environment, in place of the default branch', { 'github-environment': 'prod' }, ['environment:prod']],
    ['pull requests, in place of the default branch', { 'github-pull-requests': 'true' }, ['pull_request']],
    [
      'all that is given',
      { 'github-ref': 'main', 'github-environment': 'prod', 'github-pull-requests': 'true' },
      [MAIN, 'environment:prod', 'pull_request'],
    ],
  ])('are those of %s', (_, inputs, jobs) => {
    expect(subjectsOf({ ...GITHUB, 'github-subject-format': 'classic', ...inputs })).toEqual(
      jobs.map((job) => `repo:acme/churn:${job}`),
    );
  });

  it('are asked for where the event does not tell the default branch', () => {
    expect(problemsOf(GITHUB, VARIABLES, {})).toEqual([
      'github-ref: a branch or tag, because the default branch of acme/churn is not known here',
    ]);
    expect(problemsOf({ ...GITHUB, 'github-environment': 'prod' }, VARIABLES, {})).toEqual([]);
  });
});

const CLASSIC = `repo:acme/churn:${MAIN}`;
const IMMUTABLE = `repo:acme@123456/churn@456789:${MAIN}`;

function asksForIds(repository: string): string {
  return `github-repository: its ids as well, OWNER@OWNER_ID/NAME@ID, which gh api repos/${repository} tells; or github-subject-format: classic, if its subjects have no ids`;
}

describe('the form of subjects', () => {
  it.each<[created: string | number | undefined, subjects: readonly string[]]>([
    ['2024-01-01T00:00:00Z', [CLASSIC, IMMUTABLE]],
    ['2026-07-15T23:59:59Z', [CLASSIC, IMMUTABLE]],
    ['2026-07-16T00:00:00Z', [IMMUTABLE]],
    [Date.UTC(2026, 8, 1) / 1000, [IMMUTABLE]],
    [undefined, [CLASSIC, IMMUTABLE]],
  ])('of a repository created at %s', (created_at, subjects) => {
    expect(subjectsOf(GITHUB, VARIABLES, { ...REPOSITORY, created_at })).toEqual(subjects);
  });

  it.each([
    ['classic', [CLASSIC]],
    ['immutable', [IMMUTABLE]],
    ['both', [CLASSIC, IMMUTABLE]],
  ])('can be chosen: %s', (format, subjects) => {
    const recent = { ...REPOSITORY, created_at: '2026-09-01T00:00:00Z' };
    expect(subjectsOf({ ...GITHUB, 'github-subject-format': format }, VARIABLES, recent)).toEqual(subjects);
  });

  const NO_IDS = { GITHUB_REPOSITORY: 'acme/churn' };

  it.each(['GITHUB_REPOSITORY_ID', 'GITHUB_REPOSITORY_OWNER_ID'])('needs both ids, not %s alone', (name) => {
    expect(problemsOf(GITHUB, { ...NO_IDS, [name]: '7' })).toEqual([asksForIds('acme/churn')]);
  });

  it.each([
    ['auto', [asksForIds('acme/churn')]],
    ['immutable', [asksForIds('acme/churn')]],
    ['both', [asksForIds('acme/churn')]],
    ['classic', []],
  ])('%s without ids', (format, problems) => {
    expect(problemsOf({ ...GITHUB, 'github-subject-format': format }, NO_IDS)).toEqual(problems);
  });

  it('is classic on GitHub Enterprise Server', () => {
    const server = { ...VARIABLES, GITHUB_SERVER_URL: 'https://github.acme.dev' };
    const recent = { ...REPOSITORY, created_at: '2026-09-01T00:00:00Z' };
    expect(trustOf(GITHUB, server, recent).Statement[0]).toMatchObject({
      Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/github.acme.dev/_services/token' },
      Condition: { StringEquals: { 'github.acme.dev/_services/token:sub': [CLASSIC] } },
    });
    expect(problemsOf({ ...GITHUB, 'github-subject-format': 'both' }, server)).toEqual([
      'github-subject-format: classic, because GitHub Enterprise Server has no immutable subjects',
    ]);
  });
});

describe('another repository', () => {
  const OTHER = { ...GITHUB, 'github-repository': 'acme@123456/other@7', 'github-ref': 'main' };

  it('is trusted in place of the present one', () => {
    expect(subjectsOf(OTHER)).toEqual([`repo:acme/other:${MAIN}`, `repo:acme@123456/other@7:${MAIN}`]);
  });

  it('has no default branch that is known here', () => {
    expect(problemsOf({ ...OTHER, 'github-ref': '' })).toEqual([
      'github-ref: a branch or tag, because the default branch of acme/other is not known here',
    ]);
  });

  it('has no ids that are known here', () => {
    const inputs = { ...OTHER, 'github-repository': 'acme/other' };
    expect(problemsOf(inputs)).toEqual([asksForIds('acme/other')]);
    expect(subjectsOf({ ...inputs, 'github-subject-format': 'classic' })).toEqual([`repo:acme/other:${MAIN}`]);
  });

  it('may be the present one after all, in the spelling of GitHub and with its ids', () => {
    const named = (repository: string) => ({ ...GITHUB, 'github-repository': repository });
    expect(subjectsOf(named('acme/churn'))).toEqual([CLASSIC, IMMUTABLE]);
    expect(subjectsOf(named('acme@123456/churn@456789'))).toEqual([CLASSIC, IMMUTABLE]);
    expect(problemsOf(named('Acme/churn'))).toEqual([
      'github-repository: acme/churn as GitHub spells it, because subjects differ by case',
    ]);
  });

  it.each(['acme@1/churn@2', 'acme@1/churn@456789', 'acme@123456/churn@2'])(
    'is not the present one with the ids of another: %s',
    (repository) => {
      expect(problemsOf({ ...GITHUB, 'github-repository': repository })).toEqual([
        'github-repository: the ids 123456 and 456789 for acme/churn',
      ]);
    },
  );

  it('has to be given where there is no present one', () => {
    expect(problemsOf(GITHUB, {})).toEqual([
      'github-repository: a repository, OWNER/NAME, because it is not known here which one this is',
    ]);
    expect(subjectsOf(OTHER, {})).toHaveLength(2);
  });
});

it('can not be the provider of another account than that in the ARN of the endpoint', () => {
  const endpoint = 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn-prod';
  const inputs = { ...GITHUB, endpoint, 'github-oidc-provider': `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` };
  expect(problemsOf(inputs)).toEqual(['github-oidc-provider: an identity provider of the account 210987654321']);
});

describe('another identity provider', () => {
  const provider = (arn: string): GivenInputs => ({ ...GITHUB, 'github-oidc-provider': arn });
  const ARN = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;

  it('may be that of an enterprise', () => {
    expect(trustOf(provider(`${ARN}/acme-corp`)).Statement[0]).toMatchObject({
      Principal: { Federated: `${ARN}/acme-corp` },
      Condition: { StringEquals: { [`${ISSUER}/acme-corp:aud`]: 'sts.amazonaws.com' } },
    });
  });

  it.each<[string, string]>([
    [ARN.replace(ISSUER, 'gitlab.com'), `the identity provider of this GitHub, oidc-provider/${ISSUER}`],
    [ARN.replace(ISSUER, `${ISSUER}.evil.com`), `the identity provider of this GitHub, oidc-provider/${ISSUER}`],
    [ARN.replace('arn:aws:', 'arn:aws-cn:'), 'an identity provider in the partition aws, which us-west-2 is in'],
    [ARN.replace('123456789012', '210987654321'), 'an identity provider of the account 123456789012'],
  ])('can not be %s', (arn, expected) => {
    expect(problemsOf({ ...provider(arn), 'account-id': '123456789012' })).toEqual([
      `github-oidc-provider: ${expected}`,
    ]);
  });
});

itRefuses('trust', {
  "sagemaker, github, or the ARN of a role, a user or an account's root, not lambda": ['lambda'],
});

const PRINCIPAL = "the ARN of a role, a user or an account's root, without wildcards";
const NO_GITHUB = 'nothing, because trust does not have github';

it.each<[string, GivenInputs, readonly string[]]>([
  ['no words', { trust: ',' }, ['trust: at least one, such as github, arn:aws:iam::123456789012:role/app']],
  [
    'unknown words',
    { trust: 'sagemaker lambda' },
    ["trust: sagemaker, github, or the ARN of a role, a user or an account's root, not lambda"],
  ],
  ['everybody', { trust: '*' }, ["trust: sagemaker, github, or the ARN of a role, a user or an account's root, not *"]],
  [
    'ARNs with wildcards',
    { trust: 'arn:aws:iam::123456789012:role/*' },
    [`trust: ${PRINCIPAL}, not arn:aws:iam::123456789012:role/*`],
  ],
  [
    'ARNs of another partition',
    { trust: `sagemaker ${APP.replace('aws', 'aws-cn')}` },
    [`trust: ARNs in the partition aws, which us-west-2 is in, not ${APP.replace('aws', 'aws-cn')}`],
  ],
  [
    'an ARN of another partition beside one of the own',
    { trust: `${APP} ${APP.replace('aws', 'aws-cn')}` },
    [`trust: ARNs in the partition aws, which us-west-2 is in, not ${APP.replace('aws', 'aws-cn')}`],
  ],
  [
    'an external id that is none',
    { trust: APP, 'trust-external-id': 'a b' },
    ['trust-external-id: 2 to 1224 letters, digits and _+=,.@:/-'],
  ],
  [
    'an external id and tags for nobody',
    { 'trust-external-id': 'churn-7f3a', 'trust-session-tags': 'team' },
    ['trust-external-id: nothing, because trust has no ARN', 'trust-session-tags: nothing, because trust has no ARN'],
  ],
  [
    'an unrestricted service that is not trusted',
    { trust: APP, 'restrict-trust': 'false' },
    ['restrict-trust: nothing, because trust does not have sagemaker'],
  ],
  [
    'what is about GitHub without GitHub',
    {
      trust: 'sagemaker',
      'github-repository': 'acme/churn',
      'github-ref': 'main',
      'github-environment': 'prod',
      'github-pull-requests': 'true',
      'github-subject-format': 'both',
      'github-subject': 'repo:acme/churn',
      'github-audience': 'urn:acme',
      'github-oidc-provider': `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`,
    },
    [
      `github-repository: ${NO_GITHUB}`,
      `github-ref: ${NO_GITHUB}`,
      `github-environment: ${NO_GITHUB}`,
      `github-pull-requests: ${NO_GITHUB}`,
      `github-subject-format: ${NO_GITHUB}`,
      `github-subject: ${NO_GITHUB}`,
      `github-oidc-provider: ${NO_GITHUB}`,
      `github-audience: ${NO_GITHUB}`,
    ],
  ],
  [
    'a branch that is a pattern',
    { ...GITHUB, 'github-ref': 'release/*' },
    ['github-ref: one branch or tag, such as main or refs/tags/v1, without wildcards'],
  ],
  [
    'an environment that is a pattern',
    { ...GITHUB, 'github-environment': '*' },
    ['github-environment: the name of one environment, of at most 255 characters, without wildcards and ${'],
  ],
])('refuses %s', (_, inputs, problems) => {
  expect(problemsOf(inputs)).toEqual(problems);
});

it('counts everybody who is trusted towards the quota', () => {
  const trust = Array.from({ length: 60 }, (_, index) => `${APP}-${index}`).join(' ');
  expect(problemsOf({ trust })).toEqual([
    expect.stringMatching(/^trust: a trust policy of at most 2048 characters, but it has \d+$/),
  ]);
});
