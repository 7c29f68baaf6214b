import { type PlannedRole, POLICY_DESCRIPTION } from './planned-role';

/**
 * The same role and policy as a CloudFormation template. Managed policies have no tags there.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
 */
export function cloudFormationTemplate(role: PlannedRole): object {
  const { name, path, policy, trustPolicy, permissionsBoundary, maxSessionDuration, tags } = role;
  const tagList = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `The access of ${name}, made by model-deployment-iam plan`,
    Resources: {
      Policy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: name,
          Path: path,
          Description: POLICY_DESCRIPTION,
          PolicyDocument: JSON.parse(policy),
        },
      },
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: name,
          Path: path,
          AssumeRolePolicyDocument: JSON.parse(trustPolicy),
          ManagedPolicyArns: [{ Ref: 'Policy' }],
          ...(permissionsBoundary && { PermissionsBoundary: permissionsBoundary }),
          MaxSessionDuration: maxSessionDuration,
          ...(tagList.length > 0 && { Tags: tagList }),
        },
      },
    },
    Outputs: {
      PolicyArn: { Value: { Ref: 'Policy' } },
      RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    },
  };
}
