import {
  DeleteRolePolicyCommand,
  GetRolePolicyCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { isDocument, required } from './checks';
import { inContext, unlessGone } from './errors';
import type { Properties, ResourceType } from './resource';
import { areEquivalent } from '../../src/iam/policy/canonical';

/** https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicy/ */
export const rolePolicy: ResourceType = {
  defaults: {},
  inputs: ['role', 'name', 'policy'],
  replacing: ['role', 'name'],
  isSame: (property, before, after) => property === 'policy' && areEquivalent(before, after),

  check: (inputs) => [...required(inputs, 'role', 'policy'), ...isDocument(inputs, 'policy', 10_240)],

  async create(iam, inputs) {
    await put(iam, inputs);
    return { id: `${inputs.role}:${inputs.name}`, state: inputs };
  },

  async read(iam, id) {
    const [RoleName, PolicyName] = partsOf(id);
    const request = iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    const found = await unlessGone(inContext(`reading IAM Role Policy (${id})`, 'GetRolePolicy', request));
    return found && { role: RoleName, name: PolicyName, policy: decodeURIComponent(found.PolicyDocument!) };
  },

  async update(iam, _, __, inputs) {
    await put(iam, inputs);
    return inputs;
  },

  async delete(iam, id) {
    const [RoleName, PolicyName] = partsOf(id);
    const request = iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    await unlessGone(inContext(`deleting IAM Role Policy (${id})`, 'DeleteRolePolicy', request));
  },
};

async function put(iam: IAMClient, { role, name, policy }: Properties): Promise<void> {
  const request = new PutRolePolicyCommand({ RoleName: role, PolicyName: name, PolicyDocument: policy });
  await inContext(`putting IAM Role Policy (${role}:${name})`, 'PutRolePolicy', iam.send(request));
}

/** An id is `ROLE:NAME`, and neither has a colon. */
function partsOf(id: string): [role: string, name: string] {
  const [role, name] = id.split(':');
  return [role!, name!];
}
