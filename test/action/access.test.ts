import { type GivenInputs, inputReader } from './fake-ports';
import { accessOf, findingsOfPlan } from '../../src/action/access';
import { planOf } from '../../src/action/plan';
import { readRequest } from '../../src/action/read-request';
import type { StackResult } from '../../src/stack/commands';
import { change, POLICY_TYPE, ROLE_TYPE } from '../report/samples';

function plan(inputs: GivenInputs = {}) {
  return planOf(readRequest({ input: inputReader(inputs), environment: {} }).request!, '123456789012');
}

function result(more: Partial<StackResult> = {}): StackResult {
  return { changes: [], inputs: {}, errors: [], ...more };
}

it('is the plan alone where the engine did not run', () => {
  expect(accessOf(plan(), undefined)).toEqual({
    target: expect.objectContaining({ account: '123456789012', endpoint: 'churn-prod' }),
    stack: 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012',
    roleName: 'churn-prod',
    policyName: 'churn-prod',
    roleArn: 'arn:aws:iam::123456789012:role/churn-prod',
    policyArn: 'arn:aws:iam::123456789012:policy/churn-prod',
    changes: [],
    policy: { before: undefined, after: undefined },
    trust: { before: undefined, after: undefined },
    notes: [],
  });
});

it('has both sides of the documents, written for people', () => {
  const before = '{"Statement":[],"Version":"2012-10-17"}';
  const { policy, trust } = accessOf(
    plan(),
    result({
      inputs: {
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
  const inputs = { [POLICY_TYPE]: { before: {}, after: { policy: null } } };
  expect(accessOf(plan(), result({ inputs })).policy).toEqual({ before: undefined, after: undefined });
});

it('has the changes', () => {
  const changes = [change(POLICY_TYPE, 'update')];
  expect(accessOf(plan(), result({ changes })).changes).toBe(changes);
});

it("notes that an endpoint's name with capitals is allowed in both forms", () => {
  const { notes } = accessOf(plan({ endpoint: 'Churn-Prod' }), undefined);
  expect(notes).toEqual([expect.stringMatching(/both Churn-Prod and churn-prod\.$/)]);
});

describe('findings', () => {
  const planned = plan();
  const { policy, trustPolicy } = planned.settings.access;
  const inputs = (asked: string) => ({
    [POLICY_TYPE]: { after: { policy: asked } },
    [ROLE_TYPE]: { after: { assumeRolePolicy: trustPolicy } },
  });

  it('are worked out once for what the plan asks for, however often the engine runs', () => {
    const { assessment } = accessOf(planned, result({ inputs: inputs(policy) }));
    expect(assessment!.findings.length).toBeGreaterThan(0);
    expect(assessment!.findings).toBe(findingsOfPlan(planned));
    expect(findingsOfPlan(plan())).not.toBe(findingsOfPlan(planned));
  });

  it('are about what was found in the account where that is something else', () => {
    const { assessment } = accessOf(planned, result({ inputs: inputs(policy.replace('GetObject', 'GetObjekt')) }));
    expect(assessment!.findings.map(({ id }) => id)).toContain('unknown-action');
  });

  it('are none where all of it goes', () => {
    const gone = { [POLICY_TYPE]: { before: { policy } }, [ROLE_TYPE]: { before: { assumeRolePolicy: trustPolicy } } };
    expect(accessOf(planned, result({ inputs: gone })).assessment!.findings).toEqual([]);
  });
});
