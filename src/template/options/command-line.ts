import { resolveProjectType } from 'projen/lib/inventory';
import { INPUT_OPTIONS } from './input-options';
import { nearestOf } from './nearest';
import { OPTION_NAMES } from './own-rules';
import type { Problem } from '../../request/problem';

const NUMBERS = INPUT_OPTIONS.filter(({ definition }) => definition.kind === 'integer').map(({ option }) => option);

/** The flags of `projen new` that are no options of a project. */
const FLAGS_OF_PROJEN = [
  ...['from', 'synth', 'comments', 'git', 'projen-version', 'project-type-name'],
  ...['post', 'watch', 'debug', 'help', 'version'],
];

/** What `projen new` hands to a project besides its options. */
interface Created {
  /** The options, as they were read from flags. */
  readonly args?: Record<string, unknown>;
  /** The name of the project's type. */
  readonly fqn?: string;
}

interface KnownOption {
  readonly name: string;
  readonly switch: string;
}

function createdBy(options: object): Created {
  return (options as { readonly __new__?: Created }).__new__ ?? {};
}

/**
 * Makes texts of the numbers that `projen new` read from flags where a text is meant, such as an account. It would write them
 * into the user's `.projenrc.ts` as numbers, which the compiler refuses from the next `npx projen` on.
 *
 * @param options of a project; those from the command line are in them under a key of projen's own
 */
export function restoreTexts(options: object): void {
  const { args = {} } = createdBy(options);
  for (const name of OPTION_NAMES.filter((each) => each in args && !NUMBERS.includes(each))) {
    const value = args[name];
    args[name] = Array.isArray(value) ? value.map(textOfNumber) : textOfNumber(value);
  }
}

function textOfNumber(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

/**
 * The flags that `projen new --from` would leave out without a word, because there is no option for them.
 *
 * @param options of a project
 * @param words of the command line, from the first one behind the program
 * @param optionsOf what a type of project has, projen's own options among them
 */
export function unknownFlags(
  options: object,
  words: readonly string[],
  optionsOf: (fqn: string) => readonly KnownOption[] = (fqn) => resolveProjectType(fqn).options,
): Problem<unknown>[] {
  const { fqn } = createdBy(options);
  if (fqn === undefined) return [];
  const known = optionsOf(fqn);
  const switches = known.map((option) => option.switch);
  const names = new Set([...FLAGS_OF_PROJEN, ...switches, ...known.map(({ name }) => name)]);
  return flagsIn(words)
    .filter((flag) => !names.has(flag) && !names.has(flag.replace(/^no-/, '')))
    .map((flag) => {
      const [, no = '', word] = /^(no-)?(.*)$/.exec(flag)!;
      const nearest = nearestOf(word!, switches);
      return { name: `--${flag}`, expected: nearest ? `a flag that exists, such as --${no}${nearest}` : NO_FLAG };
    });
}

const NO_FLAG = 'a flag that exists: the option with hyphens, as docs/template.md and API.md have them';

/** Without their values; what stands behind `--` is none. */
function flagsIn(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  return words.slice(0, end < 0 ? undefined : end).flatMap((word) => /^--([A-Za-z][^=.]*)/.exec(word)?.[1] ?? []);
}

/**
 * Options of a project in JavaScript or JSON that are none, and nearly one of the template: with the option itself left out,
 * its default would be taken instead. What is like none of them may be projen's.
 */
export function slips(options: object): Problem<unknown>[] {
  return Object.keys(options)
    .filter((name) => !OPTION_NAMES.includes(name))
    .flatMap((name) => {
      const nearest = nearestOf(name, OPTION_NAMES);
      return nearest === undefined ? [] : [{ name, expected: `an option that exists, such as ${nearest}` }];
    });
}
