import { presentRepository } from './github-repository';
import { readInputs } from './inputs';
import { type Request, toRequest } from './rules';
import { readStatementsFile } from './statements-file';
import type { Ports } from '../action/ports';
import type { InputProblem } from '../report/model';

/** @returns the request, or everything that is wrong with the inputs, in no more than one text for each cause */
export function readRequest({
  environment,
  input,
  event,
}: Pick<Ports, 'environment' | 'input'> & Partial<Pick<Ports, 'event'>>): {
  readonly request?: Request;
  readonly problems: readonly InputProblem[];
} {
  const { values, problems } = readInputs(input);
  const folder = environment.GITHUB_WORKSPACE ?? process.cwd();
  const statements = values['extra-statements'];
  const checked = toRequest(values, {
    accessToken: environment.PULUMI_ACCESS_TOKEN,
    folder,
    isHostedRunner: environment.RUNNER_ENVIRONMENT === 'github-hosted',
    extraStatements: statements === '' ? undefined : readStatementsFile(statements, folder),
    repository: presentRepository(environment, event?.payload),
    githubServerUrl: environment.GITHUB_SERVER_URL || undefined,
  });
  // An input that could not even be read has been checked with its default.
  const unread = problems.map((problem) => problem.input);
  const others = checked.problems.filter((problem) => !unread.includes(problem.input));
  return problems.length + others.length > 0
    ? { problems: [...problems, ...others] }
    : { request: checked.request, problems: [] };
}
