import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read } from './read';

const PAGE = readFileSync(join(__dirname, '../../docs/models.md'), 'utf8');

it('has a file on its page that makes the stacks that it says', () => {
  const [, text] = /```yaml\n([^]*?)```/.exec(PAGE)!;
  const { stacks, problems } = read({ 'models/fraud.yaml': text! });
  expect(problems).toEqual([]);
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['fraud.test', 'fraud.production']);
  expect(stacks.map(({ models }) => models.map(({ id, request }) => [id, request.target.endpoint]))).toEqual([
    [
      ['churn', 'churn-test'],
      ['scores', 'scores'],
    ],
    [
      ['churn', 'churn-prod'],
      ['scores', 'scores'],
    ],
  ]);
});
