import { setTimeout as sleep } from 'node:timers/promises';
import { RunFailure } from '../../failure';
import type { JsonObject } from '../../shared/json';
import { displayedBackend } from '../backend';
import type { StackSettings } from '../settings';
import { readStateText } from './damage';
import type { StateFiles } from './files';
import { lookingAt } from './files-of';
import { foreignIn, pluginVersionsIn } from './foreign';
import { halfReplacedIn } from './record';
import { saltIn } from './salt';
import { addressOf, possibleStates } from './stack-files';
import { spelledOtherwise } from './two-ways';
import { elsewhere, hinted, withBackup } from './way-back';

/** Milliseconds. No state takes as long to be written. */
const WRITING = 300;

interface Looking {
  readonly signal: AbortSignal;
  /** Asks the engine for what the stack has, which runs nothing of it; `undefined` where there is no stack. */
  readonly exported: () => Promise<JsonObject | undefined>;
}

/**
 * Looks at a state before the engine works on it. The engine takes some that are damaged for a stack that has nothing; and
 * what a state names, it runs. So nothing runs on a state that was not looked at: where its files can't be reached, the engine
 * is asked for what it reads in them.
 *
 * @returns what is to be known of it before the engine runs
 * @throws RunFailure `state-damaged`, `state-foreign`; what the engine says, if it can't read the state either
 */
export async function checkState(settings: StackSettings, { signal, exported }: Looking): Promise<CheckedState> {
  const look = () => lookingAt(settings, signal, (files) => judgedFiles(files, settings));
  let judged = await look();
  if (judged && 'failure' in judged && judged.failure.reason === 'state-damaged' && settings.backend.isLocal) {
    // In a folder the engine writes over the file: what is being written is not damaged.
    await sleep(WRITING, undefined, { signal });
    judged = await look();
  }
  const seen = judged ?? judgedExport(await exported(), settings);
  if ('failure' in seen) throw seen.failure;
  const { isMissing, deployments } = seen;
  const [current] = deployments;
  return {
    isMissing,
    pluginVersions: deployments.flatMap(pluginVersionsIn),
    salt: settings.secretsProvider === 'passphrase' && current ? saltIn(current) : undefined,
    halfReplaced: current ? halfReplacedIn(current) : [],
  };
}

interface CheckedState {
  /** There is no stack of that name in the backend. */
  readonly isMissing: boolean;
  /** The versions of the AWS plugin that the state asks for. */
  readonly pluginVersions: readonly string[];
  readonly salt?: string;
  /** Types of resources, such as `aws:iam/role:Role`: see `halfReplacedIn`. */
  readonly halfReplaced: readonly string[];
}

type Judged =
  { readonly failure: RunFailure } | { readonly isMissing: boolean; readonly deployments: readonly JsonObject[] };

async function judgedFiles(files: StateFiles, settings: StackSettings): Promise<Judged> {
  const { backend, stackName, secretsProvider } = settings;
  const deployments: JsonObject[] = [];
  const possible = await possibleStates(files, stackName);
  for (const [index, { path }] of possible.entries()) {
    const content = await files.read(path);
    const text = content && readStateText(content);
    if (!text) continue;
    const address = addressOf(path, backend);
    if (text.damage !== undefined && index === 0) {
      const failure = new RunFailure(
        'state-damaged',
        `The state of the stack can't be used: ${address}, ${text.damage}.`,
      );
      return { failure: text.isNewer ? failure : await withBackup(failure, files, settings) };
    }
    // What is not the current one, the engine may read all the same; and what is damaged here may be a state to it.
    const foreign = text.twoWays
      ? [twoWaysIn(text.twoWays)]
      : text.deployments.flatMap((each) => foreignIn(each, secretsProvider));
    if (foreign.length > 0) {
      const failure = await withBackup(foreignState(address, foreign), files, settings);
      return { failure: hinted(failure, `${WHO} ${failure.hint}`) };
    }
    if (text.damage === undefined) deployments.push(...text.deployments);
  }
  // What is listed, and can't be read, is not missing.
  return { isMissing: possible.length === 0, deployments };
}

function judgedExport(deployment: JsonObject | undefined, settings: StackSettings): Judged {
  if (!deployment) return { isMissing: true, deployments: [] };
  // What keeps the secrets the engine passes on as it is spelled.
  const twoWays = spelledOtherwise({ latest: deployment });
  const foreign = twoWays ? [twoWaysIn(twoWays)] : foreignIn(deployment, settings.secretsProvider);
  if (foreign.length === 0) return { isMissing: false, deployments: [deployment] };
  return {
    failure: hinted(foreignState(displayedBackend(settings.backend), foreign), `${WHO} ${elsewhere(settings)}`),
  };
}

function twoWaysIn(reason: string): string {
  return `${reason}, so that it can be read in two ways`;
}

const WHO =
  'A state makes the engine run what it names, with the credentials of the job: find out first who may write there, and who did.';

const MAX_TOLD = 3;

function foreignState(address: string, foreign: readonly string[]): RunFailure {
  const more = foreign.length > MAX_TOLD ? `; and ${foreign.length - MAX_TOLD} more` : '';
  const what = `${foreign.slice(0, MAX_TOLD).join('; ')}${more}`;
  return new RunFailure('state-foreign', `The state of the stack has what this Action never puts there (${address}): ${what}. Nothing of it was run.`); // prettier-ignore
}
