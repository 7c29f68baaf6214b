import type { OwnRepository } from './read-bootstrap';
import { shellWord } from '../../shared/shell';
import type { Environment } from '../../template/options/deployment';

/** The file that the printed text is meant to be in. */
export const FILES = { cloudformation: 'bootstrap.yml', pulumi: 'Pulumi.yaml' } as const;

/** What an administrator runs, once; each works when it is typed. */
export function bootstrapCommands(
  format: keyof typeof FILES,
  environment: Environment,
  repository: OwnRepository,
): string {
  const run = format === 'pulumi' ? pulumiCommands() : cloudFormationCommand(environment);
  return [...variables(repository), ...run].join('\n');
}

/** The names that the roles trust, as variables of the shell. */
function variables({ repository, subjects }: OwnRepository): string[] {
  const name = repository && `${repository.owner}/${repository.name}`;
  const withIds =
    repository?.ownerId && `${repository.owner}@${repository.ownerId}/${repository.name}@${repository.repositoryId}`;
  return [
    `repository=${name ?? 'OWNER/NAME # yours'}`,
    withIds
      ? `immutable=${withIds}`
      : `immutable=$(gh api "repos/$repository" --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"')`,
    ...(subjects
      ? [`only=${subjects === 'immutable' ? 1 : 0}`]
      : [
          '# 1 where tokens have the name with the ids for certain; with 0 both names are trusted.',
          'created=$(gh api "repos/$repository" --jq .created_at)',
          'only=$(gh api "repos/$repository/actions/oidc/customization/sub" \\',
          '  --jq "if .use_immutable_subject or \\"$created\\" >= \\"2026-07-16\\" then 1 else 0 end")',
        ]),
  ];
}

function cloudFormationCommand({ slug, region }: Environment): string[] {
  return [
    `aws cloudformation deploy --region ${shellWord(region)} \\`,
    `  --stack-name ${shellWord(`${slug}-access-bootstrap`)} --template-file ${FILES.cloudformation} \\`,
    '  --parameter-overrides "Repository=$repository" "ImmutableRepository=$immutable" "ImmutableOnly=$only" \\',
    '  --capabilities CAPABILITY_NAMED_IAM',
  ];
}

function pulumiCommands(): string[] {
  return [
    'pulumi stack init bootstrap',
    'pulumi up --stack bootstrap \\',
    '  --config "repository=$repository" --config "immutableRepository=$immutable" --config "immutableOnly=$only"',
  ];
}
