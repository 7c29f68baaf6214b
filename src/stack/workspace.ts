import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { all, runtime } from '@pulumi/pulumi';
import { LocalWorkspace, type PulumiCommand, Stack, StackNotFoundError } from '@pulumi/pulumi/automation';
import { ModelDeploymentAccess } from './access';
import { describeCommandError } from './engine/command-error';
import { firstLooks, type OnBeginning } from './first-look';
import { SINGLE } from './parts';
import { PROJECT, type StackComponent, type StackSettings } from './settings';
import { withoutWrongSalt } from './state/salt';
import { pathsOf } from './state/stack-files';
import { rememberedApprovals, USED_APPROVALS } from './used-approvals';
import { OWNERSHIP_TAG } from '../aws/names';

export interface Workspace {
  readonly engine: PulumiCommand;
  /** A folder for the engine's files, which nobody else uses. */
  readonly folder: string;
  /** Variables for the engine and the provider, on top of those of this process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Of the state, where it is known; see `saltIn`. */
  readonly salt?: string;
  /** Called by the program as soon as the stack is locked and refreshed; see `firstLooks`. */
  readonly onBeginning?: OnBeginning;
}

/**
 * The engine marks a bucket or folder that has no state yet as its own (`.pulumi/meta.yaml`) as soon as it looks there, unless
 * it is to be laid out as of old, which the engine otherwise refuses. Where there is a mark, neither says anything.
 *
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/meta.go
 */
const UNMARKED = { PULUMI_DIY_BACKEND_LEGACY_LAYOUT: 'true', PULUMI_DIY_BACKEND_IGNORE_DEPRECATION_ERROR: 'true' };

/**
 * A stack that is supposed to be there: to look first would take another process of the engine. Where it is not, its first
 * command fails with an error that `isMissingStack` knows, and nothing has been written.
 */
export async function supposedStack(workspace: Workspace, settings: StackSettings): Promise<Stack> {
  return unselectedStack({ ...workspace, environment: { ...workspace.environment, ...UNMARKED } }, settings);
}

/** Every command names the stack, so that none has to be selected. */
async function unselectedStack(workspace: Workspace, settings: StackSettings): Promise<Stack> {
  const opened = await openWorkspace(workspace, settings);
  opened.selectStack = async () => undefined;
  return withoutLookingBack(await Stack.select(nameOf(settings), opened));
}

/** An engine that knows no layout of old marks the backend all the same, and fails where it may only read there. */
export function isMissingStack(error: unknown): boolean {
  return error instanceof StackNotFoundError || /write "\.pulumi\/meta\.yaml"/.test(describeCommandError(error));
}

export async function newStack(workspace: Workspace, settings: StackSettings): Promise<Stack> {
  return withoutLookingBack(
    await Stack.create(nameOf(settings), await openWorkspace(withoutSalt(workspace), settings)),
  );
}

function withoutSalt({ salt, ...workspace }: Workspace): Workspace {
  return workspace;
}

/** Only Pulumi Cloud has organizations, and a layout of old knows none. */
function nameOf({ stackName, backend }: StackSettings): string {
  return backend.isPulumiCloud ? stackName : stackName.split('/').at(-1)!;
}

/**
 * After a run that changes something, the Automation API asks for the outputs (twice) and for the history, each by another
 * process of the engine. Nobody reads them: what happened is known from the events.
 */
function withoutLookingBack(stack: Stack): Stack {
  return Object.assign(stack, { outputs: async () => ({}), info: async () => undefined });
}

/**
 * A stack to preview what is not there yet. It is kept in a folder and forgotten with it: a preview must not leave a stack
 * behind in the user's backend, nor need the right to write there. `pulumi stack init` would take another process of the
 * engine, to write the same.
 */
export async function throwawayStack(workspace: Workspace, settings: StackSettings): Promise<Stack> {
  const folder = await mkdtemp(join(workspace.folder, 'preview-state-'));
  const stackName = settings.stackName.split('/').at(-1)!;
  const file = join(folder, pathsOf(stackName).state);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ version: 3, checkpoint: { stack: stackName, latest: {} } }));
  return unselectedStack(withoutSalt(workspace), {
    ...settings,
    stackName,
    backend: { url: `file://${folder}`, isPulumiCloud: false, isLocal: true },
    secretsProvider: 'passphrase',
  });
}

/**
 * Everything is set on every run. An inline program has no files from the run before, and would forget its secrets
 * provider; and variables cost no process, where `pulumi config set` costs one each.
 */
async function openWorkspace({ engine, folder, environment, salt, onBeginning }: Workspace, settings: StackSettings) {
  const { backend, region, secretsProvider } = settings;
  const stackName = settings.stackName.split('/').at(-1)!;
  return LocalWorkspace.create({
    pulumiCommand: salt ? withoutWrongSalt(engine, join(folder, `Pulumi.${stackName}.yaml`)) : engine,
    workDir: folder,
    program: programOf(settings, onBeginning),
    projectSettings: { name: PROJECT, runtime: 'nodejs' },
    stackSettings: { [stackName]: { secretsProvider, encryptionSalt: salt, config: providerConfig(region) } },
    secretsProvider,
    envVars: {
      PULUMI_BACKEND_URL: backend.url,
      // The stack holds no secrets, so nothing is lost with an empty passphrase; without any the engine refuses to start.
      ...(process.env.PULUMI_CONFIG_PASSPHRASE_FILE
        ? {}
        : { PULUMI_CONFIG_PASSPHRASE: process.env.PULUMI_CONFIG_PASSPHRASE ?? '' }),
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      // For the state: the provider has it from the stack's settings.
      AWS_REGION: process.env.AWS_REGION ?? region,
      ...environment,
    },
  });
}

/**
 * How often the provider tries a request that AWS throttles. Its pauses double each time, from about a second, so that this
 * takes two minutes at most. By itself it tries 25 times, which takes about an hour.
 */
const MAX_ATTEMPTS = 8;

function providerConfig(region: string) {
  return { 'aws:region': region, 'aws:maxRetries': String(MAX_ATTEMPTS) };
}

function programOf({ components, ownership, usedApprovals }: StackSettings, onBeginning: Workspace['onBeginning']) {
  return async () => {
    const used = usedApprovals ?? (runtime.isDryRun() ? {} : await rememberedApprovals());
    const looks =
      onBeginning &&
      firstLooks(
        components.map(({ name }) => name),
        onBeginning,
      );
    const made = components.map(({ name, args, adoption }) => {
      const tags = { ...args.tags, [OWNERSHIP_TAG]: ownership };
      return new ModelDeploymentAccess(name, { ...args, tags }, { look: looks?.get(name), adoption });
    });
    const isNothingUsed = Object.keys(used).length === 0;
    const [{ name }] = components as [StackComponent];
    const { policyArn, roleArn } = made[0]!;
    return {
      ...(name === SINGLE && { policyArn, roleArn }),
      // An approval is used once all of the change is made, and not where it fails half way.
      ...(!isNothingUsed && { [USED_APPROVALS]: all(made.map(({ attached }) => attached)).apply(() => used) }),
    };
  };
}
