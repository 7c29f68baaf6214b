import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetRoleCommand, IAMClient, UpdateRoleCommand } from '@aws-sdk/client-iam';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../../sandbox/aws/local-aws';
import { assumeByToken } from '../../sandbox/aws/web-identity';
import type { Sandbox } from '../../sandbox/sandbox';
import {
  ENVIRONMENTS,
  lifeOf,
  placeOf,
  scaffoldEnvironments,
  type TestEnvironment,
} from '../../sandbox/template/environments';
import { expectSuccess, lintWorkflows, live } from '../../sandbox/template/lives';
import type { Scaffold } from '../../sandbox/template/scaffold';

/** The whole life of three of them is in test/long/template.long.test.ts. */
const TWO = [ENVIRONMENTS.dev, ENVIRONMENTS.prod];
const MINUTES = 600_000;

let folder: string;
let scaffold: Scaffold;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-environments-'));
  scaffold = await scaffoldEnvironments(folder, TWO);
}, MINUTES);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('two environments, each in an account of its own', () => {
  it('have workflows without a fault', () => lintWorkflows(scaffold));

  it(
    'are deployed one after the other, and none in the account of another',
    () =>
      live(scaffold, lifeOf(TWO), async (life, sandbox) => {
        await life.bootstrap('cloudformation', TWO.map(placeOf));
        const deploy = expectSuccess(await life.merge());
        expect(Object.keys(deploy.jobs)).toEqual(TWO.flatMap(({ name }) => [`access-${name}`, `deploy-model-${name}`]));
        for (const { name, account, region } of TWO) {
          expect(deploy.log).toContain(`churn-${name} answers`);
          const exist = await Promise.all(TWO.map((each) => life.roleExists(`churn-${each.name}`, account)));
          expect(exist).toEqual(TWO.map((other) => other.account === account));
          expect(await statesIn(sandbox, account)).toEqual([`churn-${name}.${region}.${account}`]);
        }
        await expectSeparation(sandbox);
      }),
    MINUTES,
  );
});

/** Jobs of each environment, at the roles and the state of each: they get in at their own, and at no other. */
async function expectSeparation(sandbox: Sandbox): Promise<void> {
  for (const from of TWO) {
    const subject = `repo:acme/churn:environment:${from.name}`;
    const keys = await assumeByToken(sandbox.aws, deployRoleOf(from), subject);
    for (const to of TWO) {
      const isOwn = from === to;
      const reached = {
        'the role of the workflows': await succeeds(assumeByToken(sandbox.aws, deployRoleOf(to), subject)),
        'the role of the model': await succeeds(
          assumeByToken(sandbox.aws, `arn:aws:iam::${to.account}:role/churn-${to.name}`, subject),
        ),
        'the state, to read': await succeeds(stateOf(sandbox, to, keys)),
        'the state, to write': await succeeds(writeState(sandbox, to, keys)),
        'the role, to change': await succeeds(changeRole(sandbox, to, keys)),
      };
      expect([from.name, to.name, reached]).toEqual([
        from.name,
        to.name,
        Object.fromEntries(Object.keys(reached).map((what) => [what, isOwn])),
      ]);
    }
  }
}

const deployRoleOf = ({ name, account }: TestEnvironment) => `arn:aws:iam::${account}:role/churn-${name}-access-deploy`;
const bucketOf = ({ account, region }: TestEnvironment) => `model-access-${account}-${region}`;

function stateOf(sandbox: Sandbox, place: TestEnvironment, keys: Credentials) {
  return s3Of(sandbox, keys).send(new ListObjectsV2Command({ Bucket: bucketOf(place) }));
}

function writeState(sandbox: Sandbox, place: TestEnvironment, keys: Credentials) {
  return s3Of(sandbox, keys).send(new PutObjectCommand({ Bucket: bucketOf(place), Key: 'test', Body: 'test' }));
}

/** Requests to IAM go to the account of the keys, whatever they name: the name alone must not be enough. */
async function changeRole(sandbox: Sandbox, { name, account }: TestEnvironment, keys: Credentials): Promise<void> {
  const iam = new IAMClient(sandbox.aws.client(keys));
  const update = new UpdateRoleCommand({
    RoleName: `churn-${name}`,
    Description: 'changed',
    MaxSessionDuration: 3600,
  });
  await iam.send(update);
  const { Role } = await iam.send(new GetRoleCommand({ RoleName: `churn-${name}` }));
  expect(Role!.Arn).toContain(account);
}

function s3Of(sandbox: Sandbox, keys: Credentials): S3Client {
  return new S3Client({ ...sandbox.aws.client(keys), forcePathStyle: true });
}

/** The names of the stacks whose state is in the account. */
async function statesIn(sandbox: Sandbox, account: string): Promise<string[]> {
  const place = TWO.find((each) => each.account === account)!;
  const { Contents = [] } = await stateOf(sandbox, place, sandbox.aws.admins[account]!);
  return Contents.flatMap(({ Key }) => /^\.pulumi\/stacks\/.*\/([^/]+)\.json$/.exec(Key!)?.[1] ?? []);
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
