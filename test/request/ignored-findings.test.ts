import { itRefuses, problemsWithValues, read } from './problems';

itRefuses('ignore-findings', {
  'one ID = REASON a line, not pass-any-role': ['pass-any-role'],
  'the id of a finding, as in docs/findings.md, not unknwon-action (did you mean unknown-action?)': [
    'unknwon-action = new at AWS',
  ],
  'findings that can pass, not invalid-json: AWS refuses such a document': ['invalid-json = x'],
  'no PASS_ROLE_WITH_STAR_IN_RESOURCE, which IAM Access Analyzer finds, unless access-analyzer is true': [
    'PASS_ROLE_WITH_STAR_IN_RESOURCE = x',
  ],
});

it('takes the findings of Access Analyzer where it is asked', () => {
  const { request } = read({ 'ignore-findings': 'PASS_ROLE = known', 'access-analyzer': 'true' });
  expect(request!.ignoredFindings).toEqual([{ id: 'PASS_ROLE', reason: 'known' }]);
});

it('tells a wrong line among right ones', () => {
  expect(problemsWithValues({ 'ignore-findings': 'pass-any-role = x\nnonsense' })[0]).toContain('not nonsense');
});
