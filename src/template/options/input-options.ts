import { INPUTS, type InputDefinition, type InputName } from '../../contract';

/** The inputs that no option stands for, and why. */
export const INPUTS_WITHOUT_OPTION: Partial<Readonly<Record<InputName, string>>> = {
  command: 'Each workflow has its own.',
  'comment-pr-number': 'The event tells it.',
  'github-token': "The job's own token is enough.",
  'aws-endpoint-url': 'The variable AWS_ENDPOINT_URL does the same for every step of a job.',
  'sarif-file': 'The option codeScanning has it written and uploaded.',
  'report-file': 'The option reportArtifact has it written and uploaded.',
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
