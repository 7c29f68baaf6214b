import { shellWord } from '../../shared/shell';
import type { Environment } from '../options/deployment';

/** What an administrator types to create the bootstrap. They share variables of the shell; the first is `repository`, OWNER/NAME. */

/** Sets `immutable`: the name with the ids, which GitHub writes into the tokens of a repository that is new, renamed or transferred. */
export const IMMUTABLE_NAME = `immutable=$(gh api "repos/$repository" --jq '"\\(.owner.login)@\\(.owner.id)/\\(.name)@\\(.id)"')`;

/** Sets `only`: 1 where GitHub writes that name for certain; with 0 both names are trusted. */
export const ONLY_IMMUTABLE: readonly string[] = [
  'created=$(gh api "repos/$repository" --jq .created_at)',
  'only=$(gh api "repos/$repository/actions/oidc/customization/sub" \\',
  '  --jq "if .use_immutable_subject or \\"$created\\" >= \\"2026-07-16\\" then 1 else 0 end")',
];

/** @param file with the template */
export function cloudFormationCommand({ slug, region }: Pick<Environment, 'slug' | 'region'>, file: string): string[] {
  return [
    `aws cloudformation deploy --region ${shellWord(region)} \\`,
    `  --stack-name ${shellWord(`${slug}-access-bootstrap`)} --template-file ${file} \\`,
    '  --parameter-overrides "Repository=$repository" "ImmutableRepository=$immutable" "ImmutableOnly=$only" \\',
    '  --capabilities CAPABILITY_NAMED_IAM',
  ];
}

/** @param folder of the program, unless it is the present one */
export function pulumiCommands(folder?: string): string[] {
  const there = folder === undefined ? '' : ` --cwd ${folder}`;
  return [
    `pulumi stack init bootstrap${there}`,
    `pulumi up --stack bootstrap${there} \\`,
    '  --config "repository=$repository" --config "immutableRepository=$immutable" --config "immutableOnly=$only"',
  ];
}
