import { FakePorts, type GivenInputs } from './fake-ports';
import type { SimulatedRequest } from '../../sandbox/aws/policy-simulator';
import { approvalOf } from '../../src/action/approval';
import { withIdleIgnores } from '../../src/action/idle-ignores';
import { planOf } from '../../src/action/plan';
import { threadOf } from '../../src/action/thread';
import { verifier } from '../../src/action/verify';
import type { Done } from '../../src/action/verify/asking';
import { requestContext } from '../../src/iam/verify/context-entry';
import type { SimulatorCall } from '../../src/iam/verify/simulator-calls';
import type { RoleReport } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import { checkNoNewAccess, checkNoPublicAccess } from '../../src/stack/verify/policy-checks';
import { simulatePolicies, simulateRole } from '../../src/stack/verify/simulator';
import { decideByOracle } from '../iam/verify/oracle';
import {
  access,
  accessBetween,
  allow,
  ATTACHMENT_TYPE,
  change,
  deny,
  editedAccess,
  newAccess,
  POLICY_TYPE,
  property,
  ROLE_TYPE,
  RUN,
  trustText,
} from '../report/samples';

/** In place of AWS. */
jest.mock('../../src/stack/verify/policy-checks', () => ({
  ...{ checkNoNewAccess: jest.fn(), checkNoPublicAccess: jest.fn() },
}));
jest.mock('../../src/stack/verify/simulator', () => ({ simulatePolicies: jest.fn(), simulateRole: jest.fn() }));

const AWS = { region: 'us-west-2', endpointUrl: 'http://localhost:4566' };
const DEPLOY_ROLE = 'arn:aws:iam::123456789012:role/deploy';
const PASS = { result: 'pass', reasons: [] } as const;
const FAIL = { result: 'fail', reasons: [{ description: 'New access.', statement: { index: 0 } }] } as const;
const PREVIEWED: Done = { isApplied: false, result: { resources: {}, tagged: [] } };
const APPLIED: Done = { ...PREVIEWED, isApplied: true };

/** What the simulator says, by an implementation of the policy language that is not of this project. */
function answersOf(calls: readonly SimulatorCall[], policies: readonly string[], boundary?: string) {
  return calls.flatMap(({ actions, resources, context }) =>
    actions.flatMap((action) =>
      resources.map((resource) => {
        const asked: SimulatedRequest = { action, resource, context: requestContext(context), policies, boundary };
        const isAllowed = decideByOracle(asked) === 'allowed';
        return { action, resource, context, isAllowed, missingKeys: [] as string[], isBeyondBoundary: false };
      }),
    ),
  );
}

beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(checkNoNewAccess).mockResolvedValue(PASS);
  jest.mocked(checkNoPublicAccess).mockResolvedValue(PASS);
  jest.mocked(simulatePolicies).mockImplementation(async ({ policies, boundary }, calls) => ({
    ...{ answers: answersOf(calls, policies, boundary), notes: [], isUnknownRole: false },
  }));
});

function requested(inputs: GivenInputs) {
  const { request, problems } = readRequest(new FakePorts({ verify: 'no-new-access', ...inputs }));
  expect(problems).toEqual([]);
  return { request: request!, plan: planOf(request!, '123456789012') };
}

function verifying(inputs: GivenInputs) {
  const { request, plan } = requested(inputs);
  return verifier(request, plan, AWS, [1, 1, 1]);
}

async function verified(of: RoleReport, inputs: GivenInputs = {}, done = PREVIEWED) {
  return (await verifying(inputs)(of, done)).verification!;
}

describe('no-new-access', () => {
  it('asks about each document that changes, and says what ours says', async () => {
    const { noNewAccess } = await verified(editedAccess());
    expect(noNewAccess).toEqual({ permissions: { state: 'conservative' }, trust: { state: 'unchanged' } });
    const [[kind, question, settings]] = jest.mocked(checkNoNewAccess).mock.calls as [
      Parameters<typeof checkNoNewAccess>,
    ];
    const { policy } = editedAccess();
    expect([kind, question]).toEqual(['permissions', policy]);
    // The analyzer is not where IAM is.
    expect(settings).toEqual({ region: 'us-west-2', signal: expect.any(AbortSignal) });
    expect(checkNoNewAccess).toHaveBeenCalledTimes(1);
  });

  it('proves what ours says of both documents', async () => {
    const narrowed = accessBetween([allow('s3:*', '*')], [allow('s3:GetObject', '*')], {
      trust: { before: trustText(false), after: trustText(true) },
    });
    const { noNewAccess } = await verified(narrowed);
    expect(noNewAccess).toEqual({ permissions: { state: 'proved' }, trust: { state: 'proved' } });
  });

  it('shows both where AWS does not confirm ours', async () => {
    jest.mocked(checkNoNewAccess).mockResolvedValue(FAIL);
    const narrowed = accessBetween([allow('s3:*', '*')], [allow('s3:GetObject', '*')]);
    expect((await verified(narrowed)).noNewAccess!.permissions).toEqual({
      state: 'not-confirmed',
      reasons: FAIL.reasons,
    });
  });

  it('does not count a boundary, of which AWS is not told', async () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:GetObject', '*')] });
    const boundary = { arn: 'arn:aws:iam::123456789012:policy/b', document };
    const widened = accessBetween([allow('s3:GetObject', '*')], [allow('s3:*', '*')], {
      boundary: { before: boundary, after: boundary },
    });
    expect((await verified(widened)).noNewAccess!.permissions).toEqual({ state: 'conservative' });
  });

  it('asks nothing of what is new, nor of a policy that is only now attached', async () => {
    const attached = access({ changes: [change(ATTACHMENT_TYPE, 'create')] });
    expect((await verified(newAccess())).noNewAccess!.permissions).toEqual({ state: 'nothing-before' });
    expect((await verified(attached)).noNewAccess!.permissions).toEqual({ state: 'nothing-before' });
    expect(checkNoNewAccess).not.toHaveBeenCalled();
  });

  it('asks once, however often it is wanted', async () => {
    const verify = verifying({});
    await verify(editedAccess(), PREVIEWED);
    await verify(editedAccess('done'), APPLIED);
    expect(checkNoNewAccess).toHaveBeenCalledTimes(1);
  });
});

describe('no-public-access', () => {
  const INPUTS = { verify: 'no-public-access' };

  it('is proved by AWS', async () => {
    expect(await verified(access(), INPUTS)).toEqual({ noPublicAccess: { state: 'proved' } });
    expect(jest.mocked(checkNoPublicAccess).mock.calls[0]![0]).toBe(trustText(true));
  });

  it('is a finding where it is not, which can be let pass', async () => {
    jest.mocked(checkNoPublicAccess).mockResolvedValue(FAIL);
    const told = await verifying({ ...INPUTS, 'ignore-findings': 'public-trust = meant' })(access(), PREVIEWED);
    expect(told.verification!.noPublicAccess).toEqual({ state: 'public', reasons: FAIL.reasons });
    expect(told.assessment!.findings).toContainEqual(
      expect.objectContaining({ id: 'public-trust', severity: 'security', subject: 'trust', ignored: 'meant' }),
    );
  });

  it('is not known without an answer, and that is no finding', async () => {
    jest.mocked(checkNoPublicAccess).mockResolvedValue({ why: 'AWS throttled the question.' });
    const told = await verifying(INPUTS)(access(), PREVIEWED);
    expect(told.verification!.noPublicAccess).toEqual({ state: 'no-answer', why: 'AWS throttled the question.' });
    expect(told.assessment!.findings).toEqual(access().assessment!.findings);
  });
});

describe('simulate', () => {
  const INPUTS = { verify: 'simulate' };

  it('agrees on everything that the matrix shows of the documents', async () => {
    const { simulation } = await verified(newAccess(), INPUTS);
    expect(simulation).toMatchObject({ of: 'documents', disagreements: [], unanswered: 0, incomparable: 0 });
    expect(simulation!.agreed).toBe(simulation!.asked);
    expect(simulation!.asked).toBeGreaterThan(10);
    expect(simulateRole).not.toHaveBeenCalled();
  });

  it('gives AWS the policies of others and the boundary, as far as they count', async () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [allow(['s3:*', 'sagemaker:*'], '*')] });
    const boundary = { arn: 'arn:aws:iam::123456789012:policy/b', document };
    const others = [
      {
        kind: 'inline',
        name: 'theirs',
        document: JSON.stringify({ Version: '2012-10-17', Statement: [deny('s3:PutObject', '*')] }),
      },
      { kind: 'inline', name: 'unread' },
    ] as const;
    const { simulation } = await verified(
      access({ foreignPolicies: others, boundary: { before: boundary, after: boundary } }),
      INPUTS,
    );
    const [documents] = jest.mocked(simulatePolicies).mock.calls[0]!;
    expect(documents.policies.slice(1)).toEqual([others[0].document]);
    expect(documents.boundary).toBe(document);
    expect(simulation!.disagreements).toEqual([]);
  });

  it('has a finding for each request to which AWS says something else', async () => {
    jest.mocked(simulatePolicies).mockImplementation(async ({ policies }, calls) => ({
      answers: answersOf(calls, policies).map((answer) => ({
        ...answer,
        isAllowed: answer.action === 's3:GetObject' || answer.isAllowed,
      })),
      ...{ notes: ['AWS said so.'], isUnknownRole: false },
    }));
    const told = await verifying(INPUTS)(newAccess(), PREVIEWED);
    const { disagreements, asked, agreed, notes } = told.verification!.simulation!;
    expect(disagreements.map(({ action }) => action)).toEqual(['s3:GetObject', 's3:GetObject']);
    expect(agreed).toBe(asked - 2);
    expect(notes).toEqual(['AWS said so.']);
    const found = told.assessment!.findings.filter(({ id }) => id === 'simulator-disagrees');
    expect(found).toHaveLength(2);
    expect(found[0]!.message).toMatch(/^s3:GetObject on "arn:\S+" is allowed by AWS's simulator, and denied by this/);
  });

  it('says what it did not ask', async () => {
    const policy = allow('s3:GetObject', 'arn:aws:s3:::my-models/${aws:username}/*');
    const { simulation } = await verified(accessBetween(undefined, [policy]), INPUTS);
    expect(simulation!.notes).toEqual([expect.stringMatching(/^Not asked: \d+ requests? that depend on variables\.$/)]);
  });

  describe('after up', () => {
    const own = newAccess().policy.after!;
    const role = (policies: readonly string[], more = {}) => ({
      ...{ notes: [], isUnknownRole: false, ...more },
      of: (calls: readonly SimulatorCall[]) => answersOf(calls, policies),
    });
    const answering = (...inTurn: ReturnType<typeof role>[]) => {
      let turn = 0;
      jest.mocked(simulateRole).mockImplementation(async ({ withOrganisation }, calls) => {
        const { of, ...rest } = inTurn[Math.min(withOrganisation ? inTurn.length - 1 : turn++, inTurn.length - 1)]!;
        return { ...rest, answers: of(calls) };
      });
    };

    it('is about the role, with all that is on it, once without the organisation and once with it', async () => {
      answering(role([own]));
      const { simulation } = await verified(newAccess(), { ...INPUTS, command: 'up' }, APPLIED);
      expect(simulation).toMatchObject({ of: 'role', disagreements: [], unanswered: 0, notes: [] });
      const roles = jest.mocked(simulateRole).mock.calls.map(([asked]) => asked);
      const arn = 'arn:aws:iam::123456789012:role/churn-prod';
      expect(roles).toEqual([
        { arn, withOrganisation: false },
        { arn, withOrganisation: true },
      ]);
    });

    it('asks again while IAM does not know all of it yet', async () => {
      answering(
        { ...role([], { isUnknownRole: true, notes: ['Unknown.'] }), of: () => [] },
        role(['{"Statement":[]}']),
        role([own]),
      );
      const { simulation } = await verified(newAccess(), { ...INPUTS, command: 'up' }, APPLIED);
      expect(simulation).toMatchObject({ disagreements: [], unanswered: 0, notes: [] });
      expect(simulateRole).toHaveBeenCalledTimes(4);
    });

    it('notes what only the organisation denies, and finds nothing', async () => {
      jest.mocked(simulateRole).mockImplementation(async ({ withOrganisation }, calls) => ({
        answers: answersOf(calls, withOrganisation ? ['{"Version":"2012-10-17","Statement":[]}'] : [own]),
        ...{ notes: [], isUnknownRole: false },
      }));
      const told = await verifying({ ...INPUTS, command: 'up' })(newAccess(), APPLIED);
      expect(told.verification!.simulation!.notes).toEqual([
        expect.stringMatching(
          /the organisation denies \d+ requests that the policies allow, such as \S+\. .*no finding/,
        ),
      ]);
      expect(told.assessment!.findings.filter(({ id }) => id === 'simulator-disagrees')).toEqual([]);
    });
  });
});

describe('deploy-role', () => {
  const INPUTS = { verify: 'deploy-role', 'deploy-role-arn': DEPLOY_ROLE };
  const permitting = (denied: (action: string, withOrganisation: boolean) => boolean) =>
    jest.mocked(simulateRole).mockImplementation(async ({ withOrganisation }, calls) => ({
      answers: calls.flatMap(({ actions, resources, context }) =>
        actions.flatMap((action) =>
          resources.map((resource) => ({
            ...{ action, resource, context, missingKeys: [], isBeyondBoundary: false },
            isAllowed: !denied(action, withOrganisation),
          })),
        ),
      ),
      ...{ notes: [], isUnknownRole: false },
    }));

  it('may do what the change needs', async () => {
    permitting(() => false);
    const { deployRole } = await verified(newAccess(), INPUTS);
    expect(deployRole).toEqual({ arn: DEPLOY_ROLE, asked: 15, missing: [], notes: [] });
    expect(jest.mocked(simulateRole).mock.calls[0]![0]).toEqual({ arn: DEPLOY_ROLE, withOrganisation: false });
  });

  it('lacks what AWS denies, and the statement to add is told', async () => {
    permitting((action) => action === 'iam:CreateRole');
    const { deployRole } = await verified(newAccess(), INPUTS);
    const resource = 'arn:aws:iam::123456789012:role/churn-prod';
    expect(deployRole).toMatchObject({
      missing: [{ action: 'iam:CreateRole', resources: [resource] }],
      statements: [{ Effect: 'Allow', Action: ['iam:CreateRole'], Resource: resource }],
    });
  });

  it('may be allowed by what nobody knows before it runs, which is a note', async () => {
    jest.mocked(simulateRole).mockImplementation(async (_, calls) => ({
      answers: calls.flatMap(({ actions, resources, context }) =>
        actions.flatMap((action) =>
          resources.map((resource) => ({
            ...{ action, resource, context, isAllowed: false, missingKeys: ['aws:sourceip'], isBeyondBoundary: false },
          })),
        ),
      ),
      ...{ notes: [], isUnknownRole: false },
    }));
    const { deployRole } = await verified(newAccess(), INPUTS);
    expect(deployRole!.notes).toEqual([expect.stringContaining('ask for aws:sourceip, of which no value is known')]);
  });

  it('may be kept from it by the organisation, which is a note', async () => {
    permitting((action, withOrganisation) => withOrganisation && action === 'iam:CreateRole');
    const { deployRole } = await verified(newAccess(), INPUTS);
    expect(deployRole!.missing).toEqual([]);
    expect(deployRole!.notes).toEqual([expect.stringContaining('organisation denies 1 request')]);
  });

  it('is asked about what is removed under the name that it has', async () => {
    permitting((action) => action === 'iam:DeleteRole');
    const arn = 'arn:aws:iam::123456789012:role/old/churn-old';
    const result = { resources: { [ROLE_TYPE]: { before: { arn } } }, tagged: [] };
    const replaced = access({ changes: [change(ROLE_TYPE, 'replace'), change(POLICY_TYPE, 'replace')] });
    const { deployRole } = await verified(replaced, INPUTS, { isApplied: false, result });
    expect(deployRole!.missing).toEqual([{ action: 'iam:DeleteRole', resources: [arn] }]);
  });

  it('is not asked about by up, which it runs itself', async () => {
    expect(await verified(newAccess(), { ...INPUTS, command: 'up' }, APPLIED)).toEqual({});
    expect(simulateRole).not.toHaveBeenCalled();
  });
});

describe("AWS's proof stands for an approval", () => {
  const ACCEPTING = { 'require-approval': 'broadening', 'approval-accepts-proof': 'true' };
  const EVERYTHING = allow('s3:GetObject', '*', { BinaryEquals: { 'aws:x/y': 'eA==' } });
  /** To ours it is undecided whether another condition gives more. */
  const UNDECIDED = accessBetween([EVERYTHING], [allow('s3:GetObject', '*', { Bool: { 'aws:z/y': 'true' } })]);

  async function approval(of: RoleReport, inputs: GivenInputs = {}) {
    const { request, plan } = requested({ ...ACCEPTING, ...inputs });
    const told = await verifier(request, plan, AWS)(of, PREVIEWED);
    const ports = new FakePorts({ ...ACCEPTING, ...inputs });
    const { state } = await approvalOf(request, plan, told, { thread: threadOf(ports, request), run: RUN, used: {} });
    return state;
  }

  it('where the documents alone may broaden', async () => {
    expect(await approval(UNDECIDED)).toBe('proved');
  });

  it('where nothing broadens, none is needed anyway', async () => {
    expect(await approval(access())).toBe('not-required');
  });

  const BOUNDARY = { arn: 'arn:aws:iam::123456789012:policy/b', unread: 'AccessDenied' };
  it.each<[string, RoleReport, GivenInputs]>([
    ['it is not to count', UNDECIDED, { 'approval-accepts-proof': 'false' }],
    ['all of it is new', newAccess(), {}],
    ['the state is compared with', { ...UNDECIDED, comparedWith: 'state' }, {}],
    ['something was not looked at', { ...UNDECIDED, unseen: ['It.'] }, {}],
    ['others have put policies on the role', { ...UNDECIDED, foreignPolicies: [{ kind: 'inline', name: 'x' }] }, {}],
    ['something is taken over', { ...UNDECIDED, changes: [change(POLICY_TYPE, 'import')] }, {}],
    ['something is replaced', { ...UNDECIDED, changes: [change(POLICY_TYPE, 'replace')] }, {}],
    [
      'the attachment changes',
      { ...UNDECIDED, changes: [change(POLICY_TYPE, 'update'), change(ATTACHMENT_TYPE, 'update')] },
      {},
    ],
    ...(
      [
        ['a tag', property('tags.team', 'a', 'b')],
        ['the duration of sessions', property('maxSessionDuration', 3600, 7200)],
        ['the boundary', property('permissionsBoundary', BOUNDARY.arn, `${BOUNDARY.arn}2`)],
        ['something unknown', property('forceDetachPolicies', false, true)],
      ] as const
    ).map(([what, changed]): [string, RoleReport, GivenInputs] => [
      `${what} changes as well`,
      { ...UNDECIDED, changes: [change(ROLE_TYPE, 'update', { properties: [changed] })] },
      {},
    ]),
    ['the former document was none', accessBetween([{ Effect: 'Allow' }], [EVERYTHING]), {}],
  ])('not where %s', async (_, of, inputs) => {
    expect(await approval(of, inputs)).toBe('missing');
  });

  it.each([
    ['AWS finds new access', FAIL],
    ['AWS does not answer', { why: 'AWS throttled the question.' }],
  ])('not where %s', async (_, answer) => {
    jest.mocked(checkNoNewAccess).mockResolvedValue(answer);
    expect(await approval(UNDECIDED)).toBe('missing');
  });

  it('not where it proves only one of two documents', async () => {
    jest.mocked(checkNoNewAccess).mockImplementation(async (kind) => (kind === 'trust' ? FAIL : PASS));
    const both = { ...UNDECIDED, trust: { before: trustText(true), after: trustText(false) } };
    expect(await approval(both)).toBe('missing');
  });

  it('not where AWS has found something else', async () => {
    jest.mocked(checkNoPublicAccess).mockResolvedValue(FAIL);
    expect(await approval(UNDECIDED, { verify: 'no-new-access, no-public-access' })).toBe('missing');
  });
});

describe('an entry of ignore-findings', () => {
  const INPUTS = { verify: 'no-public-access', 'ignore-findings': 'public-trust = meant' };

  it.each([
    ['for nothing where AWS has answered', PASS, ['public-trust']],
    ['perhaps for something where it has not', { why: 'AWS throttled it.' }, undefined],
  ])('is %s', async (_, answer, idle) => {
    jest.mocked(checkNoPublicAccess).mockResolvedValue(answer);
    const { request, plan } = requested(INPUTS);
    const told = await verifier(request, plan, AWS)(access(), PREVIEWED);
    const inIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };
    const { idleIgnores } = withIdleIgnores(told, request, { inIam, analysis: { findings: [], notes: [] } });
    expect(idleIgnores).toEqual(idle);
  });
});
