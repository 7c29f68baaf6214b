import { FakeApi } from './fake-api';
import { findLabel, takeOffLabel } from '../../src/github/label';

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
  api.labelNames = ['bug', 'IAM-Approved'];
});

it.each([
  ['iam-approved', 'IAM-Approved'],
  ['IAM-APPROVED', 'IAM-Approved'],
  ['iam-approve', undefined],
  ['iam-approved ', undefined],
])('finds %j: %j', async (label, expected) => {
  expect(await findLabel(api, 7, label)).toBe(expected);
});

it('takes a label off by the name that the pull request has it under', async () => {
  await takeOffLabel(api, 7, 'iam-approved');
  expect(api.calls).toEqual(['remove label IAM-Approved']);
  expect(api.labelNames).toEqual(['bug']);
});

it('leaves a pull request alone that does not have it', async () => {
  await takeOffLabel(api, 7, 'other');
  expect(api.calls).toEqual([]);
});

it('is content if somebody else was faster, and with nothing else', async () => {
  const failing = (status: number) => {
    api.removeLabel = () => Promise.reject(Object.assign(new Error(`status ${status}`), { status }));
    return takeOffLabel(api, 7, 'iam-approved');
  };
  await expect(failing(404)).resolves.toBeUndefined();
  await expect(failing(403)).rejects.toThrow('status 403');
});
