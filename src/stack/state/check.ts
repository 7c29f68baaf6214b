import { RunFailure } from '../../failure';
import { shellWord } from '../../shared/shell';
import { stateInS3 } from '../backend';
import type { StackSettings } from '../settings';
import { readStateText } from './damage';
import type { StateFile, StateFiles } from './files';
import { stateFilesOf } from './files-of';
import { addressOf, currentState, pathsOf } from './stack-files';

/** Milliseconds. What can't be looked at by then is left to the engine, which says so if it can't either. */
const LIMIT = 15_000;

/** So many backups are looked at, the newest first. */
const MAX_BACKUPS = 5;

/**
 * Looks at a state before the engine does, which takes some that are damaged for a stack that has nothing.
 *
 * @returns why nothing may run on it; `undefined` if it is sound, there is none, or it can't be looked at here
 */
export async function damageOfState(settings: StackSettings, signal: AbortSignal): Promise<RunFailure | undefined> {
  return lookingAt(settings, signal, async (files) => {
    const file = await currentState(files, settings.stackName);
    const content = file && (await files.read(file.path));
    const text = content && readStateText(content);
    if (!text?.damage) return undefined;
    const message = `The state of the stack can't be used: ${addressOf(file!.path, settings.backend)}, ${text.damage}.`;
    const failure = new RunFailure('state-damaged', message);
    return text.isNewer ? failure : withBackup(failure, files, settings);
  });
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
  const read = await Promise.all(candidates.map((file) => readBackup(files, file)));
  const good = read.filter((backup) => backup !== undefined);
  return good.find(({ resources }) => resources > 0) ?? good[0];
}

async function readBackup(files: StateFiles, file: StateFile) {
  const content = await files.read(file.path);
  const text = content && readStateText(content);
  return text && text.damage === undefined ? { ...file, resources: text.resources } : undefined;
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
