import { bootstrapNeeds, type BootstrapNeeds, type CiRole, type CiTrust, trustPolicy } from './needs';
import type { Deployment, Environment } from '../options/deployment';

/** The resources of a CloudFormation template, by their logical ids. */
type Resources = Readonly<Record<string, object>>;

const PLACEHOLDERS = {
  account: '${AWS::AccountId}',
  literal: '${!',
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
  const { oidcProvider, stateBucket, boundary, roles } = bootstrapNeeds(environment, deployment, PLACEHOLDERS);
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
        AllowedPattern: '[\\w.-]+@\\d+/[\\w.-]+@\\d+',
        Description: 'OWNER@OWNER_ID/NAME@REPOSITORY_ID of the same repository, as GitHub has it in immutable subjects',
      },
      ImmutableOnly: {
        Type: 'String',
        Default: '0',
        AllowedValues: ['0', '1'],
        Description: '1 where GitHub issues immutable subjects to the repository already, else 0, which trusts both',
      },
    },
    Conditions: { IsImmutableOnly: { 'Fn::Equals': [{ Ref: 'ImmutableOnly' }, '1'] } },
    Resources: {
      ...oidcProviderResource(oidcProvider),
      ...stateBucketResources(stateBucket),
      ...boundaryResource(boundary),
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

/** It can't go while it bounds a role. */
function boundaryResource(boundary: BootstrapNeeds['boundary']): Resources {
  if (!boundary) return {};
  const { name, description, policy } = boundary;
  return {
    Boundary: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { ManagedPolicyName: name, Description: description, PolicyDocument: substituted(policy) },
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

/** A repository that has one form for certain is trusted by that alone. */
function subjectsOf({ subjects, immutableSubjects }: CiTrust): object {
  return { 'Fn::If': ['IsImmutableOnly', immutableSubjects, [...subjects, ...immutableSubjects]] };
}

/** CloudFormation puts in values where it is told to, and nowhere else. */
function substituted(node: unknown): unknown {
  if (typeof node === 'string') return node.includes('${') ? { 'Fn::Sub': node } : node;
  if (Array.isArray(node)) return node.map(substituted);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, substituted(value)]));
}
