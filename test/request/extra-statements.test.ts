import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemsOf, read, VARIABLES } from './problems';
import { planOf } from '../../src/action/plan';

const DENY = { Sid: 'NoDeletes', Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'extra-statements-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function given(text: string) {
  writeFileSync(join(folder, 'extra.json'), text);
  return [
    { permissions: 'invoke', 'extra-statements': 'extra.json' },
    { ...VARIABLES, GITHUB_WORKSPACE: folder },
  ] as const;
}

it('adds the statements of the file to the policy', () => {
  const { request } = read(...given(JSON.stringify([DENY])));
  expect(JSON.parse(planOf(request!, '123456789012').component.args.policy)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: [
          'sagemaker:InvokeEndpoint',
          'sagemaker:InvokeEndpointAsync',
          'sagemaker:InvokeEndpointWithBidirectionalStream',
          'sagemaker:InvokeEndpointWithResponseStream',
        ],
        Resource: ['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod'],
      },
      DENY,
    ],
  });
});

it('tells all that is wrong with the file', () => {
  expect(problemsOf(...given(JSON.stringify([DENY, { ...DENY, Principal: '*', Effect: 'No' }])))).toEqual([
    'extra-statements: the Effect Allow or Deny in statement 2',
    'extra-statements: no Principal, which belongs in a trust policy, in statement 2',
    'extra-statements: another Sid than that of statement 1 in statement 2',
  ]);
});

it('shows the path, not the content', () => {
  const { problems } = read({ 'extra-statements': '../secret.json' }, { ...VARIABLES, GITHUB_WORKSPACE: folder });
  expect(problems).toEqual([
    { name: 'extra-statements', value: '../secret.json', expected: 'a file in the repository, not outside of it' },
  ]);
});

it('counts the statements towards the quota', () => {
  const large = { ...DENY, Resource: Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::my-models/${index}/*`) };
  expect(problemsOf(...given(JSON.stringify([large])))).toEqual([
    expect.stringMatching(/^permissions: a policy of at most 6144 characters, but it has \d+$/),
  ]);
});
