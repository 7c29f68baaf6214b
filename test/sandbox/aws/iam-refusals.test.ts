import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  type IAMServiceException,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { type LocalAws, startLocalAws } from '../../../sandbox/aws/local-aws';

// A Python that has yet to load the emulator, beside all else that runs.
jest.setTimeout(60_000);

let aws: LocalAws;
let iam: IAMClient;
let role: string;
let policyArn: string;
let last = 0;

beforeAll(async () => {
  aws = await startLocalAws();
  iam = new IAMClient(aws.client(aws.admin));
});
beforeEach(async () => {
  role = `role-${++last}`;
  await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument: TRUST, Description: 'as it was' }));
  policyArn = await createPolicy(`policy-${last}`);
});
afterAll(() => aws?.stop());

const ACCOUNT = '123456789012';
const TRUST = trusting({ Service: 'sagemaker.amazonaws.com' });
const ALLOWING = documentOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const NO_POLICY = `arn:aws:iam::${ACCOUNT}:policy/none`;

describe('a role is not deleted', () => {
  test('with an inline policy', async () => {
    await iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: 'by-hand', PolicyDocument: ALLOWING }));
    await expectRefusal(deleteRole(), [409, 'DeleteConflict'], 'Cannot delete entity, must delete policies first.');
  });

  test('with an attached policy', async () => {
    await attach();
    await expectRefusal(deleteRole(), [409, 'DeleteConflict'], 'Cannot delete entity, must detach all policies first.');
  });

  test('in an instance profile', async () => {
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: role }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: role, RoleName: role }));
    await expectRefusal(
      deleteRole(),
      [409, 'DeleteConflict'],
      'Cannot delete entity, must remove roles from instance profile first.',
    );
  });
});

describe('a policy is not deleted', () => {
  const ATTACHED = 'Cannot delete a policy attached to entities.';

  test('while it is attached', async () => {
    await attach();
    await expectRefusal(deletePolicy(), [409, 'DeleteConflict'], ATTACHED);
  });

  test('while it is attached, however often that was asked for', async () => {
    await attach();
    await attach();
    await iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }));
    await expect(deletePolicy()).resolves.toBeDefined();
  });

  test('while it is a boundary', async () => {
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: role, PermissionsBoundary: policyArn }));
    await expectRefusal(deletePolicy(), [409, 'DeleteConflict'], ATTACHED);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: policyArn }));
    expect(Policy).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
  });

  test('with more than one version', async () => {
    await addVersion();
    await expectRefusal(
      deletePolicy(),
      [409, 'DeleteConflict'],
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: policyArn, VersionId: 'v1' }));
    await expect(deletePolicy()).resolves.toBeDefined();
  });
});

describe('a version', () => {
  test('is not the sixth', async () => {
    for (let version = 2; version <= 5; version++) await addVersion();
    await expectRefusal(
      addVersion(),
      [409, 'LimitExceeded'],
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  });

  test('is not deleted while it is the default one', async () => {
    await expectRefusal(
      iam.send(new DeletePolicyVersionCommand({ PolicyArn: policyArn, VersionId: 'v1' })),
      [409, 'DeleteConflict'],
      'Cannot delete the default version of a policy.',
    );
  });
});

describe('what is not there', () => {
  const RoleName = 'none';
  test.each<[what: string, ask: () => Promise<unknown>, message: string]>([
    ['a role', () => iam.send(new GetRoleCommand({ RoleName })), 'The role with name none cannot be found.'],
    [
      'a role to change',
      () => iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 7200 })),
      'The role with name none cannot be found.',
    ],
    ['a policy', () => iam.send(new GetPolicyCommand({ PolicyArn: NO_POLICY })), `Policy ${NO_POLICY} was not found.`],
    [
      'a version',
      () => iam.send(new GetPolicyVersionCommand({ PolicyArn: policyArn, VersionId: 'v7' })),
      'version v7 does not exist or is not attachable.',
    ],
    [
      'a policy to attach',
      () => iam.send(new AttachRolePolicyCommand({ RoleName: `role-${last}`, PolicyArn: NO_POLICY })),
      `Policy ${NO_POLICY} does not exist or is not attachable.`,
    ],
    [
      'a role to attach to',
      () => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn })),
      'The role with name none cannot be found.',
    ],
    [
      'an attachment',
      () => iam.send(new DetachRolePolicyCommand({ RoleName: `role-${last}`, PolicyArn: policyArn })),
      'was not found.',
    ],
    [
      'a boundary',
      () =>
        iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: `role-${last}`, PermissionsBoundary: NO_POLICY })),
      `Scope ARN: ${NO_POLICY} does not exist or is not attachable.`,
    ],
    [
      'the boundary of a new role',
      () =>
        iam.send(
          new CreateRoleCommand({ RoleName: 'new', AssumeRolePolicyDocument: TRUST, PermissionsBoundary: NO_POLICY }),
        ),
      `Scope ARN: ${NO_POLICY} does not exist or is not attachable.`,
    ],
  ])('%s is a missing entity', (_, ask, message) => expectRefusal(ask(), [404, 'NoSuchEntity'], message));
});

describe('a name is taken', () => {
  test('by a role with the same in other letters', async () => {
    const name = role.toUpperCase();
    await expectRefusal(
      iam.send(new CreateRoleCommand({ RoleName: name, Path: '/other/', AssumeRolePolicyDocument: TRUST })),
      [409, 'EntityAlreadyExists'],
      `Role with name ${name} already exists.`,
    );
  });

  test('by a policy with the same in other letters', async () => {
    const name = `POLICY-${last}`;
    await expectRefusal(
      iam.send(new CreatePolicyCommand({ PolicyName: name, Path: '/other/', PolicyDocument: ALLOWING })),
      [409, 'EntityAlreadyExists'],
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  });
});

describe('a document', () => {
  test('of a policy is JSON', () =>
    expectRefusal(
      iam.send(new CreatePolicyCommand({ PolicyName: 'new', PolicyDocument: '{' })),
      [400, 'MalformedPolicyDocument'],
      'Syntax errors in policy.',
    ));

  test('of trust is JSON', () =>
    expectRefusal(updateTrust('{'), [400, 'MalformedPolicyDocument'], 'This policy contains invalid Json'));

  test('of trust names nobody who is not there', () => {
    const nobody = `arn:aws:iam::${ACCOUNT}:role/nobody`;
    return expectRefusal(
      updateTrust(trusting({ AWS: nobody })),
      [400, 'MalformedPolicyDocument'],
      `Invalid principal in policy: "AWS":"${nobody}"`,
    );
  });

  test.each([
    ['somebody who is', `arn:aws:iam::${ACCOUNT}:user/admin`],
    ['a whole account', `arn:aws:iam::${ACCOUNT}:root`],
    ['somebody in an account of which nothing is known', 'arn:aws:iam::999988887777:role/ci'],
  ])('of trust may name %s', (_, principal) =>
    expect(updateTrust(trusting({ AWS: principal }))).resolves.toBeDefined(),
  );

  test.each<[what: string, put: (document: string) => Promise<unknown>, quota: number, message: string]>([
    [
      'of a policy',
      (PolicyDocument) => iam.send(new CreatePolicyVersionCommand({ PolicyArn: policyArn, PolicyDocument })),
      6144,
      'Cannot exceed quota for PolicySize: 6144',
    ],
    ['of trust', (document) => updateTrust(document), 2048, 'Cannot exceed quota for ACLSizePerRole: 2048'],
    [
      'in a role',
      (PolicyDocument) => iam.send(new PutRolePolicyCommand({ RoleName: role, PolicyName: 'by-hand', PolicyDocument })),
      10_240,
      'Maximum policy size of 10240 bytes exceeded for role',
    ],
  ])('%s keeps its quota', async (what, put, quota, message) => {
    await expect(put(sized(what === 'of trust' ? TRUST : ALLOWING, quota))).resolves.toBeDefined();
    await expectRefusal(put(sized(what === 'of trust' ? TRUST : ALLOWING, quota + 1)), [409, 'LimitExceeded'], message);
  });
});

test('a role has ten attachments at most', async () => {
  for (let policy = 1; policy <= 10; policy++) await attach(await createPolicy(`policy-${last}-${policy}`));
  await expectRefusal(attach(), [409, 'LimitExceeded'], 'Cannot exceed quota for PoliciesPerRole: 10');
});

test('the update of a role changes what it names, and nothing else', async () => {
  await iam.send(new UpdateRoleCommand({ RoleName: role, MaxSessionDuration: 7200 }));
  await iam.send(new UpdateRoleCommand({ RoleName: role }));
  const { Role: updated } = await iam.send(new GetRoleCommand({ RoleName: role }));
  expect(updated).toMatchObject({ MaxSessionDuration: 7200, Description: 'as it was' });
});

test.each([3599, 43_201])('a session does not last %d seconds', (duration) =>
  expectRefusal(
    iam.send(new UpdateRoleCommand({ RoleName: role, MaxSessionDuration: duration })),
    [400, 'ValidationError'],
    `Value '${duration}' at 'maxSessionDuration' failed to satisfy constraint`,
  ),
);

async function expectRefusal(
  asked: Promise<unknown>,
  [status, code]: [status: number, code: string],
  message: string,
): Promise<void> {
  const error = (await asked.catch((thrown: unknown) => thrown)) as IAMServiceException;
  expect([error.$metadata.httpStatusCode, error.name.replace(/Exception$/, '')]).toEqual([status, code]);
  expect(error.message).toContain(message);
}

async function createPolicy(name: string): Promise<string> {
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: ALLOWING }));
  return Policy!.Arn!;
}

const deleteRole = () => iam.send(new DeleteRoleCommand({ RoleName: role }));
const deletePolicy = () => iam.send(new DeletePolicyCommand({ PolicyArn: policyArn }));
const attach = (arn = policyArn) => iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: arn }));
const updateTrust = (document: string) =>
  iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: role, PolicyDocument: document }));
const addVersion = () =>
  iam.send(new CreatePolicyVersionCommand({ PolicyArn: policyArn, PolicyDocument: ALLOWING, SetAsDefault: true }));

function trusting(principal: object): string {
  return documentOf({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' });
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: '', ...statement }] });
}

/** A document of exactly this many characters, and a few that do not count. */
function sized(document: string, size: number): string {
  return document.replace('"Sid":""', `"Sid": "${'x'.repeat(size - document.length)}"`);
}
