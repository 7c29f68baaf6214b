import { collected } from './recorded-events';
import { ATTACHMENT_TYPE, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

const ARN = 'arn:aws:iam::123456789012:policy/churn-prod';
const EVERYTHING_IN_S3 = '{"Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}';
const EVERYBODY =
  '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"AWS":"*"}}],"Version":"2012-10-17"}';

/** The paths of the properties that change, by the type of the resource. */
function pathsOf({ changes }: ReturnType<typeof collected>) {
  return Object.fromEntries(changes.map(({ type, properties }) => [type, properties.map(({ path }) => path).sort()]));
}

describe('drift', () => {
  it('is a policy document that was changed by hand, though the inputs are the same on both sides', () => {
    const { changes, resources } = collected('drift', 'drift-policy-changed-by-hand');
    expect(changes).toMatchObject([{ type: POLICY_TYPE, operation: 'update', status: 'drifted', id: ARN }]);
    expect(changes[0]!.properties).toEqual([
      property('policy', expect.stringContaining('sagemaker:InvokeEndpoint'), EVERYTHING_IN_S3),
    ]);
    expect(resources[POLICY_TYPE]!.after!.policy).toBe(EVERYTHING_IN_S3);
    // Word for word as the program has it, where the state has it in the bridge's order.
    expect(resources[POLICY_TYPE]!.before!.policy).toMatch(/^\{"Version":"2012-10-17","Statement"/);
  });

  it('is a trust policy that was changed by hand', () => {
    const { changes, resources } = collected('drift', 'drift-trust-only');
    expect(changes).toMatchObject([{ type: ROLE_TYPE, operation: 'update', status: 'drifted' }]);
    expect(changes[0]!.properties).toEqual([
      property('assumeRolePolicy', expect.stringContaining('sagemaker.amazonaws.com'), EVERYBODY),
    ]);
    expect(resources[ROLE_TYPE]!.after!.assumeRolePolicy).toBe(EVERYBODY);
  });

  it('is every property of the role, those that the program does not set among them, and each tag once', () => {
    const result = collected('drift', 'drift-role-trust-boundary-description-tags');
    expect(pathsOf(result)).toEqual({
      [ROLE_TYPE]: [
        ...['assumeRolePolicy', 'description', 'maxSessionDuration', 'permissionsBoundary'],
        ...['tags.env', 'tags.new', 'tags.team'],
      ],
    });
  });

  it.each([
    ['attachment', 'drift-attachment-gone', ATTACHMENT_TYPE],
    ['role', 'drift-role-gone', ROLE_TYPE],
  ])('is an %s that is gone', (_, name, type) => {
    expect(collected('drift', name).changes).toContainEqual(
      expect.objectContaining({ type, operation: 'delete', status: 'drifted', properties: [] }),
    );
  });
});

describe('a preview with refresh', () => {
  it('starts from what AWS has, and tells what was changed by hand', () => {
    const { changes, outside, resources, beginning } = collected('planned', 'preview-refresh-policy-changed-by-hand');
    expect([...beginning.values()].map(({ policy }) => policy)).toContain(EVERYTHING_IN_S3);
    expect(changes).toMatchObject([{ type: POLICY_TYPE, operation: 'update', status: 'planned' }]);
    expect(changes[0]!.properties).toEqual([
      property('policy', EVERYTHING_IN_S3, expect.stringContaining('sagemaker:InvokeEndpoint')),
    ]);
    expect(resources[POLICY_TYPE]!.before!.policy).toBe(EVERYTHING_IN_S3);
    expect(outside).toMatchObject([{ type: POLICY_TYPE, operation: 'update', status: 'drifted' }]);
  });
});

describe('up', () => {
  it('of a new stack has each property once', () => {
    const { changes, errors } = collected('applied', 'up-new');
    expect(errors).toEqual([]);
    expect(changes.map(({ operation, status }) => `${operation} ${status}`)).toEqual(Array(3).fill('create done'));
    expect(pathsOf({ changes } as never)[ROLE_TYPE]).toEqual([
      ...['assumeRolePolicy', 'forceDetachPolicies', 'maxSessionDuration', 'name', 'path', 'tags.env', 'tags.team'],
    ]);
  });

  it.each([
    ['the document', 'up-changed-document', { [POLICY_TYPE]: ['policy'] }],
    ['settings of the role', 'up-settings', { [ROLE_TYPE]: ['maxSessionDuration', 'permissionsBoundary'] }],
  ])('changes %s, and nothing else', (_, name, paths) => {
    const result = collected('applied', name);
    expect(pathsOf(result)).toEqual(paths);
    expect(result.changes.every(({ status, unmet }) => status === 'done' && unmet === undefined)).toBe(true);
  });

  it('that fails tells once why, in AWS’s words, on the resource that it is about', () => {
    const { changes, errors } = collected('applied', 'up-trust-denied');
    const denied =
      /^updating IAM Role \(churn-prod\) assume role policy: (?:operation error IAM: UpdateAssumeRolePolicy, .*)?AccessDenied: User: .* is not authorized to perform: iam:UpdateAssumeRolePolicy/;
    expect(errors).toEqual([expect.stringMatching(denied)]);
    expect(changes).toMatchObject([{ type: ROLE_TYPE, status: 'failed', error: expect.stringMatching(denied) }]);
    expect(changes[0]!.error).not.toMatch(/operation error|RequestID/);
  });
});

describe('after a failed update, whose plan the state has for what is there', () => {
  it('a preview starts from the last update that succeeded', () => {
    const { changes, resources } = collected('planned', 'preview-after-failed-update');
    expect(pathsOf({ changes } as never)).toEqual({ [ROLE_TYPE]: ['assumeRolePolicy'] });
    expect(resources[ROLE_TYPE]!.before!.assumeRolePolicy).toContain('aws:SourceArn');
    expect(resources[ROLE_TYPE]!.after!.assumeRolePolicy).not.toContain('aws:SourceArn');
  });

  it('an update that the engine calls done is not, where AWS has something else', () => {
    const { changes, resources } = collected('applied', 'up-after-failed-update');
    expect(changes).toMatchObject([{ type: ROLE_TYPE, operation: 'update', status: 'failed' }]);
    expect(changes[0]!.unmet).toEqual([
      property(
        'assumeRolePolicy',
        expect.stringContaining('aws:SourceArn'),
        expect.not.stringContaining('aws:SourceArn'),
      ),
    ]);
    expect(resources[ROLE_TYPE]!.after!.assumeRolePolicy).toContain('aws:SourceArn');
  });
});

it('tells why a deletion fails once, in a sentence without the request', () => {
  const { changes, errors } = collected('applied', 'destroy-inline-policy');
  expect(errors).toHaveLength(1);
  expect(changes.find(({ type }) => type === ROLE_TYPE)).toMatchObject({
    status: 'failed',
    error: 'deleting IAM Role (churn-prod): DeleteConflict: Cannot delete entity, must delete policies first.',
  });
});
