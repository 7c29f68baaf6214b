import type { CallName } from './permission-calls';
import type { Sequence } from './permission-sequences';
import type { InputName } from '../../src/contract';

/** Whom the roles may pass on. */
export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/churn-execution';

/** A role as the Action makes it, and what it may do. */
export interface Role extends Sequence {
  /** What decides on the policy; `permissions` is the role's name where it does not say. */
  readonly inputs?: Partial<Record<InputName, string>>;
  /** The recipe whose statements it has as well. */
  readonly recipe?: string;
}

const DEPLOYING: Sequence = {
  before: ['sagemaker:CreateModel', 'sagemaker:CreateEndpointConfig'],
  calls: [
    'sagemaker:DescribeEndpointConfig',
    's3:PutObject',
    's3:GetObject',
    'sagemaker:CreateEndpoint',
    'sagemaker:DescribeEndpoint until it is in service',
    'sagemaker:DescribeEndpoint',
    'sagemaker:InvokeEndpoint',
    'sagemaker:DeleteEndpoint',
    'sagemaker:DescribeEndpoint until it is gone',
  ],
};
const DEPLOYED: readonly CallName[] = [
  'sagemaker:CreateModel',
  'sagemaker:CreateEndpointConfig',
  'sagemaker:CreateEndpoint',
];
const INVOKING: readonly CallName[] = [
  'sagemaker:InvokeEndpoint',
  'sagemaker:InvokeEndpointAsync',
  'sagemaker:InvokeEndpointWithResponseStream',
];
const RUNNING: readonly CallName[] = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:GetDownloadUrlForLayer',
  's3:GetObject',
  'logs:CreateLogGroup',
  'logs:CreateLogStream',
  'logs:DescribeLogStreams',
  'logs:PutLogEvents',
];

/** Every permission set, every recipe, and what else decides on the policy. */
export const ROLES: Readonly<Record<string, Role>> = {
  baseline: {
    before: DEPLOYED,
    calls: ['s3:PutObject', 's3:GetObject', 'sagemaker:InvokeEndpoint', 'sagemaker:DeleteEndpoint'],
  },
  deploy: DEPLOYING,
  'deploy in a folder': { inputs: { permissions: 'deploy', prefix: 'churn/' }, ...DEPLOYING },
  invoke: { calls: INVOKING },
  'invoke, reading the bucket': {
    inputs: { permissions: 'invoke', 'bucket-access': 'read, list' },
    before: ['s3:PutObject'],
    calls: [...INVOKING, 's3:GetObject', 's3:ListBucket'],
  },
  'invoke of a component': {
    inputs: { permissions: 'invoke', 'inference-component': 'churn-prod' },
    calls: [...INVOKING, 'sagemaker:InvokeEndpoint for a component'],
  },
  observe: {
    before: [...DEPLOYED, 'logs:CreateLogGroup', 'logs:CreateLogStream'],
    calls: [
      'sagemaker:DescribeEndpoint',
      'sagemaker:DescribeEndpointConfig',
      'sagemaker:DescribeModel',
      'sagemaker:ListEndpoints',
      'sagemaker:ListEndpointConfigs',
      'sagemaker:ListModels',
      'cloudwatch:GetMetricData',
      'cloudwatch:GetMetricStatistics',
      'cloudwatch:ListMetrics',
      'logs:DescribeLogStreams',
      'logs:FilterLogEvents',
      'logs:GetLogEvents',
    ],
  },
  release: {
    inputs: { 'execution-role-arn': EXECUTION_ROLE },
    before: [...DEPLOYED, 'sagemaker:DescribeEndpoint until it is in service'],
    calls: [
      'sagemaker:CreateModel',
      'sagemaker:DescribeModel',
      'sagemaker:CreateEndpointConfig',
      'sagemaker:DescribeEndpointConfig',
      'sagemaker:UpdateEndpoint',
      'sagemaker:DescribeEndpoint',
      'sagemaker:DescribeEndpoint until it is in service',
      'sagemaker:UpdateEndpointWeightsAndCapacities',
      'sagemaker:DeleteEndpointConfig',
      'sagemaker:DeleteModel',
    ],
  },
  execution: { inputs: { 'ecr-repository': 'churn' }, before: ['s3:PutObject'], calls: RUNNING },
  'execution with all there is': {
    inputs: {
      permissions: 'execution',
      ...{ 'ecr-repository': 'churn', 'bucket-access': 'read, list', 'output-bucket': 'my-answers/churn' },
      'notification-topic': 'arn:aws:sns:us-west-2:123456789012:churn-answers',
      ...{ 'vpc-subnet': 'subnet-0123456789abcdef0', 'vpc-security-group': 'sg-0123456789abcdef0' },
    },
    before: ['s3:PutObject'],
    calls: [
      ...RUNNING,
      's3:ListBucket',
      's3:PutObject as output',
      's3:AbortMultipartUpload',
      'sns:Publish',
      'ec2:CreateNetworkInterface',
      'ec2:DescribeDhcpOptions',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSecurityGroups',
      'ec2:DescribeSubnets',
      'ec2:DescribeVpcs',
    ],
  },
  'inference-components': {
    before: DEPLOYED,
    calls: [
      'sagemaker:CreateInferenceComponent',
      'sagemaker:DescribeInferenceComponent',
      'sagemaker:UpdateInferenceComponent',
      'sagemaker:UpdateInferenceComponentRuntimeConfig',
      'sagemaker:ListInferenceComponents',
      'sagemaker:ListTags of a component',
      'sagemaker:InvokeEndpoint',
      'sagemaker:InvokeEndpoint for a component',
      'sagemaker:DeleteInferenceComponent',
    ],
  },
  tags: { before: DEPLOYED, calls: ['sagemaker:AddTags', 'sagemaker:ListTags', 'sagemaker:DeleteTags'] },

  'the recipe auto-rollback': {
    recipe: 'auto-rollback',
    calls: [...INVOKING, 'cloudwatch:DescribeAlarms for rollbacks'],
  },
  'the recipe autoscaling': {
    recipe: 'autoscaling',
    calls: [
      ...INVOKING,
      'cloudwatch:PutMetricAlarm',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:DeleteAlarms',
      'application-autoscaling:RegisterScalableTarget',
      'application-autoscaling:PutScalingPolicy',
      'application-autoscaling:DescribeScalableTargets',
      'application-autoscaling:DescribeScalingPolicies',
      'application-autoscaling:DeleteScalingPolicy',
      'application-autoscaling:DeregisterScalableTarget',
    ],
    onEverything: [
      'application-autoscaling:RegisterScalableTarget',
      'application-autoscaling:PutScalingPolicy',
      'application-autoscaling:DeleteScalingPolicy',
      'application-autoscaling:DeregisterScalableTarget',
    ],
  },
  'the recipe batch-transform': {
    recipe: 'batch-transform',
    calls: [
      ...INVOKING,
      'sagemaker:CreateTransformJob',
      'sagemaker:DescribeTransformJob',
      'sagemaker:StopTransformJob',
    ],
  },
  'the recipe batch-transform-execution': {
    recipe: 'batch-transform-execution',
    calls: [
      ...INVOKING,
      'logs:CreateLogGroup of batch jobs',
      'logs:CreateLogStream of batch jobs',
      'logs:DescribeLogStreams of batch jobs',
      'logs:PutLogEvents of batch jobs',
    ],
  },
  'the recipe jumpstart': {
    recipe: 'jumpstart',
    before: ['s3:PutObject of JumpStart'],
    calls: [
      ...INVOKING,
      'sagemaker:ListHubs',
      'sagemaker:DescribeHub',
      'sagemaker:DescribeHubContent',
      'sagemaker:ListHubContents',
      's3:GetObject of JumpStart',
    ],
  },
  'the recipe jumpstart-execution': {
    recipe: 'jumpstart-execution',
    before: ['s3:PutObject of JumpStart'],
    calls: [...INVOKING, 's3:GetObject of JumpStart', 's3:ListBucket of JumpStart'],
  },
  'the recipe live-logs': {
    recipe: 'live-logs',
    before: ['logs:CreateLogGroup'],
    calls: [...INVOKING, 'logs:FilterLogEvents'],
  },
  'the recipe model-registry': {
    recipe: 'model-registry',
    calls: [
      ...INVOKING,
      'sagemaker:DescribeModelPackageGroup',
      'sagemaker:ListModelPackages',
      'sagemaker:DescribeModelPackage',
      'sagemaker:UpdateModelPackage',
    ],
  },
  'the recipe sagemaker-sdk': {
    recipe: 'sagemaker-sdk',
    calls: [
      ...INVOKING,
      'iam:GetRole',
      'iam:SimulatePrincipalPolicy',
      's3:CreateBucket',
      's3:ListBucket of the default bucket',
      's3:PutObject in the default bucket',
      's3:GetObject in the default bucket',
    ],
  },
};
