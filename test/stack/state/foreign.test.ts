import { foreignIn, pluginVersionsIn } from '../../../src/stack/state/foreign';

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const SECRET = { [SIGNATURE]: '1b47061264138c4ac30d75fd1eb44270', ciphertext: 'v1:x' };
const COMPONENT = 'model-deployment-iam:index:ModelDeploymentAccess';
const PROVIDER_URN = urn('pulumi:providers:aws', 'default_7_48_0');
const REFERENCE = `${PROVIDER_URN}::7b5a15f7-35ab-4960-8423-ef3a0b7a8b65`;

function urn(type: string, name: string): string {
  return `urn:pulumi:churn.us-west-2.123456789012::model-deployment-iam::${type}::${name}`;
}

type Resource = Record<string, unknown>;

const STACK: Resource = { urn: urn('pulumi:pulumi:Stack', 's'), custom: false, type: 'pulumi:pulumi:Stack' };
const PROVIDER: Resource = {
  urn: PROVIDER_URN,
  custom: true,
  id: '7b5a15f7-35ab-4960-8423-ef3a0b7a8b65',
  type: 'pulumi:providers:aws',
  inputs: { __internal: {}, maxRetries: '8', region: 'us-west-2', version: '7.48.0' },
  outputs: { maxRetries: '8', region: 'us-west-2', version: '7.48.0' },
};
const BUILT_IN: Resource = {
  ...{ urn: urn('pulumi:providers:pulumi', 'default'), custom: true, id: '1', type: 'pulumi:providers:pulumi' },
  inputs: { __internal: {} },
};
const ACCESS: Resource = { urn: urn(COMPONENT, 'modelDeployment'), custom: false, type: COMPONENT, parent: STACK.urn };

function inAws(type: string, more: Resource = {}): Resource {
  return {
    ...{ urn: urn(`${COMPONENT}$${type}`, 'modelDeploymentRole'), custom: true, id: 'churn', type },
    ...{ inputs: { name: 'churn' }, outputs: { name: 'churn' }, parent: ACCESS.urn, provider: REFERENCE },
    ...more,
  };
}

const ROLE = inAws('aws:iam/role:Role');
const OURS = [
  ...[STACK, PROVIDER, BUILT_IN, ACCESS, ROLE, inAws('aws:iam/policy:Policy')],
  inAws('aws:iam/rolePolicyAttachment:RolePolicyAttachment'),
];

const foreign = (deployment: Resource, secretsProvider = 'passphrase') => foreignIn(deployment, secretsProvider);
const withOne = (resource: Resource) => foreign({ resources: [...OURS, resource] });
const withInputs = (inputs: unknown) => withOne({ ...PROVIDER, inputs });

describe('a state that the Action has made', () => {
  it.each<[string, Resource]>([
    [
      'as a whole',
      {
        manifest: {},
        secrets_providers: { type: 'passphrase', state: { salt: 'v1:x' } },
        resources: OURS,
        metadata: {},
      },
    ],
    ['with nothing', {}],
    [
      'with nothing in any words',
      { resources: null, pending_operations: null, secrets_providers: null, snippets: [], extensions: {} },
    ],
    [
      'of a run that was killed',
      {
        resources: OURS,
        pending_operations: [
          { type: 'creating', resource: { ...ROLE, id: '' } },
          { type: 'updating', resource: PROVIDER },
        ],
      },
    ],
    [
      'with what is renamed, imported, or still to be deleted',
      {
        resources: [
          ...OURS,
          {
            ...ROLE,
            urn: urn('aws:iam/role:Role', 'old'),
            aliases: [ROLE.urn],
            delete: true,
            importID: 'churn',
            protect: true,
            retainOnDelete: false,
            deletedWith: '',
          },
        ],
      },
    ],
    ['with what has no provider yet', { resources: [inAws('aws:iam/role:Role', { provider: '' })] }],
  ])('has nothing foreign: %s', (_, deployment) => {
    expect(foreign(deployment)).toEqual([]);
  });

  it.each<[string, Resource]>([
    ['without retries, as the first versions made it', { __internal: {}, region: 'us-west-2', version: '7.48.0' }],
    ['of an older engine', { region: 'us-west-2', version: '6.0.4' }],
    [
      'of an older plugin',
      {
        region: 'us-gov-west-1',
        version: '5.42.0',
        skipCredentialsValidation: 'false',
        skipMetadataApiCheck: 'true',
        skipRegionValidation: 'true',
      },
    ],
    [
      'of a newer one',
      {
        __internal: {},
        region: 'eusc-de-east-1',
        version: '8.1.0-alpha.2+abc',
        maxRetries: 8,
        skipRegionValidation: true,
        skipGetEc2Platforms: true,
        skipRequestingAccountId: false,
        __defaults: [],
      },
    ],
  ])('has a provider %s', (_, inputs) => {
    expect(withInputs(inputs)).toEqual([]);
  });

  it.each([
    ['awskms://alias/pulumi?region=us-west-2', 'passphrase'],
    ['awskms://alias/pulumi?region=us-west-2&awssdk=v2&context_stack=x', 'passphrase'],
    ['gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k', 'passphrase'],
    ['awskms://alias/pulumi?profile=ours', 'awskms://alias/pulumi?profile=ours'],
    ['awskms:///arn:aws:kms:us-west-2:123456789012:key/1234?region=us-west-2', 'passphrase'],
    ['azurekeyvault://acme.vault.azure.net/keys/pulumi', 'passphrase'],
    ['azurekeyvault://acme.managedhsm.azure.net/keys/pulumi/0123', 'passphrase'],
    ['azurekeyvault://acme.vault.example/keys/pulumi', 'azurekeyvault://acme.vault.example/keys/pulumi'],
    ['hashivault://pulumi', 'passphrase'],
    ['hashivault://pulumi?engine=acme', 'hashivault://pulumi?engine=acme'],
  ])('may have its secrets kept by %s', (url, input) => {
    expect(foreign({ secrets_providers: { type: 'cloud', state: { url } } }, input)).toEqual([]);
  });
});

describe('what is foreign', () => {
  it.each<[string, Resource, string]>([
    [
      'a resource of another provider',
      {
        urn: urn('random:index/randomString:RandomString', 'x'),
        custom: true,
        type: 'random:index/randomString:RandomString',
      },
      'random:index/randomString:RandomString x: its type',
    ],
    [
      'a dynamic resource',
      {
        urn: urn('pulumi-nodejs:dynamic:Resource', 'x'),
        custom: true,
        type: 'pulumi-nodejs:dynamic:Resource',
        inputs: { __provider: 'exports.handler = …' },
      },
      'pulumi-nodejs:dynamic:Resource x: its type',
    ],
    [
      'a dynamic provider',
      { urn: urn('pulumi:providers:pulumi-nodejs', 'x'), custom: true, type: 'pulumi:providers:pulumi-nodejs' },
      'pulumi:providers:pulumi-nodejs x: its type',
    ],
    [
      'a reference to another stack',
      { urn: urn('pulumi:pulumi:StackReference', 'x'), custom: true, type: 'pulumi:pulumi:StackReference' },
      'pulumi:pulumi:StackReference x: its type',
    ],
    [
      'another component',
      { urn: urn('acme:index:Thing', 'x'), type: 'acme:index:Thing' },
      'acme:index:Thing x: its type',
    ],
    ['another resource of AWS', inAws('aws:s3/bucket:Bucket'), 'aws:s3/bucket:Bucket modelDeploymentRole: its type'],
    ['what is named like a part of every object', inAws('constructor'), 'constructor modelDeploymentRole: its type'],
    [
      'a URN of another type',
      { ...PROVIDER, urn: urn('pulumi:providers:random', 'x') },
      'pulumi:providers:aws x: its URN is of another type',
    ],
    [
      'a URN of another type behind a parent',
      { ...ROLE, urn: urn(`${COMPONENT}$aws:s3/bucket:Bucket`, 'x') },
      'aws:iam/role:Role x: its URN is of another type',
    ],
    [
      'a URN of another type in front',
      { ...ROLE, urn: urn('acme:index:Thing$aws:iam/role:Role', 'x') },
      'aws:iam/role:Role x: its URN is of another type',
    ],
    ['a URN that is none', { ...ROLE, urn: 'x' }, 'aws:iam/role:Role : its URN is of another type'],
    ['a component that a plugin has made', { ...ACCESS, custom: true }, `${COMPONENT} modelDeployment: custom: true`],
    [
      'a role that no plugin has made',
      { ...ROLE, custom: false },
      'aws:iam/role:Role modelDeploymentRole: custom: false',
    ],
    [
      'a role that nobody is said to have made',
      { ...ROLE, custom: undefined },
      'aws:iam/role:Role modelDeploymentRole: custom: undefined',
    ],
    ['a role that is only read', { ...ROLE, external: true }, 'aws:iam/role:Role modelDeploymentRole: external'],
    [
      'a role of a program in the state',
      { ...ROLE, snippetID: 'x' },
      'aws:iam/role:Role modelDeploymentRole: a program made it',
    ],
    [
      'a role that stays when it is deleted',
      { ...ROLE, retainOnDelete: true },
      'aws:iam/role:Role modelDeploymentRole: its options retainOnDelete',
    ],
    [
      'a role that goes with another one, or is part of it, and whose changes are not told',
      {
        ...ROLE,
        deletedWith: ACCESS.urn,
        viewOf: ACCESS.urn,
        hideDiff: [['x']],
        resourceHooks: { 'before-delete': ['x'] },
      },
      'aws:iam/role:Role modelDeploymentRole: its options deletedWith, viewOf, hideDiff, resourceHooks',
    ],
    [
      'a role by an extension',
      { ...ROLE, extensionRef: 'x' },
      'aws:iam/role:Role modelDeploymentRole: an extension of its provider',
    ],
    [
      'a role of another provider',
      { ...ROLE, provider: `${urn('pulumi:providers:random', 'x')}::1` },
      `aws:iam/role:Role modelDeploymentRole: its provider ${urn('pulumi:providers:random', 'x')}::1`,
    ],
    [
      'a role of a provider that is none',
      { ...ROLE, provider: 'x' },
      'aws:iam/role:Role modelDeploymentRole: its provider x',
    ],
    ['a component of another provider', { ...ACCESS, provider: 'x' }, `${COMPONENT} modelDeployment: its provider x`],
  ])('is told: %s', (_, resource, told) => {
    expect(withOne(resource)).toEqual([told]);
    expect(foreign({ pending_operations: [{ type: 'creating', resource }] })).toEqual([told]);
  });

  it.each<[string, Resource]>([
    ['endpoints', { endpoints: [{ iam: 'https://evil.example' }] }],
    ['profile', { profile: 'admin' }],
    ['assumeRole', { assumeRole: { roleArn: 'arn:aws:iam::210987654321:role/x' } }],
    ['assumeRoles', { assumeRoles: [{ roleArn: 'x' }] }],
    ['assumeRoleWithWebIdentity', { assumeRoleWithWebIdentity: { roleArn: 'x' } }],
    ['accessKey, secretKey, token', { accessKey: 'AKIA', secretKey: SECRET, token: SECRET }],
    ['httpProxy, httpsProxy', { httpProxy: 'http://evil.example', httpsProxy: 'http://evil.example' }],
    ['customCaBundle', { customCaBundle: '/tmp/x' }],
    ['sharedConfigFiles, sharedCredentialsFiles', { sharedConfigFiles: ['x'], sharedCredentialsFiles: ['x'] }],
    ['ec2MetadataServiceEndpoint', { ec2MetadataServiceEndpoint: 'http://evil.example' }],
    ['stsRegion', { stsRegion: 'x' }],
    ['insecure', { insecure: true }],
    ['defaultTags', { defaultTags: { tags: { a: 'b' } } }],
    ['pluginDownloadURL', { pluginDownloadURL: 'https://evil.example' }],
    ['__internal', { __internal: { pluginDownloadURL: 'https://evil.example' } }],
    ['__internal', { __internal: { name: 'random' } }],
    ['__internal', { __internal: { envVarMappings: { A: 'AWS_ENDPOINT_URL' } } }],
    ['__internal', { __internal: { parameterization: 'eA==' } }],
    ['__internal', { __internal: SECRET }],
    ['__internal', { __internal: 'x' }],
    ['region', { region: 'evil.example/' }],
    ['region', { region: SECRET }],
    ['region', { region: ['us-west-2'] }],
    ['version', { version: '../../tmp/x' }],
    ['version', { version: 'latest' }],
    ['version', { version: SECRET }],
    ['maxRetries', { maxRetries: 'x' }],
    ['skipRegionValidation', { skipRegionValidation: SECRET }],
    ['toString', { toString: 'x' }],
    ['Endpoints', { Endpoints: [] }],
  ])('is told of a provider: its settings %s', (names, inputs) => {
    expect(withInputs({ ...(PROVIDER.inputs as Resource), ...inputs })).toEqual([
      `pulumi:providers:aws default_7_48_0: its settings ${names}`,
    ]);
  });

  it('is told of a provider that only calls itself the engine', () => {
    const told = withOne({ ...BUILT_IN, inputs: { __internal: { name: 'random' } } });
    expect(told).toEqual(['pulumi:providers:pulumi default: its settings __internal']);
    expect(withOne({ ...ROLE, provider: `${String(BUILT_IN.urn)}::1` })).toHaveLength(1);
  });

  it.each([
    ['snippets', [{ uuid: 'x', code: 'resource x "random:index:String" {}' }]],
    ['extensions', { x: { value: 'eA==' } }],
  ])('is told of the state: %s', (key, value) => {
    expect(foreign({ resources: OURS, [key]: value })).toEqual([`programs of its own (${key})`]);
  });

  it.each([
    'awskms://alias/x?region=us-west-2&endpoint=https://evil.example',
    'awskms://alias/x?profile=admin',
    'awskms://alias/x?role=arn',
    'awskms://alias/x?%65ndpoint=evil.example',
    'awskms://alias/x?region=evil.example%23',
    'awskms://alias/x?region=us-west-2/../x',
    'hashivault://x?engine=sys',
  ])('is told of what keeps the secrets: %s', (url) => {
    const told = foreign({ secrets_providers: { type: 'cloud', state: { url } } }, 'awskms://alias/x');
    expect(told).toEqual([`a key for secrets with options: ${url}`]);
  });

  it.each([
    'azurekeyvault://evil.vault.evil.example/keys/x',
    'azurekeyvault://evil.vault.azure.net@evil.vault.example/keys/x',
    'azurekeyvault://evil.vault.example/acme.vault.azure.net/keys/x',
    'AzureKeyVault://evil.vault.evil.example/keys/x',
    'azurekeyvault://acme.vault.azure.net/../evil/keys/x',
    'hashivault://../../auth/token/create',
    'hashivault://x/%2e%2e/y',
  ])('is told of what keeps the secrets elsewhere: %s', (url) => {
    const told = foreign({ secrets_providers: { type: 'cloud', state: { url } } });
    expect(told).toEqual([`a key for secrets at an address of its own: ${url}`]);
  });

  it.each<[string, Resource, string]>([
    [
      'a file',
      { [SIGNATURE]: 'c44067f5952c0a294b673a41bacd8c17', uri: 'http://169.254.169.254/x' },
      'the address of a file (an asset)',
    ],
    [
      'files',
      { [SIGNATURE]: '0def7320c3a5731c473e5ecbe6d01bc7', path: '/proc/self' },
      'the address of files (an archive)',
    ],
    ['what has a file in it', SECRET, 'a secret, which can not be looked into'],
  ])('is told of a value that the engine would open: %s', (_, value, told) => {
    for (const place of [
      { inputs: value },
      { inputs: { tags: { a: [value] } } },
      { outputs: { description: value } },
      { replacementTrigger: [value] },
    ]) {
      expect(withOne({ ...ROLE, ...place })).toEqual([`aws:iam/role:Role modelDeploymentRole: ${told}`]);
    }
    expect(withOne({ ...STACK, outputs: { x: value } })).toEqual([`pulumi:pulumi:Stack s: ${told}`]);
    expect(withOne({ ...PROVIDER, outputs: { x: value } })).toEqual([`pulumi:providers:aws default_7_48_0: ${told}`]);
  });

  it('is told in one line that is not too long', () => {
    const told = withOne({ ...ROLE, type: `x\n${'y'.repeat(1000)}` })[0]!;
    expect(told).toMatch(/^x y+…: its type$/);
    expect(told.length).toBeLessThan(140);
  });
});

it('the versions of the plugin that a state asks for are those of its providers', () => {
  const other = { ...PROVIDER, inputs: { version: '7.40.0' } };
  const evil = { ...PROVIDER, inputs: { version: '../x' } };
  const deployment = { resources: [...OURS, PROVIDER, evil], pending_operations: [{ resource: other }] };
  expect(pluginVersionsIn(deployment)).toEqual(['7.48.0', '7.40.0']);
  expect(pluginVersionsIn({})).toEqual([]);
});
