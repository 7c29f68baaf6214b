import type { OwnRepository } from './read-bootstrap';
import {
  cloudFormationCommand,
  IMMUTABLE_NAME,
  ONLY_IMMUTABLE,
  pulumiCommands,
} from '../../template/bootstrap/commands';
import type { Environment } from '../../template/options/deployment';

/** The file that the printed text is meant to be in. */
export const FILES = { cloudformation: 'bootstrap.yml', pulumi: 'Pulumi.yaml' } as const;

/** What an administrator runs, once; each works when it is typed. */
export function bootstrapCommands(
  format: keyof typeof FILES,
  environment: Environment,
  repository: OwnRepository,
): string {
  const run = format === 'pulumi' ? pulumiCommands() : cloudFormationCommand(environment, FILES.cloudformation);
  return [...variables(repository), ...run].join('\n');
}

/** The names that the roles trust, as variables of the shell. */
function variables({ repository, subjects }: OwnRepository): string[] {
  const name = repository && `${repository.owner}/${repository.name}`;
  const withIds =
    repository?.ownerId && `${repository.owner}@${repository.ownerId}/${repository.name}@${repository.repositoryId}`;
  return [
    `repository=${name ?? 'OWNER/NAME # yours'}`,
    withIds ? `immutable=${withIds}` : IMMUTABLE_NAME,
    ...(subjects
      ? [`only=${subjects === 'immutable' ? 1 : 0}`]
      : ['# 1 where tokens have the name with the ids for certain; with 0 both names are trusted.', ...ONLY_IMMUTABLE]),
  ];
}
