import { bootstrapNeeds, type BootstrapNeeds, type CiRole, trustPolicy } from './needs';
import type { Deployment, Environment } from '../options/deployment';

/** The resources of a Pulumi program, by their logical names. */
type Resources = Readonly<Record<string, object>>;

const PLACEHOLDERS = {
  account: '${account}',
  literal: '$${',
  repository: '${repository}',
  immutableRepository: '${immutableRepository}',
};

/** The release of Pulumi's AWS provider that the program is made for: other major releases have other resources. */
export const AWS_PROVIDER_VERSION = '7.48.0';

/** What others may use as well stays when the stack goes, and so does what can't be made again. */
const KEPT = { options: { retainOnDelete: true } };

/**
 * What must exist once in the account of an environment, as a Pulumi program in YAML: it needs the Pulumi CLI and nothing else,
 * whatever the language of the repository is.
 *
 * https://www.pulumi.com/docs/iac/languages-sdks/yaml/yaml-language-reference/
 */
export function bootstrapProgram(environment: Environment, deployment: Deployment): object {
  const { oidcProvider, stateBucket, boundary, roles } = bootstrapNeeds(environment, deployment, PLACEHOLDERS);
  return {
    name: `${environment.slug}-access-bootstrap`,
    description: `What the workflows of ${environment.slug} need in AWS, once: see README.md`,
    runtime: 'yaml',
    config: {
      // OWNER/NAME of the repository on GitHub, in the very letters.
      repository: { type: 'string' },
      // OWNER@OWNER_ID/NAME@REPOSITORY_ID of the same repository.
      immutableRepository: { type: 'string' },
      // A place in the lists of subjects: the language has no other choice, and chooses by numbers without a type only.
      immutableOnly: { default: 0 },
    },
    variables: {
      account: { 'fn::invoke': { function: 'aws:getCallerIdentity', arguments: {}, return: 'accountId' } },
    },
    resources: {
      aws: providerResource(environment),
      ...oidcProviderResource(oidcProvider),
      ...stateBucketResources(stateBucket),
      ...boundaryResource(boundary),
      ...Object.assign({}, ...roles.map(roleResources)),
    },
    outputs: Object.fromEntries(roles.map(({ id }) => [`${nameOf(id)}Arn`, `\${${nameOf(id)}.arn}`])),
  };
}

/** Where it works, and nowhere else: the credentials of another account are refused, if the account is known. */
function providerResource({ region, account }: Environment): object {
  const isKnown = /^\d{12}$/.test(account);
  return {
    type: 'pulumi:providers:aws',
    defaultProvider: true,
    properties: { region, ...(isKnown ? { allowedAccountIds: [account] } : {}) },
    options: { version: AWS_PROVIDER_VERSION },
  };
}

function oidcProviderResource(provider: BootstrapNeeds['oidcProvider']): Resources {
  if (!provider) return {};
  const { url, audience } = provider;
  return {
    oidcProvider: {
      type: 'aws:iam:OpenIdConnectProvider',
      properties: { url, clientIdLists: [audience] },
      ...KEPT,
    },
  };
}

function stateBucketResources(stateBucket: BootstrapNeeds['stateBucket']): Resources {
  if (!stateBucket) return {};
  const bucket = '${stateBucket.bucket}';
  return {
    stateBucket: { type: 'aws:s3:Bucket', properties: { bucket: stateBucket.name }, ...KEPT },
    stateBucketVersioning: {
      type: 'aws:s3:BucketVersioning',
      properties: { bucket, versioningConfiguration: { status: 'Enabled' } },
      ...KEPT,
    },
    stateBucketEncryption: {
      type: 'aws:s3:BucketServerSideEncryptionConfiguration',
      properties: { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }] },
      ...KEPT,
    },
    stateBucketPublicAccessBlock: {
      type: 'aws:s3:BucketPublicAccessBlock',
      properties: {
        bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      ...KEPT,
    },
    stateBucketPolicy: {
      type: 'aws:s3:BucketPolicy',
      properties: { bucket, policy: { 'fn::toJSON': stateBucket.policy } },
      ...KEPT,
    },
  };
}

/** It can't go while it bounds a role. */
function boundaryResource(boundary: BootstrapNeeds['boundary']): Resources {
  if (!boundary) return {};
  const { name, description, policy } = boundary;
  return { boundary: { type: 'aws:iam:Policy', properties: { name, description, policy: { 'fn::toJSON': policy } } } };
}

function roleResources({ id, name, description, trust, policy }: CiRole): Resources {
  const both = [...trust.subjects, ...trust.immutableSubjects];
  const subjects = { 'fn::select': ['${immutableOnly}', [both, trust.immutableSubjects]] };
  return {
    [nameOf(id)]: {
      type: 'aws:iam:Role',
      properties: { name, description, assumeRolePolicy: { 'fn::toJSON': trustPolicy(trust, subjects) } },
    },
    [`${nameOf(id)}Policy`]: {
      type: 'aws:iam:RolePolicy',
      properties: { role: `\${${nameOf(id)}.name}`, name, policy: { 'fn::toJSON': policy } },
    },
  };
}

/** Pulumi's names begin with a small letter. */
function nameOf(id: CiRole['id']): string {
  return id.replace(/^P/, 'p').replace(/^D/, 'd');
}
