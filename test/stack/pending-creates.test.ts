import { urnOf } from './engine-events';
import { settlePendingCreates } from '../../src/stack/pending-creates';
import { POLICY_TYPE, ROLE_TYPE } from '../report/samples';

const [ROLE, POLICY] = [urnOf(ROLE_TYPE), urnOf(POLICY_TYPE)];

async function settled(resources: readonly string[], pending: readonly { type: string; resource: { urn: string } }[]) {
  const exported = {
    version: 3,
    deployment: { manifest: {}, resources: resources.map((urn) => ({ urn })), pending_operations: pending },
  };
  const importStack = jest.fn(async () => undefined);
  const names = await settlePendingCreates({ exportStack: async () => exported, importStack });
  return { names, exported, importStack };
}

const creating = (urn: string) => ({ type: 'creating', resource: { urn } });

it('forgets that something was being created which the state has by now, and nothing else', async () => {
  const other = { type: 'updating', resource: { urn: ROLE } };
  const { names, exported, importStack } = await settled([ROLE], [creating(ROLE), creating(POLICY), other]);
  expect(names).toEqual(['modelDeploymentRole']);
  expect(importStack).toHaveBeenCalledWith({
    ...exported,
    deployment: { ...exported.deployment, pending_operations: [creating(POLICY), other] },
  });
});

it.each([
  ['nothing is pending', [ROLE], []],
  ['the state does not have it', [POLICY], [creating(ROLE)]],
])('writes nothing where %s', async (_, resources, pending) => {
  const { names, importStack } = await settled(resources, pending);
  expect(names).toEqual([]);
  expect(importStack).not.toHaveBeenCalled();
});
