import type { InputKind } from '../../contract';
import type { Problem } from '../../request/problem';
import { INPUT_OPTIONS } from '../../template/options/input-options';
import { nearestOf } from '../../template/options/nearest';
import type { ModelDeploymentIamOptions } from '../../template/options/options';

/** A wrong option, as the command line has it. */
export type WrongOption = Pick<Problem<unknown>, 'name' | 'value'> & { readonly expected: string };

/** How an option of the template is written on a command line: `roleName` as `--role-name`. */
export function flagOf(option: string): string {
  return `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Options of the template that are no inputs of the Action, and say something about the bootstrap. */
const TEXTS = ['modelId', 'defaultBranch', 'previewRoleArn', 'deployRoleArn', 'stateAccountId'] as const;
const YES_OR_NO = ['createOidcProvider', 'createStateBucket', 'deploymentsMayGrantAnything', 'ownStateFolder'] as const;

/** What a line of `bootstrap` and `doctor` has besides: all are texts. */
const OWN_TEXTS = ['environment', 'repository', 'subjects', 'format'] as const;

const INPUT_KINDS = new Map<string, InputKind>(
  INPUT_OPTIONS.map(({ option, definition }) => [option, definition.kind]),
);

/** Every option, in camel case, by how it is written. */
const OPTIONS_BY_FLAG = new Map(
  [...INPUT_KINDS.keys(), ...TEXTS, ...YES_OR_NO, ...OWN_TEXTS].map((option) => [flagOf(option), option]),
);

export interface Flags {
  readonly options: ModelDeploymentIamOptions;
  readonly own: { readonly [N in (typeof OWN_TEXTS)[number]]?: string };
}

/**
 * Reads the options of the template from a command line.
 *
 * @returns `help` where only the usage is asked for; besides, all that is wrong with how the line is written
 */
export function readFlags(
  line: readonly string[],
): 'help' | { readonly flags: Flags; readonly wrong: readonly WrongOption[] } {
  if (line.some((word) => word === '--help' || word === '-h')) return 'help';

  const given = new Map<string, string[]>();
  const wrong: WrongOption[] = [];
  // In full where node:util stops at the first fault.
  for (let index = 0; index < line.length; index++) {
    const [, flag, inline] = /^(--[^=]+)(?:=(.*))?$/s.exec(line[index]!) ?? [];
    if (flag === undefined) {
      wrong.push({ name: line[index]!, expected: 'options only, which begin with --' });
      continue;
    }
    const isNextItsValue = inline === undefined && line[index + 1] !== undefined && !line[index + 1]!.startsWith('--');
    const value = isNextItsValue ? line[++index]! : inline;
    const option = OPTIONS_BY_FLAG.get(flag);
    if (option === undefined) wrong.push({ name: flag, expected: unknownOption(flag) });
    else if (value === undefined) wrong.push({ name: flag, expected: `a value behind it, as in ${flag} VALUE` });
    else given.set(option, [...(given.get(option) ?? []), value]);
  }
  const texts = Object.fromEntries([...given].map(([option, values]) => [option, joined(option, values)]));
  const booleans = YES_OR_NO.filter((option) => texts[option] !== undefined);
  for (const option of booleans.filter((each) => !['true', 'false'].includes(texts[each]!))) {
    wrong.push({ name: flagOf(option), value: texts[option], expected: 'true or false' });
  }
  return { flags: flagsFrom(texts, booleans), wrong };
}

function flagsFrom(texts: Readonly<Record<string, string>>, booleans: readonly string[]): Flags {
  const { environment = 'production', repository, subjects, format, ...rest } = texts;
  const { previewRoleArn, deployRoleArn, ...others } = rest;
  const values: Record<string, unknown> = { ...others };
  for (const option of booleans) values[option] = texts[option] === 'true';
  return {
    options: {
      // What is missing is told by who checks the rest.
      ...(values as unknown as ModelDeploymentIamOptions),
      environments: [{ name: environment, previewRoleArn, deployRoleArn }],
      samples: false,
    },
    own: { environment, repository, subjects, format },
  };
}

/** An option that is given again adds to a list; of any other the last one counts. */
function joined(option: string, values: readonly string[]): string {
  const kind = INPUT_KINDS.get(option);
  return kind === 'list' ? values.join(', ') : kind === 'tags' || kind === 'text' ? values.join('\n') : values.at(-1)!;
}

function unknownOption(flag: string): string {
  const nearest = nearestOf(flag, [...OPTIONS_BY_FLAG.keys()]);
  return nearest ? `an option that exists, such as ${nearest}` : 'one of the options in docs/bootstrap.md';
}

/** What is wrong with an option of the template, by how it is written here. */
export function asFlag(problem: Problem<unknown>, words: (expected: Problem['expected']) => string): WrongOption {
  const option = problem.name.replace(/^environments\.name$/, 'environment').replace(/^environments\.[^.]*\./, '');
  return { name: flagOf(option), value: problem.value, expected: words(problem.expected) };
}
