import { INPUTS, type InputDefinition, type InputKind, type InputName } from '../../contract';

/** The inputs that no option stands for, and why. */
export const INPUTS_WITHOUT_OPTION: Partial<Readonly<Record<InputName, string>>> = {
  command: 'Each workflow has its own.',
  'lock-id': 'It is given to one run, to remove one lock.',
  'comment-pr-number': 'The event tells it.',
  'github-token': "The job's own token is enough.",
  'aws-endpoint-url': 'The variable AWS_ENDPOINT_URL does the same for every step of a job.',
  'deploy-role-arn': 'The workflows know the role: it is the one that their deployments assume.',
  'sarif-file': 'The option codeScanning has it written and uploaded.',
  'approve-without-github': 'It is given to one run, with the reason for it, and to no other.',
  'report-file': 'The option reportArtifact has it written and uploaded.',
  'report-html': 'The option reportArtifact has it written and uploaded.',
  'allow-ephemeral-state': 'The workflows run on runners that keep nothing.',
};

/** Options that can't have the name of their input: a projen project has one of that name already. */
const OTHER_NAMES: Partial<Readonly<Record<InputName, string>>> = { name: 'roleName' };

export interface InputOption {
  readonly input: InputName;
  /** The name of the option. */
  readonly option: string;
  readonly definition: InputDefinition;
}

/** The options that stand for inputs of the Action, in the order of the contract. */
export const INPUT_OPTIONS: readonly InputOption[] = (Object.entries(INPUTS) as [InputName, InputDefinition][])
  .filter(([input]) => !(input in INPUTS_WITHOUT_OPTION))
  .map(([input, definition]) => ({ input, option: OTHER_NAMES[input] ?? camelCase(input), definition }));

function camelCase(input: string): string {
  return input.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** @returns the name of the option that stands for an input; of an input without one, its own */
export function optionOf(input: string): string {
  return INPUT_OPTIONS.find((candidate) => candidate.input === input)?.option ?? input;
}

/** The texts of inputs, as a workflow gives them in `with:`. */
export type InputTexts = { readonly [N in InputName]?: string };

type Values = Readonly<Record<string, unknown>>;

/** @returns the text of every input whose option has a value */
export function inputTexts(options: object): InputTexts {
  const values = options as Values;
  const texts = INPUT_OPTIONS.flatMap(({ input, option, definition }) => {
    const value = values[option];
    return value === undefined || value === null ? [] : [[input, textOf(value, definition.kind)]];
  });
  return Object.fromEntries(texts) as InputTexts;
}

/** A value of another type than its option has becomes a text too: the one who checks it says what was expected. */
function textOf(value: unknown, kind: InputKind): string {
  if (typeof value !== 'object') return String(value).trim();
  if (Array.isArray(value)) return value.map((member) => textOf(member, 'text')).join(kind === 'list' ? ', ' : '\n');
  if (kind !== 'tags') return JSON.stringify(value);
  return Object.entries(value as Values)
    .map(([key, text]) => `${key}=${String(text)}`)
    .join('\n');
}
