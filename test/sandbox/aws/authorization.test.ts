import { CreatePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type LocalAws, startLocalAws } from '../../../sandbox/aws/local-aws';
import { makeCalls } from '../../../sandbox/aws/make-calls';
import type { PolicyDocument } from '../../../src/iam/policy/document';

// A Python that has yet to load the emulator, beside all else that runs.
jest.setTimeout(60_000);

const OTHER = '111111111111';

let aws: LocalAws;

beforeAll(async () => {
  aws = await startLocalAws([OTHER]);
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

test('what SageMaker makes with tags and a role has to be allowed to be tagged, and the role to be passed on', async () => {
  const only = (key: string, value: string) => ({ StringEquals: { [key]: value } });
  const allow = (Action: string, Condition?: Record<string, Record<string, string>>) =>
    ({ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) }) as const;
  const create = allow('sagemaker:CreateModel');
  const pass = allow('iam:PassRole', only('iam:PassedToService', 'sagemaker.amazonaws.com'));
  const tag = allow('sagemaker:AddTags', only('sagemaker:TaggingAction', 'CreateModel'));
  const policies: readonly PolicyDocument['Statement'][] = [
    [create, pass],
    [create, pass, allow('sagemaker:AddTags', only('sagemaker:TaggingAction', 'CreateEndpoint'))],
    [create, tag],
    [create, tag, allow('iam:PassRole', only('iam:PassedToService', 'ec2.amazonaws.com'))],
    [create, tag, pass],
  ];
  const parameters = { ModelName: 'churn', ExecutionRoleArn: 'arn:aws:iam::123456789012:role/any', Tags: TAGS };

  const outcomes = policies.map(async (Statement, number) => {
    const user = await aws.createUser(`maker-${number}`, { Version: '2012-10-17', Statement });
    const [outcome] = await makeCalls(aws, user, [{ service: 'sagemaker', call: 'create_model', with: parameters }]);
    return outcome!.replace(/.* perform: (\S+) .*/, 'denied $1');
  });
  expect(await Promise.all(outcomes)).toEqual([
    ...['denied sagemaker:AddTags', 'denied sagemaker:AddTags'],
    ...['denied iam:PassRole', 'denied iam:PassRole', 'allowed'],
  ]);
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

describe('in S3', () => {
  const BUCKET = 'arn:aws:s3:::state';
  const allow = (Action: string, Resource: string, Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    Condition,
  });

  async function s3Of(name: string, ...Statement: object[]): Promise<S3Client> {
    const document = { Version: '2012-10-17', Statement: Statement as never } as const;
    return new S3Client({ ...aws.client(await aws.createUser(name, document)), forcePathStyle: true });
  }

  const answer = (sent: Promise<unknown>) => sent.then(() => 200, ({ $metadata }) => $metadata.httpStatusCode); // prettier-ignore
  const list = (s3: S3Client, Prefix?: string) =>
    answer(s3.send(new ListObjectsV2Command({ Bucket: 'state', Prefix })));
  const get = (s3: S3Client, Key: string) => answer(s3.send(new GetObjectCommand({ Bucket: 'state', Key })));

  test('a listing has the prefix that it asks for, and none where it asks for everything', async () => {
    const like = await s3Of('like', allow('s3:ListBucket', BUCKET, { StringLike: { 's3:prefix': 'dev/*' } }));
    expect([await list(like, 'dev/a'), await list(like, 'dev'), await list(like, ''), await list(like)]).toEqual([
      ...[200, 403, 403, 403],
    ]);
    const equals = await s3Of(
      'equals',
      allow('s3:ListBucket', BUCKET, { StringEquals: { 's3:prefix': ['', 'dev/'] } }),
    );
    expect([await list(equals, 'dev/'), await list(equals, 'dev/a'), await list(equals)]).toEqual([200, 403, 403]);
    const lenient = { StringLikeIfExists: { 's3:prefix': 'dev/*' } };
    expect(await list(await s3Of('lenient', allow('s3:ListBucket', BUCKET, lenient)))).toBe(200);
    const denied = {
      Effect: 'Deny',
      Action: 's3:*',
      Resource: BUCKET,
      Condition: { StringNotLike: { 's3:prefix': 'dev/*' } },
    };
    const most = await s3Of('most', allow('s3:*', '*'), denied);
    expect([await list(most, 'dev/a'), await list(most, 'prod/a'), await list(most)]).toEqual([200, 403, 403]);
  });

  test('that an object is missing is told to those who may list its key', async () => {
    const condition = { StringLike: { 's3:prefix': 'dev/*' } };
    const s3 = await s3Of('seeker', allow('s3:GetObject', `${BUCKET}/*`), allow('s3:ListBucket', BUCKET, condition));
    expect([await get(s3, 'dev/missing'), await get(s3, 'prod/missing')]).toEqual([404, 403]);
  });

  test('a pattern of keys means what it says, and nothing else', async () => {
    const admin = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
    const keys = ['a/.b/c', 'a/xb/c', 'a/.bb/c'];
    for (const Key of keys) await admin.send(new PutObjectCommand({ Bucket: 'state', Key, Body: 'x' }));
    const s3 = await s3Of('exact', allow('s3:GetObject', `${BUCKET}/?/.b/*`));
    expect(await Promise.all(keys.map((key) => get(s3, key)))).toEqual([200, 403, 403]);
  });

  test('who copies an object has to be allowed to read it', async () => {
    const admin = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
    for (const Key of ['dev/state', 'prod/state']) {
      await admin.send(new PutObjectCommand({ Bucket: 'state', Key, Body: 'x' }));
    }
    const s3 = await s3Of('copier', allow('s3:GetObject', `${BUCKET}/dev/*`), allow('s3:PutObject', `${BUCKET}/dev/*`));
    const copy = (from: string) =>
      answer(s3.send(new CopyObjectCommand({ Bucket: 'state', Key: 'dev/copy', CopySource: `state/${from}` })));
    expect([await copy('dev/state'), await copy('prod/state'), await copy('dev/missing')]).toEqual([200, 403, 403]);
  });

  test('a bucket of another account lets in whom its policy and their own allow', async () => {
    const owner = new S3Client({ ...aws.client(aws.admins[OTHER]!, 'us-east-1'), forcePathStyle: true });
    for (const Bucket of ['closed', 'open']) await owner.send(new CreateBucketCommand({ Bucket }));
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::open', 'arn:aws:s3:::open/*'] },
      ],
    });
    await owner.send(new PutBucketPolicyCommand({ Bucket: 'open', Policy }));
    const put = (s3: S3Client, Bucket: string) =>
      answer(s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'x' })));

    const anywhere = await s3Of('anywhere', allow('s3:*', '*'));
    expect([await put(anywhere, 'open'), await put(anywhere, 'closed'), await put(anywhere, 'state')]).toEqual([
      200, 403, 200,
    ]);
    const own = { StringEquals: { 'aws:ResourceAccount': aws.accountId } };
    const atHome = await s3Of('at-home', allow('s3:*', '*', own));
    expect([await put(atHome, 'open'), await put(atHome, 'state'), await put(atHome, 'none')]).toEqual([403, 200, 404]);
  });
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
