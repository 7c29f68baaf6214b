import { mkdtemp, symlink } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { IAMClient } from '@aws-sdk/client-iam';
import { type EngineEvent, LocalWorkspace, PulumiCommand, type Stack } from '@pulumi/pulumi/automation';
import { programOf } from './access';
import { type Command, type Scene, START, STORY } from './story';
import { credentialVariables, type LocalAws, startLocalAws } from '../../../sandbox/aws/local-aws';
import { goTool } from '../../../sandbox/go-tools';

/** What the engine said while it did something in a scene. */
export interface Played {
  readonly scene: string;
  readonly command: Command;
  readonly events: readonly EngineEvent[];
  readonly hasFailed: boolean;
}

type RunOptions = { onEvent: (event: EngineEvent) => void };

const COMMANDS: Readonly<Record<Command, (stack: Stack, options: RunOptions) => Promise<unknown>>> = {
  preview: (stack, options) => stack.preview(options),
  up: (stack, options) => stack.up(options),
  drift: (stack, options) => stack.previewRefresh(options),
  'refreshed preview': (stack, options) => stack.preview({ ...options, refresh: true }),
  repair: (stack, options) => stack.up({ ...options, refresh: true }),
  destroy: (stack, options) => stack.destroy(options),
  'refreshed destroy': (stack, options) => stack.destroy({ ...options, refresh: true }),
};

/** Plays the story on a provider, in an AWS account of its own. */
export async function play(providerFolder: string, folder: string): Promise<Played[]> {
  const aws = await startLocalAws();
  try {
    const iam = new IAMClient(aws.client(aws.admin));
    const place = await mkdtemp(join(folder, 'played-'));
    const stack = await stackOf(place, aws, providerFolder);
    const played: Played[] = [];
    let access = START;
    for (const scene of STORY) {
      if (scene.wanted) access = scene.wanted(access);
      stack.workspace.program = programOf(access);
      await scene.byHand?.(iam);
      for (const command of scene.commands) played.push(await run(scene, command, stack));
    }
    return played;
  } finally {
    await aws.stop();
  }
}

async function stackOf(place: string, aws: LocalAws, providerFolder: string): Promise<Stack> {
  await symlink(await goTool('pulumi'), join(place, 'bin'));
  const stackName = 'conformance';
  return LocalWorkspace.createOrSelectStack(
    { stackName, projectName: 'conformance', program: programOf(START) },
    {
      pulumiCommand: await PulumiCommand.get({ root: place }),
      workDir: place,
      stackSettings: { [stackName]: { config: { 'aws:region': aws.region } } },
      envVars: {
        PATH: [providerFolder, process.env.PATH].join(delimiter),
        PULUMI_HOME: join(place, 'home'),
        PULUMI_BACKEND_URL: `file://${place}`,
        PULUMI_CONFIG_PASSPHRASE: '',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        AWS_ENDPOINT_URL: aws.url,
        AWS_EC2_METADATA_DISABLED: 'true',
        // Nothing here has to be waited for, so every wait is as short as can be.
        SANDBOX_AWS_WAITS: '0.001',
        ...(credentialVariables(aws.admin) as Record<string, string>),
      },
    },
  );
}

async function run(scene: Scene, command: Command, stack: Stack): Promise<Played> {
  const events: EngineEvent[] = [];
  let hasFailed = false;
  await COMMANDS[command](stack, { onEvent: (event) => void events.push(event) }).catch(() => (hasFailed = true));
  return { scene: scene.name, command, events, hasFailed };
}
