import type { InputName } from '../../src/contract';
import { expectedText } from '../../src/request/problem';
import { readRequest } from '../../src/request/read-request';
import { type GivenInputs, inputReader } from '../action/fake-ports';

export const VARIABLES: NodeJS.ProcessEnv = {
  GITHUB_WORKSPACE: '/ws/churn',
  GITHUB_REPOSITORY: 'acme/churn',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
  GITHUB_SERVER_URL: 'https://github.com',
};

export const REPOSITORY = { full_name: 'acme/churn', default_branch: 'main', created_at: '2024-01-01T00:00:00Z' };

/** An endpoint's ARN in us-west-2. */
export const ARN = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod';

export function read(
  inputs: GivenInputs,
  environment: NodeJS.ProcessEnv = VARIABLES,
  repository: unknown = REPOSITORY,
) {
  return readRequest({ input: inputReader(inputs), environment, event: { payload: { repository } } });
}

/** Such as `region: an AWS region such as us-west-2`. */
export function problemsOf(...given: Parameters<typeof read>): string[] {
  return read(...given).problems.map((problem) => `${problem.name}: ${expectedText(problem)}`);
}

/** Such as `region: an AWS region such as us-west-2, but got "here"`. */
export function problemsWithValues(...given: Parameters<typeof read>): string[] {
  const { problems } = read(...given);
  return problems.map(({ name, value, ...problem }) => {
    const got = value === undefined ? '' : `, but got "${value}"`;
    return `${name}: ${expectedText(problem)}${got}`;
  });
}

/** Values of an input, under what is expected in place of each of them. All other inputs are right. */
export function itRefuses(input: InputName, values: Readonly<Record<string, readonly string[]>>): void {
  const cases = Object.entries(values).flatMap(([expected, bad]) =>
    bad.map((value) => [shown(value), value, expected]),
  );
  it.each(cases)(`refuses ${input}: %s`, (_, value, expected) => {
    const { request, problems } = read({ [input]: value });
    expect(request).toBeUndefined();
    expect(problems.map((problem) => ({ ...problem, expected: expectedText(problem), remedy: undefined }))).toEqual([
      { name: input, value, expected },
    ]);
  });
}

function shown(value: string): string {
  return value.length > 80 ? `${value.slice(0, 20)}… (${value.length} characters)` : value;
}
