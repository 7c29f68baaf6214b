import { asFlag, type Flags, flagOf, readFlags, type WrongOption } from './flags';
import type { GithubRepository } from '../../iam/generate/trust/github';
import { parseGithubRepository } from '../../iam/generate/trust/github-names';
import { inWords } from '../../request/problem';
import type { Deployment, Environment } from '../../template/options/deployment';
import { optionOf } from '../../template/options/input-options';
import { checkedDeployment } from '../../template/options/read-deployment';

/** Which repository the roles are for, as far as it is known. */
export interface OwnRepository {
  /** With its ids, or without them. */
  readonly repository?: GithubRepository;
  /** The forms of subjects that are trusted; where it is not said, GitHub is asked which ones its tokens have. */
  readonly subjects?: 'both' | 'immutable';
}

/** One environment, with what is wanted of it. */
export interface BootstrapLine extends OwnRepository {
  readonly deployment: Deployment;
  readonly environment: Environment;
  readonly format?: string;
}

/**
 * @param folder that paths are relative to
 * @returns `help`, all that is wrong, or what the line says
 */
export function readBootstrapLine(
  line: readonly string[],
  folder: string,
): 'help' | { readonly wrong: readonly WrongOption[] } | { readonly read: BootstrapLine } {
  const parsed = readFlags(line);
  if (parsed === 'help') return 'help';
  const { flags, wrong } = parsed;
  const { deployment, problems } = checkedDeployment(flags.options, folder);
  const all = [
    ...wrong,
    ...problems
      // Told already, by how it is written.
      .filter(({ name }) => !wrong.some((each) => each.name === flagOf(name)))
      .map((problem) => asFlag(problem, (expected) => inWords(expected, (input) => flagOf(optionOf(input))))),
    ...wrongRepository(flags.own),
  ];
  const distinct = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  const [environment] = deployment.environments;
  if (distinct.length > 0 || !environment) return { wrong: distinct };
  const { repository, subjects, format } = flags.own;
  const named = repository === undefined ? undefined : parseGithubRepository(repository);
  return {
    read: {
      ...{ deployment, environment, format },
      repository: named?.ok ? named.value : undefined,
      subjects: subjects as OwnRepository['subjects'],
    },
  };
}

function wrongRepository({ repository, subjects }: Flags['own']): WrongOption[] {
  const named = repository === undefined ? undefined : parseGithubRepository(repository);
  return [
    ...(named && !named.ok ? [{ name: '--repository', value: repository, expected: named.expected }] : []),
    ...(subjects !== undefined && !['both', 'immutable'].includes(subjects)
      ? [
          {
            name: '--subjects',
            value: subjects,
            expected:
              'both (classic and immutable) or immutable; classic ones alone lock the workflows out once the repository is renamed',
          },
        ]
      : []),
  ];
}
