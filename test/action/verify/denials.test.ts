import type { Asking } from '../../../src/action/verify/asking';
import { provedDenials } from '../../../src/action/verify/denials';
import type { AccessTest } from '../../../src/iam/expectations/access-test';
import { proveDenials } from '../../../src/stack/verify/denials';
import { newAccess } from '../../report/samples';

/** In place of AWS. */
jest.mock('../../../src/stack/verify/denials', () => ({ proveDenials: jest.fn() }));

const ASKING = { aws: { region: 'us-west-2', endpointUrl: 'http://localhost:4566' } } as Asking;

function tested(...tests: Partial<AccessTest>[]) {
  const results = tests.map((test) => ({
    test: { name: 'a', expect: 'deny' as const, actions: ['s3:A'], line: 1, ...test },
    verdict: { holds: true as const },
  }));
  return { ...newAccess(), accessTests: { file: 'tests.yml', results } };
}

it('asks AWS about denials of permissions, of the policy that is to be, and not where IAM is', async () => {
  jest
    .mocked(proveDenials)
    .mockResolvedValue([{ state: 'proved' }, { state: 'not-proved' }, { state: 'unknown', why: 'AWS throttled it.' }]);
  const access = tested(
    { name: 'nobody deletes' },
    { name: 'it reads', expect: 'allow' },
    { name: 'nobody reads' },
    { name: 'nobody assumes it', principals: [{ type: 'AWS', value: '*' }] },
    { name: 'nobody writes' },
  );
  expect(await provedDenials(access, ASKING)).toEqual({
    proved: 1,
    notProved: ['nobody reads'],
    unknown: [{ name: 'nobody writes', why: 'AWS throttled it.' }],
  });
  const [policy, tests, settings] = jest.mocked(proveDenials).mock.lastCall!;
  expect(policy).toBe(access.policy.after);
  expect(tests.map(({ name }) => name)).toEqual(['nobody deletes', 'nobody reads', 'nobody writes']);
  expect(settings).toMatchObject({ region: 'us-west-2', signal: expect.any(AbortSignal) });
  expect(settings).not.toHaveProperty('endpointUrl');
});

it('asks nothing where no test expects a denial', async () => {
  expect(await provedDenials(tested({ expect: 'allow' }), ASKING)).toBeUndefined();
  expect(await provedDenials(newAccess(), ASKING)).toBeUndefined();
  expect(proveDenials).not.toHaveBeenCalled();
});
