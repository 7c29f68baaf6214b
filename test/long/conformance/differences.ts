import { isDeepStrictEqual } from 'node:util';
import type { Difference } from './compare';

/** A way in which the providers differ, and why that is no fault. */
export interface KnownDifference {
  readonly reason: string;
  readonly covers: (difference: Difference) => boolean;
}

const ofInputs = ({ aspect }: Difference) => aspect.endsWith(' inputs');
const ofOutputs = ({ aspect }: Difference) => aspect.endsWith(' outputs');
const names =
  (...properties: string[]) =>
  ({ property }: Difference) =>
    properties.includes(property);

const namesDocument = names('policy', 'assumeRolePolicy');
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
const isUnknown = (value: unknown) => value === '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** Where the stack's state is that of a failed update. */
const isAfterFailure = ({ scene }: Difference) => scene.endsWith('denied');

/** Every difference between the two is one of these; one that no longer occurs goes. */
export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    reason: 'The bridge keeps which inputs are defaults, and how its values relate to those of Terraform.',
    covers: names('__defaults', '__pulumi_raw_state_delta'),
  },
  {
    reason: 'pulumi-aws puts all tags into tagsAll before the inputs are checked; the one in Node knows them from AWS.',
    covers: ({ property }) => property.startsWith('tagsAll'),
  },
  {
    reason: 'The bridge compares maps key by key, the one in Node as a whole.',
    covers: ({ aspect, property }) => aspect === 'detailedDiff' && /^tags(\.|$)/.test(property),
  },
  {
    reason: 'The bridge has the id among the outputs as well.',
    covers: (difference) => ofOutputs(difference) && difference.property === 'id',
  },
  {
    reason: 'Terraform has an empty value for what is not there, the one in Node has none.',
    covers: (difference) => ofOutputs(difference) && isEmpty(difference.bridge) && isEmpty(difference.node),
  },
  {
    reason: 'So what is new was empty before: it is updated with the bridge, and added with the one in Node.',
    covers: (difference) =>
      names('description', 'permissionsBoundary')(difference) &&
      isDeepStrictEqual([difference.aspect, difference.bridge, difference.node], ['detailedDiff', 'update', 'add']),
  },
  {
    reason: 'The bridge plans everything that is known later, the one in Node only what is given.',
    covers: (difference) => ofOutputs(difference) && isUnknown(difference.bridge) && difference.node === undefined,
  },
  {
    reason: 'A document in the state of Terraform is in its normal form, with sorted keys.',
    covers: (difference) =>
      ofOutputs(difference) && namesDocument(difference) && saySame(difference.bridge, difference.node),
  },
  {
    reason: 'After a refresh the bridge keeps the inputs of documents, which have a state function, as they were.',
    covers: (difference) => ofInputs(difference) && namesDocument(difference) && isByHand(difference),
  },
  {
    reason: 'After a refresh the bridge has no inputs, and no keys of them, that were not there before.',
    covers: (difference) =>
      ofInputs(difference) && names('description', 'permissionsBoundary', 'tags')(difference) && isByHand(difference),
  },
  {
    reason:
      'An update in Terraform keeps what was planned for a set, whatever is read after it: only a refresh finds it.',
    covers: (difference) =>
      ofOutputs(difference) && difference.property === 'managedPolicyArns' && isDeepStrictEqual(difference.bridge, []),
  },
  {
    reason: 'Terraform has the inline policies of others in its state, the one in Node has none.',
    covers: (difference) =>
      ofOutputs(difference) &&
      difference.property === 'inlinePolicies' &&
      Array.isArray(difference.bridge) &&
      !isEmpty(difference.bridge),
  },
  {
    reason: 'A failed update leaves the plan in the state with the bridge, and what was before with the one in Node.',
    covers: (difference) =>
      isAfterFailure(difference) &&
      difference.resource === 'role' &&
      difference.aspect !== 'error' &&
      (difference.op === 'update failed' || difference.aspect === 'step' || difference.property === 'assumeRolePolicy'),
  },
  {
    reason: 'The bridge wraps errors, and counts them.',
    covers: ({ aspect, bridge, node }) =>
      aspect === 'error' && /^(deleting urn|1 error occurred)/.test(String(bridge)) && typeof node === 'string',
  },
  {
    reason: 'With inline policies in the state, Terraform deletes all of them with the role; the one in Node none.',
    covers: ({ scene, command, resource, aspect }) =>
      isDeepStrictEqual(
        [scene, command, resource, aspect],
        ['left over inline policy', 'refreshed destroy', 'role', 'step'],
      ),
  },
];

function isByHand({ scene }: Difference): boolean {
  return scene.endsWith(' by hand');
}

function saySame(one: unknown, other: unknown): boolean {
  const areTexts = typeof one === 'string' && typeof other === 'string';
  return areTexts && isDeepStrictEqual(JSON.parse(one), JSON.parse(other));
}
