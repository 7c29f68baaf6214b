import { subjectsOf } from './subjects';
import { type ActionCommand, actionPolicyDocument } from '../../iam/action-permissions';
import type { Statement } from '../../iam/document';
import { type Deployment, type Environment } from '../options/deployment';

/** The resources of a CloudFormation template, by their logical ids. */
type Resources = Readonly<Record<string, object>>;

const READING: readonly ActionCommand[] = ['preview', 'drift'];
const WRITING: readonly ActionCommand[] = ['up', 'destroy'];
const GITHUB = 'token.actions.githubusercontent.com';

/**
 * What must exist once in the account of an environment: GitHub's OIDC provider, the bucket of the state, and the two roles
 * of the workflows with exactly the permissions that the Action needs.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
export function bootstrapTemplate(environment: Environment, deployment: Deployment): object {
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
      CreateOidcProvider: {
        Type: 'String',
        Default: 'true',
        AllowedValues: ['true', 'false'],
        Description: `false where the account has the OIDC provider ${GITHUB} already`,
      },
      ...(environment.stateBucket
        ? {
            CreateStateBucket: {
              Type: 'String',
              Default: 'true',
              AllowedValues: ['true', 'false'],
              Description: 'false where the bucket of the state is there already, from another model',
            },
          }
        : {}),
    },
    Conditions: {
      HasImmutableRepository: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ImmutableRepository' }, ''] }] },
      CreatesOidcProvider: { 'Fn::Equals': [{ Ref: 'CreateOidcProvider' }, 'true'] },
      ...(environment.stateBucket
        ? { CreatesStateBucket: { 'Fn::Equals': [{ Ref: 'CreateStateBucket' }, 'true'] } }
        : {}),
    },
    Resources: {
      OidcProvider: {
        Type: 'AWS::IAM::OIDCProvider',
        Condition: 'CreatesOidcProvider',
        Properties: { Url: `https://${GITHUB}`, ClientIdList: ['sts.amazonaws.com'] },
      },
      ...stateBucketResources(environment),
      PreviewRole: role(environment, {
        arn: environment.previewRoleArn,
        subjects: subjectsOf('reading', environment, deployment),
        commands: READING,
        purpose: 'previews and drift checks',
      }),
      DeployRole: role(environment, {
        arn: environment.deployRoleArn,
        subjects: subjectsOf('writing', environment, deployment),
        commands: WRITING,
        purpose: 'deployments',
      }),
    },
    Outputs: {
      PreviewRoleArn: { Value: { 'Fn::GetAtt': ['PreviewRole', 'Arn'] } },
      DeployRoleArn: { Value: { 'Fn::GetAtt': ['DeployRole', 'Arn'] } },
    },
  };
}

/** The history of the state is all there is to go back to, so nothing in the bucket is lost, nor the bucket with the stack. */
function stateBucketResources({ stateBucket, partition }: Environment): Resources {
  if (!stateBucket) return {};
  const arns = ['', '/*'].map((objects) => ({ 'Fn::Sub': `arn:${partition}:s3:::\${StateBucket}${objects}` }));
  return {
    StateBucket: {
      Type: 'AWS::S3::Bucket',
      Condition: 'CreatesStateBucket',
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: { 'Fn::Sub': inCloudFormation(stateBucket) },
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
      Condition: 'CreatesStateBucket',
      Properties: {
        Bucket: { Ref: 'StateBucket' },
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 's3:*',
              Resource: arns,
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        },
      },
    },
  };
}

interface CiRole {
  readonly arn: string;
  readonly subjects: readonly string[];
  readonly commands: readonly ActionCommand[];
  readonly purpose: string;
}

function role(environment: Environment, { arn, subjects, commands, purpose }: CiRole): object {
  const name = arn.replace(/^.*\//, '');
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      Description: `For the ${purpose} of ${environment.slug} in GitHub's workflows`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: {
              Federated: {
                'Fn::Sub': `arn:${environment.partition}:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}`,
              },
            },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: {
              StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subjectConditions(subjects) },
            },
          },
        ],
      },
      Policies: [
        {
          PolicyName: name,
          PolicyDocument: { Version: '2012-10-17', Statement: policyStatements(environment, commands) },
        },
      ],
    },
  };
}

/** Every subject in the classic form, and in the immutable one where the repository has it. */
function subjectConditions(subjects: readonly string[]): object[] {
  return subjects.flatMap((subject) => [
    { 'Fn::Sub': `repo:\${Repository}:${subject}` },
    {
      'Fn::If': [
        'HasImmutableRepository',
        { 'Fn::Sub': `repo:\${ImmutableRepository}:${subject}` },
        { Ref: 'AWS::NoValue' },
      ],
    },
  ]);
}

function policyStatements({ partition, access, inputs, stateBucket }: Environment, commands: readonly ActionCommand[]) {
  const named = /^s3:\/\/([^/?]+)/.exec(inputs['backend-url'] ?? '')?.[1];
  const scope = {
    partition,
    account: '${AWS::AccountId}',
    path: inputs['role-path'] ?? '/',
    name: access,
    stateBucket: stateBucket ? inCloudFormation(stateBucket) : named,
    accessAnalyzer: inputs['access-analyzer'] === 'true',
  };
  const { Statement: statements } = actionPolicyDocument(scope, commands);
  return (statements as readonly Statement[]).map((statement) => ({
    ...statement,
    Resource: [statement.Resource].flat().map((arn) => (arn === '*' ? arn : { 'Fn::Sub': arn })),
  }));
}

/** A variable of the repository is known to GitHub only; in the account itself CloudFormation knows it. */
function inCloudFormation(text: string): string {
  return text.replace(/\$\{\{ vars\.\w+ \}\}/, '${AWS::AccountId}');
}
