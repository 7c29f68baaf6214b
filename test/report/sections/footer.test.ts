import { attemptUrl, footer } from '../../../src/report/sections/footer';
import { completed, invalidInput, RUN } from '../samples';

const markdown = (...args: Parameters<typeof footer>) => footer(...args)[0]!.head[0];

test('says which stack, commit and run', () => {
  expect(markdown(completed('preview'), true)).toBe(
    '<sub>Stack `organization/model-deployment-iam/churn-prod.us-west-2.123456789012` · commit `0f5c1e2` · ' +
      '[workflow run](<https://github.com/acme/churn/actions/runs/1234567/attempts/1>) (deploy)</sub>',
  );
});

test('leaves out the run if told so, and the stack where there is none', () => {
  expect(markdown(invalidInput(), false)).toBe('<sub>commit `0f5c1e2`</sub>');
});

test('a second attempt has a page of its own', () => {
  expect(attemptUrl({ ...RUN, attempt: 2 })).toBe('https://github.com/acme/churn/actions/runs/1234567/attempts/2');
});
