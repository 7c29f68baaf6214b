import { shellWord } from '../../shared/shell';
import { displayedBackend } from '../backend';
import { fullStackName, type StackSettings } from '../settings';

/** @returns what removes all locks of the stack when it is typed into a shell */
export function cancelCommand(settings: Pick<StackSettings, 'stackName' | 'backend'>): string {
  const { backend } = settings;
  const url = displayedBackend(backend);
  // What it leaves out may be secret.
  const more = url === backend.url ? '' : ' (in PULUMI_BACKEND_URL with the options of backend-url)';
  return `PULUMI_BACKEND_URL=${shellWord(url)} pulumi cancel --yes --stack ${fullStackName(settings)}${more}`;
}
