import { RUNS } from './account';
import { actionPolicyDocument } from '../../../src/iam/generate/action-permissions';

const STATE_BUCKET = 'model-deployment-iam-real-${AWS::AccountId}';
const PROVIDER = 'token.actions.githubusercontent.com';

/**
 * What an account needs for the story, once, as a CloudFormation template: the bucket of the state, and the role of the job. It
 * may do what the Action needs, for the names of runs, and make and remove buckets of such names.
 *
 * GitHub's OIDC provider is there already.
 */
export function accountTemplate(): object {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'What real.yml needs in an account that has nothing else: see docs/real.md',
    Parameters: {
      Subject: {
        Type: 'String',
        AllowedPattern: 'repo:[\\w.@-]+/[\\w.@-]+:ref:refs/heads/[\\w./-]+',
        Description: 'The subject of the job, letter by letter: repo:OWNER/NAME:ref:refs/heads/main',
      },
    },
    Resources: {
      StateBucket: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: substituted(STATE_BUCKET),
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
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'model-deployment-iam-real',
          AssumeRolePolicyDocument: substituted(TRUST),
          Policies: [{ PolicyName: 'story', PolicyDocument: substituted(policy()) }],
        },
      },
    },
    Outputs: {
      RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
      StateBucket: { Value: { Ref: 'StateBucket' } },
    },
  };
}

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::\${AWS::AccountId}:oidc-provider/${PROVIDER}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${PROVIDER}:aud`]: 'sts.amazonaws.com', [`${PROVIDER}:sub`]: '${Subject}' } },
    },
  ],
};

function policy(): object {
  const scope = { partition: 'aws', account: '${AWS::AccountId}', path: '/', name: `${RUNS}*` } as const;
  const state = { stateBucket: STATE_BUCKET, stateFolder: `${RUNS}*/`, stateAccount: scope.account };
  const { Version, Statement } = actionPolicyDocument({ ...scope, ...state }, ['preview', 'up', 'destroy', 'drift']);
  // To note runs, and to clear away what they have left.
  const list = { Effect: 'Allow', Action: 's3:ListBucket', Resource: `arn:aws:s3:::${STATE_BUCKET}` };
  const notes = {
    Effect: 'Allow',
    Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
    Resource: `arn:aws:s3:::${STATE_BUCKET}/${RUNS}*`,
  };
  const buckets = {
    Effect: 'Allow',
    Action: ['s3:CreateBucket', 's3:ListBucket', 's3:DeleteBucket'],
    Resource: `arn:aws:s3:::${RUNS}*`,
  };
  const objects = { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: `arn:aws:s3:::${RUNS}*/*` };
  return { Version, Statement: [...[Statement].flat(), list, notes, buckets, objects] };
}

/** CloudFormation puts in values where it is told to, and nowhere else. */
function substituted(node: unknown): unknown {
  return JSON.parse(JSON.stringify(node), (_, value: unknown) =>
    typeof value === 'string' && value.includes('${') ? { 'Fn::Sub': value } : value,
  );
}
