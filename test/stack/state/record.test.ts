import type { StackSettings } from '../../../src/stack/settings';
import { halfReplacedIn, recordedState, recordedStateIn } from '../../../src/stack/state/record';
import { supposedStack, type Workspace } from '../../../src/stack/workspace';
import { stackNotFoundError } from '../command-errors';

/** In place of Pulumi's workspace, which needs an engine. */
jest.mock('../../../src/stack/workspace', () => ({
  ...jest.requireActual('../../../src/stack/workspace'),
  supposedStack: jest.fn(),
}));

const ROLE = { urn: 'urn:pulumi:s::p::aws:iam/role:Role::role', type: 'aws:iam/role:Role' };

it('is what an export has: resources, and what was begun', () => {
  const exported = {
    resources: [{ ...ROLE, id: 'churn' }, { ...ROLE, id: '' }, { urn: 1 }, null],
    pending_operations: [{ type: 'creating', resource: ROLE }, { type: 'creating' }, 'x'],
  };
  expect(recordedStateIn(exported)).toEqual({
    resources: [{ ...ROLE, id: 'churn' }, ROLE],
    pending: [{ ...ROLE, operation: 'creating' }],
  });
});

it('has nothing of what was deleted to be made anew, but knows its type', () => {
  const resources = [
    { ...ROLE, id: 'churn', pendingReplacement: true },
    { ...ROLE, id: 'other' },
  ];
  expect(recordedStateIn({ resources }).resources).toEqual([{ ...ROLE, id: 'other' }]);
  expect(halfReplacedIn({ resources })).toEqual(['aws:iam/role:Role']);
  expect(halfReplacedIn({ resources: null })).toEqual([]);
});

it.each([undefined, null, {}, { resources: null }])('is nothing in %j', (deployment) => {
  expect(recordedStateIn(deployment)).toEqual({ resources: [], pending: [] });
});

describe('a stack', () => {
  const asking = (exportStack: () => Promise<unknown>) => {
    jest.mocked(supposedStack).mockResolvedValue({ exportStack } as never);
    return recordedState({} as StackSettings, {} as Workspace);
  };

  it('is asked for it', async () => {
    expect(await asking(async () => ({ deployment: { resources: [ROLE] } }))).toEqual({
      resources: [ROLE],
      pending: [],
    });
  });

  it('that is not there has none', async () => {
    expect(await asking(() => Promise.reject(stackNotFoundError('s')))).toBeUndefined();
  });

  it('that can not be read is no stack that is missing', async () => {
    await expect(asking(() => Promise.reject(new Error('no network')))).rejects.toThrow('no network');
  });
});
