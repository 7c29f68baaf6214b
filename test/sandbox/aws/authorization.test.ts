import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '../../../sandbox/aws/local-aws';

// A Python that has yet to load the emulator, beside all else that runs.
jest.setTimeout(60_000);

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws();
  await aws.createBucket('state');
});
afterAll(() => aws?.stop());

async function userWho(name: string, ...actions: string[]) {
  const Statement = [{ Effect: 'Allow' as const, Action: actions, Resource: '*' }];
  return aws.createUser(name, { Version: '2012-10-17', Statement });
}

const DOCUMENT = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});
const TAGS = [{ Key: 'team', Value: 'fraud' }];

test('who creates something with tags has to be allowed to tag it', async () => {
  const iam = new IAMClient(aws.client(await userWho('creator', 'iam:CreateRole', 'iam:CreatePolicy')));
  const role = { RoleName: 'tagged', AssumeRolePolicyDocument: DOCUMENT };
  const policy = { PolicyName: 'tagged', PolicyDocument: DOCUMENT };

  await expect(iam.send(new CreateRoleCommand({ ...role, Tags: TAGS }))).rejects.toThrow('perform: iam:TagRole on');
  await expect(iam.send(new CreatePolicyCommand({ ...policy, Tags: TAGS }))).rejects.toThrow(
    'perform: iam:TagPolicy on',
  );
  await expect(iam.send(new CreateRoleCommand(role))).resolves.toBeDefined();
  await expect(iam.send(new CreatePolicyCommand(policy))).resolves.toBeDefined();
});

test('that an object is missing is told only to those who may list its bucket', async () => {
  const object = { Bucket: 'state', Key: 'missing' };
  const status = async (name: string, ...actions: string[]) => {
    const s3 = new S3Client({ ...aws.client(await userWho(name, ...actions)), forcePathStyle: true });
    return Promise.all(
      [new GetObjectCommand(object), new HeadObjectCommand(object)].map((command) =>
        s3.send(command as GetObjectCommand).catch(({ $metadata }) => $metadata.httpStatusCode),
      ),
    );
  };
  expect(await status('getter', 's3:GetObject')).toEqual([403, 403]);
  expect(await status('lister', 's3:GetObject', 's3:ListBucket')).toEqual([404, 404]);
});

test('every decision is recorded, with who asked', async () => {
  const { accessKeyId, ...secret } = await userWho('recorded', 'iam:CreateRole');
  const iam = new IAMClient(aws.client({ accessKeyId, ...secret }));
  const role = { RoleName: 'recorded', Path: '/models/', AssumeRolePolicyDocument: DOCUMENT };
  await expect(iam.send(new CreateRoleCommand({ ...role, Tags: TAGS }))).rejects.toThrow();

  const resource = 'arn:aws:iam::123456789012:role/models/recorded';
  const decisions = await aws.decisions();
  expect(decisions.filter((decision) => decision.accessKeyId === accessKeyId)).toEqual([
    { accessKeyId, action: 'iam:CreateRole', resource, allowed: true },
    { accessKeyId, action: 'iam:TagRole', resource, allowed: false },
  ]);
});
