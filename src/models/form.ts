import { type InputName, MODEL_INPUTS, type ModelInputName } from '../contract';

/**
 * What a models file consists of: its reader and its published schema are both made from these tables, so that they can't
 * disagree.
 */

/** The keys of an environment about where its stack is, and the input that each stands for. */
export const PLACE_KEYS = {
  account: 'account-id',
  region: 'region',
  state: 'backend-url',
  'secrets-provider': 'secrets-provider',
} as const satisfies Readonly<Record<string, InputName>>;

export type PlaceKey = keyof typeof PLACE_KEYS;

/** What a key is in the whole file, in Markdown. */
export const FILE_KEYS = {
  $schema: 'The address of this schema.',
  stack:
    "The first part of the stacks' names, with the organization of Pulumi Cloud and `/` in front or not; behind it comes `.` and the environment. Default: the name of the file, without what follows its last dot.",
  environments:
    'Where the models are: each environment of this file is one Pulumi stack, in one account and one region. What an environment says of a model counts before `defaults`.',
  defaults: 'What is the same for most models. It counts where neither the environment nor the model says something.',
  models: 'The models. Each has a role and a policy of its own. An empty list removes those that there were.',
} as const;

/** What a model has besides inputs. */
export const MODEL_KEYS = {
  id: 'What reports and `renamed-from` call the model; in every stack once. Default: the name of its role, which is `name`, or else that of the endpoint.',
  'renamed-from':
    "The `id` that the model had until now. Its role and policy are kept, as long as `name` stays the same: IAM can't rename a role.",
  protect: 'Whether the model may not be taken out of the file: its role and policy stay until this is gone.',
  environments: 'What differs for this model in an environment. It counts before everything else.',
} as const;

export const FORMS = {
  environment: { source: '^[A-Za-z0-9_-]{1,40}$', expected: 'a name of 1 to 40 letters, digits and _-' },
  id: { source: '^[A-Za-z0-9_+=,.@-]{1,64}$', expected: 'a name of 1 to 64 letters, digits and _+=,.@-' },
} as const;

export const MAX_MODELS = 2000;
export const MAX_ENVIRONMENTS = 20;

export function isModelInput(key: string): key is ModelInputName {
  return MODEL_INPUTS.some((name) => name === key);
}

/** @returns what a models file calls an input */
export function nameInFile(input: string): string {
  if (input === 'stack-name') return 'stack';
  return Object.entries(PLACE_KEYS).find(([, name]) => name === input)?.[0] ?? input;
}
