import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { required } from './checks';
import { inContext, unlessGone } from './errors';
import type { ResourceType } from './resource';

export const rolePolicyAttachment: ResourceType = {
  defaults: {},
  inputs: ['role', 'policyArn'],
  replacing: ['role', 'policyArn'],

  check: (inputs) => required(inputs, 'role', 'policyArn'),

  async create(iam, { role, policyArn }) {
    const request = new AttachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn });
    const doing = `attaching IAM Policy (${policyArn}) to IAM Role (${role})`;
    await inContext(doing, 'AttachRolePolicy', iam.send(request));
    return { id: `${role}/${policyArn}`, state: { role, policyArn } };
  },

  async read(iam, id) {
    const { role, policyArn } = partsOf(id);
    const request = iam.send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
    const found = await unlessGone(inContext(`reading attachment (${id})`, 'ListAttachedRolePolicies', request));
    const isAttached = found?.AttachedPolicies?.some(({ PolicyArn }) => PolicyArn === policyArn);
    return isAttached ? { role, policyArn } : undefined;
  },

  update: () => Promise.reject(new Error('An attachment is replaced, never updated.')),

  async delete(iam, id, { role, policyArn }) {
    const request = iam.send(new DetachRolePolicyCommand({ RoleName: role, PolicyArn: policyArn }));
    await unlessGone(inContext(`detaching (${id})`, 'DetachRolePolicy', request));
  },
};

/** An id is `ROLE/POLICY_ARN`, and a role's name has no slash. */
function partsOf(id: string): { role: string; policyArn: string } {
  const slash = id.indexOf('/');
  return { role: id.slice(0, slash), policyArn: id.slice(slash + 1) };
}
