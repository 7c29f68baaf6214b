import { Chance } from './pairs/chance';
import { drawTrust, expectEveryJobTold } from './pairs/jobs';
import type { TrustDifference } from '../../../src/iam/compare/difference';
import { compareTrust } from '../../../src/iam/compare/trust';
import { cases } from '../../cases';

const ISSUER = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::123456789012:oidc-provider/${ISSUER}`;
const { numRuns, seed } = cases(100);

test('whatever token gets in, or no longer does, is told of by a difference about its job', () => {
  expectEveryJobTold(numRuns, 12, new Chance(seed));
});

test('a trust policy with its subjects in statements of their own is no other one', () => {
  const chance = new Chance(seed);
  for (let run = 0; run < numRuns; run++) {
    const drawn = drawTrust(chance) as { Statement: readonly Statement[] };
    const split = { ...drawn, Statement: drawn.Statement.flatMap(bySubject) };
    expect(compareTrust(drawn, split).differences).toEqual([]);
    expect(compareTrust(split, drawn).differences).toEqual([]);
  }
});

describe('jobs of GitHub', () => {
  const MAIN = 'repo:acme/churn:ref:refs/heads/main';
  const MAIN_WITH_IDS = 'repo:acme@1/churn@2:ref:refs/heads/main';
  const MAIN_OF_OTHER_IDS = 'repo:acme@1/churn@3:ref:refs/heads/main';
  const HERE = { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } };

  test.each<[what: string, before: object, after: object, told: readonly string[]]>([
    ['a repository', by(MAIN), by(MAIN, 'repo:stranger/evil:pull_request'), ['gained repo:stranger/evil:pull_request']],
    [
      'a branch',
      by(MAIN),
      by(MAIN, 'repo:acme/churn:ref:refs/heads/dev'),
      ['gained repo:acme/churn:ref:refs/heads/dev'],
    ],
    [
      'an environment',
      by(MAIN),
      by(MAIN, 'repo:acme/churn:environment:prod'),
      ['gained repo:acme/churn:environment:prod'],
    ],
    ['an event', by(MAIN), by(MAIN, 'repo:acme/churn:pull_request'), ['gained repo:acme/churn:pull_request']],
    [
      'a branch in place of another',
      by(MAIN),
      by('repo:acme/churn:ref:refs/heads/dev'),
      ['gained repo:acme/churn:ref:refs/heads/dev', `lost ${MAIN}`],
    ],
    ['all branches', by(MAIN), like('repo:acme/churn:*'), ['gained repo:acme/churn:*']],
    [
      'a pattern beside another',
      like('repo:acme/churn:ref:refs/tags/*'),
      like('repo:acme/churn:ref:refs/tags/*', 'repo:acme/other:*'),
      ['gained repo:acme/other:*'],
    ],
    [
      'a pattern that takes in a name',
      like(MAIN),
      like(MAIN, 'repo:acme/churn:ref:refs/heads/*'),
      ['gained repo:acme/churn:ref:refs/heads/*'],
    ],
    ['any repository', by(MAIN), any(), ['gained ']],
    ['nobody else, in another operator', by(MAIN), like(MAIN), []],
    ['nobody else, as a pattern took it in', like('repo:acme/churn:*'), like('repo:acme/churn:*', MAIN), []],
    [
      'the other form of a subject',
      by(MAIN),
      by(MAIN, MAIN_WITH_IDS),
      [`gained under other conditions ${MAIN},${MAIN_WITH_IDS}`],
    ],
    [
      'one form in place of the other',
      by(MAIN),
      by(MAIN_WITH_IDS),
      [`gained under other conditions ${MAIN_WITH_IDS}`, `lost under other conditions ${MAIN}`],
    ],
    [
      'a repository of the same name with other ids',
      by(MAIN, MAIN_WITH_IDS),
      by(MAIN, MAIN_WITH_IDS, MAIN_OF_OTHER_IDS),
      [`gained ${MAIN_OF_OTHER_IDS}`],
    ],
    [
      'a condition more on one of two',
      many(by(MAIN), by('repo:acme/churn:pull_request')),
      many(by(MAIN), by('repo:acme/churn:pull_request', HERE)),
      ['lost under other conditions repo:acme/churn:pull_request'],
    ],
    [
      'a condition less, and a job more',
      by(MAIN, HERE),
      by(MAIN, 'repo:acme/churn:pull_request'),
      [`gained under other conditions ${MAIN}`, 'gained repo:acme/churn:pull_request'],
    ],
    [
      'a claim of its own',
      claiming('repository', 'acme/churn'),
      claiming('repository', 'acme/churn', 'stranger/evil'),
      ['gained stranger/evil'],
    ],
    [
      'what a pattern took in, in its other form',
      like('repo:acme/churn:*'),
      many(like('repo:acme/churn:*'), by(MAIN, MAIN_WITH_IDS)),
      [`gained under other conditions ${MAIN},${MAIN_WITH_IDS}`],
    ],
    [
      'another claim, which nothing is known of',
      by(MAIN),
      many(by(MAIN), claiming('ref', 'refs/heads/dev')),
      ['gained refs/heads/dev'],
    ],
  ])('%s', (_, before, after, told) => {
    expect(compareTrust(before, after).differences.map(toldBy)).toEqual(told);
  });

  test('the forms of one subject are one job, in one statement or in two', () => {
    const [together] = compareTrust(undefined, by(MAIN, MAIN_WITH_IDS)).differences;
    const apart = compareTrust(undefined, many(by(MAIN), by(MAIN_WITH_IDS))).differences;
    expect(new Set([together, ...apart].map((each) => each!.job)).size).toBe(1);
  });

  test('more jobs than are compared one by one are compared together', () => {
    const subjects = Array.from({ length: 500 }, (_, index) => `repo:acme/churn:ref:refs/heads/b${index}`);
    const { differences } = compareTrust(by(...subjects), by(...subjects, MAIN));
    expect(differences.map(({ kind, job }) => [kind, job])).toEqual([['gained', undefined]]);
  });
});

test('a project of GitLab, and a service account of Kubernetes, is somebody of its own', () => {
  const of = (issuer: string, ...subjects: readonly string[]) => ({
    ...document({ StringEquals: { [`${issuer}:sub`]: subjects } }, `arn:aws:iam::123456789012:oidc-provider/${issuer}`),
  });
  const [a, b] = ['project_path:g/a:ref_type:branch:ref:main', 'project_path:g/b:ref_type:branch:ref:main'];
  const { differences } = compareTrust(of('gitlab.com', a), of('gitlab.com', a, b));
  expect(differences.map(({ kind, underConditions, condition }) => [kind, underConditions, condition])).toEqual([
    ['gained', false, { StringEquals: { 'gitlab.com:sub': b } }],
  ]);
});

interface Statement {
  readonly Effect: string;
  readonly Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function bySubject(statement: Statement): Statement[] {
  const key = `${ISSUER}:sub`;
  const operator = ['StringEquals', 'StringLike'].find((each) => Array.isArray(statement.Condition[each]?.[key]));
  if (operator === undefined || statement.Effect === 'Deny') return [statement];
  const subjects = statement.Condition[operator]![key] as readonly string[];
  return subjects.map((subject) => ({
    ...statement,
    Condition: { ...statement.Condition, [operator]: { ...statement.Condition[operator], [key]: subject } },
  }));
}

function document(conditions: object, provider = PROVIDER) {
  const statement = {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions,
  };
  return { Version: '2012-10-17', Statement: [statement] };
}

type Conditions = string | Readonly<Record<string, object>>;

/** The last one may be other conditions. */
function named(operator: string, claim: string, values: readonly Conditions[]) {
  const texts = values.filter((value) => typeof value === 'string');
  const [others = {}] = values.filter((value) => typeof value !== 'string');
  const audience = { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' } };
  const naming = texts.length > 0 ? { [`${ISSUER}:${claim}`]: texts } : {};
  const block = { ...audience, [operator]: { ...(operator === 'StringEquals' && audience.StringEquals), ...naming } };
  return document({ ...block, ...(others as object) });
}

function by(...subjects: readonly Conditions[]) {
  return named('StringEquals', 'sub', subjects);
}

function like(...subjects: readonly Conditions[]) {
  return named('StringLike', 'sub', subjects);
}

function claiming(claim: string, ...values: readonly Conditions[]) {
  return named('StringEquals', claim, values);
}

function any() {
  return by();
}

function many(...documents: readonly { readonly Statement: readonly object[] }[]) {
  return { Version: '2012-10-17', Statement: documents.flatMap(({ Statement }) => Statement) };
}

function toldBy({ kind, underConditions, condition }: TrustDifference): string {
  const values = Object.values(condition ?? {})
    .flatMap((keys) => Object.entries(keys))
    .filter(([key]) => key.startsWith(ISSUER) && !key.endsWith(':aud'))
    .flatMap(([, value]) => value);
  return `${kind} ${underConditions ? 'under other conditions ' : ''}${values.join()}`;
}
