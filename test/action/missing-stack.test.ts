import { inputReader } from './fake-ports';
import { missingStack } from '../../src/action/missing-stack';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/request/read-request';
import type { Namesakes, RoleInIam } from '../../src/stack/role-in-iam';

const PLAN = planOf(
  readRequest({ input: inputReader({ trust: 'sagemaker' }), environment: {} }).request!,
  '123456789012',
);
const MISSING = `s3://pulumi-state has no stack ${PLAN.stack}`;
const OWN = { owner: 'this-stack', path: '/' } as const;
const OTHERS = { owner: 'others', path: '/' } as const;

function asked(namesakes: Namesakes) {
  const inIam: RoleInIam = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };
  return { namesakes: async () => namesakes, inIam: async () => inIam };
}

const denied = { ...asked({}), namesakes: () => Promise.reject(new Error('not authorized to perform: iam:GetRole')) };

describe('drift', () => {
  it.each<[string, Namesakes, RegExp]>([
    [
      'what others have made',
      { role: OTHERS, policy: OTHERS },
      /^IAM has the role churn-prod and the policy arn:.*:policy\/churn-prod\. Check stack-name.* with adopt: true/,
    ],
    [
      'what the stack has made',
      { role: OWN },
      /^IAM has the role churn-prod \(with the tag of this stack\)\. .* up takes over/,
    ],
    ['nothing', {}, /^Check stack-name, backend-url with its key prefix, and region.* up makes it\.$/],
  ])('fails where IAM has %s', async (_, namesakes, hint) => {
    const { failure, unseen } = await missingStack('drift', PLAN, asked(namesakes));
    expect(failure).toMatchObject({ reason: 'stack-missing', message: `Nothing was compared: ${MISSING}.` });
    expect(failure!.hint).toMatch(hint);
    expect(unseen).toEqual([]);
  });
});

describe('destroy', () => {
  it('fails where something of that name is left, and says how to remove it', async () => {
    const { failure } = await missingStack('destroy', PLAN, asked({ policy: OWN }));
    expect(failure).toMatchObject({ reason: 'stack-missing', message: `Nothing was deleted: ${MISSING}.` });
    expect(failure!.hint).toMatch(/aws iam delete-policy --policy-arn \S+:policy\/churn-prod$/);
  });

  it('has nothing to do where nothing is', async () => {
    const { failure, notes } = await missingStack('destroy', PLAN, asked({}));
    expect(failure).toBeUndefined();
    expect(notes).toEqual([`${MISSING}, and IAM has neither the role nor the policy.`]);
  });

  it('does not claim that nothing is there if it could not look', async () => {
    const { failure, unseen } = await missingStack('destroy', PLAN, denied);
    expect(failure).toMatchObject({ reason: 'stack-missing' });
    expect(unseen).toEqual([expect.stringContaining('not authorized to perform: iam:GetRole')]);
  });
});
