import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
  TagPolicyCommand,
  UntagPolicyCommand,
} from '@aws-sdk/client-iam';
import { atMost, isDocument, required } from './checks';
import { inContext, unlessGone } from './errors';
import type { ResourceType } from './resource';
import { fromTagList, tagChanges, toTagList } from './tags';
import { areEquivalent } from '../../src/iam/policy/canonical';

const MAX_VERSIONS = 5;

export const policy: ResourceType = {
  defaults: { path: '/' },
  inputs: ['name', 'path', 'description', 'policy', 'tags'],
  replacing: ['name', 'path', 'description'],
  isSame: (property, before, after) => property === 'policy' && areEquivalent(before, after),

  check: (inputs) => [
    ...required(inputs, 'policy'),
    ...atMost(inputs, 'name', 128),
    ...atMost(inputs, 'description', 1000),
    ...isDocument(inputs, 'policy', 6144),
  ],

  async create(iam, inputs) {
    const request = new CreatePolicyCommand({
      PolicyName: inputs.name,
      Path: inputs.path,
      Description: inputs.description,
      PolicyDocument: inputs.policy,
      Tags: toTagList(inputs.tags),
    });
    const { Policy } = await inContext(`creating IAM Policy (${inputs.name})`, 'CreatePolicy', iam.send(request));
    return { id: Policy!.Arn!, state: (await policy.read(iam, Policy!.Arn!))! };
  },

  async read(iam, id) {
    const doing = `reading IAM Policy (${id})`;
    const found = await unlessGone(inContext(doing, 'GetPolicy', iam.send(new GetPolicyCommand({ PolicyArn: id }))));
    if (!found) return undefined;
    const { Policy } = found;
    const version = new GetPolicyVersionCommand({ PolicyArn: id, VersionId: Policy!.DefaultVersionId });
    const { PolicyVersion } = await inContext(doing, 'GetPolicyVersion', iam.send(version));
    return {
      arn: id,
      name: Policy!.PolicyName,
      path: Policy!.Path,
      description: Policy!.Description,
      policy: decodeURIComponent(PolicyVersion!.Document!),
      policyId: Policy!.PolicyId,
      attachmentCount: Policy!.AttachmentCount,
      tags: fromTagList(Policy!.Tags),
      tagsAll: fromTagList(Policy!.Tags),
    };
  },

  async update(iam, id, before, inputs) {
    const doing = `updating IAM Policy (${id})`;
    if (!areEquivalent(before.policy, inputs.policy)) {
      await makeRoomForVersion(iam, id);
      const version = new CreatePolicyVersionCommand({ PolicyArn: id, PolicyDocument: inputs.policy });
      const { PolicyVersion } = await inContext(doing, 'CreatePolicyVersion', iam.send(version));
      const standard = new SetDefaultPolicyVersionCommand({ PolicyArn: id, VersionId: PolicyVersion!.VersionId });
      await inContext(doing, 'SetDefaultPolicyVersion', iam.send(standard));
    }
    const { removed, added } = tagChanges(before.tags, inputs.tags);
    if (removed.length > 0) {
      await inContext(doing, 'UntagPolicy', iam.send(new UntagPolicyCommand({ PolicyArn: id, TagKeys: removed })));
    }
    if (added.length > 0) {
      await inContext(doing, 'TagPolicy', iam.send(new TagPolicyCommand({ PolicyArn: id, Tags: added })));
    }
    return (await policy.read(iam, id))!;
  },

  async delete(iam, id) {
    const doing = `deleting IAM Policy (${id})`;
    for (const VersionId of await otherVersions(iam, id)) {
      const version = new DeletePolicyVersionCommand({ PolicyArn: id, VersionId });
      await unlessGone(inContext(doing, 'DeletePolicyVersion', iam.send(version)));
    }
    await unlessGone(inContext(doing, 'DeletePolicy', iam.send(new DeletePolicyCommand({ PolicyArn: id }))));
  },
};

async function makeRoomForVersion(iam: IAMClient, id: string): Promise<void> {
  const others = await otherVersions(iam, id);
  if (others.length < MAX_VERSIONS - 1) return;
  const request = new DeletePolicyVersionCommand({ PolicyArn: id, VersionId: others.at(-1) });
  await inContext(`updating IAM Policy (${id})`, 'DeletePolicyVersion', iam.send(request));
}

/** The versions that are not the default one, newest first. */
async function otherVersions(iam: IAMClient, id: string): Promise<string[]> {
  const request = new ListPolicyVersionsCommand({ PolicyArn: id });
  const found = await unlessGone(inContext(`reading IAM Policy (${id})`, 'ListPolicyVersions', iam.send(request)));
  const numberOf = (version: string) => Number(version.slice(1));
  return (found?.Versions ?? [])
    .filter((version) => !version.IsDefaultVersion)
    .map((version) => version.VersionId!)
    .sort((a, b) => numberOf(b) - numberOf(a));
}
