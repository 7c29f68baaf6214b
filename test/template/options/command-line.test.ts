import { restoreTexts } from '../../../src/template/options/command-line';

test('numbers from the command line become texts where a text is meant, and stay where a number is', () => {
  const args = {
    accountId: 123456789012,
    model: [7, 'churn'],
    modelId: 42,
    maxSessionDuration: 7200,
    refresh: true,
    // Of projen's own, which may be a number.
    parallelism: 2,
  };
  restoreTexts({ __new__: { args } });
  expect(args).toEqual({
    accountId: '123456789012',
    model: ['7', 'churn'],
    modelId: '42',
    maxSessionDuration: 7200,
    refresh: true,
    parallelism: 2,
  });
});

test('options that are not from the command line are left alone', () => {
  const options = { accountId: 123456789012 };
  restoreTexts(options);
  expect(options).toEqual({ accountId: 123456789012 });
});
