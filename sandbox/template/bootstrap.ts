import { delimiter, join } from 'node:path';
import { credentialVariables } from '../aws/local-aws';
import { emulatorPython } from '../aws/python';
import { goTool } from '../go-tools';
import { nodeProviderFolder } from '../node-provider/build';
import { run } from '../process';
import type { Sandbox } from '../sandbox';

const DEPLOY_STACK = join(__dirname, '../aws/deploy_stack.py');

/** The sandbox's repository with its ids. */
const IMMUTABLE = 'acme@123456/churn@456789';

/** Where an administrator creates what must exist once. */
export interface BootstrapPlace {
  /** As in the name of the folder in `bootstrap/`. */
  readonly slug: string;
  readonly region: string;
  /** Default: the sandbox's first one. */
  readonly account?: string;
  /** Whether the tokens have the repository's ids for certain. */
  readonly isImmutableOnly?: boolean;
}

/** As the README of a scaffolded repository says, with `aws cloudformation deploy`. */
export async function bootstrapByCloudFormation(
  { aws, environment, github }: Sandbox,
  repository: string,
  { slug, region, account = aws.accountId, isImmutableOnly = false }: BootstrapPlace,
): Promise<void> {
  await run(
    await emulatorPython(),
    [
      ...[DEPLOY_STACK, region, `${slug}-access-bootstrap`, `bootstrap/${slug}/cloudformation.yml`],
      ...[`Repository=${github.repository}`, `ImmutableRepository=${IMMUTABLE}`],
      `ImmutableOnly=${isImmutableOnly ? 1 : 0}`,
    ],
    { cwd: repository, env: { ...environment, ...credentialVariables(aws.admins[account]!) } },
  );
}

/** As the README of a scaffolded repository says, with `pulumi up`. */
export async function bootstrapByPulumi(sandbox: Sandbox, repository: string, place: BootstrapPlace): Promise<void> {
  const pulumi = await bootstrapPulumi(sandbox, repository, place);
  await pulumi('stack', 'init', 'bootstrap');
  const config = [
    ...[`repository=${sandbox.github.repository}`, `immutableRepository=${IMMUTABLE}`],
    `immutableOnly=${place.isImmutableOnly ? 1 : 0}`,
  ];
  await pulumi('up', '--stack', 'bootstrap', ...config.flatMap((pair) => ['--config', pair]), '--yes');
}

/**
 * What runs Pulumi in the folder of a bootstrap, as its administrator, whose state is on their own machine.
 *
 * @returns what Pulumi prints
 */
export async function bootstrapPulumi(
  { aws, environment, folder }: Sandbox,
  repository: string,
  { slug, account = aws.accountId }: BootstrapPlace,
): Promise<(...args: readonly string[]) => Promise<string>> {
  const [yaml, provider] = await Promise.all([goTool('pulumi-yaml'), nodeProviderFolder()]);
  const env = {
    ...environment,
    ...credentialVariables(aws.admins[account]!),
    PATH: [yaml, provider, environment.PATH].join(delimiter),
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: '',
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
  return (...args) =>
    run('pulumi', [...args, '--cwd', `bootstrap/${slug}`, '--non-interactive'], { cwd: repository, env });
}
