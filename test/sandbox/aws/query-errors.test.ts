import { CreateRoleCommand, GetPolicyCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type RawAnswer, rawAnswer } from './raw-answer';
import { type FaultProxy, startFaultProxy } from '../../../sandbox/aws/fault-proxy';
import { type Credentials, type LocalAws, startLocalAws } from '../../../sandbox/aws/local-aws';

const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';

let aws: LocalAws;
let proxy: FaultProxy;
let user: Credentials;

// A Python that has yet to load the emulator, beside all else that runs.
jest.setTimeout(60_000);

beforeAll(async () => {
  aws = await startLocalAws();
  proxy = await startFaultProxy(aws.url);
  user = await aws.createUser('jane', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:GetPolicy', Resource: '*' },
    ],
  });
});
afterAll(() => Promise.all([aws?.stop(), proxy?.stop()]));

const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const JANE = 'User: arn:aws:iam::123456789012:user/jane is not authorized to perform';

describe('an error of IAM or STS', () => {
  it.each<[what: string, ask: () => Promise<RawAnswer>, expected: QueryError]>([
    [
      'that is about a resource',
      () => askIam(user, (iam) => iam.send(new GetRoleCommand({ RoleName: 'none' }))),
      { namespace: IAM, status: 404, code: 'NoSuchEntity', message: 'The role with name none cannot be found.' },
    ],
    [
      'that a policy would have to allow',
      () =>
        askIam(user, (iam) =>
          iam.send(new CreateRoleCommand({ RoleName: 'new', Path: '/models/', AssumeRolePolicyDocument: TRUST })),
        ),
      {
        namespace: IAM,
        status: 403,
        code: 'AccessDenied',
        message: `${JANE}: iam:CreateRole on resource: arn:aws:iam::123456789012:role/models/new because no identity-based policy allows the iam:CreateRole action`,
      },
    ],
    [
      'that a policy denies',
      () =>
        askIam(user, (iam) => iam.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }))),
      {
        namespace: IAM,
        status: 403,
        code: 'AccessDenied',
        message: `${JANE}: iam:GetPolicy on resource: policy arn:aws:iam::aws:policy/ReadOnlyAccess with an explicit deny in an identity-based policy`,
      },
    ],
    [
      'about a role that may not be assumed',
      () =>
        askSts(user, (sts) =>
          sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${aws.accountId}:role/x`, RoleSessionName: 'me' })),
        ),
      {
        namespace: STS,
        status: 403,
        code: 'AccessDenied',
        message: `${JANE}: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/x because no identity-based policy allows the sts:AssumeRole action`,
      },
    ],
    [
      'about a key that nobody has',
      () =>
        askSts({ accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }, (sts) =>
          sts.send(new GetCallerIdentityCommand({})),
        ),
      {
        namespace: STS,
        status: 403,
        code: 'InvalidClientTokenId',
        message: 'The security token included in the request is invalid.',
      },
    ],
    [
      'about a wrong secret key',
      () => askIam({ ...user, secretAccessKey: 'x' }, (iam) => iam.send(new GetRoleCommand({ RoleName: 'none' }))),
      {
        namespace: IAM,
        status: 403,
        code: 'SignatureDoesNotMatch',
        message:
          'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      },
    ],
    [
      'that the fault proxy answers',
      () => {
        const refusal = { status: 400, code: 'Throttling', message: 'Rate exceeded' };
        proxy.inject({ action: 'GetRole', times: 1, refusal });
        return askIam(user, (iam) => iam.send(new GetRoleCommand({ RoleName: 'none' })), proxy.url);
      },
      { namespace: IAM, status: 400, code: 'Throttling', message: 'Rate exceeded' },
    ],
  ])('%s has the form of the query protocol', async (_, ask, { namespace, status, code, message }) => {
    const answer = await ask();
    const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;

    expect(answer).toMatchObject({ status, contentType: 'text/xml' });
    expect(answer.body.replace(/(?<=<RequestId>)[\w-]{20,}(?=<)/, 'ID')).toBe(
      `<ErrorResponse xmlns="${namespace}">${error}<RequestId>ID</RequestId></ErrorResponse>`,
    );
  });
});

interface QueryError {
  readonly namespace: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function askIam(
  credentials: Credentials,
  ask: (iam: IAMClient) => Promise<unknown>,
  endpoint = aws.url,
): Promise<RawAnswer> {
  return rawAnswer((requestHandler) => ask(new IAMClient({ ...aws.client(credentials), endpoint, requestHandler })));
}

function askSts(credentials: Credentials, ask: (sts: STSClient) => Promise<unknown>): Promise<RawAnswer> {
  return rawAnswer((requestHandler) => ask(new STSClient({ ...aws.client(credentials), requestHandler })));
}
