import type { InputName } from '../../src/contract';
import { Inputs } from '../../src/request/inputs';
import { inputReader } from '../action/fake-ports';

function valueOf(input: InputName, text: string): unknown {
  const { values, problems } = new Inputs(inputReader({ [input]: text }));
  expect(problems).toEqual([]);
  return values[input];
}

it.each<[InputName, string, unknown]>([
  ['name', '', ''],
  ['name', '  churn  ', 'churn'],
  ['command', 'up', 'up'],
  ['command', '', 'preview'],
  ['permissions', 'deploy', ['deploy']],
  ['permissions', 'deploy,baseline', ['deploy', 'baseline']],
  ['permissions', '\n  deploy\n  baseline\n', ['deploy', 'baseline']],
  ['permissions', 'deploy, deploy', ['deploy']],
  ['permissions', '', ['deploy']],
  ['trust', '', []],
  ['trust', 'github arn:aws:iam::123456789012:role/app', ['github', 'arn:aws:iam::123456789012:role/app']],
  ['bucket-access', '', []],
  ['model', 'churn-*, blue', ['churn-*', 'blue']],
  ['refresh', 'true', true],
  ['refresh', 'True', true],
  ['refresh', 'FALSE', false],
  ['refresh', '', true],
  ['expect-no-changes', '', false],
  ['restrict-trust', '', true],
  ['comment-pr-number', '', undefined],
  ['comment-pr-number', '42', 42],
  ['max-session-duration', '', 3600],
  ['tags', '', []],
  ['tags', 'team=fraud', [['team', 'fraud']]],
  ['tags', 'b=2\r\na=1\r\n', [['b', '2'], ['a', '1']]], // prettier-ignore
  ['tags', ' team = fraud = no ', [['team', 'fraud = no']]],
  ['tags', 'team=', [['team', '']]],
])('reads %s from %j', (input, text, value) => {
  expect(valueOf(input, text)).toEqual(value);
});

it('reads the rest where an input can not be read, and gives that one its default', () => {
  const given = { command: 'apply', refresh: 'maybe', name: 'churn', 'comment-pr-number': 'x' };
  const { values, problems } = new Inputs(inputReader(given));
  expect(values).toMatchObject({ command: 'preview', refresh: true, name: 'churn', 'comment-pr-number': undefined });
  expect(problems.map(({ name }) => name)).toEqual(['command', 'refresh', 'comment-pr-number']);
});

it('tells of a missing input without a value', () => {
  const { problems } = new Inputs(inputReader({ endpoint: '' }));
  expect(problems).toEqual([{ name: 'endpoint', value: undefined, expected: 'a value, such as churn-prod' }]);
});
