/**
 * Actions by which somebody gets at permissions that the policy does not name. What they are about is in the form of AWS's
 * data: `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`.
 *
 * Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html, and what is
 * known of paths to more permissions: https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/,
 * https://github.com/nccgroup/PMapper, https://pathfinding.cloud
 */
export interface ActionsOnResource {
  readonly actions: readonly string[];
  readonly arnPattern: string;
}

export const ROLE_ARNS = 'arn:%:iam::%:role/*';

/**
 * What a role may do, and who may use it. To take a policy off is none of it: with what that one denies goes what it allows.
 */
export const CHANGING_ROLES: ActionsOnResource = {
  actions: [
    ...['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:PutRolePermissionsBoundary'],
    ...['iam:DeleteRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'],
  ],
  arnPattern: ROLE_ARNS,
};

/** What all those may do that the policy is attached to. */
export const CHANGING_POLICIES: ActionsOnResource = {
  actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion'],
  arnPattern: 'arn:%:iam::%:policy/*',
};

/** What users may do, and people who sign in by IAM Identity Center. */
export const CHANGING_USERS: readonly ActionsOnResource[] = [
  {
    actions: [
      ...['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:PutUserPermissionsBoundary'],
      'iam:DeleteUserPermissionsBoundary',
    ],
    arnPattern: 'arn:%:iam::%:user/*',
  },
  {
    actions: ['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:PutGroupPolicy'],
    arnPattern: 'arn:%:iam::%:group/*',
  },
  {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsiamidentitycenter.html
    actions: [
      ...['sso:AttachManagedPolicyToPermissionSet', 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet'],
      ...['sso:PutInlinePolicyToPermissionSet', 'sso:DeletePermissionsBoundaryFromPermissionSet'],
      'sso:CreateAccountAssignment',
    ],
    arnPattern: 'arn:%:sso:::permissionSet/*',
  },
];

/** By which somebody else can be acted as: new credentials of a user, and who is let in by an identity provider. */
export const TAKING_OVER: readonly ActionsOnResource[] = [
  {
    actions: [
      ...['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UpdateLoginProfile', 'iam:UploadSSHPublicKey'],
      ...['iam:CreateServiceSpecificCredential', 'iam:ResetServiceSpecificCredential', 'iam:UploadSigningCertificate'],
    ],
    arnPattern: 'arn:%:iam::%:user/*',
  },
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-privileged-task.html
  { actions: ['sts:AssumeRoot'], arnPattern: 'arn:%:iam::%:root' },
  { actions: ['iam:UpdateSAMLProvider'], arnPattern: 'arn:%:iam::%:saml-provider/*' },
  { actions: ['iam:UpdateOpenIDConnectProviderThumbprint'], arnPattern: 'arn:%:iam::%:oidc-provider/*' },
];

/**
 * By which code is run that the role itself brings, with the permissions of the role that a function, a notebook, a build or a
 * machine has.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/notebook-lifecycle-config.html
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreatePresignedNotebookInstanceUrl.html
 */
export const RUNNING_CODE: readonly ActionsOnResource[] = [
  {
    actions: ['lambda:UpdateFunctionCode', 'lambda:UpdateFunctionConfiguration'],
    arnPattern: 'arn:%:lambda:%:%:function:*',
  },
  {
    actions: ['sagemaker:CreatePresignedNotebookInstanceUrl', 'sagemaker:UpdateNotebookInstance'],
    arnPattern: 'arn:%:sagemaker:%:%:notebook-instance/%',
  },
  {
    actions: ['sagemaker:UpdateNotebookInstanceLifecycleConfig'],
    arnPattern: 'arn:%:sagemaker:%:%:notebook-instance-lifecycle-config/%',
  },
  { actions: ['sagemaker:CreatePresignedDomainUrl'], arnPattern: 'arn:%:sagemaker:%:%:user-profile/%/%' },
  { actions: ['sagemaker:StartSession'], arnPattern: 'arn:%:sagemaker:%:%:space/%/%' },
  {
    actions: ['codebuild:StartBuild', 'codebuild:StartBuildBatch', 'codebuild:UpdateProject'],
    arnPattern: 'arn:%:codebuild:%:%:project/*',
  },
  { actions: ['glue:UpdateDevEndpoint'], arnPattern: 'arn:%:glue:%:%:devEndpoint/*' },
  { actions: ['ecs:ExecuteCommand'], arnPattern: 'arn:%:ecs:%:%:task/*' },
  {
    actions: [
      ...['ssm:SendCommand', 'ssm:StartSession', 'ec2-instance-connect:SendSSHPublicKey'],
      // What a machine runs when it starts.
      'ec2:ModifyInstanceAttribute',
    ],
    arnPattern: 'arn:%:ec2:%:%:instance/*',
  },
  {
    actions: ['cloudformation:UpdateStack', 'cloudformation:ExecuteChangeSet'],
    arnPattern: 'arn:%:cloudformation:%:%:stack/*',
  },
  { actions: ['apprunner:UpdateService'], arnPattern: 'arn:%:apprunner:%:%:service/*' },
  { actions: ['states:UpdateStateMachine'], arnPattern: 'arn:%:states:%:%:stateMachine:*' },
  { actions: ['batch:SubmitJob'], arnPattern: 'arn:%:batch:%:%:job-definition/*' },
  {
    actions: ['bedrock-agentcore:InvokeCodeInterpreter'],
    arnPattern: 'arn:%:bedrock-agentcore:%:%:code-interpreter-custom/%',
  },
  { actions: ['elasticmapreduce:AddJobFlowSteps'], arnPattern: 'arn:%:elasticmapreduce:%:%:cluster/*' },
];

/**
 * By which a resource says itself who may use it, whatever policies of roles say. Buckets are looked at elsewhere.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html
 */
export const CHANGING_RESOURCE_POLICIES: readonly ActionsOnResource[] = [
  { actions: ['kms:PutKeyPolicy'], arnPattern: 'arn:%:kms:%:%:key/%' },
  { actions: ['ecr:SetRepositoryPolicy'], arnPattern: 'arn:%:ecr:%:%:repository/*' },
  { actions: ['ecr-public:SetRepositoryPolicy'], arnPattern: 'arn:%:ecr-public::%:repository/*' },
  { actions: ['lambda:AddPermission', 'lambda:PutResourcePolicy'], arnPattern: 'arn:%:lambda:%:%:function:*' },
  { actions: ['lambda:AddLayerVersionPermission'], arnPattern: 'arn:%:lambda:%:%:layer:%:%' },
  { actions: ['s3:PutAccessPointPolicy'], arnPattern: 'arn:%:s3:%:%:accesspoint/*' },
  { actions: ['s3express:PutBucketPolicy'], arnPattern: 'arn:%:s3express:%:%:bucket/*' },
  { actions: ['sagemaker:PutModelPackageGroupPolicy'], arnPattern: 'arn:%:sagemaker:%:%:model-package-group/%' },
  { actions: ['eks:AssociateAccessPolicy'], arnPattern: 'arn:%:eks:%:%:access-entry/*' },
  { actions: ['eks:CreateAccessEntry'], arnPattern: 'arn:%:eks:%:%:cluster/*' },
  { actions: ['kinesis:PutResourcePolicy'], arnPattern: 'arn:%:kinesis:%:%:stream/*' },
  { actions: ['elasticfilesystem:PutFileSystemPolicy'], arnPattern: 'arn:%:elasticfilesystem:%:%:file-system/*' },
  { actions: ['backup:PutBackupVaultAccessPolicy'], arnPattern: 'arn:%:backup:%:%:backup-vault:*' },
  { actions: ['ec2:ModifySnapshotAttribute'], arnPattern: 'arn:%:ec2:%:%:snapshot/*' },
  { actions: ['ec2:ModifyImageAttribute'], arnPattern: 'arn:%:ec2:%:%:image/*' },
  { actions: ['rds:ModifyDBSnapshotAttribute'], arnPattern: 'arn:%:rds:%:%:snapshot:*' },
  { actions: ['secretsmanager:PutResourcePolicy'], arnPattern: 'arn:%:secretsmanager:%:%:secret:*' },
  { actions: ['dynamodb:PutResourcePolicy'], arnPattern: 'arn:%:dynamodb:%:%:table/*' },
  { actions: ['sns:AddPermission'], arnPattern: 'arn:%:sns:%:%:*' },
  { actions: ['sqs:AddPermission'], arnPattern: 'arn:%:sqs:%:%:*' },
  { actions: ['ssm:PutResourcePolicy'], arnPattern: 'arn:%:ssm:%:%:parameter/*' },
  { actions: ['glue:PutResourcePolicy'], arnPattern: 'arn:%:glue:%:%:catalog' },
];

/**
 * By which passwords, keys and tokens are read. AWS adds six characters to the name of a secret.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export const READING_SECRETS: readonly (Pick<ActionsOnResource, 'actions'> & {
  /** Of one resource of that type, with `NAME` for what it is called. */
  readonly arn: string;
})[] = [
  { actions: ['secretsmanager:GetSecretValue'], arn: 'arn:%:secretsmanager:%:%:secret:NAME-NAMENAMENAMENAMENAMENAME' },
  {
    actions: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'],
    arn: 'arn:%:ssm:%:%:parameter/NAME/NAME',
  },
  { actions: ['rds-db:connect'], arn: 'arn:%:rds-db:%:%:dbuser:NAME/NAME' },
  { actions: ['redshift:GetClusterCredentials'], arn: 'arn:%:redshift:%:%:dbuser:NAME/NAME' },
  { actions: ['ec2:GetPasswordData'], arn: 'arn:%:ec2:%:%:instance/NAME' },
];
