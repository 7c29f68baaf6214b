import { unchanged } from './engine-results';
import { inputReader } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { unrecorded } from '../../src/action/unrecorded';
import { readRequest } from '../../src/request/read-request';
import type { Namesakes, RoleInIam } from '../../src/stack/role-in-iam';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

const PLAN = planOf(
  readRequest({ input: inputReader({ trust: 'sagemaker' }), environment: {} }).request!,
  '123456789012',
);
const OWN = { owner: 'this-stack', path: '/' } as const;
const OTHERS = { owner: 'others', path: '/' } as const;

/** @param types what the state has */
const state = (...types: string[]) => ({
  ...unchanged(PLAN),
  resources: Object.fromEntries(types.map((type) => [type, {}])),
  halfReplaced: [] as string[],
});

function asked(namesakes: Namesakes, hasOwnPolicy = false) {
  const inIam: RoleInIam = { isThere: true, hasOwnPolicy, foreignPolicies: [], unseen: [] };
  return { namesakes: jest.fn(async () => namesakes), inIam: async () => inIam };
}

it('asks nobody where the state has all that it should', async () => {
  const questions = asked({});
  const all = state(POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE);
  expect(await unrecorded('drift', all, PLAN, questions)).toEqual({ changes: [], notes: [], unseen: [] });
  expect(questions.namesakes).not.toHaveBeenCalled();
});

it('takes what the refresh found gone for what was there', async () => {
  const outside = [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE].map((type) => change(type, 'delete'));
  expect(await unrecorded('destroy', { ...state(), outside }, PLAN, asked({ role: OWN }))).toMatchObject({
    changes: [],
  });
});

it('has missing what a run was interrupted in replacing, though the state still has it', async () => {
  const half = { ...state(POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE), halfReplaced: [ROLE_TYPE, ATTACHMENT_TYPE] };
  const { changes } = await unrecorded('drift', half, PLAN, asked({ policy: OWN }));
  expect(changes).toMatchObject([
    { type: ROLE_TYPE, operation: 'create', status: 'missing' },
    { type: ATTACHMENT_TYPE, operation: 'create', status: 'missing' },
  ]);
  const { failure } = await unrecorded('destroy', half, PLAN, asked({ role: OWN }));
  expect(failure?.message).toContain('the role churn-prod, but IAM has it');
});

describe('drift', () => {
  it.each<[string, Namesakes, boolean, string, RegExp]>([
    ['nobody has', {}, false, 'create', /^Neither the state of .* nor IAM has the role churn-prod: up makes it\.$/],
    ['the stack has made', { role: OWN }, false, 'import', /IAM has it: up takes it over\.$/],
    ['others have made', { role: OTHERS }, false, 'import', /only with adopt: true\.$/],
  ])('has a role missing that %s', async (_, namesakes, hasOwnPolicy, operation, note) => {
    const found = await unrecorded('drift', state(POLICY_TYPE, ATTACHMENT_TYPE), PLAN, asked(namesakes, hasOwnPolicy));
    expect(found.changes).toMatchObject([{ type: ROLE_TYPE, operation, status: 'missing' }]);
    expect(found.notes).toEqual([expect.stringMatching(note)]);
  });

  it.each([
    [true, 'import'],
    [false, 'create'],
  ])('has an attachment missing, which IAM has: %s', async (isThere, operation) => {
    const found = await unrecorded('drift', state(POLICY_TYPE, ROLE_TYPE), PLAN, asked({ role: OWN }, isThere));
    expect(found.changes).toMatchObject([{ type: ATTACHMENT_TYPE, operation, status: 'missing' }]);
  });

  it('has it missing where IAM can not be asked', async () => {
    const questions = { ...asked({}), namesakes: () => Promise.reject(new Error('AccessDenied')) };
    const found = await unrecorded('drift', state(POLICY_TYPE, ATTACHMENT_TYPE), PLAN, questions);
    expect(found.changes).toHaveLength(1);
    expect(found.unseen).toEqual([expect.stringContaining('AccessDenied')]);
  });
});

describe('destroy', () => {
  it('fails where something is left that the stack has made, with ways out', async () => {
    const { failure } = await unrecorded('destroy', state(POLICY_TYPE), PLAN, asked({ role: OWN }));
    expect(failure).toMatchObject({
      reason: 'unrecorded',
      message: expect.stringContaining('the role churn-prod, but IAM has it'),
    });
    expect(failure!.hint).toMatch(
      /Run `up`, which takes it over, and then `destroy`\. .*aws iam delete-role --role-name churn-prod$/,
    );
  });

  it('does not care for what others have made', async () => {
    const { failure, changes } = await unrecorded('destroy', state(POLICY_TYPE), PLAN, asked({ role: OTHERS }));
    expect([failure, changes]).toEqual([undefined, []]);
  });

  it('tells that it could not look', async () => {
    const questions = { ...asked({}), namesakes: () => Promise.reject(new Error('AccessDenied')) };
    const { unseen } = await unrecorded('destroy', state(), PLAN, questions);
    expect(unseen).toEqual([expect.stringContaining('AccessDenied')]);
  });
});
