import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { ANALYZED, created, unchanged } from './engine-results';
import { FakePorts, type GivenInputs } from './fake-ports';
import { accessOf } from '../../src/action/access';
import type { Asked } from '../../src/action/ask-aws';
import { fingerprintOf } from '../../src/action/fingerprint';
import { runThroughGates } from '../../src/action/gated-run';
import { commentKeyOf, type Plan, planOf } from '../../src/action/plan';
import { Progress } from '../../src/action/progress';
import { threadOf } from '../../src/action/thread';
import { RunFailure } from '../../src/failure';
import { renderMarker } from '../../src/github/marker';
import { readTests } from '../../src/iam/expectations/read-tests';
import type { RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import * as commands from '../../src/stack/commands';
import type { StackResult } from '../../src/stack/execute';
import type { LockedOut } from '../../src/stack/lock/locked-out';
import type { Obstacle } from '../../src/stack/obstacles';
import type { RoleInIam } from '../../src/stack/role-in-iam';
import { allow, ATTACHMENT_TYPE, change, documentText, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

/** In place of the engine. */
jest.mock('../../src/stack/commands', () => ({
  preview: jest.fn(),
  up: jest.fn(),
  destroy: jest.fn(),
  previewDestroy: jest.fn(),
  drift: jest.fn(),
}));

type Command = keyof typeof commands;

const WORKSPACE = { engine: {} as PulumiCommand, folder: '/tmp/engine', environment: { A: 'b' } };
const LOCKS: LockedOut = {
  timeout: 0,
  holderOf: async () => ({ words: '', isDead: false, isAlive: false }),
  left: async () => [],
};
const ROLE_OF_STACK: RoleInIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };
const OBSTACLE: Obstacle = { words: 'the inline policy by-hand on the role', command: 'aws iam delete-role-policy' };

interface Situation {
  readonly inputs: GivenInputs;
  /** What the engine says to each command. Default: everything is made. */
  readonly engine?: (plan: Plan) => Partial<Record<Command, StackResult>>;
  readonly asked?: Partial<Asked>;
  readonly prepare?: (ports: FakePorts, plan: Plan) => void;
  /** The test that access has to pass, in YAML. */
  readonly test?: string;
}

/** The comment shows that everything is made, and a label approves that. */
function approve(api: FakePorts['api'], plan: Plan, label: string): void {
  const asking = { approvalBy: 'label', approvalLabel: label } as const;
  const difference = accessOf(plan, { command: 'up', result: created(plan, 'planned') });
  const shows = fingerprintOf(plan, asking, difference);
  api.add(api.viewer, `${renderMarker({ ...commentKeyOf(plan), shows })}\nThis is new.`);
  api.addLabel(label);
}

beforeEach(() => jest.resetAllMocks());

function withTest(plan: Plan, test: string): Plan {
  const { tests, problems } = readTests(`tests: [${test}]`);
  expect(problems).toEqual([]);
  return { ...plan, accessTests: { file: 'tests.yml', tests, values: { region: 'us-west-2' } } };
}

async function ran({ inputs, engine = () => ({}), asked, prepare, test }: Situation) {
  const ports = new FakePorts(inputs);
  const { request, problems } = readRequest(ports);
  expect(problems).toEqual([]);
  const planned = planOf(request!, '123456789012');
  const plan = test === undefined ? planned : withTest(planned, test);
  const answers: Partial<Record<Command, StackResult>> = {
    preview: created(plan, 'planned'),
    up: created(plan),
    drift: unchanged(plan),
    previewDestroy: unchanged(plan),
    destroy: unchanged(plan),
    ...engine(plan),
  };
  const order: Command[] = [];
  for (const command of Object.keys(answers) as Command[]) {
    jest.mocked(commands[command]).mockImplementation(async () => {
      order.push(command);
      return answers[command]!;
    });
  }
  prepare?.(ports, plan);
  const inIam = jest.fn<ReturnType<Asked['inIam']>, Parameters<Asked['inIam']>>(async () => ROLE_OF_STACK);
  const obstacles = jest.fn<ReturnType<Asked['obstacles']>, Parameters<Asked['obstacles']>>(async () => []);
  const questions: Asked = {
    analysis: async () => ({ findings: [], notes: [] }),
    namesakes: async () => ({}),
    inIam,
    inIamNow: (role) => (asked?.inIam ?? inIam)(role),
    boundary: async (arn) => ({ arn, unread: 'AccessDenied' }),
    verified: async (access) => access,
    obstacles,
    leftAfterDeletion: async () => ({ role: false, policy: false }),
    ...asked,
  };
  const progress = new Progress();
  const result = await runThroughGates(request!, plan, {
    workspace: WORKSPACE,
    isStackMissing: false,
    lookAgain: async () => undefined,
    halfReplaced: [],
    asked: questions,
    thread: threadOf(ports, request),
    progress,
    locks: LOCKS,
    ports,
  });
  return { ...result, order, progress, ports, plan, inIam, obstacles };
}

describe('a role that IAM did not have as the run began', () => {
  const ABSENT = { ...ROLE_OF_STACK, isThere: false, hasOwnPolicy: false };
  const engine = (plan: Plan) => ({ up: unchanged(plan) });
  const run = (inIamNow: Asked['inIamNow']) =>
    ran({ inputs: { command: 'up' }, engine, asked: { inIam: async () => ABSENT, inIamNow } });

  it('is looked for once more, for another run may have made it while this one waited', async () => {
    expect((await run(async () => ROLE_OF_STACK)).failure).toBeUndefined();
  });

  it('is a failure where it is still not there, and up has not made it', async () => {
    expect((await run(async () => ABSENT)).failure).toMatchObject({ reason: 'gone' });
  });
});

describe('tests of access', () => {
  const NO_INVOKING = '{ name: no invoking, deny: sagemaker:InvokeEndpoint }';
  const NO_DELETING = '{ name: no deleting, deny: s3:DeleteObject }';
  const BOUNDARY = 'arn:aws:iam::123456789012:policy/boundary';

  it('keep up from applying anything where one does not hold', async () => {
    const { failure, order, access } = await ran({ inputs: { command: 'up' }, test: NO_INVOKING });
    expect([order, failure]).toEqual([
      ['preview'],
      expect.objectContaining({ reason: 'access-tests', hint: expect.stringMatching(/^Nothing was applied/) }),
    ]);
    expect(access.accessTests?.results.map(({ verdict }) => verdict.holds)).toEqual([false]);
  });

  it.each(['preview', 'drift'] as const)('let %s fail', async (command) => {
    expect((await ran({ inputs: { command }, test: NO_INVOKING })).failure).toMatchObject({ reason: 'access-tests' });
  });

  it('cost no preview where they hold', async () => {
    const { failure, order, access } = await ran({ inputs: { command: 'up' }, test: NO_DELETING });
    expect([order, failure, access.accessTests?.results.map(({ verdict }) => verdict.holds)]).toEqual([
      ['up'],
      undefined,
      [true],
    ]);
  });

  it('count what others have put on the role before up applies anything', async () => {
    const document = documentText([allow('s3:*', '*')]);
    const inIam = async () => ({
      ...ROLE_OF_STACK,
      foreignPolicies: [{ kind: 'inline', name: 'by-hand', document }] as const,
    });
    // Theirs counts only where the role is there already.
    const engine = (plan: Plan) => ({ preview: unchanged(plan) });
    const { failure, order } = await ran({ inputs: { command: 'up' }, test: NO_DELETING, asked: { inIam }, engine });
    expect([order, failure?.reason]).toEqual([['preview'], 'access-tests']);
  });

  it('let up fail, which says that it was applied, where what is there turned out otherwise than in its preview', async () => {
    const wider = (plan: Plan) => ({
      ...plan.component,
      args: { ...plan.component.args, policy: documentText([allow('s3:*', '*')])! },
    });
    const engine = (plan: Plan) => ({
      up: created({ ...plan, component: wider(plan) }),
    });
    const { failure, order } = await ran({ inputs: { command: 'up', 'stack-name': 's' }, test: NO_DELETING, engine });
    expect([order, failure]).toEqual([
      ['preview', 'up'],
      expect.objectContaining({ reason: 'access-tests', hint: expect.stringMatching(/^It was applied/) }),
    ]);
  });

  it('are not sure within a boundary that could not be read, so that up applies nothing', async () => {
    const inputs = { command: 'up', 'permissions-boundary': BOUNDARY };
    const test =
      '{ name: invokes, allow: sagemaker:InvokeEndpoint, resource: "arn:aws:sagemaker:{region}:123456789012:endpoint/churn-prod" }';
    const { failure, order } = await ran({ inputs, test });
    expect([order, failure?.reason]).toEqual([['preview'], 'access-tests']);
  });

  it('are not asked by destroy', async () => {
    const { failure, access } = await ran({ inputs: { command: 'destroy' }, test: NO_INVOKING });
    expect([failure, access.accessTests]).toEqual([undefined, undefined]);
  });
});

describe('a command of which nothing can speak against', () => {
  it.each(['preview', 'up', 'destroy', 'drift'] as const)('%s is run at once, and once', async (command) => {
    const { order, failure } = await ran({ inputs: { command } });
    expect(order).toEqual([command]);
    expect(failure).toBeUndefined();
  });

  it('is given the plan, the engine and the cancellation, and says what it is at', async () => {
    const { plan, ports } = await ran({ inputs: { command: 'up' } });
    const [settings, context] = jest.mocked(commands.up).mock.lastCall!;
    expect(settings).toBe(plan.settings);
    expect(context).toMatchObject({ ...WORKSPACE, shown: undefined });
    expect(context.signal).toBe(ports.signal);

    context.onProgress(change(ROLE_TYPE, 'create', { status: 'not-reached' }));
    context.onProgress(change(ROLE_TYPE, 'create', { status: 'done' }));
    context.onWaiting('Still waiting for AWS');
    expect(ports.sentTo('group')).toEqual(['pulumi up']);
    expect(ports.sentTo('info')).toEqual([
      `started: create ${ROLE_TYPE} Role`,
      `done: create ${ROLE_TYPE} Role`,
      'Still waiting for AWS',
    ]);
  });
});

describe('a name that IAM has already', () => {
  const own = { owner: 'this-stack', path: '/' } as const;
  const foreign = { owner: 'others', path: '/' } as const;

  it('is asked for only where something would be made', async () => {
    const namesakes = jest.fn(async () => ({}));
    const engine = (plan: Plan) => ({ preview: unchanged(plan) });
    await ran({ inputs: { command: 'preview' }, engine, asked: { namesakes } });
    expect(namesakes).not.toHaveBeenCalled();
    await ran({ inputs: { command: 'up' }, asked: { namesakes } });
    expect(namesakes).not.toHaveBeenCalled();
    await ran({ inputs: { command: 'preview' }, asked: { namesakes } });
    expect(namesakes).toHaveBeenCalledTimes(1);
  });

  it("is previewed as taken over, where it is the stack's own", async () => {
    const asked = { namesakes: async () => ({ role: own, policy: own }) };
    const { order, failure, access } = await ran({ inputs: { command: 'preview' }, asked });
    expect(order).toEqual(['preview', 'preview']);
    expect(failure).toBeUndefined();
    const [settings] = jest.mocked(commands.preview).mock.lastCall!;
    const arn = 'arn:aws:iam::123456789012:policy/churn-prod';
    expect(settings.components[0]!.adoption).toEqual({
      policy: arn,
      role: 'churn-prod',
      attachment: `churn-prod/${arn}`,
    });
    expect(access.notes).toHaveLength(3);
  });

  it('fails a preview where others have made it', async () => {
    const asked = { namesakes: async () => ({ role: foreign }) };
    const { order, failure } = await ran({ inputs: { command: 'preview' }, asked });
    expect(order).toEqual(['preview']);
    expect(failure).toMatchObject({ reason: 'name-taken', hint: expect.stringContaining('`adopt: true`') });
  });

  it('of others is previewed before up takes it over, and up takes over what was previewed', async () => {
    const asked = { namesakes: async () => ({ role: foreign }) };
    const { order } = await ran({ inputs: { command: 'up', adopt: 'true' }, asked });
    expect(order).toEqual(['preview', 'preview', 'up']);
    expect(jest.mocked(commands.up).mock.lastCall![0].components[0]!.adoption).toEqual({ role: 'churn-prod' });
  });

  it('is told as not looked at where AWS does not let look', async () => {
    const asked = { namesakes: () => Promise.reject(new Error('AccessDenied')) };
    const { order, access, failure } = await ran({ inputs: { command: 'preview' }, asked });
    expect(order).toEqual(['preview']);
    expect(failure).toBeUndefined();
    expect(access.unseen).toEqual([expect.stringContaining('AccessDenied')]);
  });

  describe('and only up runs into', () => {
    const taken = new RunFailure('name-taken', 'There is a role named churn-prod already.');
    /** The policy was made, the role was not. */
    const halfDone = (plan: Plan) => {
      const { changes, ...rest } = created(plan);
      const [policy, role] = changes;
      return { ...rest, changes: [policy!, { ...role!, status: 'failed' as const }], failure: taken };
    };
    const adopted = (plan: Plan) => ({
      ...unchanged(plan),
      changes: [change(ROLE_TYPE, 'import', { status: 'done' })],
    });

    async function upThatRunsInto(namesakes: Asked['namesakes'], inputs: GivenInputs = {}) {
      let ups = 0;
      return ran({
        inputs: { command: 'up', ...inputs },
        asked: { namesakes },
        prepare: (_, plan) =>
          void jest.mocked(commands.up).mockImplementation(async () => (ups++ === 0 ? halfDone(plan) : adopted(plan))),
      });
    }

    it("is taken over where it is the stack's own, and what was made before is told as well", async () => {
      const { failure, access } = await upThatRunsInto(async () => ({ role: own }));
      expect(failure).toBeUndefined();
      expect(jest.mocked(commands.up).mock.calls.map(([{ components }]) => components[0]!.adoption)).toEqual([
        undefined,
        { role: 'churn-prod' },
      ]);
      expect(access.changes).toMatchObject([
        { type: POLICY_TYPE, operation: 'create', status: 'done' },
        { type: ROLE_TYPE, operation: 'import', status: 'done' },
      ]);
      expect(access.policy.before).toBeUndefined();
    });

    it('is left where others have made it', async () => {
      const { failure } = await upThatRunsInto(async () => ({ role: foreign }));
      expect(failure!.hint).toContain('`adopt: true`');
      expect(commands.up).toHaveBeenCalledTimes(1);
    });

    it('is said to be elsewhere where nothing is found by its name', async () => {
      const { failure } = await upThatRunsInto(async () => ({}));
      expect(failure!.hint).toContain('aws iam list-policies --scope Local');
    });

    it('is left to the next run where something else was judged', async () => {
      let looks = 0;
      const inputs = { 'require-approval': 'any-change', 'approve-without-github': 'agreed with the team' };
      const { failure } = await upThatRunsInto(async () => (looks++ === 0 ? {} : { role: own }), inputs);
      expect(failure).toMatchObject({ reason: 'name-taken', hint: expect.stringContaining('Run `up` again') });
      expect(commands.up).toHaveBeenCalledTimes(1);
    });
  });
});

describe('a destroy that IAM refuses', () => {
  const inUse = new RunFailure('in-use', 'AWS does not delete what is still in use.');

  it.each([
    ['what the state does not have', {}, 'unrecorded'],
    ['what others hold', { [ROLE_TYPE]: {} }, 'in-use'],
  ])('is told with its cause: %s', async (_, more, reason) => {
    const { failure } = await ran({
      inputs: { command: 'destroy' },
      engine: (plan) => ({
        destroy: unchanged(plan, { resources: { [POLICY_TYPE]: {}, ...more }, failure: inUse }),
      }),
      asked: { namesakes: async () => ({ role: { owner: 'this-stack', path: '/' } }) },
    });
    expect(failure!.reason).toBe(reason);
  });
});

describe('a destroy with which the engine is content', () => {
  const destroyed = (plan: Plan) => ({
    destroy: unchanged(plan, {
      changes: [POLICY_TYPE, ROLE_TYPE].map((type) => change(type, 'delete', { status: 'done' })),
    }),
  });
  const run = (leftAfterDeletion: Asked['leftAfterDeletion']) =>
    ran({ inputs: { command: 'destroy' }, engine: destroyed, asked: { leftAfterDeletion } });

  it('is one where IAM has nothing any more', async () => {
    expect((await run(async () => ({ role: false, policy: false }))).failure).toBeUndefined();
  });

  it('fails where IAM still has something, and says how to remove it', async () => {
    const { access, failure } = await run(async () => ({ role: false, policy: true }));
    expect(failure).toMatchObject({
      reason: 'not-applied',
      message: expect.stringContaining('IAM still has the policy churn-prod.'),
      hint: expect.stringMatching(/Or remove it: for version in .*; aws iam delete-policy --policy-arn \S+$/),
    });
    expect(access.changes.map(({ status }) => status)).toEqual(['failed', 'done']);
  });

  it('says so where it can not look', async () => {
    const { access, failure } = await run(() => Promise.reject(new Error('AccessDenied')));
    expect(failure).toBeUndefined();
    expect(access.unseen).toEqual([expect.stringContaining('could not be looked at: AccessDenied')]);
  });
});

it('a drift says so where the stack has a role of another name', async () => {
  const resources: StackSides = {
    [ROLE_TYPE]: { before: { name: 'churn-old' } },
    [POLICY_TYPE]: {},
    [ATTACHMENT_TYPE]: {},
  };
  const { access } = await ran({
    inputs: { command: 'drift' },
    engine: (plan) => ({ drift: unchanged(plan, { resources }) }),
  });
  expect(access.notes).toEqual([expect.stringContaining('has the role churn-old, and not churn-prod')]);
});

describe('what comes of it', () => {
  it('has what AWS knows of the role', async () => {
    const foreign = { kind: 'inline' as const, name: 'by-hand', document: '{"Statement":[]}' };
    const { access } = await ran({
      inputs: { command: 'preview' },
      engine: (plan) => ({ preview: unchanged(plan) }),
      asked: { inIam: async () => ({ ...ROLE_OF_STACK, foreignPolicies: [foreign], unseen: ['Denied.'] }) },
    });
    expect(access).toMatchObject({ foreignPolicies: [foreign], unseen: ['Denied.'] });
  });

  it('has what the boundaries of the role say, before and after', async () => {
    const boundary = (arn: string) => ({
      arn,
      document: documentText([allow(arn.endsWith('old') ? '*' : 's3:*', '*')])!,
    });
    const { access } = await ran({
      inputs: { command: 'preview' },
      engine: (plan) => {
        const { resources } = unchanged(plan);
        const role = resources[ROLE_TYPE]!;
        const sides = {
          before: { ...role.before, permissionsBoundary: 'arn:old' },
          after: { ...role.after, permissionsBoundary: 'arn:new' },
        };
        return { preview: unchanged(plan, { resources: { ...resources, [ROLE_TYPE]: sides } }) };
      },
      asked: { boundary: async (arn) => boundary(arn) },
    });
    expect(access.boundary).toEqual({ before: boundary('arn:old'), after: boundary('arn:new') });
    const { permissions, matrix } = access.assessment!;
    expect(matrix.boundary).toBe('counted');
    expect(new Set(permissions.differences.map(({ kind, byBoundary }) => `${kind} ${byBoundary}`))).toEqual(
      new Set(['lost true']),
    );
  });

  it.each<[string, StackSides, object]>([
    [
      'that the stack has',
      {
        [ROLE_TYPE]: { before: { name: 'churn-old' }, after: { name: 'churn-prod' } },
        [POLICY_TYPE]: { before: { arn: 'arn:aws:iam::123456789012:policy/old/churn-old' } },
      },
      { roleName: 'churn-old', policyArn: 'arn:aws:iam::123456789012:policy/old/churn-old' },
    ],
    [
      'that it is to have, where it has none',
      { [ROLE_TYPE]: { after: { name: 'churn-prod' } } },
      { roleName: 'churn-prod', policyArn: 'arn:aws:iam::123456789012:policy/churn-prod' },
    ],
  ])('asks AWS about the role %s', async (_, resources, role) => {
    const { inIam, obstacles } = await ran({
      inputs: { command: 'up', 'expect-no-changes': 'true' },
      engine: (plan) => ({ preview: unchanged(plan, { resources }) }),
    });
    expect(inIam.mock.calls.slice(0, 2)).toEqual([[], [role]]);
    expect(obstacles.mock.calls).toEqual([[], [role]]);
  });

  it('has what AWS says of the documents, the gravest first', async () => {
    const { access } = await ran({ inputs: { command: 'preview' }, asked: { analysis: async () => ANALYZED } });
    expect(access.assessment!.findings[0]).toBe(ANALYZED.findings[0]);
    expect(access.assessment!.findings.length).toBeGreaterThan(1);
    expect(access.notes).toEqual(expect.arrayContaining([...ANALYZED.notes]));
  });

  it('is a failure of the engine with what was done before it, whatever else could be said', async () => {
    const broken = new RunFailure('permission-denied', 'AWS denied iam:CreateRole.');
    const { failure, access, order } = await ran({
      inputs: { command: 'up', 'expect-no-changes': 'true' },
      engine: (plan) => ({ preview: created(plan, 'planned', { failure: broken }) }),
    });
    expect(failure).toBe(broken);
    expect(access.changes).toHaveLength(3);
    expect(access.approval).toBeUndefined();
    expect(order).toEqual(['preview']);
  });
});

type StackSides = StackResult['resources'];

/** It allows nothing of what a deployment needs. */
const BOUNDARY = {
  arn: 'arn:aws:iam::123456789012:policy/boundary',
  document: documentText([allow('dynamodb:*', '*')])!,
};

describe('up that may turn out not to be wanted is previewed first', () => {
  it.each<[string, GivenInputs, Partial<Asked>, string]>([
    ['because of its changes', { 'expect-no-changes': 'true' }, {}, 'unexpected-changes'],
    ['because of its findings', { 'fail-on': 'warning' }, {}, 'findings'],
    [
      'because of its boundary',
      { 'fail-on': 'warning', trust: 'arn:aws:iam::123456789012:role/app', 'permissions-boundary': BOUNDARY.arn },
      { boundary: async () => BOUNDARY },
      'findings',
    ],
    ['because of what AWS found', {}, { analysis: async () => ANALYZED }, 'findings'],
    ['because it needs an approval', { 'require-approval': 'any-change' }, {}, 'approval-missing'],
  ])('and not done, %s', async (_, inputs, asked, reason) => {
    const { order, failure } = await ran({ inputs: { command: 'up', ...inputs }, asked });
    expect(failure?.reason).toBe(reason);
    expect(order).toEqual(['preview']);
  });

  it('and not done where it is about policies of others, of whose obstacles AWS did not tell', async () => {
    const foreign = { kind: 'inline', name: 'by-hand', document: documentText([allow('s3:*', '*')])! } as const;
    const { order, failure } = await ran({
      inputs: { command: 'up', 'fail-on': 'security' },
      engine: (plan) => ({ preview: unchanged(plan) }),
      asked: { inIam: async () => ({ ...ROLE_OF_STACK, foreignPolicies: [foreign] }) },
    });
    expect(failure?.reason).toBe('findings');
    expect(order).toEqual(['preview']);
  });

  it.each<[string, GivenInputs, Partial<Asked>]>([
    ['nothing changes', { 'expect-no-changes': 'true' }, {}],
    ['no approval is needed', { 'require-approval': 'broadening' }, {}],
    ['it is not named after its role', { 'stack-name': 'models' }, {}],
    ['others use the role, and it stays', {}, { obstacles: async () => [OBSTACLE] }],
  ])('and done if %s', async (_, inputs, asked) => {
    const { order, failure, access } = await ran({
      inputs: { command: 'up', ...inputs },
      engine: (plan) => ({
        preview: unchanged(plan),
        up: unchanged(plan, { notes: ['This is what up told.'] }),
      }),
      asked,
    });
    expect(failure).toBeUndefined();
    expect(order).toEqual(['preview', 'up']);
    expect(access.notes).toEqual(['This is what up told.']);
    expect(access.approval).toEqual({ state: 'not-required' });
  });

  it('but not, where its findings are let pass', async () => {
    const inputs: GivenInputs = {
      ...{ command: 'up', permissions: 'baseline', 'fail-on': 'warning' },
      'ignore-findings':
        'missing-required-resource = somebody else makes the endpoint\ntrust-and-permissions-differ = x',
    };
    const { order, failure, access } = await ran({ inputs });
    expect(failure).toBeUndefined();
    expect(order).toEqual(['up']);
    const reasons = access.assessment!.findings.map(({ ignored }) => ignored);
    expect(reasons).toContain('somebody else makes the endpoint');
    expect(access).not.toHaveProperty('idleIgnores');
  });

  it('but not, where no finding lets it fail', async () => {
    const inputs: GivenInputs = { command: 'up', 'fail-on': 'never' };
    const { order, failure } = await ran({ inputs, asked: { analysis: async () => ANALYZED } });
    expect(failure).toBeUndefined();
    expect(order).toEqual(['up']);
  });

  it('and done with the approval, which the report has as well', async () => {
    const { order, access, failure } = await ran({
      inputs: { command: 'up', 'require-approval': 'any-change', 'approval-label': 'care' },
      prepare: ({ api, input }, plan) => {
        approve(api, plan, input('approval-label'));
      },
    });
    expect(failure).toBeUndefined();
    expect(order).toEqual(['preview', 'up']);
    expect(access.approval).toMatchObject({ state: 'approved', label: 'care', by: 'mona' });
  });

  describe('and the stack remembers what let it through', () => {
    const rememberedBy = async (inputs: GivenInputs, more: Pick<Situation, 'engine' | 'prepare'> = {}) => {
      const all: GivenInputs = { command: 'up', 'require-approval': 'any-change', ...inputs };
      const { plan, failure } = await ran({ inputs: all, ...more });
      expect(failure).toBeUndefined();
      expect(jest.mocked(commands.preview).mock.lastCall![0]).toBe(plan.settings);
      return jest.mocked(commands.up).mock.lastCall![0].usedApprovals;
    };
    const byLabel: GivenInputs = { 'approval-label': 'care' };
    const newest = { at: '2025-01-01T00:00:00Z', by: 'hubot', pullRequest: 3 };
    const before = (used: object) => (plan: Plan) => ({
      preview: created(plan, 'planned', { formerOutputs: { usedApprovals: used } }),
    });

    it('an approval, and what it remembered besides', async () => {
      const prepare: Situation['prepare'] = ({ api }, plan) => approve(api, plan, 'care');
      const engine = before({ newest, withoutGithub: { run: 3 } });
      expect(await rememberedBy(byLabel, { prepare, engine })).toEqual({
        newest: { at: expect.stringMatching(/^2026-01-01T/), by: 'mona', pullRequest: 7 },
        withoutGithub: { run: 3 },
      });
    });

    it('a run that went without GitHub, and what it remembered besides', async () => {
      const inputs = { 'approve-without-github': 'GitHub does not answer.' };
      expect(await rememberedBy(inputs, { engine: before({ newest }) })).toEqual({
        newest,
        withoutGithub: { run: 1234567 },
      });
    });

    it('what it remembered, where nothing was needed', async () => {
      expect(await rememberedBy({ 'require-approval': 'never', 'stack-name': 'models' })).toBeUndefined();
    });
  });

  it.each<[string, Partial<StackResult>, GivenInputs, string]>([
    [
      'it is used up already',
      { formerOutputs: { usedApprovals: { newest: { at: '2026-02-01T00:00:00Z', by: 'mona', pullRequest: 7 } } } },
      {},
      'is used up',
    ],
    ['what the stack remembers is not known', { formerOutputs: undefined }, {}, 'is not known, so none can count'],
  ])('and not done with an approval where %s', async (_, more, inputs, why) => {
    const { order, failure } = await ran({
      inputs: { command: 'up', 'require-approval': 'any-change', ...inputs },
      engine: (plan) => ({ preview: created(plan, 'planned', more) }),
      prepare: ({ api }, plan) => approve(api, plan, 'iam-approved'),
    });
    expect(failure).toMatchObject({ reason: 'approval-missing', message: expect.stringContaining(why) });
    expect(order).toEqual(['preview']);
  });

  it('and done with an approval where there is no stack that could remember one', async () => {
    const { order } = await ran({
      inputs: { command: 'up', 'require-approval': 'any-change' },
      engine: (plan) => ({ preview: created(plan, 'planned', { formerOutputs: undefined, isStackMissing: true }) }),
      prepare: ({ api }, plan) => approve(api, plan, 'iam-approved'),
    });
    expect(order).toEqual(['preview', 'up']);
  });

  it('and what it shows is not applied where that fails', async () => {
    const failure = new RunFailure('throttled', 'AWS throttles.');
    const run = await ran({
      inputs: { command: 'up', 'stack-name': 'models' },
      engine: (plan) => ({ up: created(plan, 'done', { failure }) }),
    });
    expect(run.failure).toBe(failure);
    expect(run.order).toEqual(['preview', 'up']);
  });
});

describe('up that was judged by its preview', () => {
  const beginning = new Map([['urn:role', { maxSessionDuration: 3600 }]]);
  const shownTo = () => jest.mocked(commands.up).mock.lastCall![1].shown;

  it.each<[string, GivenInputs, typeof beginning | undefined]>([
    ['may do only what that showed', { 'require-approval': 'broadening' }, beginning],
    ['may change nothing where that showed no change', { 'expect-no-changes': 'true' }, beginning],
    ['but not for its changes, is free', { 'stack-name': 'models' }, undefined],
  ])('%s', async (_, inputs, expected) => {
    const { order } = await ran({
      inputs: { command: 'up', ...inputs },
      engine: (plan) => ({ preview: unchanged(plan, { beginning }), up: unchanged(plan) }),
    });
    expect(order).toEqual(['preview', 'up']);
    expect(shownTo()).toBe(expected);
  });

  it('is told as what it was to be where others changed something meanwhile', async () => {
    const tag = change(ROLE_TYPE, 'update', { properties: [property('description', '1', '2')] });
    const since = change(POLICY_TYPE, 'update', { status: 'drifted', properties: [property('policy', '{}', '{ }')] });
    const { failure, access } = await ran({
      inputs: { command: 'up', 'require-approval': 'broadening' },
      engine: (plan) => ({
        preview: unchanged(plan, { changes: [tag] }),
        up: unchanged(plan, {
          resources: {},
          failure: new RunFailure('engine-failure', 'The program failed.'),
          changedSince: [since],
        }),
      }),
    });
    expect(failure).toMatchObject({
      reason: 'changed-since-preview',
      message: 'Since the preview of this run, the policy churn-prod was changed (policy document).',
    });
    expect(access.changes).toEqual([tag]);
    expect(access.policy.after).toBeDefined();
    expect(access.approval).toEqual({ state: 'not-required' });
  });
});

describe('a deletion that others are in the way of', () => {
  const goes = (plan: Plan, operation: 'delete' | 'replace') =>
    unchanged(plan, { changes: [change(ROLE_TYPE, operation), change(POLICY_TYPE, operation)] });
  const asked: Partial<Asked> = { obstacles: async () => [OBSTACLE] };

  it('is not begun by destroy', async () => {
    const { order, failure, ports } = await ran({
      inputs: { command: 'destroy' },
      engine: (plan) => ({ previewDestroy: goes(plan, 'delete') }),
      asked,
    });
    expect(failure).toMatchObject({ reason: 'in-use', message: expect.stringContaining(OBSTACLE.words) });
    expect(order).toEqual(['previewDestroy']);
    expect(ports.sentTo('group')).toEqual(['pulumi destroy (preview)']);
  });

  it('is not begun by up, and told before all else that could be said of it', async () => {
    const { order, failure } = await ran({
      inputs: { command: 'up', 'role-path': '/new/', 'expect-no-changes': 'true', 'require-approval': 'any-change' },
      engine: (plan) => ({ preview: goes(plan, 'replace') }),
      asked,
    });
    expect(failure?.reason).toBe('in-use');
    expect(order).toEqual(['preview']);
  });

  it('of a role with another name than that of the plan is found as well', async () => {
    const { order, failure } = await ran({
      inputs: { command: 'destroy', 'stack-name': 'models' },
      engine: (plan) => ({
        previewDestroy: unchanged(plan, {
          changes: [change(ROLE_TYPE, 'delete')],
          resources: { [ROLE_TYPE]: { before: { name: 'churn-old' } } },
        }),
      }),
      asked: { obstacles: async (role) => (role?.roleName === 'churn-old' ? [OBSTACLE] : []) },
    });
    expect(failure).toMatchObject({ reason: 'in-use', message: expect.stringContaining('churn-old') });
    expect(order).toEqual(['previewDestroy']);
  });

  it('is begun by destroy where they are not', async () => {
    const { order, failure } = await ran({
      inputs: { command: 'destroy', 'stack-name': 'models' },
      engine: (plan) => ({ previewDestroy: goes(plan, 'delete') }),
    });
    expect(failure).toBeUndefined();
    expect(order).toEqual(['previewDestroy', 'destroy']);
  });

  it('is nothing to a preview, which deletes nothing', async () => {
    const { failure } = await ran({
      inputs: { command: 'preview' },
      engine: (plan) => ({ preview: goes(plan, 'replace') }),
      asked,
    });
    expect(failure).toBeUndefined();
  });
});

it('names of several reasons the one that has to be dealt with first', async () => {
  const inputs: GivenInputs = {
    command: 'up',
    'expect-no-changes': 'true',
    'fail-on': 'warning',
    'require-approval': 'any-change',
  };
  const reasonOf = async (more: GivenInputs, changes?: readonly ReturnType<typeof change>[]) => {
    const engine = (plan: Plan) => ({ preview: { ...created(plan, 'planned'), ...(changes && { changes }) } });
    return (await ran({ inputs: { ...inputs, ...more }, engine })).failure?.reason;
  };
  const tag = change(ROLE_TYPE, 'update', { properties: [property('tags.a', '1', '2')] });
  expect(await reasonOf({})).toBe('unexpected-changes');
  expect(await reasonOf({ 'expect-no-changes': 'false' })).toBe('findings');
  expect(await reasonOf({ 'expect-no-changes': 'false', 'fail-on': 'never' }, [tag])).toBe('approval-missing');
});

describe('what AWS finds', () => {
  const finding = (access: RoleReport): RoleReport => ({
    ...access,
    assessment: {
      ...access.assessment!,
      findings: [{ ...ANALYZED.findings[0]!, id: 'public-trust', severity: 'security' }],
    },
  });

  it.each<[string, GivenInputs, Command[], string | undefined]>([
    ['is known before anything is applied, where it counts', { 'fail-on': 'security' }, ['preview'], 'findings'],
    ['holds nothing back where it does not', {}, ['up'], undefined],
  ])('%s', async (_, inputs, commandsRun, reason) => {
    const asked = { verified: async (of: RoleReport) => finding(of) };
    const { order, failure } = await ran({
      inputs: { command: 'up', verify: 'no-public-access', ...inputs },
      asked,
    });
    expect([order, failure?.reason]).toEqual([commandsRun, reason]);
  });
});
