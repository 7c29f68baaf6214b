import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { networkInterfaceArn, securityGroupArns, subnetArns } from '../resources';

/**
 * What SageMaker needs to put the model into a VPC: network interfaces in the subnets, with the security groups, which it makes,
 * lends to its own account, and takes away again. AWS lists these calls on everything; a new interface is limited by the subnet and
 * the groups that its request names, one that is there by the subnet it is in. The descriptions can't be limited.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html#sagemaker-roles-createmodel-perms
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function vpc(target: Target): Statement[] {
  const subnets = subnetArns(target);
  const groups = securityGroupArns(target);
  if (subnets.length + groups.length === 0) return [];

  const anyInterface = networkInterfaceArn(target, '*');
  return [
    { Effect: 'Allow', Action: ['ec2:CreateNetworkInterface'], Resource: [...subnets, ...groups, anyInterface] },
    {
      Effect: 'Allow',
      Action: [
        'ec2:CreateNetworkInterfacePermission',
        'ec2:DeleteNetworkInterface',
        'ec2:DeleteNetworkInterfacePermission',
      ],
      Resource: [anyInterface],
      Condition: { ArnEquals: { 'ec2:Subnet': subnets } },
    },
    {
      Effect: 'Allow',
      Action: [
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      Resource: '*',
    },
  ];
}
