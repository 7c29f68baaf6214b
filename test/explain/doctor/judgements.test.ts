import { workflowRoles } from '../../../projenrc/readme/workflow-roles';
import { type BucketFacts, type RoleFacts, SWITCHES } from '../../../src/explain/doctor/aws-facts';
import { judgeBucket } from '../../../src/explain/doctor/bucket';
import type { Check } from '../../../src/explain/doctor/check';
import { judgeEnvironment } from '../../../src/explain/doctor/environment';
import type { Protection } from '../../../src/explain/doctor/github-facts';
import { ABSENT, found, type Looked, unseen } from '../../../src/explain/doctor/looked';
import { judgePermissions } from '../../../src/explain/doctor/permissions';
import { requestsIn } from '../../../src/explain/doctor/requests-in';
import { type ExpectedTrust, judgeTrust } from '../../../src/explain/doctor/trust';

const [preview, deploy] = workflowRoles() as [ReturnType<typeof workflowRoles>[0], ReturnType<typeof workflowRoles>[0]];
const statesOf = (checks: readonly Check[]) => checks.map(({ state }) => state);

describe('a role that deploys', () => {
  const provider = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
  const subject = (context: string, name = 'acme/churn') => `repo:${name}:${context}`;
  const EXPECTED: ExpectedTrust = {
    role: {
      ...deploy,
      description: '',
      trust: { provider, audience: 'sts.amazonaws.com', subjects: [], immutableSubjects: [] },
    },
    arn: 'arn:aws:iam::123456789012:role/churn-prod-access-deploy',
    subjects: [subject('environment:production')],
    otherSubjects: [subject('environment:production', 'acme@123456/churn@456789')],
    areCertain: true,
    strangers: [subject('pull_request'), subject('environment:production', 'stranger/elsewhere')],
  };
  const trust = (subjects: string | string[], operator = 'StringEquals', audience = 'sts.amazonaws.com') =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Federated: provider },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: { 'token.actions.githubusercontent.com:aud': audience },
            [operator === 'StringEquals' ? 'ForAnyValue:StringEquals' : operator]: {
              'token.actions.githubusercontent.com:sub': subjects,
            },
          },
        },
      ],
    });

  it('is right with the trust policy that the bootstrap gives it', () => {
    expect(statesOf(judgeTrust(JSON.stringify(deploy.trust), EXPECTED))).toEqual(['right']);
  });

  it.each([
    [
      'that of previews',
      JSON.stringify(preview.trust),
      'lets in jobs that are not to have it: repo:acme/churn:pull_request',
    ],
    ['any job of the repository', trust('repo:acme/churn:*', 'StringLike'), 'lets in jobs that are not to have it'],
    [
      'any repository',
      trust('repo:*:environment:production', 'StringLike'),
      'repo:stranger/elsewhere:environment:production',
    ],
    [
      'another audience',
      trust(subject('environment:production'), '', 'sts.amazonaws.com.cn'),
      'does not let in its jobs',
    ],
    ['another environment', trust(subject('environment:prod')), 'does not let in its jobs'],
    ['no policy at all', 'nonsense', 'does not let in its jobs'],
  ])('is wrong with a trust policy for %s', (_, document, claim) => {
    const checks = judgeTrust(document, EXPECTED);
    expect(new Set(statesOf(checks))).toEqual(new Set(['wrong']));
    expect(checks.map(({ text }) => text).join('\n')).toContain(claim);
    for (const { fix } of checks) expect(fix).toContain('aws iam update-assume-role-policy');
  });

  it('is not known to be right where one form of subject is let in and it is not known which jobs have', () => {
    const unsure = { ...EXPECTED, subjects: [...EXPECTED.subjects, ...EXPECTED.otherSubjects], areCertain: false };
    expect(statesOf(judgeTrust(trust(EXPECTED.subjects as string[], 'StringEquals'), unsure))).toContain('unknown');
  });
});

describe('the permissions of a role', () => {
  const facts = (document: unknown, more: Partial<RoleFacts> = {}): RoleFacts => ({
    trust: '',
    policies: found([{ kind: 'inline', name: preview.name, document: found(JSON.stringify(document)) }]),
    ...more,
  });
  const reading = new Set(requestsIn(preview.policy).map(({ action }) => action));
  const EXPECTED = {
    name: preview.name,
    policy: preview.policy,
    forbidden: requestsIn(deploy.policy).filter(({ action }) => !reading.has(action)),
  };
  const [ALLOW_ALL, DENY_ALL] = ['Allow', 'Deny'].map((Effect) => ({
    Version: '2012-10-17',
    Statement: [{ Effect, Action: '*', Resource: '*' }],
  }));

  it('are right as the bootstrap gives them', () => {
    expect(statesOf(judgePermissions(facts(preview.policy), EXPECTED))).toEqual(['right']);
    const own = { name: deploy.name, policy: deploy.policy, forbidden: [] };
    expect(statesOf(judgePermissions(facts(deploy.policy), own))).toEqual(['right']);
  });

  it('are wrong where previews may change something', () => {
    const [check] = judgePermissions(facts(deploy.policy), EXPECTED);
    expect(check).toMatchObject({ state: 'wrong', text: expect.stringContaining('is to read only') });
    expect(check!.fix).toContain(`aws iam put-role-policy --role-name ${preview.name}`);
  });

  it.each([1, 3])('are wrong where statement %i is missing', (index) => {
    const Statement = [preview.policy.Statement].flat().filter((_, place) => place !== index);
    expect(statesOf(judgePermissions(facts({ ...preview.policy, Statement }), EXPECTED))).toContain('wrong');
  });

  it('are wrong where a boundary or a denial is in the way', () => {
    const bounded = facts(preview.policy, { boundary: found(JSON.stringify(DENY_ALL)) });
    expect(statesOf(judgePermissions(bounded, EXPECTED))).toContain('wrong');
    const Statement = [...[preview.policy.Statement].flat(), ...DENY_ALL!.Statement];
    expect(statesOf(judgePermissions(facts({ ...preview.policy, Statement }), EXPECTED))).toContain('wrong');
  });

  it('are wrong where they allow anything, also to deployments', () => {
    const own = { name: deploy.name, policy: deploy.policy, forbidden: [] };
    expect(statesOf(judgePermissions(facts(ALLOW_ALL), own))).toContain('wrong');
  });

  it.each<[string, Partial<RoleFacts>]>([
    ['its policies', { policies: unseen('AccessDenied') }],
    ['one of them', { policies: found([{ kind: 'attached', name: 'arn', document: unseen('AccessDenied') }]) }],
    ['its boundary', { boundary: unseen('AccessDenied') }],
  ])('are not known where %s can not be read', (_, more) => {
    expect(statesOf(judgePermissions(facts(preview.policy, more), EXPECTED))).toEqual(['unknown']);
  });
});

describe('the bucket of the state', () => {
  const PLACE = { name: 'state', region: 'us-west-2' };
  const GOOD: BucketFacts = {
    region: found('us-west-2'),
    versioning: found('Enabled'),
    encryption: found('AES256'),
    blocked: found(SWITCHES),
  };
  const judge = (facts: Partial<BucketFacts>) => judgeBucket(found({ ...GOOD, ...facts }), PLACE);

  it('is right with all of it', () => {
    expect(new Set(statesOf(judge({})))).toEqual(new Set(['right']));
  });

  it.each<[string, Partial<BucketFacts>, string]>([
    ['no versions', { versioning: ABSENT }, 'put-bucket-versioning'],
    ['versions that are suspended', { versioning: found('Suspended') }, 'put-bucket-versioning'],
    ['no encryption', { encryption: ABSENT }, 'put-bucket-encryption'],
    ['one switch off', { blocked: found(SWITCHES.slice(1)) }, 'put-public-access-block'],
    ['no block', { blocked: ABSENT }, 'put-public-access-block'],
    ['another region', { region: found('eu-west-1') }, '?region=eu-west-1'],
  ])('is wrong with %s', (_, facts, fix) => {
    expect(judge(facts).filter(({ state }) => state === 'wrong')).toEqual([
      expect.objectContaining({ fix: expect.stringContaining(fix) }),
    ]);
  });

  it('is wrong where it is not there, and not known where nobody says', () => {
    expect(judgeBucket(ABSENT, PLACE)).toMatchObject([
      { state: 'wrong', fix: expect.stringContaining('create-bucket') },
    ]);
    expect(statesOf(judgeBucket(unseen('AccessDenied'), PLACE))).toEqual(['unknown']);
    expect(statesOf(judge({ versioning: unseen('AccessDenied') }))).toContain('unknown');
  });
});

describe('the environment', () => {
  const PLACE = { repository: 'acme/churn', environment: 'production', branch: 'main' };

  it.each<[Check['state'], Looked<Protection>]>([
    ['right', found({ by: 'reviewers' })],
    ['right', found({ by: 'patterns', patterns: ['main', 'release/*'] })],
    ['right', found({ by: 'protected-branches', isProtected: true })],
    ['wrong', found({ by: 'nothing' })],
    ['wrong', found({ by: 'patterns', patterns: ['main', '**'] })],
    ['wrong', found({ by: 'protected-branches', isProtected: false })],
    ['wrong', ABSENT],
    ['unknown', unseen('GitHub answers 403.')],
  ])('is %s with %j', (state, looked) => {
    const [check] = judgeEnvironment(looked, PLACE);
    expect(check!.state).toBe(state);
    expect(check!.fix === undefined).toBe(state === 'right');
  });
});
