import { readInputs } from './inputs';
import type { Ports } from './ports';
import { type Request, toRequest } from './request';
import type { InputProblem } from '../report/model';

/** @returns the request, or everything that is wrong with the inputs, in no more than one text for each cause */
export function readRequest({ environment, input }: Pick<Ports, 'environment' | 'input'>): {
  readonly request?: Request;
  readonly problems: readonly InputProblem[];
} {
  const { values, problems } = readInputs(input);
  const checked = toRequest(values, {
    accessToken: environment.PULUMI_ACCESS_TOKEN,
    folder: environment.GITHUB_WORKSPACE ?? process.cwd(),
    isHostedRunner: environment.RUNNER_ENVIRONMENT === 'github-hosted',
  });
  // An input that could not even be read has been checked with its default.
  const unread = problems.map((problem) => problem.input);
  const others = checked.problems.filter((problem) => !unread.includes(problem.input));
  return problems.length + others.length > 0
    ? { problems: [...problems, ...others] }
    : { request: checked.request, problems: [] };
}
