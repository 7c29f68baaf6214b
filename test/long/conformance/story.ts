import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  type IAMClient,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagPolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import type { Access } from './access';

/** How the engine is called; `repair` is up with a refresh before. */
export type Command = 'preview' | 'up' | 'drift' | 'refreshed preview' | 'repair' | 'destroy' | 'refreshed destroy';

/** Something that happens, and what the engine is then asked to do. */
export interface Scene {
  readonly name: string;
  readonly commands: readonly Command[];
  /** What changes of what is wanted, for this scene and all that follow. */
  readonly wanted?: (access: Access) => Access;
  /** What somebody does in AWS before. */
  readonly byHand?: (iam: IAMClient) => Promise<unknown>;
}

const NAME = 'churn';
const POLICY_ARN = `arn:aws:iam::123456789012:policy/${NAME}`;
const BOUNDARY_NAME = 'boundary';
const BOUNDARY = `arn:aws:iam::123456789012:policy/${BOUNDARY_NAME}`;

const allow = (...actions: string[]) => ({ Effect: 'Allow', Action: actions, Resource: '*' });
const documentOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trustOf = (service: string) =>
  documentOf({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });

export const START: Access = {
  policy: { name: NAME, path: '/', description: 'About.', policy: documentOf(allow('s3:GetObject', 's3:PutObject')), tags: { env: 'prod', team: 'ml' } }, // prettier-ignore
  role: { name: NAME, path: '/', assumeRolePolicy: trustOf('sagemaker.amazonaws.com'), maxSessionDuration: 3600, tags: { env: 'prod', team: 'ml' } }, // prettier-ignore
};

const policy =
  (change: Partial<Access['policy']>) =>
  (access: Access): Access => ({ ...access, policy: { ...access.policy, ...change } });
const role =
  (change: Partial<Access['role']>) =>
  (access: Access): Access => ({ ...access, role: { ...access.role, ...change } });
const both =
  (change: Pick<Access['policy'] & Access['role'], 'tags'> | Pick<Access['policy'] & Access['role'], 'path'>) =>
  (access: Access): Access =>
    role(change)(policy(change)(access));

const DENIAL = { UserName: 'admin', PolicyName: 'denied' };
const DRIFT: readonly Command[] = ['drift', 'repair'];

/** Everything that happens to a stack of the Action: made, changed in each property, changed by hand, replaced, removed. */
export const STORY: readonly Scene[] = [
  {
    name: 'new',
    commands: ['preview', 'up'],
    // Of another stack, and there before any role is bounded by it.
    byHand: (iam) =>
      iam.send(new CreatePolicyCommand({ PolicyName: BOUNDARY_NAME, PolicyDocument: documentOf(allow('s3:*')) })),
  },
  { name: 'nothing changed', commands: ['up'] },
  {
    name: 'the document in another form',
    commands: ['up'],
    wanted: policy({ policy: documentOf(allow('s3:PutObject', 's3:GetObject')).replaceAll(',', ', ') }),
  },
  { name: 'another document', commands: ['up'], wanted: policy({ policy: documentOf(allow('s3:GetObject')) }) },
  { name: 'another trust', commands: ['up'], wanted: role({ assumeRolePolicy: trustOf('ec2.amazonaws.com') }) },
  { name: 'a boundary', commands: ['up'], wanted: role({ permissionsBoundary: BOUNDARY }) },
  { name: 'no boundary', commands: ['up'], wanted: role({ permissionsBoundary: undefined }) },
  { name: 'longer sessions', commands: ['up'], wanted: role({ maxSessionDuration: 7200 }) },
  { name: 'a description', commands: ['up'], wanted: role({ description: 'For the model.' }) },
  { name: 'no description', commands: ['up'], wanted: role({ description: undefined }) },
  { name: 'detached by force', commands: ['up'], wanted: role({ forceDetachPolicies: true }) },
  { name: 'not detached by force', commands: ['up'], wanted: role({ forceDetachPolicies: undefined }) },
  { name: 'other tags', commands: ['preview', 'up'], wanted: both({ tags: { team: 'mlops', cost: '7' } }) },
  { name: 'a tag without a value', commands: ['up'], wanted: both({ tags: { team: 'mlops', cost: '' } }) },
  { name: 'no tags', commands: ['up'], wanted: both({ tags: undefined }) },
  { name: 'tags again', commands: ['up'], wanted: both({ tags: { env: 'prod', team: 'ml' } }) },
  {
    name: 'another trust, which is denied',
    commands: ['up'],
    wanted: role({ assumeRolePolicy: trustOf('sagemaker.amazonaws.com') }),
    byHand: (iam) =>
      iam.send(
        new PutUserPolicyCommand({
          ...DENIAL,
          PolicyDocument: documentOf({ Effect: 'Deny', Action: 'iam:UpdateAssumeRolePolicy', Resource: '*' }),
        }),
      ),
  },
  {
    name: 'the same, no longer denied',
    commands: ['preview', 'up', 'repair'],
    byHand: (iam) => iam.send(new DeleteUserPolicyCommand(DENIAL)),
  },
  {
    name: 'document by hand',
    commands: ['drift', 'refreshed preview', 'repair'],
    byHand: (iam) =>
      iam.send(
        new CreatePolicyVersionCommand({
          PolicyArn: POLICY_ARN,
          PolicyDocument: documentOf(allow('s3:*')),
          SetAsDefault: true,
        }),
      ),
  },
  {
    name: 'trust by hand',
    commands: DRIFT,
    byHand: (iam) =>
      iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: NAME, PolicyDocument: trustOf('lambda.amazonaws.com') })),
  },
  {
    name: 'boundary by hand',
    commands: DRIFT,
    byHand: (iam) => iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: NAME, PermissionsBoundary: BOUNDARY })),
  },
  {
    name: 'description and session by hand',
    commands: DRIFT,
    byHand: (iam) =>
      iam.send(new UpdateRoleCommand({ RoleName: NAME, Description: 'By hand.', MaxSessionDuration: 43200 })),
  },
  {
    name: 'tags by hand',
    commands: DRIFT,
    async byHand(iam) {
      await iam.send(new UntagRoleCommand({ RoleName: NAME, TagKeys: ['env'] }));
      await iam.send(new TagRoleCommand({ RoleName: NAME, Tags: [{ Key: 'new', Value: 'x' }] }));
      await iam.send(new TagPolicyCommand({ PolicyArn: POLICY_ARN, Tags: [{ Key: 'team', Value: 'other' }] }));
    },
  },
  {
    name: 'inline policy by hand',
    commands: DRIFT,
    byHand: (iam) =>
      iam.send(
        new PutRolePolicyCommand({ RoleName: NAME, PolicyName: 'more', PolicyDocument: documentOf(allow('iam:*')) }),
      ),
  },
  {
    name: 'attachment gone',
    commands: DRIFT,
    async byHand(iam) {
      await iam.send(new DeleteRolePolicyCommand({ RoleName: NAME, PolicyName: 'more' }));
      await iam.send(new DetachRolePolicyCommand({ RoleName: NAME, PolicyArn: POLICY_ARN }));
    },
  },
  { name: 'another path', commands: ['preview', 'up'], wanted: both({ path: '/models/' }) },
  { name: 'another description of the policy', commands: ['up'], wanted: policy({ description: 'More.' }) },
  { name: 'another name of the role', commands: ['up'], wanted: role({ name: `${NAME}-2` }) },
  {
    name: 'role gone',
    commands: DRIFT,
    async byHand(iam) {
      const RoleName = `${NAME}-2`;
      await iam.send(
        new DetachRolePolicyCommand({ RoleName, PolicyArn: POLICY_ARN.replace('policy/', 'policy/models/') }),
      );
      await iam.send(new DeleteRoleCommand({ RoleName }));
    },
  },
  {
    name: 'left over inline policy',
    commands: ['destroy', 'refreshed destroy'],
    byHand: (iam) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: `${NAME}-2`,
          PolicyName: 'more',
          PolicyDocument: documentOf(allow('iam:*')),
        }),
      ),
  },
];
