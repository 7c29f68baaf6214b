import { readRequest } from '../../src/request/read-request';
import { type GivenInputs, inputReader } from '../action/fake-ports';

it('has what decides and where the report goes as the workflow gives it', () => {
  const inputs: GivenInputs = {
    ...{ refresh: 'false', 'expect-no-changes': 'true', 'fail-on': 'security', 'require-approval': 'any-change' },
    ...{ 'approval-label': 'care', 'access-analyzer': 'true', comment: 'always', 'comment-pr-number': '42' },
    ...{ 'sarif-file': 'out/a.sarif', 'report-file': 'out/a.json' },
  };
  const { request } = readRequest({ input: inputReader(inputs), environment: { GITHUB_WORKSPACE: '/ws' } });
  expect(request).toMatchObject({
    ...{ refresh: false, expectNoChanges: true, failOn: 'security', requireApproval: 'any-change' },
    ...{ approvalLabel: 'care', accessAnalyzer: true, comment: 'always', pullRequest: 42 },
    ...{ sarifFile: '/ws/out/a.sarif', reportFile: '/ws/out/a.json' },
  });
});
