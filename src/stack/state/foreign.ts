import { isObject, type JsonObject } from '../../shared/json';
import { COMPONENT } from '../beginning';

const PROVIDER = 'pulumi:providers:aws';

/** The engine is this one itself: by it a program asks what its stack remembers. */
const BUILT_IN = 'pulumi:providers:pulumi';

/** What the provider has in AWS. */
const IN_AWS = [
  'aws:iam/policy:Policy',
  'aws:iam/role:Role',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
] as const;

/** All that the Action ever makes, and whether a plugin does it. */
const OURS: ReadonlyMap<string, boolean> = new Map([
  ...['pulumi:pulumi:Stack', COMPONENT].map((type) => [type, false] as const),
  ...[PROVIDER, BUILT_IN, ...IN_AWS].map((type) => [type, true] as const),
]);

/**
 * What a state asks of the engine that the Action has never put there. A state is not only what was made: the engine starts
 * the plugins that it names, even from an address, gives them the settings that it has, and runs the programs in it.
 *
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/core.go
 *
 * @param deployment as the engine writes it, of any version of it
 * @param secretsProvider as the input says it
 * @returns what it is and of which resource, such as `random:index/randomString:RandomString x: its type`; none where all is ours
 */
export function foreignIn(deployment: JsonObject, secretsProvider: string): string[] {
  const programs = ['snippets', 'extensions'].filter((key) => isFilled(deployment[key]));
  return [
    ...programs.map((key) => `programs of its own (${key})`),
    ...foreignSecrets(deployment.secrets_providers, secretsProvider),
    ...resourcesIn(deployment).flatMap((resource) => {
      const foreign = foreignInResource(resource);
      return foreign ? [`${nameOf(resource)}: ${foreign}`] : [];
    }),
  ];
}

/** @returns the versions of the AWS plugin that the state asks for, such as `7.48.0` */
export function pluginVersionsIn(deployment: JsonObject): string[] {
  const providers = resourcesIn(deployment).filter(({ type }) => type === PROVIDER);
  return [...new Set(providers.flatMap(({ inputs }) => (isObject(inputs) && isVersion(inputs.version) ? [inputs.version] : [])))]; // prettier-ignore
}

/** Those that were being made as well. What has no URN or no type, the engine refuses itself. */
function resourcesIn({ resources, pending_operations: pending }: JsonObject): JsonObject[] {
  const operated = listed(pending).map((operation) => (isObject(operation) ? operation.resource : operation));
  return [...listed(resources), ...operated].filter(isObject);
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isFilled(value: unknown): boolean {
  return value !== undefined && value !== null && Object.keys(value).length > 0;
}

function foreignInResource({
  urn,
  type,
  custom,
  external,
  provider,
  inputs,
  ...others
}: JsonObject): string | undefined {
  if (typeof urn !== 'string' || typeof type !== 'string') return undefined;
  const isByPlugin = OURS.get(type);
  if (isByPlugin === undefined) return 'its type';
  // The engine goes by the URN, where a parent's type stands in front.
  const types = typesIn(urn);
  if (types.at(-1) !== type || types.some((each) => !OURS.has(each))) return 'its URN is of another type';
  if ((custom ?? false) !== isByPlugin) return `custom: ${JSON.stringify(custom)}`;
  if (external) return 'external';
  if (isFilled(others.extensionRef)) return 'an extension of its provider';
  if (isFilled(others.snippetID)) return 'a program made it';
  const hiding = HIDING.filter((option) => others[option] === true || isFilled(others[option]));
  if (hiding.length > 0) return `its options ${hiding.join(', ')}`;
  if (provider !== undefined && provider !== '' && !isOurProvider(provider)) {
    return `its provider ${shortened(provider)}`;
  }
  const settings = type === PROVIDER || type === BUILT_IN ? foreignInputs(inputs) : undefined;
  return settings ?? unseenIn([inputs, others.outputs, others.replacementTrigger]);
}

/** @returns those that a URN names, the outermost first: `urn:pulumi:STACK::PROJECT::TYPE$TYPE::NAME` */
function typesIn(urn: string): string[] {
  return (urn.split('::')[2] ?? '').split('$');
}

/** By these the engine leaves in AWS what it says to have deleted, or does not tell what has changed. */
const HIDING = ['retainOnDelete', 'deletedWith', 'viewOf', 'hideDiff', 'resourceHooks'];

/** By this key the engine knows a value that is more than it looks like. */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

/** What the engine opens or fetches as it comes upon it, from any path or address; and what may have that in it. */
const UNSEEN: ReadonlyMap<unknown, string> = new Map([
  ['c44067f5952c0a294b673a41bacd8c17', 'the address of a file (an asset)'],
  ['0def7320c3a5731c473e5ecbe6d01bc7', 'the address of files (an archive)'],
  ['1b47061264138c4ac30d75fd1eb44270', 'a secret, which can not be looked into'],
]);

/**
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go
 *
 * @returns what is in a value, however deep
 */
function unseenIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = UNSEEN.get((value as JsonObject)[SIGNATURE]);
  if (own) return own;
  for (const each of Object.values(value)) {
    const found = unseenIn(each);
    if (found) return found;
  }
  return undefined;
}

/** A reference: the provider's URN, and behind it its id. */
function isOurProvider(reference: unknown): boolean {
  return typeof reference === 'string' && typesIn(reference).join('$') === PROVIDER;
}

/** What the Action sets, and what the provider adds by itself; with the values that each can have. */
const PROVIDER_INPUTS: Readonly<Record<string, (value: unknown) => boolean>> = {
  version: isVersion,
  region: (value) => typeof value === 'string' && /^[a-z0-9-]{1,40}$/.test(value),
  maxRetries: (value) => /^\d{1,3}$/.test(String(value)),
  // The engine's own: the address of a plugin is among what else it may have.
  __internal: (value) => isObject(value) && !isFilled(value),
  __defaults: Array.isArray,
  skipCredentialsValidation: isSwitch,
  skipGetEc2Platforms: isSwitch,
  skipMetadataApiCheck: isSwitch,
  skipRegionValidation: isSwitch,
  skipRequestingAccountId: isSwitch,
};

function foreignInputs(inputs: unknown): string | undefined {
  const foreign = Object.entries(isObject(inputs) ? inputs : {}).filter(
    ([name, value]) => !(Object.hasOwn(PROVIDER_INPUTS, name) && PROVIDER_INPUTS[name]!(value)),
  );
  return foreign.length > 0 ? `its settings ${foreign.map(([name]) => shortened(name)).join(', ')}` : undefined;
}

/** It becomes the name of a folder as well. */
function isVersion(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 64 && /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]*)?$/.test(value);
}

function isSwitch(value: unknown): boolean {
  return ['true', 'false'].includes(String(value)) && typeof value !== 'object';
}

/** Of the address of a key, what does not lead elsewhere: to another endpoint, or by another role. */
const KEY_OPTIONS = /^(?:region=[a-z0-9-]+|awssdk=\w+|context_\w+=.*)$/;

/**
 * By the service, where the host or the path of a request is made of the address. All others are texts within a request.
 *
 * https://gocloud.dev/howto/secrets/#services
 */
const KEY_PLACES: Readonly<Record<string, RegExp>> = {
  azurekeyvault: /^[\w-]+\.(?:vault|managedhsm)\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)\/[\w/-]+$/,
  hashivault: /^[\w-]+$/,
};

function foreignSecrets(providers: unknown, secretsProvider: string): string[] {
  if (!isObject(providers)) return [];
  const { type, state } = providers;
  const url = isObject(state) ? state.url : undefined;
  if (type !== 'cloud' || typeof url !== 'string' || url === secretsProvider) return [];
  const [address = '', ...options] = url.split(/[?&]/);
  if (!options.every((option) => KEY_OPTIONS.test(option))) {
    return [`a key for secrets with options: ${shortened(url)}`];
  }
  const [scheme = '', place = ''] = address.split(/:\/\/(.*)/s);
  return KEY_PLACES[scheme.toLowerCase()]?.test(place) === false
    ? [`a key for secrets at an address of its own: ${shortened(url)}`]
    : [];
}

function nameOf({ urn, type }: JsonObject): string {
  return shortened(`${String(type)} ${String(urn).split('::').slice(3).join('::')}`);
}

/** Somebody else has written it. */
function shortened(text: unknown): string {
  const line = String(text).replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}
