import type { ActionOptions } from '../../sandbox/action';
import type { ActionCommand, ActionScope } from '../../src/iam/generate/action-permissions';
import { BOUNDARY, type Hand, NAME } from '../e2e/by-hand';

/** What the Action runs into once, or is run for. */
export interface Situation {
  readonly name: string;
  readonly command: ActionCommand;
  /** With what inputs the stack was made; none where there is no stack. */
  readonly given?: Inputs;
  /** What was done since, behind its back. */
  readonly byHand?: keyof Hand;
  readonly inputs: Inputs;
  /** Whether the workflow may only make roles that have a boundary. */
  readonly isBounded?: boolean;
  /** Whether the Action refuses it, so as not to break anything. */
  readonly isRefused?: boolean;
}

export type Inputs = ActionOptions['inputs'];

/** What is found is no failure here: only what is denied is. */
export const TAGGED: Inputs = { 'fail-on-drift': 'false', tags: 'team=fraud\ncost=7\nreviewed=' };
const BOUNDED: Inputs = { ...TAGGED, 'permissions-boundary': BOUNDARY };
const OTHER_NAME = `${NAME}-renamed`;
const RENAMED: Inputs = { ...BOUNDED, name: OTHER_NAME };
/** Those that roles have in the situations. */
export const NAMES: readonly string[] = [NAME, OTHER_NAME];

/**
 * Between them the Action makes every call to AWS that it can make. Each starts from what the one before has left, so that
 * the whole story takes one run for each.
 */
export const STORY: readonly Situation[] = [
  {
    name: 'a preview where there is no state yet',
    command: 'preview',
    inputs: TAGGED,
  },
  { name: 'a new stack', command: 'up', inputs: TAGGED },
  { name: 'drift of everything', command: 'drift', given: TAGGED, byHand: 'changeEverything', inputs: TAGGED },
  { name: 'a preview of its repair', command: 'preview', given: TAGGED, byHand: 'changeEverything', inputs: TAGGED },
  { name: 'its repair', command: 'up', given: TAGGED, byHand: 'changeEverything', inputs: TAGGED },
  { name: 'a new boundary', command: 'up', given: TAGGED, inputs: BOUNDED },
  {
    name: 'a boundary that is gone, by a workflow that has to set one',
    command: 'up',
    given: BOUNDED,
    byHand: 'removeBoundary',
    inputs: BOUNDED,
    isBounded: true,
  },
  { name: 'another name', command: 'up', given: BOUNDED, byHand: 'addVersions', inputs: RENAMED },
  {
    name: 'another name, where others have put policies on the role of the present one',
    command: 'up',
    given: RENAMED,
    byHand: 'addPoliciesOfOthers',
    inputs: BOUNDED,
    isRefused: true,
  },
  {
    name: 'the end of a role on which others have put policies',
    command: 'destroy',
    given: RENAMED,
    byHand: 'addPoliciesOfOthers',
    inputs: RENAMED,
    isRefused: true,
  },
  { name: 'the end', command: 'destroy', given: RENAMED, byHand: 'addVersions', inputs: RENAMED },
];

/** They need no call that the story does not have, yet what they find is not what the stack has left. */
export const LEFTOVERS: readonly Situation[] = (['preview', 'drift', 'up', 'destroy'] as const).flatMap((command) =>
  (['deleteRole', 'deletePolicy', 'detach'] as const).map((byHand) => ({
    name: `${command} after ${byHand}`,
    command,
    given: TAGGED,
    byHand,
    inputs: TAGGED,
  })),
);

/** Of what the Action is permitted to do: all names that the story uses. */
export function scopeOf(
  account: string,
  state: Pick<ActionScope, 'stateBucket' | 'stateFolder'>,
  { isBounded }: Pick<Situation, 'isBounded'>,
): ActionScope {
  const boundary = isBounded ? BOUNDARY : undefined;
  return { partition: 'aws', account, path: '/', name: `${NAME}*`, ...state, stateAccount: account, boundary };
}
