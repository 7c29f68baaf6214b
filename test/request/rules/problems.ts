import { readRequest } from '../../../src/request/read-request';
import { type GivenInputs, inputReader } from '../../action/fake-ports';

export const VARIABLES: NodeJS.ProcessEnv = {
  GITHUB_REPOSITORY: 'acme/churn',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
  GITHUB_SERVER_URL: 'https://github.com',
};

export const REPOSITORY = { full_name: 'acme/churn', default_branch: 'main', created_at: '2024-01-01T00:00:00Z' };

export function read(
  inputs: GivenInputs,
  environment: NodeJS.ProcessEnv = VARIABLES,
  repository: unknown = REPOSITORY,
) {
  return readRequest({
    input: inputReader(inputs),
    environment,
    event: { name: 'pull_request', payload: { repository } },
  });
}

/** Such as `region: an AWS region such as us-west-2`. */
export function problemsOf(...given: Parameters<typeof read>): string[] {
  return read(...given).problems.map(({ input, expected }) => `${input}: ${expected}`);
}
