/**
 * The sandbox's stand-in for the AWS provider, which can't be had from any package registry: the three resource types of
 * this project, with the behaviour of the real provider, on whatever AWS the environment points at (AWS_ENDPOINT_URL_IAM).
 * It is started by the engine as `pulumi-resource-aws`.
 */
import { IAMClient } from '@aws-sdk/client-iam';
import { version } from '@pulumi/aws/package.json';
import { log } from '@pulumi/pulumi';
import { main, type Provider } from '@pulumi/pulumi/provider';
import { policy } from './policy';
import type { Properties, ResourceType } from './resource';
import { role } from './role';
import { rolePolicyAttachment } from './role-policy-attachment';

const TYPES: Readonly<Record<string, ResourceType>> = {
  'aws:iam/policy:Policy': policy,
  'aws:iam/role:Role': role,
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': rolePolicyAttachment,
};

/** How an unknown value (an output of a resource that is not created yet) arrives in a preview. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

const iam = new IAMClient({ region: process.env.AWS_REGION ?? 'us-east-1' });

const provider: Provider = {
  version,
  getSchema: async () => JSON.stringify({ name: 'aws', version }),

  async check(urn, _olds, news) {
    const type = typeOf(urn);
    const inputs: Properties = { ...type.defaults, ...withoutUndefined(news) };
    return { inputs, failures: type.check(inputs) };
  },

  async diff(_id, urn, state, inputs) {
    const type = typeOf(urn);
    const changed = type.inputs.filter((property) => isChanged(type, property, state[property], inputs[property]));
    const replaces = changed.filter((property) => type.replacing.includes(property));
    // Names are explicit here, so the new resource can't be created beside the old one.
    return { changes: changed.length > 0, replaces, deleteBeforeReplace: replaces.length > 0 };
  },

  async create(urn, inputs) {
    const { id, state } = await typeOf(urn).create(iam, inputs);
    return { id, outs: withoutUndefined(state) };
  },

  async read(id, urn, state = {}) {
    const type = typeOf(urn);
    const found = await type.read(iam, id);
    if (!found) return { id: '', props: {} };
    const read = withoutUndefined({ ...onlyInputs(state, type), ...found });
    return { id, props: read, inputs: onlyInputs(read, type) };
  },

  async update(id, urn, state, inputs) {
    return { outs: withoutUndefined(await typeOf(urn).update(iam, id, state, inputs)) };
  },

  async delete(id, urn, state) {
    await typeOf(urn).delete(iam, id, state);
  },
};

function typeOf(urn: string): ResourceType {
  const token = urn.split('::')[2]!.split('$').at(-1)!;
  const type = TYPES[token];
  if (!type) throw new Error(`The sandbox's AWS provider does not know ${token}.`);
  return type;
}

function isChanged(type: ResourceType, property: string, before: any, after: any): boolean {
  if (after === UNKNOWN) return true;
  if (isEmpty(before) && isEmpty(after)) return false;
  if (type.isSame?.(property, before, after)) return false;
  return JSON.stringify(sorted(before)) !== JSON.stringify(sorted(after));
}

function isEmpty(value: any): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function sorted(value: any): any {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

function onlyInputs(state: Properties, type: ResourceType): Properties {
  return Object.fromEntries(Object.entries(state).filter(([property]) => type.inputs.includes(property)));
}

function withoutUndefined(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

void log;
void main(provider, process.argv.slice(2));
