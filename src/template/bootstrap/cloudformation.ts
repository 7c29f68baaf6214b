import { bootstrapNeeds, type BootstrapNeeds, type CiRole, type CiTrust, trustPolicy } from './needs';
import type { Deployment, Environment } from '../options/deployment';

/** The resources of a CloudFormation template, by their logical ids. */
type Resources = Readonly<Record<string, object>>;

const PLACEHOLDERS = {
  account: '${AWS::AccountId}',
  repository: '${Repository}',
  immutableRepository: '${ImmutableRepository}',
};

/** What others may use as well stays when the stack goes, and so does what can't be made again. */
const KEPT = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/**
 * What must exist once in the account of an environment, as a CloudFormation template.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function bootstrapTemplate(environment: Environment, deployment: Deployment): object {
  const { oidcProvider, stateBucket, roles } = bootstrapNeeds(environment, deployment, PLACEHOLDERS);
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `What the workflows of ${environment.slug} need in AWS, once: see README.md`,
    Parameters: {
      Repository: {
        Type: 'String',
        AllowedPattern: '[\\w.-]+/[\\w.-]+',
        Description: 'OWNER/NAME of the repository on GitHub, in the very letters: case counts',
      },
      ImmutableRepository: {
        Type: 'String',
        Default: '',
        AllowedPattern: '([\\w.-]+@\\d+/[\\w.-]+@\\d+)?',
        Description: 'OWNER@OWNER_ID/NAME@REPOSITORY_ID where GitHub issues immutable subjects, else empty',
      },
    },
    Conditions: {
      HasImmutableRepository: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ImmutableRepository' }, ''] }] },
    },
    Resources: {
      ...oidcProviderResource(oidcProvider),
      ...stateBucketResources(stateBucket),
      ...Object.fromEntries(roles.map((role) => [role.id, roleResource(role)])),
    },
    Outputs: Object.fromEntries(roles.map(({ id }) => [`${id}Arn`, { Value: { 'Fn::GetAtt': [id, 'Arn'] } }])),
  };
}

function oidcProviderResource(provider: BootstrapNeeds['oidcProvider']): Resources {
  if (!provider) return {};
  const { url, audience } = provider;
  return {
    OidcProvider: { Type: 'AWS::IAM::OIDCProvider', ...KEPT, Properties: { Url: url, ClientIdList: [audience] } },
  };
}

function stateBucketResources(bucket: BootstrapNeeds['stateBucket']): Resources {
  if (!bucket) return {};
  return {
    StateBucket: {
      Type: 'AWS::S3::Bucket',
      ...KEPT,
      Properties: {
        BucketName: substituted(bucket.name),
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    },
    StateBucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      ...KEPT,
      Properties: { Bucket: { Ref: 'StateBucket' }, PolicyDocument: substituted(bucket.policy) },
    },
  };
}

function roleResource({ name, description, trust, policy }: CiRole): object {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: substituted(trustPolicy(trust, subjectsOf(trust))),
      Policies: [{ PolicyName: name, PolicyDocument: substituted(policy) }],
    },
  };
}

/** Every subject in the classic form, and in the immutable one where the repository has it. */
function subjectsOf({ subjects, immutableSubjects }: CiTrust): unknown[] {
  const immutable = immutableSubjects.map((subject) => ({
    'Fn::If': ['HasImmutableRepository', subject, { Ref: 'AWS::NoValue' }],
  }));
  return [...subjects, ...immutable];
}

/** CloudFormation puts in values where it is told to, and nowhere else. */
function substituted(node: unknown): unknown {
  if (typeof node === 'string') return node.includes('${') ? { 'Fn::Sub': node } : node;
  if (Array.isArray(node)) return node.map(substituted);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, substituted(value)]));
}
