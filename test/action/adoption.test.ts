import { inputReader } from './fake-ports';
import { type InTheWay, makesAnything, takenElsewhere, verdictOn } from '../../src/action/adoption';
import { planOf } from '../../src/action/plan';
import { RunFailure } from '../../src/failure';
import { readRequest } from '../../src/request/read-request';
import { ATTACHMENT_TYPE, change, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

const PLAN = planOf(
  readRequest({ input: inputReader({ trust: 'sagemaker' }), environment: {} }).request!,
  '123456789012',
);
const ARN = 'arn:aws:iam::123456789012:policy/churn-prod';
const ALL = [POLICY_TYPE, ROLE_TYPE, ATTACHMENT_TYPE].map((type) => change(type, 'create'));
const OWN = { owner: 'this-stack', path: '/' } as const;
const OTHER_STACK = { owner: 'other-stack', path: '/' } as const;
const OTHERS = { owner: 'others', path: '/' } as const;
const BARE = { hasOwnPolicy: false, foreignPolicies: [] };
const ATTACHED = { hasOwnPolicy: true, foreignPolicies: [] };

const verdict = (found: InTheWay, { changes = ALL, adopt = false } = {}) => verdictOn(changes, found, adopt, PLAN);

it('makes nothing where all stays under its name, or goes', () => {
  const moved = change(ROLE_TYPE, 'replace', { properties: [property('path', '/', '/x/', true)] });
  const renamed = change(ROLE_TYPE, 'replace', { properties: [property('name', 'a', 'b', true)] });
  expect(makesAnything([moved, change(POLICY_TYPE, 'update'), change(ATTACHMENT_TYPE, 'delete')])).toBe(false);
  expect(makesAnything([renamed])).toBe(true);
  expect(makesAnything([change(ATTACHMENT_TYPE, 'create')])).toBe(true);
  expect(makesAnything([change(ROLE_TYPE, 'create', { status: 'done' })])).toBe(false);
});

describe("what has the stack's own tag", () => {
  it.each<[string, InTheWay, object]>([
    [
      'all of it',
      { role: OWN, policy: OWN, inIam: ATTACHED },
      { policy: ARN, role: 'churn-prod', attachment: `churn-prod/${ARN}` },
    ],
    ['what is not attached', { role: OWN, policy: OWN, inIam: BARE }, { policy: ARN, role: 'churn-prod' }],
    ['the policy only', { policy: OWN, inIam: BARE }, { policy: ARN }],
    ['the role only', { role: OWN, inIam: BARE }, { role: 'churn-prod' }],
  ])('is taken over: %s', (_, found, adoption) => {
    const { notes, failure, ...rest } = verdict(found);
    expect(rest).toEqual({ adoption });
    expect(failure).toBeUndefined();
    expect(notes[0]).toContain('with the tag of this stack');
  });

  it('is left where the state has it', () => {
    const found = { role: OWN, policy: OWN, inIam: ATTACHED };
    const attachment = { attachment: `churn-prod/${ARN}` };
    expect(verdict(found, { changes: [change(ATTACHMENT_TYPE, 'create')] }).adoption).toEqual(attachment);
    expect(verdict(found, { changes: [change(ROLE_TYPE, 'create')] }).adoption).toEqual({ role: 'churn-prod' });
  });

  it('is not taken over at another path, where it can not be moved', () => {
    const { failure } = verdict({ role: { ...OWN, path: '/x/' }, inIam: BARE });
    expect(failure).toMatchObject({
      reason: 'name-taken',
      message: expect.stringContaining('at the path /x/ and not at /.'),
    });
    expect(failure!.hint).toContain('set `role-path: /x/`. Or');
  });
});

describe('what others have made', () => {
  it.each([
    ['others', OTHERS, 'which this stack did not make'],
    ['another stack', OTHER_STACK, 'which another stack has made'],
  ])('is left: %s', (_, role, words) => {
    const { failure, adoption } = verdict({ role, policy: OWN, inIam: BARE });
    expect(adoption).toBeUndefined();
    expect(failure).toMatchObject({
      reason: 'name-taken',
      message: expect.stringContaining(`There is a role named churn-prod already, ${words}`),
    });
  });

  it.each([
    ['others', OTHERS, 'destroy deletes it'],
    ['another stack', OTHER_STACK, 'take it out of the other stack'],
  ])('is taken over where the workflow says so: %s', (_, role, words) => {
    const { failure, adoption, notes } = verdict({ role, inIam: BARE }, { adopt: true });
    expect(failure).toBeUndefined();
    expect(adoption).toEqual({ role: 'churn-prod' });
    expect(notes).toEqual([expect.stringContaining(words)]);
  });

  it('can be removed by the commands that are given, in their order', () => {
    const foreignPolicies = [{ kind: 'inline' as const, name: 'by-hand' }];
    const { failure } = verdict({ role: OTHERS, policy: OTHERS, inIam: { hasOwnPolicy: true, foreignPolicies } });
    expect(failure!.hint).toMatch(
      /delete-role-policy .*by-hand; aws iam detach-role-policy .*; for profile .*; done; aws iam delete-role .*; for version .*; done; aws iam delete-policy .*$/,
    );
  });
});

it('has nothing to say where nothing has the names', () => {
  expect(verdict({ inIam: BARE }, { adopt: true })).toEqual({ notes: [] });
});

it('says how to find a policy of another path', () => {
  const { message, hint } = takenElsewhere(new RunFailure('name-taken', 'There is one.'), PLAN);
  expect(message).toBe('There is one.');
  expect(hint).toContain("PolicyName=='churn-prod'");
});
