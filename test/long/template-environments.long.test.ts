import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Credentials } from '../../sandbox/aws/local-aws';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import type { Sandbox } from '../../sandbox/sandbox';
import {
  IN_ONE_ACCOUNT,
  lifeOf,
  placeOf,
  scaffoldEnvironments,
  type TestEnvironment,
} from '../../sandbox/template/environments';
import { expectSuccess, lintWorkflows, live } from '../../sandbox/template/lives';
import type { Scaffold } from '../../sandbox/template/scaffold';

/** The whole life of three of them, each in an account of its own, is in test/long/template.long.test.ts. */
const TWO = IN_ONE_ACCOUNT;
const [{ account: ACCOUNT, region: REGION }] = TWO as [TestEnvironment];
const BUCKET = `model-access-${ACCOUNT}-${REGION}`;
const MINUTES = 600_000;

let folder: string;
let scaffold: Scaffold;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-environments-'));
  scaffold = await scaffoldEnvironments(folder, TWO);
}, MINUTES);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('two environments in one account', () => {
  it('have workflows without a fault', () => lintWorkflows(scaffold));

  it(
    'are deployed one after the other, and the jobs of one reach nothing of the other',
    () =>
      live(scaffold, lifeOf(TWO), async (life, sandbox) => {
        await life.bootstrap('cloudformation', TWO.map(placeOf));
        const deploy = expectSuccess(await life.merge());
        expect(Object.keys(deploy.jobs)).toEqual(TWO.flatMap(({ name }) => [`access-${name}`, `deploy-model-${name}`]));
        for (const { name } of TWO) {
          expect(deploy.log).toContain(`no endpoint configuration churn-${name} to create it from`);
          expect(await life.roleExists(`churn-${name}`, ACCOUNT)).toBe(true);
        }
        expect(await statesIn(sandbox)).toEqual(TWO.map(stateOf));
        await expectSeparation(sandbox);
      }),
    MINUTES,
  );
});

/** Jobs of each environment, at the roles and the state of each: they get in at their own, and at no other. */
async function expectSeparation(sandbox: Sandbox): Promise<void> {
  for (const from of TWO) {
    const subject = `repo:acme/churn:environment:${from.name}`;
    const keys = await assumeByToken(sandbox.aws, roleOf(from, 'deploy'), subject);
    const lookingKeys = await assumeByToken(sandbox.aws, roleOf(from, 'preview'), 'repo:acme/churn:pull_request');
    const [s3, looking] = [keys, lookingKeys].map((each) => s3Of(sandbox, each)) as [S3Client, S3Client];
    for (const to of TWO) {
      const state = { Bucket: BUCKET, Key: stateOf(to) };
      const beside = { Bucket: BUCKET, Key: `${folderOf(to)}.pulumi/test` };
      const listing = { Bucket: BUCKET, Prefix: `${folderOf(to)}.pulumi/` };
      const copy = { Bucket: BUCKET, Key: `${folderOf(from)}.pulumi/copy`, CopySource: `${BUCKET}/${stateOf(to)}` };
      const reached = {
        'the role of the workflows': await succeeds(assumeByToken(sandbox.aws, roleOf(to, 'deploy'), subject)),
        'the role of the model': await succeeds(
          assumeByToken(sandbox.aws, `arn:aws:iam::${ACCOUNT}:role/churn-${to.name}`, subject),
        ),
        'the role, to change': await succeeds(changeRole(sandbox, to, keys)),
        'the state, to read': await succeeds(s3.send(new GetObjectCommand(state))),
        'the state, to read in previews': await succeeds(looking.send(new GetObjectCommand(state))),
        'the state, to copy': await succeeds(s3.send(new CopyObjectCommand(copy))),
        'the state, to list': await succeeds(s3.send(new ListObjectsV2Command(listing))),
        'the state, to list in previews': await succeeds(looking.send(new ListObjectsV2Command(listing))),
        'the state, to write': await succeeds(s3.send(new PutObjectCommand({ ...beside, Body: 'test' }))),
        'the state, to delete': await succeeds(s3.send(new DeleteObjectCommand(beside))),
      };
      expect([from.name, to.name, reached]).toEqual([
        from.name,
        to.name,
        Object.fromEntries(Object.keys(reached).map((what) => [what, from === to])),
      ]);
    }
    for (const Prefix of [undefined, '', from.name, '.pulumi/']) {
      expect([Prefix, await succeeds(s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix })))]).toEqual([
        Prefix,
        false,
      ]);
    }
    expect(await succeeds(looking.send(new PutObjectCommand({ Bucket: BUCKET, Key: stateOf(from), Body: '{}' })))).toBe(
      false,
    );
  }
}

const roleOf = ({ name }: TestEnvironment, kind: 'deploy' | 'preview') =>
  `arn:aws:iam::${ACCOUNT}:role/churn-${name}-access-${kind}`;
const folderOf = ({ name }: TestEnvironment) => `${name}/churn/`;
const stateOf = (place: TestEnvironment) =>
  `${folderOf(place)}.pulumi/stacks/model-deployment-iam/churn-${place.name}.${REGION}.${ACCOUNT}.json`;

async function changeRole(sandbox: Sandbox, { name }: TestEnvironment, keys: Credentials): Promise<void> {
  const iam = new IAMClient(sandbox.aws.client(keys));
  const update = { RoleName: `churn-${name}`, Description: 'changed', MaxSessionDuration: 3600 };
  await iam.send(new UpdateRoleCommand(update));
  await iam.send(new GetRoleCommand({ RoleName: `churn-${name}` }));
}

function s3Of(sandbox: Sandbox, keys: Credentials): S3Client {
  return new S3Client({ ...sandbox.aws.client(keys), forcePathStyle: true });
}

/** The keys of the states of all stacks. */
async function statesIn(sandbox: Sandbox): Promise<string[]> {
  const admin = s3Of(sandbox, sandbox.aws.admins[ACCOUNT]!);
  const { Contents = [] } = await admin.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  return Contents.map(({ Key }) => Key!).filter((key) => /\.pulumi\/stacks\/.*\.json$/.test(key));
}

async function succeeds(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    (error: Error) => {
      expect(error.name).toMatch(/^AccessDenied/);
      return false;
    },
  );
}
