import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BucketLocationConstraint, CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { bucketsOf, type RealAccount } from './account';
import { clientsOf } from './clients';
import { actionPolicyDocument } from '../../../src/iam/generate/action-permissions';
import { startLocalGitHub } from '../../github/local-github';
import { ownToken } from '../../runner/job-token';
import type { Place } from '../place';

/** Seconds until what was changed in IAM is so for everyone, mostly. */
const SETTLING = 15;
/** How often a job tries to assume a role that was made just now, five seconds apart. */
const ASSUME_ATTEMPTS = 12;

/**
 * An account of AWS, with the official engine and its plugin; pull requests are on a GitHub on this machine, with the names and
 * ids of the repository of the job.
 *
 * @param environment of the job: its credentials, and where it gets its token
 */
export async function placeInAccount(
  account: RealAccount,
  environment: NodeJS.ProcessEnv,
): Promise<Place & { stop(): Promise<void> }> {
  const { accountId, region, roleArn, run, stateBucket } = account;
  const github = await startLocalGitHub({ repository: environment.GITHUB_REPOSITORY });
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-real-'));
  const clients = clientsOf(account, environment);
  const buckets = bucketsOf(run);
  const token = () => ownToken(environment);
  const { GITHUB_REPOSITORY_ID, GITHUB_REPOSITORY_OWNER_ID, REAL_SETTLE_SECONDS } = environment;
  return {
    github,
    folder,
    aws: {
      ...{ accountId, region, admin: clients.admin, client: clients.client },
      async createBucket(name) {
        const s3 = new S3Client({ ...clients.client(clients.admin), forcePathStyle: true });
        const place = region === 'us-east-1' ? undefined : { LocationConstraint: region as BucketLocationConstraint };
        await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration: place }));
      },
    },
    environment: { PULUMI_HOME: join(folder, 'pulumi-home'), ...withoutJob(environment) },
    backendUrl: `s3://${stateBucket}/${run}`,
    names: { role: run, ...buckets, previewRole: roleArn, deployRole: roleArn },
    // The account has no boundary, and its jobs run in no environment.
    instead: [
      ['          permissions-boundary: arn:aws:iam::123456789012:policy/churn-prod-access-boundary\n', ''],
      ['github-environment: production', 'github-ref: main'],
    ],
    prepare: async () => undefined,
    runner: {
      // Every job of the story gets the token of the job that it plays in: GitHub makes no others.
      tokenOf: token,
      environment: {
        ...definedOf({ GITHUB_REPOSITORY_ID, GITHUB_REPOSITORY_OWNER_ID }),
        // What the Action needs, and not what else the job's role may do to set the scene and clear it away.
        SANDBOX_SESSION_POLICIES: JSON.stringify({ [roleArn]: policyOfAction(account) }),
        SANDBOX_ASSUME_ATTEMPTS: `${ASSUME_ATTEMPTS}`,
      },
    },
    token,
    strangers: [],
    // There is no endpoint: one would take minutes, and cost money.
    use: `s3api get-object --bucket ${buckets.models} --key model.tar.gz model.tar.gz`,
    settle: () => sleep(Number(REAL_SETTLE_SECONDS ?? SETTLING) * 1000),
    async stop() {
      await github.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function policyOfAction({ accountId, stateBucket, run }: RealAccount) {
  const state = { stateBucket, stateFolder: `${run}/`, stateAccount: accountId };
  const scope = { partition: 'aws', account: accountId, path: '/', name: run, ...state } as const;
  return actionPolicyDocument(scope, ['preview', 'up', 'destroy', 'drift']);
}

/** Without what belongs to the job that the story plays in: its jobs have their own. */
function withoutJob(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isOfJob = /^(AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|(GITHUB|ACTIONS|RUNNER|INPUT|STATE)_.*)$/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !isOfJob.test(name)));
}

function definedOf(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
