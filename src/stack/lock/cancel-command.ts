import { shellWord } from '../../shared/shell';
import { displayedBackend, stateInS3 } from '../backend';
import { fullStackName, type StackSettings } from '../settings';
import { addressOf, pathsOf } from '../state/stack-files';

/** @returns what removes all locks of the stack when it is typed into a shell */
export function cancelCommand(settings: Pick<StackSettings, 'stackName' | 'backend'>): string {
  const { backend } = settings;
  const url = displayedBackend(backend);
  // What it leaves out may be secret.
  const more = url === backend.url ? '' : ' (in PULUMI_BACKEND_URL with the options of backend-url)';
  return `PULUMI_BACKEND_URL=${shellWord(url)} pulumi cancel --yes --stack ${stackArgument(settings)}${more}`;
}

/** The engine takes what stands first of two parts for the organization, and not for the project. */
export function stackArgument(settings: Pick<StackSettings, 'stackName' | 'backend'>): string {
  const name = fullStackName(settings);
  return name.split('/').length < 3 ? `ORGANIZATION/${name}` : name;
}

/**
 * A stack that is not there, not yet or not any more, can't be cancelled, and is locked all the same.
 *
 * @returns what removes exactly these locks when it is typed, where there is a command for it
 */
export function removeLocks(
  { stackName, backend }: Pick<StackSettings, 'stackName' | 'backend'>,
  uuids: readonly string[],
): string {
  const addresses = uuids.map((uuid) => addressOf(`${pathsOf(stackName).locks}${uuid}.json`, backend));
  if (backend.isLocal) return `rm ${addresses.map(shellWord).join(' ')}`;
  if (stateInS3(backend)) return addresses.map((address) => `aws s3 rm ${shellWord(address)}`).join('; ');
  return `delete ${addresses.join(' and ')}`;
}
