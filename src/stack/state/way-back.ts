import { RunFailure } from '../../failure';
import { shellWord } from '../../shared/shell';
import { stateInS3 } from '../backend';
import { stackArgument } from '../lock/cancel-command';
import type { StackSettings } from '../settings';
import { readStateText } from './damage';
import type { StateFile, StateFiles } from './files';
import { lookingAt } from './files-of';
import { foreignIn } from './foreign';
import { addressOf, currentState, pathsOf } from './stack-files';

/** So many backups are looked at, the newest first. */
const MAX_BACKUPS = 5;

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

const UNTOUCHED = 'Nothing was changed, and the file is left as it is.';

const NEWER = `${UNTOUCHED} It was written by a newer version of Pulumi: give that as \`pulumi-version\` (\`pulumi version\`, where it was run), or install it in a step before.`;

const LOOK = 'Then run `command: preview`, which shows what AWS has otherwise.';

/** @returns the failure with the newest backup that can be used, and the command that puts it in place of the state */
export async function withBackup(failure: RunFailure, files: StateFiles, settings: StackSettings): Promise<RunFailure> {
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
  const isForeign = text.deployments.some((each) => foreignIn(each, settings.secretsProvider).length > 0);
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
    `aws s3api list-object-versions --bucket ${shellWord(bucket)} --prefix ${shellWord(key)}`,
    'lists them, and one comes back with',
    `aws s3api copy-object --bucket ${shellWord(bucket)} --key ${shellWord(key)} --copy-source ${shellWord(`${bucket}/${key}?versionId=VERSION`)}`,
  ].join(' ');
}

/** Where the files can't be looked at from here, or hold nothing that helps. */
export function elsewhere(settings: StackSettings): string {
  const { backend, stackName } = settings;
  const { state, backups } = pathsOf(stackName);
  if (backend.isPulumiCloud) {
    return `Pulumi Cloud keeps the versions before: \`pulumi stack history --stack ${stackArgument(settings)}\` lists them, and \`pulumi stack export --version N\` with \`pulumi stack import\`, both with the same \`--stack\`, brings one back.`;
  }
  const s3 = versions(settings, state);
  return [
    `The engine keeps backups in ${addressOf(backups, backend)}: copy a good one to ${addressOf(state, backend)}.`,
    s3 || 'If the store keeps versions of its files, an older one can be put back as well.',
    LOOK,
  ].join(' ');
}

export function hinted({ reason, message, details }: RunFailure, hint: string): RunFailure {
  return new RunFailure(reason, message, { hint: hint.trim(), details });
}
