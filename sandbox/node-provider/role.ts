import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { atMost, isDocument, required } from './checks';
import { inContext, unlessGone } from './errors';
import type { Properties, ResourceType } from './resource';
import { fromTagList, tagChanges, toTagList } from './tags';
import { areEquivalent } from '../../src/iam/policy/canonical';

export const role: ResourceType = {
  defaults: { path: '/', maxSessionDuration: 3600, forceDetachPolicies: false },
  inputs: [
    ...['name', 'path', 'description', 'assumeRolePolicy', 'maxSessionDuration', 'permissionsBoundary', 'tags'],
    'forceDetachPolicies',
  ],
  outputs: ['arn'],
  replacing: ['name', 'path'],
  isSame: (property, before, after) => property === 'assumeRolePolicy' && areEquivalent(before, after),

  check: (inputs) => [
    ...required(inputs, 'assumeRolePolicy'),
    ...atMost(inputs, 'name', 64),
    ...atMost(inputs, 'description', 1000),
    ...isDocument(inputs, 'assumeRolePolicy', 2048),
  ],

  async create(iam, inputs) {
    const request = new CreateRoleCommand({
      RoleName: inputs.name,
      Path: inputs.path,
      Description: inputs.description,
      AssumeRolePolicyDocument: inputs.assumeRolePolicy,
      MaxSessionDuration: inputs.maxSessionDuration,
      PermissionsBoundary: inputs.permissionsBoundary,
      Tags: toTagList(inputs.tags),
    });
    await inContext(`creating IAM Role (${inputs.name})`, 'CreateRole', iam.send(request));
    return { id: inputs.name, state: { ...(await role.read(iam, inputs.name))!, ...notInAws(inputs) } };
  },

  async read(iam, id) {
    const doing = `reading IAM Role (${id})`;
    const found = await unlessGone(inContext(doing, 'GetRole', iam.send(new GetRoleCommand({ RoleName: id }))));
    if (!found) return undefined;
    const { Role } = found;
    const attached = new ListAttachedRolePoliciesCommand({ RoleName: id });
    const { AttachedPolicies } = await inContext(doing, 'ListAttachedRolePolicies', iam.send(attached));
    const listed = new ListRolePoliciesCommand({ RoleName: id });
    const { PolicyNames = [] } = await inContext(doing, 'ListRolePolicies', iam.send(listed));
    for (const PolicyName of PolicyNames) {
      const inline = new GetRolePolicyCommand({ RoleName: id, PolicyName });
      await inContext(doing, 'GetRolePolicy', iam.send(inline));
    }
    return {
      arn: Role!.Arn,
      name: Role!.RoleName,
      path: Role!.Path,
      description: Role!.Description || undefined,
      assumeRolePolicy: decodeURIComponent(Role!.AssumeRolePolicyDocument!),
      maxSessionDuration: Role!.MaxSessionDuration,
      permissionsBoundary: Role!.PermissionsBoundary?.PermissionsBoundaryArn,
      createDate: Role!.CreateDate?.toISOString(),
      uniqueId: Role!.RoleId,
      managedPolicyArns: (AttachedPolicies ?? []).map(({ PolicyArn }) => PolicyArn),
      tags: fromTagList(Role!.Tags),
      tagsAll: fromTagList(Role!.Tags),
    };
  },

  async update(iam, id, before, inputs) {
    const doing = `updating IAM Role (${id})`;
    const RoleName = id;
    if (!areEquivalent(before.assumeRolePolicy, inputs.assumeRolePolicy)) {
      const trust = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: inputs.assumeRolePolicy });
      await inContext(doing, 'UpdateAssumeRolePolicy', iam.send(trust));
    }
    if (before.maxSessionDuration !== inputs.maxSessionDuration || before.description !== inputs.description) {
      const { description: Description = '', maxSessionDuration: MaxSessionDuration } = inputs;
      await inContext(
        doing,
        'UpdateRole',
        iam.send(new UpdateRoleCommand({ RoleName, Description, MaxSessionDuration })),
      );
    }
    if (before.permissionsBoundary !== inputs.permissionsBoundary) {
      await setBoundary(iam, RoleName, inputs.permissionsBoundary);
    }
    const { removed, added } = tagChanges(before.tags, inputs.tags);
    if (removed.length > 0) {
      await inContext(doing, 'UntagRole', iam.send(new UntagRoleCommand({ RoleName, TagKeys: removed })));
    }
    if (added.length > 0) await inContext(doing, 'TagRole', iam.send(new TagRoleCommand({ RoleName, Tags: added })));
    return { ...(await role.read(iam, id))!, ...notInAws(inputs) };
  },

  async delete(iam, id, state) {
    const doing = `deleting IAM Role (${id})`;
    const profiles = new ListInstanceProfilesForRoleCommand({ RoleName: id });
    await unlessGone(inContext(doing, 'ListInstanceProfilesForRole', iam.send(profiles)));
    if (state.forceDetachPolicies) await detachAll(iam, id);
    await unlessGone(inContext(doing, 'DeleteRole', iam.send(new DeleteRoleCommand({ RoleName: id }))));
  },
};

/** Settings of the provider that AWS knows nothing of. */
function notInAws({ forceDetachPolicies }: Properties): Properties {
  return { forceDetachPolicies };
}

async function setBoundary(iam: IAMClient, RoleName: string, boundary: string | undefined): Promise<void> {
  const doing = `updating IAM Role (${RoleName})`;
  if (boundary === undefined) {
    const request = new DeleteRolePermissionsBoundaryCommand({ RoleName });
    await inContext(doing, 'DeleteRolePermissionsBoundary', iam.send(request));
  } else {
    const request = new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary });
    await inContext(doing, 'PutRolePermissionsBoundary', iam.send(request));
  }
}

async function detachAll(iam: IAMClient, RoleName: string): Promise<void> {
  const attached = await unlessGone(iam.send(new ListAttachedRolePoliciesCommand({ RoleName })));
  for (const { PolicyArn } of attached?.AttachedPolicies ?? []) {
    await unlessGone(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  }
}
