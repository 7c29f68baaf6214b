import { allow, type Cases, deny, ENDPOINT, OBJECTS, policy, ROLE } from './case';
import type { FindingsContext } from '../../../../src/iam/findings/context';

const ACCOUNT = '123456789012';
const OWN_ROLE = `arn:aws:iam::${ACCOUNT}:role/churn-prod`;
const OWN_POLICY = `arn:aws:iam::${ACCOUNT}:policy/churn-prod`;
const OWN: FindingsContext = { role: { arn: OWN_ROLE, policyArn: OWN_POLICY } };
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const BOUNDED: FindingsContext = { role: { ...OWN.role!, boundary: BOUNDARY } };
const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const REPOSITORY = `arn:aws:ecr:us-west-2:${ACCOUNT}:repository/churn`;
const FUNCTION = `arn:aws:lambda:us-west-2:${ACCOUNT}:function:churn`;

function role(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

function sagemaker(name: string): string {
  return `arn:aws:sagemaker:us-west-2:${ACCOUNT}:${name}`;
}

function passRole(condition: unknown) {
  return policy(allow('iam:PassRole', ROLE, { Condition: condition }));
}

function bounded(operator: string, boundary: string) {
  return { Condition: { [operator]: { 'iam:PermissionsBoundary': boundary } } };
}

export const ESCALATION_CASES: Cases = {
  'pass-any-role': {
    broken: [
      { name: 'everything', permissions: policy(allow('iam:PassRole', '*')) },
      { name: 'all roles', permissions: policy(allow('iam:PassRole', 'arn:aws:iam::123456789012:role/*')) },
      { name: 'by a pattern', permissions: policy(allow('iam:*', '*')) },
      { name: 'all but some', permissions: policy({ Effect: 'Allow', Action: 'iam:PassRole', NotResource: ROLE }) },
      { name: 'by NotAction', permissions: policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }) },
      ...[
        ...['arn:aws-cn:iam::123456789012:role/*', 'arn:aws:iam::*:*', 'arn:aws:iam::123456789012:*', role('*/*')],
        ...[
          role('?*'),
          role('**'),
          role('*admin*'),
          role('?dmin'),
          role('*/*-admin'),
          role('${aws:PrincipalTag/team}*'),
        ],
      ].map((resource) => ({ name: resource, permissions: policy(allow('iam:PassRole', resource)) })),
      {
        name: 'to SageMaker only',
        permissions: policy(
          allow('iam:PassRole', '*', {
            Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
          }),
        ),
      },
      { name: 'denied for one role', permissions: policy(allow('iam:PassRole', '*'), deny('iam:PassRole', ROLE)) },
      {
        name: 'denied on all but what has no beginning',
        permissions: policy(allow('iam:PassRole', '*'), {
          Effect: 'Deny',
          Action: 'iam:PassRole',
          NotResource: role('*admin*'),
        }),
      },
      {
        name: 'denied under a condition',
        permissions: policy(
          allow('iam:PassRole', '*'),
          deny('iam:PassRole', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        ),
      },
      {
        name: 'denied to one service',
        permissions: policy(
          allow('iam:PassRole', '*'),
          deny('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } }),
        ),
      },
      {
        name: 'denied on what is no role',
        permissions: policy(allow('iam:PassRole', '*'), deny('iam:PassRole', OBJECTS)),
      },
    ],
    kept: [
      {
        name: 'roles of one path',
        permissions: policy(allow('iam:PassRole', 'arn:aws:iam::123456789012:role/models/*')),
      },
      { name: 'one role', permissions: policy(allow('iam:PassRole', ROLE)) },
      { name: 'no roles', permissions: policy(allow('*', OBJECTS)) },
      { name: 'denied', permissions: policy(deny('iam:PassRole', '*')) },
      { name: 'allowed and denied', permissions: policy(allow('iam:PassRole', '*'), deny('iam:PassRole', '*')) },
      { name: 'denied by a pattern', permissions: policy(allow('iam:*', '*'), deny('iam:Pass*', role('*'))) },
      {
        name: 'denied but for one role',
        permissions: policy(allow('iam:PassRole', '*'), { Effect: 'Deny', Action: 'iam:PassRole', NotResource: ROLE }),
      },
      {
        name: 'denied to whichever service',
        permissions: policy(
          allow('iam:PassRole', '*'),
          deny('iam:PassRole', '*', { Condition: { StringLike: { 'iam:PassedToService': '*' } } }),
        ),
      },
      { name: 'roles whose names begin alike', permissions: policy(allow('iam:PassRole', role('churn-*'))) },
      { name: 'one role, on whichever path', permissions: policy(allow('iam:PassRole', role('*/churn'))) },
      {
        name: 'a user behind a wildcard',
        permissions: policy(allow('iam:PassRole', 'arn:aws:iam::*:user/churn')),
      },
    ],
  },
  'pass-role-to-any-service': {
    broken: [
      { name: 'no condition', permissions: policy(allow('iam:PassRole', ROLE)) },
      {
        name: 'a condition on something else',
        permissions: policy(allow('iam:PassRole', ROLE, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      },
    ],
    kept: [
      { name: 'what is no role', permissions: policy(allow(['iam:PassRole', 's3:GetObject'], OBJECTS)) },
      {
        name: 'to SageMaker, in whatever case',
        permissions: policy(
          allow('iam:PassRole', ROLE, {
            Condition: { StringEquals: { 'IAM:passedtoservice': 'sagemaker.amazonaws.com' } },
          }),
        ),
      },
      {
        name: 'to SageMaker',
        permissions: policy(
          allow('iam:PassRole', ROLE, {
            Condition: { StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
          }),
        ),
      },
    ],
  },
  'passed-to-service-without-limit': {
    broken: [
      { name: 'an asterisk', permissions: passRole({ StringLike: { 'iam:PassedToService': '*' } }) },
      {
        name: 'every service of AWS',
        permissions: passRole({ StringLike: { 'IAM:passedToService': '*.amazonaws.com' } }),
      },
      {
        name: 'an asterisk among others',
        permissions: passRole({ StringLike: { 'iam:PassedToService': ['sagemaker.*', '?*'] } }),
      },
      {
        name: 'all but one',
        permissions: passRole({ StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
      },
      { name: 'all but those of a form', permissions: passRole({ StringNotLike: { 'iam:PassedToService': 'ec2.*' } }) },
      { name: 'that there is one', permissions: passRole({ Null: { 'iam:PassedToService': 'false' } }) },
    ],
    kept: [
      {
        name: 'one service',
        permissions: passRole({ StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }),
      },
      {
        name: 'if there is one',
        permissions: passRole({ StringEqualsIfExists: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } }),
      },
      {
        name: 'one in every partition',
        permissions: passRole({ StringLike: { 'iam:PassedToService': 'sagemaker.amazonaws.com*' } }),
      },
      { name: 'no condition', permissions: policy(allow('iam:PassRole', ROLE)) },
      {
        name: 'what others are denied',
        permissions: policy(
          allow('iam:PassRole', ROLE, { Condition: { StringLike: { 'iam:PassedToService': '*' } } }),
          deny('iam:PassRole', '*', {
            Condition: { StringNotEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
          }),
        ),
      },
      {
        name: 'any role, which is worse',
        permissions: policy(allow('iam:PassRole', '*', { Condition: { StringLike: { 'iam:PassedToService': '*' } } })),
      },
    ],
  },
  'privilege-escalation': {
    broken: [
      ...['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'].map((name) => ({
        name: `by attaching ${name}`,
        permissions: policy(
          allow('iam:AttachRolePolicy', OWN_ROLE, {
            Condition: { ArnEquals: { 'iam:PolicyARN': `arn:aws:iam::aws:policy/${name}` } },
          }),
        ),
        context: OWN,
      })),
      { name: 'as the root of accounts', permissions: policy(allow('sts:AssumeRoot', '*')), context: OWN },
      {
        name: 'as the root of another account',
        permissions: policy(allow('sts:AssumeRoot', 'arn:aws:iam::999988887777:root')),
        context: OWN,
      },
      { name: 'policies of any role', permissions: policy(allow('iam:PutRolePolicy', '*')) },
      {
        name: 'policies of all roles but one',
        permissions: policy({ Effect: 'Allow', Action: 'iam:PutRolePolicy', NotResource: ROLE }),
      },
      {
        name: 'versions of any policy of the account',
        permissions: policy(allow('iam:CreatePolicy*', `arn:aws:iam::${ACCOUNT}:policy/*`)),
      },
      ...[
        ...[
          'iam:PutRolePolicy',
          'iam:AttachRolePolicy',
          'iam:UpdateAssumeRolePolicy',
          'iam:PutRolePermissionsBoundary',
        ],
        ...['iam:DeleteRolePermissionsBoundary', 'iam:Put*', 'IAM:putrolepolicy'],
      ].flatMap((action) => [
        { name: `${action} on itself`, permissions: policy(allow(action, OWN_ROLE)), context: OWN },
        { name: `${action} on what may be itself`, permissions: policy(allow(action, OWN_ROLE)) },
        {
          name: `${action} on what includes itself`,
          permissions: policy(allow(action, role('churn-*'))),
          context: OWN,
        },
        { name: `${action} on what may include itself`, permissions: policy(allow(action, role('churn-*'))) },
        { name: `${action} on any role`, permissions: policy(allow(action, role('?*'))), context: OWN },
      ]),
      ...['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'].flatMap((action) => [
        { name: `${action} on its policy`, permissions: policy(allow(action, OWN_POLICY)), context: OWN },
        { name: `${action} on what may be its policy`, permissions: policy(allow(action, OWN_POLICY)) },
        {
          name: `${action} on what may be its policy, of a role that is known`,
          permissions: policy(allow(action, OWN_POLICY)),
          context: { role: { arn: OWN_ROLE } },
        },
      ]),
      ...['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:UploadSSHPublicKey'].map(
        (action) => ({
          name: `${action} of a user`,
          permissions: policy(allow(action, `arn:aws:iam::${ACCOUNT}:user/admin`)),
          context: OWN,
        }),
      ),
      {
        name: 'who signs in by a provider',
        permissions: policy(allow('iam:UpdateSAMLProvider', `arn:aws:iam::${ACCOUNT}:saml-provider/sso`)),
      },
      { name: 'groups', permissions: policy(allow('iam:AddUserToGroup', `arn:aws:iam::${ACCOUNT}:group/*`)) },
      {
        name: 'the trust of another role',
        permissions: policy(allow('iam:UpdateAssumeRolePolicy', ROLE)),
        context: OWN,
      },
      {
        name: 'a role that may be assumed as well',
        permissions: policy(allow('iam:PutRolePolicy', ROLE), allow('sts:AssumeRole', ROLE)),
        context: OWN,
      },
      ...['iam:PutRolePolicy', 'iam:AttachRolePolicy'].map((action) => ({
        name: `a role that it makes as it likes, by ${action}`,
        permissions: policy(allow(['iam:CreateRole', action], role('app-*'))),
        context: OWN,
      })),
      {
        name: 'a role that may be passed on as well',
        permissions: policy(allow('iam:PutRolePolicy', ROLE), allow('iam:PassRole', ROLE)),
        context: OWN,
      },
      {
        name: 'the keys of a user, of whom not all is denied',
        permissions: policy(allow('iam:*', '*'), {
          Effect: 'Deny',
          Action: '*',
          NotResource: `arn:aws:iam::${ACCOUNT}:user/admin`,
        }),
      },
      {
        name: 'denied on another role',
        permissions: policy(allow('iam:PutRolePolicy', [OWN_ROLE, ROLE]), deny('iam:*', ROLE)),
        context: OWN,
      },
      {
        name: 'denied on itself only',
        permissions: policy(allow('iam:PutRolePolicy', '*'), deny('iam:*', OWN_ROLE)),
        context: OWN,
      },
      {
        name: 'any policy of a form that all have',
        permissions: policy(
          allow('iam:AttachRolePolicy', OWN_ROLE, {
            Condition: { ArnLike: { 'iam:PolicyARN': `arn:aws:iam::${ACCOUNT}:policy/*` } },
          }),
        ),
        context: OWN,
      },
      {
        name: 'any policy but one',
        permissions: policy(
          allow('iam:AttachRolePolicy', OWN_ROLE, {
            Condition: { ArnNotEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess' } },
          }),
        ),
        context: OWN,
      },
      {
        name: 'whichever boundary there is',
        permissions: policy(allow('iam:PutRolePolicy', '*', bounded('ArnLike', 'arn:aws:iam::*:policy/*'))),
      },
      {
        name: 'within the boundary that it has',
        permissions: policy(allow('iam:PutRolePolicy', '*', bounded('ArnEquals', BOUNDARY))),
        context: BOUNDED,
      },
      {
        name: 'the boundary, under the condition that it is there',
        permissions: policy(allow('iam:DeleteRolePermissionsBoundary', '*', bounded('ArnEquals', BOUNDARY))),
      },
      {
        name: 'on what a tag of its own says',
        permissions: policy(allow('iam:PutRolePolicy', role('${aws:PrincipalTag/team}'))),
        context: OWN,
      },
    ],
    kept: [
      { name: 'of another role', permissions: policy(allow('iam:PutRolePolicy', ROLE)), context: OWN },
      { name: 'of another policy', permissions: policy(allow('iam:CreatePolicyVersion', BOUNDARY)), context: OWN },
      {
        name: 'of a role that it makes',
        permissions: policy(allow(['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'], OWN_ROLE)),
      },
      {
        name: 'of a policy that it makes',
        permissions: policy(allow(['iam:CreatePolicy', 'iam:CreatePolicyVersion'], OWN_POLICY)),
      },
      {
        name: 'policies of AWS, which nobody changes',
        permissions: policy(allow('iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/*')),
      },
      {
        name: 'of a role that it makes, with a policy that is named',
        permissions: policy(
          allow('iam:CreateRole', ROLE),
          allow('iam:AttachRolePolicy', ROLE, { Condition: { ArnEquals: { 'iam:PolicyARN': OWN_POLICY } } }),
        ),
        context: OWN,
      },
      { name: 'of what is nothing of IAM', permissions: policy(allow('iam:PutRolePolicy', 'arn:aws:s3:::*')) },
      { name: 'reading', permissions: policy(allow('iam:Get*', '*')) },
      { name: 'everything', permissions: policy(allow('*', '*')) },
      { name: 'denied', permissions: policy(allow('iam:PutRolePolicy', OWN_ROLE), deny('iam:*', '*')), context: OWN },
      {
        name: 'denied on itself',
        permissions: policy(allow('iam:PutRolePolicy', role('churn-*')), deny('iam:Put*', OWN_ROLE)),
        context: OWN,
      },
      {
        name: 'denied without a boundary',
        permissions: policy(
          allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], '*'),
          deny('iam:*', '*', bounded('ArnNotEquals', BOUNDARY)),
        ),
        context: OWN,
      },
      {
        name: 'within a boundary',
        permissions: policy(allow(['iam:PutRolePolicy', 'iam:AttachRolePolicy'], '*', bounded('ArnEquals', BOUNDARY))),
        context: OWN,
      },
      {
        name: 'a boundary that is named',
        permissions: policy(allow('iam:PutRolePermissionsBoundary', '*', bounded('ArnEquals', BOUNDARY))),
        context: OWN,
      },
      {
        name: 'a policy that is named',
        permissions: policy(
          allow('iam:AttachRolePolicy', OWN_ROLE, { Condition: { ArnEquals: { 'iam:PolicyARN': OWN_POLICY } } }),
        ),
        context: OWN,
      },
      {
        name: 'for another principal',
        permissions: policy(
          allow('iam:PutRolePolicy', OWN_ROLE, { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } }),
        ),
        context: OWN,
      },
      {
        name: 'the keys of a user, which a role is not',
        permissions: policy(allow('iam:CreateAccessKey', `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`)),
      },
    ],
  },
  'permissions-of-others': {
    broken: [
      { name: 'of a role', permissions: policy(allow('iam:PutRolePolicy', ROLE)), context: OWN },
      {
        name: 'of a role that it makes',
        permissions: policy(allow(['iam:CreateRole', 'iam:UpdateAssumeRolePolicy'], ROLE)),
      },
      { name: 'of a policy', permissions: policy(allow('iam:CreatePolicyVersion', BOUNDARY)), context: OWN },
      { name: 'of a user', permissions: policy(allow('iam:PutUserPolicy', `arn:aws:iam::${ACCOUNT}:user/x`)) },
      {
        name: 'beside its own',
        permissions: policy(allow('iam:PutRolePolicy', [OWN_ROLE, ROLE])),
        context: OWN,
      },
    ],
    kept: [
      { name: 'of itself', permissions: policy(allow('iam:PutRolePolicy', OWN_ROLE)), context: OWN },
      {
        name: 'in another account, where it can not',
        permissions: policy(allow('iam:PutRolePolicy', 'arn:aws:iam::999988887777:role/x')),
        context: OWN,
      },
      {
        name: 'of itself among others',
        permissions: policy(allow('iam:PutRolePolicy', role('churn-*'))),
        context: OWN,
      },
      { name: 'of anybody, which is worse', permissions: policy(allow('iam:PutRolePolicy', '*')), context: OWN },
      { name: 'denied', permissions: policy(allow('iam:PutRolePolicy', ROLE), deny('iam:*', '*')), context: OWN },
      {
        name: 'within a boundary',
        permissions: policy(allow('iam:PutRolePolicy', ROLE, bounded('ArnEquals', BOUNDARY))),
        context: OWN,
      },
    ],
  },
  'assume-any-role': {
    broken: [
      ...['*', 'arn:aws:iam::*:role/*', role('*'), role('?*'), role('*admin*'), 'arn:aws:iam::*:*'].map((resource) => ({
        name: resource,
        permissions: policy(allow('sts:AssumeRole', resource)),
      })),
      { name: 'by a pattern', permissions: policy(allow('sts:*', '*')) },
      {
        name: 'denied in one account',
        permissions: policy(allow('sts:AssumeRole', '*'), deny('sts:AssumeRole', role('*'))),
        context: OWN,
      },
      {
        name: 'with whichever tag',
        permissions: policy(
          allow('sts:AssumeRole', '*', { Condition: { StringLike: { 'iam:ResourceTag/team': '*' } } }),
        ),
      },
    ],
    kept: [
      { name: 'one role', permissions: policy(allow('sts:AssumeRole', ROLE)) },
      {
        name: 'roles whose names begin alike',
        permissions: policy(allow('sts:AssumeRole', 'arn:aws:iam::*:role/cdk-*')),
      },
      {
        name: 'roles with a tag',
        permissions: policy(
          allow('sts:AssumeRole', '*', { Condition: { StringEquals: { 'iam:ResourceTag/team': 'fraud' } } }),
        ),
      },
      { name: 'denied', permissions: policy(allow('sts:AssumeRole', '*'), deny('sts:*', '*')) },
      { name: 'who it is', permissions: policy(allow('sts:GetCallerIdentity', '*')) },
    ],
  },
  'run-with-other-role': {
    broken: [
      ...[
        ['cloudformation:UpdateStack', `arn:aws:cloudformation:us-west-2:${ACCOUNT}:stack/churn/*`],
        ['cloudformation:ExecuteChangeSet', `arn:aws:cloudformation:us-west-2:${ACCOUNT}:stack/churn/*`],
        ['apprunner:UpdateService', `arn:aws:apprunner:us-west-2:${ACCOUNT}:service/churn/1`],
        ['states:UpdateStateMachine', `arn:aws:states:us-west-2:${ACCOUNT}:stateMachine:churn`],
        ['batch:SubmitJob', `arn:aws:batch:us-west-2:${ACCOUNT}:job-definition/churn`],
        ['bedrock-agentcore:InvokeCodeInterpreter', '*'],
        ['ec2:ModifyInstanceAttribute', `arn:aws:ec2:us-west-2:${ACCOUNT}:instance/i-1`],
      ].map(([action, resource]) => ({ name: action!, permissions: policy(allow(action, resource)) })),
      { name: 'the code of a function', permissions: policy(allow('lambda:UpdateFunctionCode', FUNCTION)) },
      { name: 'of any function', permissions: policy(allow('lambda:Update*', '*')) },
      {
        name: 'the address of a notebook',
        permissions: policy(allow('sagemaker:CreatePresignedNotebookInstanceUrl', sagemaker('notebook-instance/x'))),
      },
      {
        name: 'what a notebook runs when it starts',
        permissions: policy(
          allow('sagemaker:UpdateNotebookInstanceLifecycleConfig', sagemaker('notebook-instance-lifecycle-config/x')),
        ),
      },
      { name: 'everything of SageMaker', permissions: policy(allow('sagemaker:*', sagemaker('*'))) },
      {
        name: 'a build',
        permissions: policy(allow('codebuild:StartBuild', `arn:aws:codebuild:us-west-2:${ACCOUNT}:project/x`)),
      },
      {
        name: 'a command on a machine',
        permissions: policy(allow('ssm:SendCommand', `arn:aws:ec2:us-west-2:${ACCOUNT}:instance/*`)),
      },
    ],
    kept: [
      { name: 'to call a function', permissions: policy(allow('lambda:InvokeFunction', FUNCTION)) },
      { name: 'denied', permissions: policy(allow('lambda:*', FUNCTION), deny('lambda:Update*', '*')) },
      { name: 'everything of SageMaker on an endpoint', permissions: policy(allow('sagemaker:*', ENDPOINT)) },
      { name: 'everything', permissions: policy(allow('*', '*')) },
    ],
  },
  'resource-policy-escalation': {
    broken: [
      ...[
        ...['lambda:AddLayerVersionPermission', 's3:PutAccessPointPolicy', 's3express:PutBucketPolicy'],
        ...['sagemaker:PutModelPackageGroupPolicy', 'eks:AssociateAccessPolicy', 'eks:CreateAccessEntry'],
        ...['kinesis:PutResourcePolicy', 'elasticfilesystem:PutFileSystemPolicy', 'backup:PutBackupVaultAccessPolicy'],
        ...['ec2:ModifySnapshotAttribute', 'ec2:ModifyImageAttribute', 'rds:ModifyDBSnapshotAttribute'],
      ].map((action) => ({ name: action, permissions: policy(allow(action, '*')) })),
      { name: 'of any bucket, with all else in S3', permissions: policy(allow('s3:*', '*')) },
      { name: 'of a key', permissions: policy(allow('kms:PutKeyPolicy', KEY)) },
      { name: 'of a key among all', permissions: policy(allow('kms:*', '*')) },
      { name: 'of a repository', permissions: policy(allow('ecr:SetRepositoryPolicy', REPOSITORY)) },
      { name: 'of a function', permissions: policy(allow('lambda:AddPermission', FUNCTION)) },
      {
        name: 'of a secret',
        permissions: policy(
          allow('secretsmanager:PutResourcePolicy', `arn:aws:secretsmanager:us-west-2:${ACCOUNT}:secret:x-??????`),
        ),
      },
    ],
    kept: [
      { name: 'to use a key', permissions: policy(allow(['kms:Decrypt', 'kms:GenerateDataKey'], KEY)) },
      { name: 'denied', permissions: policy(allow('kms:*', KEY), deny('kms:Put*', '*')) },
      {
        name: 'by way of a service',
        permissions: policy(
          allow('kms:*', KEY, { Condition: { StringEquals: { 'kms:ViaService': 's3.us-west-2.amazonaws.com' } } }),
        ),
      },
      {
        name: 'of a bucket, which is looked at elsewhere',
        permissions: policy(allow('s3:PutBucketPolicy', 'arn:aws:s3:::x')),
      },
    ],
  },
  'unlimited-key-grant': {
    broken: [
      { name: 'no condition', permissions: policy(allow('kms:CreateGrant', KEY)) },
      {
        name: 'where it is for none of AWS',
        permissions: policy(
          allow('kms:CreateGrant', KEY, { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } } }),
        ),
      },
      {
        name: 'a condition on something else',
        permissions: policy(allow('kms:CreateGrant', KEY, { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
      },
    ],
    kept: [
      ...[
        { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
        { StringLike: { 'kms:ViaService': 'sagemaker.us-west-2.*' } },
        { 'ForAllValues:StringEquals': { 'kms:GrantOperations': ['Decrypt', 'DescribeKey'] } },
        { ArnEquals: { 'kms:GranteePrincipal': ROLE } },
      ].map((condition) => ({
        name: Object.keys(Object.values(condition)[0]!).join(),
        permissions: policy(allow('kms:CreateGrant', KEY, { Condition: condition })),
      })),
      { name: 'denied', permissions: policy(allow('kms:CreateGrant', KEY), deny('kms:*', '*')) },
      {
        name: 'denied for others than AWS',
        permissions: policy(
          allow('kms:CreateGrant', KEY),
          deny('kms:CreateGrant', '*', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } } }),
        ),
      },
    ],
  },
  'every-secret-readable': {
    broken: [
      ...['*', `arn:aws:secretsmanager:us-west-2:${ACCOUNT}:secret:*`, `arn:aws:secretsmanager:*:*:secret:?*`].map(
        (resource) => ({ name: resource, permissions: policy(allow('secretsmanager:GetSecretValue', resource)) }),
      ),
      { name: 'by a pattern', permissions: policy(allow('secretsmanager:Get*', '*')) },
      { name: 'parameters', permissions: policy(allow('ssm:GetParameter', '*')) },
      {
        name: 'parameters of an account',
        permissions: policy(allow('ssm:GetParameters', `arn:aws:ssm:us-west-2:${ACCOUNT}:parameter/*`)),
      },
      { name: 'databases', permissions: policy(allow('rds-db:connect', '*')) },
    ],
    kept: [
      {
        name: 'secrets whose names begin alike',
        permissions: policy(
          allow('secretsmanager:GetSecretValue', `arn:aws:secretsmanager:us-west-2:${ACCOUNT}:secret:churn-*`),
        ),
      },
      {
        name: 'a folder of parameters',
        permissions: policy(allow('ssm:GetParameter*', `arn:aws:ssm:us-west-2:${ACCOUNT}:parameter/churn/*`)),
      },
      { name: 'that there are', permissions: policy(allow('secretsmanager:ListSecrets', '*')) },
      {
        name: 'denied',
        permissions: policy(allow('secretsmanager:*', '*'), deny('secretsmanager:GetSecretValue', '*')),
      },
      {
        name: 'with a tag',
        permissions: policy(
          allow('secretsmanager:GetSecretValue', '*', {
            Condition: { StringEquals: { 'aws:ResourceTag/team': 'fraud' } },
          }),
        ),
      },
    ],
  },
};
