import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type GivenInputs, inputReader } from './fake-ports';
import { accessOf, findingsOfPlan, type Found } from '../../src/action/access';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/request/read-request';
import type { StackResult } from '../../src/stack/execute';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

function plan(inputs: GivenInputs = {}, environment: NodeJS.ProcessEnv = {}) {
  return planOf(
    readRequest({ input: inputReader({ trust: 'sagemaker', ...inputs }), environment }).request!,
    '123456789012',
  );
}

function found(more: Partial<StackResult> = {}): Found {
  return {
    command: 'preview',
    result: {
      changes: [],
      outside: [],
      tagged: [],
      resources: {},
      beginning: new Map(),
      components: new Map(),
      errors: [],
      ...more,
    },
  };
}

it('is the plan alone where the engine did not run', () => {
  expect(accessOf(plan(), { command: 'preview' })).toEqual({
    target: expect.objectContaining({ account: '123456789012', endpoint: 'churn-prod' }),
    stack: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
    roleName: 'churn-prod',
    policyName: 'churn-prod',
    roleArn: 'arn:aws:iam::123456789012:role/churn-prod',
    policyArn: 'arn:aws:iam::123456789012:policy/churn-prod',
    changes: [],
    policy: { before: undefined, after: undefined },
    trust: { before: undefined, after: undefined },
    foreignPolicies: [],
    unseen: [],
    comparedWith: 'aws',
    notes: [],
  });
});

it('has both sides of the documents, written for people', () => {
  const before = '{"Statement":[],"Version":"2012-10-17"}';
  const { policy, trust } = accessOf(
    plan(),
    found({
      resources: {
        [POLICY_TYPE]: { before: { policy: before }, after: { policy: 'not JSON' } },
        [ROLE_TYPE]: { after: { assumeRolePolicy: before } },
      },
    }),
  );
  const pretty = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}';
  expect(policy).toEqual({ before: pretty, after: 'not JSON' });
  expect(trust).toEqual({ before: undefined, after: pretty });
});

it('has no document where the engine knows none', () => {
  const resources = { [POLICY_TYPE]: { before: {}, after: { policy: null } } };
  expect(accessOf(plan(), found({ resources })).policy).toEqual({ before: undefined, after: undefined });
});

it('has what follows from the changes, as where a policy is attached again', () => {
  const planned = plan({ name: 'access' });
  const { policy, trustPolicy } = planned.component.args;
  const resources = {
    [POLICY_TYPE]: { before: { policy }, after: { policy } },
    [ROLE_TYPE]: { before: { assumeRolePolicy: trustPolicy }, after: { assumeRolePolicy: trustPolicy } },
  };
  const of = accessOf(planned, found({ resources, changes: [change(ATTACHMENT_TYPE, 'create')] }));
  expect(of).toMatchObject({ roleName: 'access', policyName: 'access' });
  expect(new Set(of.assessment!.permissions.differences.map(({ kind }) => kind))).toEqual(new Set(['gained']));
});

it('has the changes', () => {
  const changes = [change(POLICY_TYPE, 'update')];
  expect(accessOf(plan(), found({ changes })).changes).toBe(changes);
});

it("notes that an endpoint's name with capitals is allowed in both forms", () => {
  const { notes } = accessOf(plan({ endpoint: 'Churn-Prod' }), { command: 'preview' });
  expect(notes).toEqual([expect.stringMatching(/both Churn-Prod and churn-prod\.$/)]);
});

describe('findings', () => {
  const planned = plan();
  const { policy, trustPolicy } = planned.component.args;
  const resources = (asked: string) => ({
    [POLICY_TYPE]: { after: { policy: asked } },
    [ROLE_TYPE]: { after: { assumeRolePolicy: trustPolicy } },
  });

  it('are worked out once for what the plan asks for, however often the engine runs', () => {
    const { assessment } = accessOf(planned, found({ resources: resources(policy) }));
    expect(assessment!.findings.length).toBeGreaterThan(0);
    expect(assessment!.findings).toBe(findingsOfPlan(planned));
    expect(findingsOfPlan(plan())).not.toBe(findingsOfPlan(planned));
  });

  it('are about what was found in the account where that is something else', () => {
    const { assessment } = accessOf(planned, found({ resources: resources(policy.replace('GetObject', 'GetObjekt')) }));
    expect(assessment!.findings.map(({ id }) => id)).toContain('unknown-action');
  });

  it('are let pass as the request says, those of policies of others by their names', () => {
    const ignoring = plan({
      'ignore-findings': 'trust-and-permissions-differ = known\npolicy-of-others@by-hand = needed by the agent',
    });
    const { assessment } = accessOf(ignoring, {
      ...found({ resources: resources(policy) }),
      inIam: {
        ...{ isThere: true, hasOwnPolicy: true, unseen: [] },
        foreignPolicies: [
          { kind: 'inline', name: 'by-hand' },
          { kind: 'inline', name: 'later' },
        ],
      },
    });
    const passing = assessment!.findings.filter(({ ignored }) => ignored !== undefined);
    expect(passing.map(({ id, policy: name, ignored }) => [id, name, ignored])).toEqual([
      ['policy-of-others', 'by-hand', 'needed by the agent'],
      ['trust-and-permissions-differ', undefined, 'known'],
    ]);
  });

  it('are none where all of it goes', () => {
    const gone = { [POLICY_TYPE]: { before: { policy } }, [ROLE_TYPE]: { before: { assumeRolePolicy: trustPolicy } } };
    expect(accessOf(planned, found({ resources: gone })).assessment!.findings).toEqual([]);
  });
});

describe('findings know', () => {
  const JOB = {
    GITHUB_REPOSITORY: 'acme/churn',
    GITHUB_REPOSITORY_ID: '2',
    GITHUB_REPOSITORY_OWNER_ID: '1',
  };
  const folder = mkdtempSync(join(tmpdir(), 'access-'));
  const environment = { GITHUB_WORKSPACE: folder, ...JOB };
  afterAll(() => rm(folder, { recursive: true }));

  function idsOf(inputs: GivenInputs, statements: readonly object[] = []): string[] {
    writeFileSync(join(folder, 'extra.json'), JSON.stringify(statements));
    const extra = statements.length > 0 && { 'extra-statements': 'extra.json' };
    return findingsOfPlan(plan({ ...inputs, ...extra }, environment)).map(({ id }) => id);
  }

  it.each([
    ['s3://pulumi-state', ['state-bucket-writable']],
    ['s3://pulumi-state/team?region=us-west-2', ['state-bucket-writable']],
    ['s3://other-state', []],
    ['gs://pulumi-state', []],
    ['file:///state', []],
  ])('where the state is: %s', (url, expected) => {
    const statement = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::pulumi-state/*' };
    const ids = idsOf({ 'backend-url': url, 'allow-ephemeral-state': 'true' }, [statement]);
    expect(ids.filter((id) => id === 'state-bucket-writable')).toEqual(expected);
  });

  it.each([
    ['s3://pulumi-state/team', ['state-bucket-writable']],
    ['s3://pulumi-state/team/', ['state-bucket-writable']],
    ['s3://pulumi-state', []],
    ['s3://pulumi-state/other', []],
  ])('in which folder of the bucket the state is: %s', (url, expected) => {
    const statement = { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::pulumi-state/team/*' };
    const ids = idsOf({ 'backend-url': url }, [statement]);
    expect(ids.filter((id) => id === 'state-bucket-writable')).toEqual(expected);
  });

  it.each([
    ['us-west-2', ['arn-partition-mismatch']],
    ['cn-north-1', []],
  ])('which partition it is about: that of %s', (region, expected) => {
    const Resource = 'arn:aws-cn:sagemaker:cn-north-1:123456789012:endpoint/other';
    const ids = idsOf({ region }, [{ Effect: 'Allow', Action: 'sagemaker:DescribeEndpoint', Resource }]);
    expect(ids.filter((id) => id === 'arn-partition-mismatch')).toEqual(expected);
  });

  it.each([
    ['', []],
    ['acme@1/churn@2', []],
    ['acme@1/other@9', ['oidc-sibling-repository']],
    ['stranger@8/churn@9', ['oidc-other-repository']],
  ])('in which repository the workflow runs, where the one that is asked for is "%s"', (repository, expected) => {
    const ids = idsOf({ trust: 'github', 'github-ref': 'main', 'github-repository': repository });
    expect(ids.filter((id) => id.startsWith('oidc-'))).toEqual(expected);
  });

  it('which other endpoints the workflows name', () => {
    mkdirSync(join(folder, '.github/workflows'), { recursive: true });
    writeFileSync(join(folder, '.github/workflows/other.yml'), '  endpoint: churn-prod-eu\n');
    expect(idsOf({})).toContain('names-of-other-endpoint');
    expect(idsOf({ 'endpoint-config': 'churn-prod' })).not.toContain('names-of-other-endpoint');
  });

  it('nothing of the subjects that a repository has chosen but how they look', () => {
    const subject =
      'repo:acme@1/churn@2:environment:prod:job_workflow_ref:acme/ci/.github/workflows/a.yml@refs/heads/main';
    const ids = idsOf({ trust: 'github', 'github-subject': subject });
    expect(ids.filter((id) => id.startsWith('oidc-'))).toEqual(['oidc-customized-subject']);
  });

  it.each([
    ['classic', 'classic', []],
    ['classic', 'immutable', ['oidc-subject-form']],
    ['immutable', 'immutable', []],
    ['immutable', 'classic', ['oidc-subject-form']],
    ['both', 'immutable', []],
    ['both', 'classic', ['oidc-classic-subject']],
  ])('that the repository has %s subjects, where AWS has %s ones', (asked, there, expected) => {
    const planFor = (format: string) =>
      plan({ trust: 'github', 'github-ref': 'main', 'github-subject-format': format }, environment);
    const planned = planFor(asked);
    const resources = {
      [POLICY_TYPE]: { after: { policy: planned.component.args.policy } },
      [ROLE_TYPE]: { after: { assumeRolePolicy: planFor(there).component.args.trustPolicy } },
    };
    const { findings } = accessOf(planned, { ...found({ resources }), command: 'drift' }).assessment!;
    expect(findings.map(({ id }) => id).filter((id) => id.startsWith('oidc-'))).toEqual(expected);
  });
});

describe('policies of others on the role', () => {
  const foreign = {
    kind: 'inline' as const,
    name: 'by-hand',
    document: '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
  };
  const inIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [foreign], unseen: [] };
  const { policy, trustPolicy } = plan().component.args;
  const resources = {
    [POLICY_TYPE]: { before: { policy }, after: { policy } },
    [ROLE_TYPE]: { before: { assumeRolePolicy: trustPolicy }, after: { assumeRolePolicy: trustPolicy } },
  };

  it('are no change, but a security finding, to a preview', () => {
    const access = accessOf(plan(), { ...found({ resources }), inIam });
    expect(access.changes).toEqual([]);
    expect(access.foreignPolicies).toEqual([foreign]);
    expect(access.assessment!.findings[0]).toMatchObject({
      id: 'policy-of-others',
      severity: 'security',
      message: 'The inline policy "by-hand" is not of this stack. It allows "*" on "*".',
    });
  });

  it('are changes where somebody looks for drift', () => {
    const { changes } = accessOf(plan(), { ...found({ resources }), command: 'drift', inIam });
    expect(changes).toMatchObject([
      { type: 'aws:iam/rolePolicy:RolePolicy', resource: 'by-hand', operation: 'create', status: 'drifted' },
    ]);
  });

  it.each([
    ['drift', ['gained']],
    ['preview', []],
  ] as const)('count as what the role may do, and to %s as what changed', (command, kinds) => {
    const { assessment } = accessOf(plan(), { ...found({ resources }), command, inIam });
    expect(assessment!.foreign!.differences.map(({ kind }) => kind)).toContain('gained');
    expect([...new Set(assessment!.permissions.differences.map(({ kind }) => kind))]).toEqual(kinds);
  });

  it('on a role of that name that is not of this stack are none of this role', () => {
    const access = accessOf(plan(), { ...found({ changes: [change(ROLE_TYPE, 'create')] }), inIam });
    expect(access.foreignPolicies).toEqual([]);
  });

  it('that could not be looked at are said to be unseen', () => {
    const access = accessOf(plan(), { ...found(), inIam: { ...inIam, foreignPolicies: [], unseen: ['Denied.'] } });
    expect(access.unseen).toEqual(['Denied.']);
  });
});

it.each([
  ['preview', 'true', 'aws'],
  ['preview', 'false', 'state'],
  ['drift', 'false', 'aws'],
] as const)('says what %s with refresh %s is compared with', (command, refresh, comparedWith) => {
  const access = accessOf(plan({ refresh }), { ...found(), command });
  expect(access.comparedWith).toBe(comparedWith);
  expect(access.notes).toEqual(
    comparedWith === 'aws' ? [] : [expect.stringMatching(/^Compared with the state, not with AWS/)],
  );
});

it('notes what was changed outside of Pulumi, where the comparison starts from that', () => {
  const outside = [
    {
      ...change(ROLE_TYPE, 'update', {
        status: 'drifted',
        properties: [property('assumeRolePolicy', '{}', '{ }'), property('tags.a', 1, 2)],
      }),
    },
    { ...change(POLICY_TYPE, 'delete', { status: 'drifted' }) },
  ];
  expect(accessOf(plan(), found({ outside })).notes).toEqual([
    'Outside of Pulumi, the policy churn-prod was deleted; the role churn-prod was changed (trust policy, tags.a). What follows is compared with what AWS has now.',
  ]);
});

describe('a permissions boundary', () => {
  const ARN = 'arn:aws:iam::123456789012:policy/boundary';
  const document = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*"}}';
  // Of an exact name there is nothing else to note.
  const planned = plan({ 'endpoint-config': 'churn-prod' });
  const { policy, trustPolicy: assumeRolePolicy } = planned.component.args;
  const resources = { [POLICY_TYPE]: { after: { policy } }, [ROLE_TYPE]: { after: { assumeRolePolicy } } };
  const within = (boundary: Found['boundary']) => accessOf(planned, { ...found({ resources }), boundary });

  it('counts, and is there for the reader', () => {
    const boundary = { after: { arn: ARN, document } };
    const access = within(boundary);
    expect(access.boundary).toEqual(boundary);
    expect(access.assessment!.matrix.boundary).toBe('counted');
    expect(access.assessment!.permissions.differences).toEqual([]);
    expect(access.assessment!.findings.map(({ id }) => id)).toContain('boundary-allows-nothing');
    expect([access.unseen, access.notes]).toEqual([[], []]);
  });

  it('that was not looked at is said', () => {
    const access = within({ after: { arn: ARN, unread: 'AccessDenied' } });
    expect(access.unseen).toEqual([expect.stringContaining(`${ARN} was not looked at`)]);
    expect(access.assessment!.matrix.boundary).toBe('not-looked-at');
    expect(access.assessment!.permissions.differences).not.toEqual([]);
  });

  it('that only a file has is said', () => {
    const { notes, unseen } = within({ after: { arn: ARN, document, file: 'b.json', unread: 'AccessDenied' } });
    expect([notes, unseen]).toEqual([[expect.stringContaining('as the file b.json says')], []]);
  });
});
