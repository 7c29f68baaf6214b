import { readRealAccount } from '../../../sandbox/demo/real/account';

const SET = {
  REAL_AWS_ACCOUNT_ID: '123456789012',
  REAL_AWS_REGION: 'us-west-2',
  REAL_AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/model-deployment-iam-real',
  REAL_STATE_BUCKET: 'model-deployment-iam-real-123456789012',
};

it('has names of its own for every run and attempt', () => {
  const runOf = (id: string, attempt: string) =>
    readRealAccount({ ...SET, GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt }).run;
  expect(new Set([runOf('1', '1'), runOf('1', '2'), runOf('11', '1')]).size).toBe(3);
  // The longest of a bucket's names.
  expect(`${runOf('99999999999999', '99')}-others`.length).toBeLessThanOrEqual(63);
});

it('names every variable that is missing or wrong', () => {
  expect(() => readRealAccount({ ...SET, REAL_AWS_REGION: 'us-west', REAL_STATE_BUCKET: '' })).toThrow(
    'REAL_AWS_REGION: expected a region such as us-west-2, but got "us-west"\nREAL_STATE_BUCKET: expected the name of a bucket, but got ""',
  );
});
