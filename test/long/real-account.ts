import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { emulatorPython } from '../../sandbox/aws/python';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import { deployedInIam } from '../../sandbox/demo/deployed';
import { run } from '../../sandbox/process';
import { unsignedToken } from '../../sandbox/runner/job-token';
import type { Sandbox } from '../../sandbox/sandbox';

const ROOT = join(__dirname, '../..');
const SUBJECT = 'repo:acme/churn:ref:refs/heads/main';
export const RUN = 'mdi-real-4711-1';

/** The sandbox in place of an account for real.yml, and what is asked for GitHub's tokens. */
export interface PretendedAccount {
  /** Runs the script of real.yml as the job of the run does. @returns what it prints */
  script(...args: readonly string[]): Promise<string>;
  /** What is there by the name of the run. */
  left(): Promise<{ role?: string; policy?: string; buckets: string[]; objects: string[] }>;
  stop(): void;
}

/** Sets the account up as docs/real.md says. */
export async function pretendAccount(sandbox: Sandbox): Promise<PretendedAccount> {
  const { aws, environment, github } = sandbox;
  await run(
    await emulatorPython(),
    [
      ...[join(ROOT, 'sandbox/aws/deploy_stack.py'), aws.region, 'model-deployment-iam-real'],
      ...[join(ROOT, 'sandbox/demo/real/account.json'), `Subject=${SUBJECT}`],
    ],
    { env: { ...environment, ...credentialVariables(aws.admin) } },
  );
  const tokens = await startTokenServer();
  const stateBucket = `model-deployment-iam-real-${aws.accountId}`;
  const roleArn = `arn:aws:iam::${aws.accountId}:role/model-deployment-iam-real`;
  const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
  return {
    async script(...args) {
      const env = {
        ...environment,
        ...credentialVariables(await assumeByToken(aws, roleArn, SUBJECT)),
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(tokens.address() as AddressInfo).port}/token?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
        GITHUB_REPOSITORY: github.repository,
        GITHUB_REPOSITORY_ID: '456789',
        GITHUB_REPOSITORY_OWNER_ID: '123456',
        GITHUB_RUN_ID: '4711',
        REAL_AWS_ACCOUNT_ID: aws.accountId,
        REAL_AWS_REGION: aws.region,
        REAL_AWS_ROLE_ARN: roleArn,
        REAL_STATE_BUCKET: stateBucket,
        REAL_SETTLE_SECONDS: '0',
      };
      const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
      return run(process.execPath, [tsx, join(ROOT, 'sandbox/demo/real/main.ts'), ...args], { cwd: ROOT, env });
    },
    async left() {
      const { roleArn: role, policyArn: policy } = await deployedInIam(sandbox, RUN);
      const { Buckets = [] } = await s3.send(new ListBucketsCommand());
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: stateBucket }));
      const buckets = Buckets.map(({ Name }) => Name!).filter((name) => name.startsWith('mdi-real-'));
      return { role, policy, buckets, objects: Contents.map(({ Key }) => Key!) };
    },
    stop: () => void tokens.close(),
  };
}

/** As GitHub's, whose tokens only the job of the request gets. */
async function startTokenServer(): Promise<Server> {
  const server = createServer(({ url = '', headers }, response) => {
    const audience = new URL(url, 'http://127.0.0.1').searchParams.get('audience');
    const isAllowed = headers.authorization === 'Bearer request-token' && audience === 'sts.amazonaws.com';
    if (!isAllowed) response.writeHead(401);
    response.setHeader('connection', 'close');
    response.end(isAllowed ? JSON.stringify({ value: unsignedToken(SUBJECT) }) : 'no');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
