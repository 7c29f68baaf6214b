import { setTimeout as sleep } from 'node:timers/promises';
import { RunFailure } from '../../failure';
import type { JsonObject } from '../../shared/json';
import { shellWord } from '../../shared/shell';
import { displayedBackend, stateInS3 } from '../backend';
import type { StackSettings } from '../settings';
import { readStateText } from './damage';
import type { StateFile, StateFiles } from './files';
import { stateFilesOf } from './files-of';
import { foreignIn, pluginVersionsIn } from './foreign';
import { addressOf, currentState, pathsOf, possibleStates } from './stack-files';

/** Milliseconds. What can't be looked at by then the engine is asked for. */
const LIMIT = 15_000;

/** Milliseconds. No state takes as long to be written. */
const WRITING = 300;

/** So many backups are looked at, the newest first. */
const MAX_BACKUPS = 5;

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
 * @returns the versions of the AWS plugin that the state asks for
 * @throws RunFailure `state-damaged`, `state-foreign`; what the engine says, if it can't read the state either
 */
export async function checkState(settings: StackSettings, { signal, exported }: Looking): Promise<readonly string[]> {
  const look = () => lookingAt(settings, signal, (files) => judgedFiles(files, settings));
  let judged = await look();
  if (judged && 'failure' in judged && judged.failure.reason === 'state-damaged' && settings.backend.isLocal) {
    // In a folder the engine writes over the file: what is being written is not damaged.
    await sleep(WRITING, undefined, { signal });
    judged = await look();
  }
  const seen = judged ?? judgedExport((await exported()) ?? {}, settings);
  if ('failure' in seen) throw seen.failure;
  return seen.deployments.flatMap(pluginVersionsIn);
}

type Judged = { readonly failure: RunFailure } | { readonly deployments: readonly JsonObject[] };

async function judgedFiles(files: StateFiles, settings: StackSettings): Promise<Judged> {
  const { backend, stackName, secretsProvider } = settings;
  const deployments: JsonObject[] = [];
  for (const [index, { path }] of (await possibleStates(files, stackName)).entries()) {
    const content = await files.read(path);
    const text = content && readStateText(content);
    if (!text) continue;
    const address = addressOf(path, backend);
    if (text.damage !== undefined) {
      if (index > 0) continue;
      const failure = new RunFailure(
        'state-damaged',
        `The state of the stack can't be used: ${address}, ${text.damage}.`,
      );
      return { failure: text.isNewer ? failure : await withBackup(failure, files, settings) };
    }
    const { twoWays, deployment } = text;
    const foreign = twoWays
      ? [`${twoWays}, so that it can be read in two ways`]
      : foreignIn(deployment, secretsProvider);
    if (foreign.length > 0) {
      const failure = await withBackup(foreignState(address, foreign), files, settings);
      return { failure: hinted(failure, `${WHO} ${failure.hint}`) };
    }
    deployments.push(deployment);
  }
  return { deployments };
}

function judgedExport(deployment: JsonObject, settings: StackSettings): Judged {
  const foreign = foreignIn(deployment, settings.secretsProvider);
  if (foreign.length === 0) return { deployments: [deployment] };
  return {
    failure: hinted(foreignState(displayedBackend(settings.backend), foreign), `${WHO} ${elsewhere(settings)}`),
  };
}

const WHO =
  'A state makes the engine run what it names, with the credentials of the job: find out first who may write there, and who did.';

const MAX_TOLD = 3;

function foreignState(address: string, foreign: readonly string[]): RunFailure {
  const more = foreign.length > MAX_TOLD ? `; and ${foreign.length - MAX_TOLD} more` : '';
  const what = `${foreign.slice(0, MAX_TOLD).join('; ')}${more}`;
  return new RunFailure('state-foreign', `The state of the stack has what this Action never puts there (${address}): ${what}. Nothing of it was run.`); // prettier-ignore
}

/** @returns the same failure with the way back, where the engine says that the state is damaged */
export async function withWayBack(
  failure: RunFailure,
  settings: StackSettings,
  signal: AbortSignal,
): Promise<RunFailure> {
  if (failure.reason !== 'state-damaged' || failure.hint) return failure;
  const isNewer = /newer|not supported|needs support|unsupported/.test(failure.details ?? failure.message);
  if (isNewer) return hinted(failure, NEWER);
  const found = await lookingAt(settings, signal, (files) => withBackup(failure, files, settings));
  return found ?? hinted(failure, `${UNTOUCHED} ${elsewhere(settings)}`);
}

async function lookingAt<T>(
  settings: StackSettings,
  signal: AbortSignal,
  look: (files: StateFiles) => Promise<T>,
): Promise<T | undefined> {
  const { backend, region } = settings;
  const limited = AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]);
  const files = stateFilesOf(backend, { region, environment: process.env, signal: limited });
  try {
    return files && (await look(files));
  } catch {
    return undefined;
  }
}

const UNTOUCHED = 'Nothing was changed, and the file is left as it is.';

const NEWER = `${UNTOUCHED} It was written by a newer version of Pulumi: give that as \`pulumi-version\` (\`pulumi version\`, where it was run), or install it in a step before.`;

const LOOK = 'Then run `command: preview`, which shows what AWS has otherwise.';

async function withBackup(failure: RunFailure, files: StateFiles, settings: StackSettings): Promise<RunFailure> {
  const { backend } = settings;
  const state = (await currentState(files, settings.stackName))?.path ?? pathsOf(settings.stackName).state;
  const backup = await bestBackup(files, state, settings);
  if (!backup) return hinted(failure, `${UNTOUCHED} No backup of it can be used. ${elsewhere(settings)}`);

  const [from, to] = [backup.path, state].map((path) => shellWord(addressOf(path, backend)));
  const command = `${backend.isLocal ? 'cp' : 'aws s3 cp'} ${from} ${to}`;
  const { resources, modified } = backup;
  const when = new Date(modified).toISOString();
  const what = `the backup of ${when}, which has ${resources === 0 ? 'no resources' : `${resources} resources`}`;
  return hinted(failure, `${UNTOUCHED} Put ${what}, in its place: ${command}  ${LOOK} ${versions(settings, state)}`);
}

/** The newest that can be read and has anything; a run that fails early leaves one that has nothing. */
async function bestBackup(files: StateFiles, state: string, settings: StackSettings) {
  const ending = state.slice(pathsOf(settings.stackName).state.length - '.json'.length);
  const candidates = (await files.list(pathsOf(settings.stackName).backups))
    .filter(({ path }) => path.endsWith(ending))
    .sort((a, b) => b.modified - a.modified)
    .slice(0, MAX_BACKUPS);
  const read = await Promise.all(candidates.map((file) => readBackup(files, file, settings)));
  const good = read.filter((backup) => backup !== undefined);
  return good.find(({ resources }) => resources > 0) ?? good[0];
}

async function readBackup(files: StateFiles, file: StateFile, settings: StackSettings) {
  const content = await files.read(file.path);
  const text = content && readStateText(content);
  if (!text || text.damage !== undefined || text.twoWays !== undefined) return undefined;
  const isForeign = foreignIn(text.deployment, settings.secretsProvider).length > 0;
  return isForeign ? undefined : { ...file, resources: text.resources };
}

/** What a bucket that keeps versions has besides. */
function versions({ backend }: StackSettings, state: string): string {
  const s3 = stateInS3(backend);
  if (!s3) return '';
  const { bucket, prefix } = s3;
  const key = prefix + state;
  return [
    'If the bucket keeps versions, those before are there as well:',
    `aws s3api list-object-versions --bucket ${bucket} --prefix ${shellWord(key)}`,
    'lists them, and one comes back with',
    `aws s3api copy-object --bucket ${bucket} --key ${shellWord(key)} --copy-source ${shellWord(`${bucket}/${key}?versionId=VERSION`)}`,
  ].join(' ');
}

/** Where the files can't be looked at from here, or hold nothing that helps. */
function elsewhere(settings: StackSettings): string {
  const { backend, stackName } = settings;
  const { state, backups } = pathsOf(stackName);
  if (backend.isPulumiCloud) {
    return `Pulumi Cloud keeps the versions before: \`pulumi stack history --stack ${stackName}\` lists them, and \`pulumi stack export --version N\` with \`pulumi stack import\` brings one back.`;
  }
  const s3 = versions(settings, state);
  return [
    `The engine keeps backups in ${addressOf(backups, backend)}: copy a good one to ${addressOf(state, backend)}.`,
    s3 || 'If the store keeps versions of its files, an older one can be put back as well.',
    LOOK,
  ].join(' ');
}

function hinted({ reason, message, details }: RunFailure, hint: string): RunFailure {
  return new RunFailure(reason, message, { hint: hint.trim(), details });
}
