import { readRequest } from '../../src/request/read-request';
import { inputReader } from '../action/fake-ports';

/** Quotas that are smaller than AWS has them: with what the inputs can say, no document comes near the real ones. */
jest.mock('../../src/aws/quota', () => ({
  ...jest.requireActual('../../src/aws/quota'),
  POLICY_QUOTA: 500,
  TRUST_POLICY_QUOTA: 200,
}));

it('refuses inputs that make documents larger than AWS takes, and tells their sizes', () => {
  const { request, problems } = readRequest({ input: inputReader({ trust: 'sagemaker' }), environment: {} });
  expect(request).toBeUndefined();
  expect(problems).toEqual([
    { name: 'permissions', value: 'deploy', expected: 'a policy of at most 500 characters, but it has 909' },
    { name: 'trust', value: 'sagemaker', expected: 'a trust policy of at most 200 characters, but it has 220' },
  ]);
});
