import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type Credentials, type LocalAws, startLocalAws } from './aws/local-aws';
import { bridgeProviderFolder, installAsPlugin } from './bridge-provider/build';
import { type LocalGitHub, startLocalGitHub } from './github/local-github';
import { goTool } from './go-tools';
import { PULUMI_VERSION } from '../src/contract';
import { actionPolicyDocument, type ActionScope } from '../src/iam/generate/action-permissions';

/** Everything that the Action meets, on this machine: AWS, GitHub, the Pulumi engine and its AWS provider. */
export interface Sandbox {
  readonly aws: LocalAws;
  readonly github: LocalGitHub;
  /** Where the state is kept, as in `backend-url`. */
  readonly backendUrl: string;
  /** A user who may do exactly what docs/aws-permissions.md says that the Action needs, for any name. */
  readonly workflowUser: Credentials;
  /** A folder of its own, which goes with it. */
  readonly folder: string;
  /** All variables of a process in the sandbox but its credentials: those of this process would lead out of it. */
  readonly environment: NodeJS.ProcessEnv;
  /**
   * What differs where the engine is not on PATH but in the tool cache, as on a runner on which the Action has installed it
   * before. Its version is known there, so that a run takes one process less.
   */
  readonly withToolCache: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const STATE_BUCKET = 'my-pulumi-state';

/**
 * Starts everything, on free ports of 127.0.0.1. What takes long to build is built once and cached.
 *
 * @param otherAccounts ids of AWS accounts beside the one that everything else is in
 */
export async function startSandbox(otherAccounts: readonly string[] = []): Promise<Sandbox> {
  const [pulumi, provider] = await Promise.all([goTool('pulumi'), bridgeProviderFolder()]);
  const [aws, github] = await Promise.all([startLocalAws(otherAccounts), startLocalGitHub()]);
  await aws.createBucket(STATE_BUCKET);
  const scope: ActionScope = {
    partition: 'aws',
    account: aws.accountId,
    path: '/',
    name: '*',
    stateBucket: STATE_BUCKET,
    stateAccount: aws.accountId,
  };
  const policy = actionPolicyDocument(scope, ['preview', 'up', 'destroy', 'drift']);
  const workflowUser = await aws.createUser('workflow', policy);
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-sandbox-'));
  const home = join(folder, 'pulumi-home');
  await installAsPlugin(home, provider);
  const basePath = [dirname(process.execPath), process.env.PATH].join(delimiter);

  return {
    aws,
    github,
    workflowUser,
    folder,
    backendUrl: `s3://${STATE_BUCKET}`,
    environment: {
      HOME: process.env.HOME,
      // How Go's programs go about their memory, if somebody says so.
      GOGC: process.env.GOGC,
      PATH: [pulumi, basePath].join(delimiter),
      PULUMI_HOME: home,
      AWS_ENDPOINT_URL: aws.url,
      AWS_EC2_METADATA_DISABLED: 'true',
      GITHUB_API_URL: github.url,
      GITHUB_SERVER_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
    },
    withToolCache: { PATH: basePath, RUNNER_TOOL_CACHE: await toolCacheWith(pulumi, folder) },
    async stop() {
      await Promise.all([aws.stop(), github.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As `@actions/tool-cache` lays it out. */
async function toolCacheWith(pulumi: string, folder: string): Promise<string> {
  const cache = join(folder, 'tool-cache');
  const versions = join(cache, 'pulumi', PULUMI_VERSION);
  await mkdir(versions, { recursive: true });
  await symlink(pulumi, join(versions, process.arch));
  await writeFile(join(versions, `${process.arch}.complete`), '');
  return cache;
}
