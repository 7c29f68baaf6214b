import type { PythonCall } from '../../sandbox/aws/make-calls';
import { PLACEHOLDERS } from '../docs/recipes';

/** What a call is about. */
interface Names {
  readonly endpoint: string;
  readonly bucket: string;
  readonly outputBucket: string;
  readonly executionRole: string;
  readonly subnet: string;
  readonly securityGroup: string;
  readonly topic: string;
  readonly repository: string;
  readonly modelGroup: string;
  readonly hub: string;
  readonly alarm: string;
}

/** As the inputs of the roles have them. */
export const OWN: Names = {
  endpoint: 'churn-prod',
  bucket: 'my-models',
  outputBucket: 'my-answers',
  executionRole: PLACEHOLDERS['<EXECUTION_ROLE>']!,
  subnet: 'subnet-0123456789abcdef0',
  securityGroup: 'sg-0123456789abcdef0',
  topic: 'churn-answers',
  repository: 'churn',
  modelGroup: PLACEHOLDERS['<MODEL_PACKAGE_GROUP>']!,
  hub: 'SageMakerPublicHub',
  alarm: PLACEHOLDERS['<ALARM>']!,
};

export const OTHERS: Names = {
  endpoint: 'fraud-prod',
  bucket: 'q7x4zk9w2j8hn3bd',
  outputBucket: 'q7x4zk9w2j8hn3bd',
  executionRole: 'admin',
  subnet: 'subnet-0fedcba9876543210',
  securityGroup: 'sg-0fedcba9876543210',
  topic: 'fraud-answers',
  repository: 'fraud',
  modelGroup: 'fraud-models',
  hub: 'fraud-hub',
  alarm: 'fraud-errors',
};

const ARN = (service: string, resource: string) => `arn:aws:${service}:us-west-2:123456789012:${resource}`;
const TAGS = [{ Key: 'team', Value: 'fraud' }];
const VARIANT = { VariantName: 'AllTraffic', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' };
const EVENT = { timestamp: 1, message: 'x' };
const PERIOD = { StartTime: '2026-01-01', EndTime: '2026-01-02' };

const sagemaker = (call: string, parameters: object = {}): PythonCall => calling('sagemaker', call, parameters);
const calling = (service: string, call: string, parameters: object = {}): PythonCall => ({
  service,
  call,
  with: parameters as PythonCall['with'],
});

/** The calls that deployments make, each by the action that it needs, or by that and what is special about it. */
export const CALLS = {
  'sagemaker:CreateModel': ({ endpoint, executionRole }) =>
    sagemaker('create_model', {
      ModelName: endpoint,
      ExecutionRoleArn: `arn:aws:iam::123456789012:role/${executionRole}`,
      PrimaryContainer: { Image: 'churn' },
      Tags: TAGS,
    }),
  'sagemaker:DescribeModel': ({ endpoint }) => sagemaker('describe_model', { ModelName: endpoint }),
  'sagemaker:DeleteModel': ({ endpoint }) => sagemaker('delete_model', { ModelName: endpoint }),
  'sagemaker:CreateEndpointConfig': ({ endpoint }) =>
    sagemaker('create_endpoint_config', {
      EndpointConfigName: endpoint,
      ProductionVariants: [{ ...VARIANT, ModelName: endpoint }],
      Tags: TAGS,
    }),
  'sagemaker:DescribeEndpointConfig': ({ endpoint }) =>
    sagemaker('describe_endpoint_config', { EndpointConfigName: endpoint }),
  'sagemaker:DeleteEndpointConfig': ({ endpoint }) =>
    sagemaker('delete_endpoint_config', { EndpointConfigName: endpoint }),
  'sagemaker:CreateEndpoint': ({ endpoint }) =>
    sagemaker('create_endpoint', { EndpointName: endpoint, EndpointConfigName: endpoint, Tags: TAGS }),
  'sagemaker:DescribeEndpoint': ({ endpoint }) => sagemaker('describe_endpoint', { EndpointName: endpoint }),
  'sagemaker:DescribeEndpoint until it is in service': ({ endpoint }) =>
    sagemaker('wait:endpoint_in_service', { EndpointName: endpoint }),
  'sagemaker:DescribeEndpoint until it is gone': ({ endpoint }) =>
    sagemaker('wait:endpoint_deleted', { EndpointName: endpoint }),
  'sagemaker:UpdateEndpoint': ({ endpoint }) =>
    sagemaker('update_endpoint', { EndpointName: endpoint, EndpointConfigName: endpoint }),
  'sagemaker:UpdateEndpointWeightsAndCapacities': ({ endpoint }) =>
    sagemaker('update_endpoint_weights_and_capacities', {
      EndpointName: endpoint,
      DesiredWeightsAndCapacities: [{ VariantName: 'AllTraffic', DesiredWeight: 1 }],
    }),
  'sagemaker:DeleteEndpoint': ({ endpoint }) => sagemaker('delete_endpoint', { EndpointName: endpoint }),
  'sagemaker:ListEndpoints': () => sagemaker('list_endpoints'),
  'sagemaker:ListEndpointConfigs': () => sagemaker('list_endpoint_configs'),
  'sagemaker:ListModels': () => sagemaker('list_models'),
  'sagemaker:ListTags': ({ endpoint }) =>
    sagemaker('list_tags', { ResourceArn: ARN('sagemaker', `endpoint/${endpoint}`) }),
  'sagemaker:AddTags': ({ endpoint }) =>
    sagemaker('add_tags', { ResourceArn: ARN('sagemaker', `endpoint/${endpoint}`), Tags: TAGS }),
  'sagemaker:DeleteTags': ({ endpoint }) =>
    sagemaker('delete_tags', { ResourceArn: ARN('sagemaker', `endpoint/${endpoint}`), TagKeys: ['team'] }),
  'sagemaker:InvokeEndpoint': ({ endpoint }) =>
    calling('sagemaker-runtime', 'invoke_endpoint', { EndpointName: endpoint, Body: '{}' }),
  'sagemaker:InvokeEndpoint for a component': ({ endpoint }) =>
    calling('sagemaker-runtime', 'invoke_endpoint', {
      ...{ EndpointName: endpoint, InferenceComponentName: endpoint, Body: '{}' },
    }),
  'sagemaker:InvokeEndpointAsync': ({ endpoint, bucket }) =>
    calling('sagemaker-runtime', 'invoke_endpoint_async', {
      ...{ EndpointName: endpoint, InputLocation: `s3://${bucket}/churn/request` },
    }),
  'sagemaker:InvokeEndpointWithResponseStream': ({ endpoint }) =>
    calling('sagemaker-runtime', 'invoke_endpoint_with_response_stream', { EndpointName: endpoint, Body: '{}' }),

  'sagemaker:CreateInferenceComponent': ({ endpoint }) =>
    sagemaker('create_inference_component', {
      ...{ InferenceComponentName: endpoint, EndpointName: endpoint, Specification: { ModelName: endpoint } },
      Tags: TAGS,
    }),
  'sagemaker:DescribeInferenceComponent': ({ endpoint }) =>
    sagemaker('describe_inference_component', { InferenceComponentName: endpoint }),
  'sagemaker:UpdateInferenceComponent': ({ endpoint }) =>
    sagemaker('update_inference_component', { InferenceComponentName: endpoint }),
  'sagemaker:UpdateInferenceComponentRuntimeConfig': ({ endpoint }) =>
    sagemaker('update_inference_component_runtime_config', {
      ...{ InferenceComponentName: endpoint, DesiredRuntimeConfig: { CopyCount: 1 } },
    }),
  'sagemaker:DeleteInferenceComponent': ({ endpoint }) =>
    sagemaker('delete_inference_component', { InferenceComponentName: endpoint }),
  'sagemaker:ListInferenceComponents': () => sagemaker('list_inference_components'),
  'sagemaker:ListTags of a component': ({ endpoint }) =>
    sagemaker('list_tags', { ResourceArn: ARN('sagemaker', `inference-component/${endpoint}`) }),

  'sagemaker:CreateTransformJob': ({ endpoint }) =>
    sagemaker('create_transform_job', {
      ...{ TransformJobName: `${endpoint}-1`, ModelName: endpoint, Tags: TAGS },
      TransformInput: { DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://my-models/in' } } },
      TransformOutput: { S3OutputPath: 's3://my-answers/churn' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    }),
  'sagemaker:DescribeTransformJob': ({ endpoint }) =>
    sagemaker('wait:transform_job_completed_or_stopped', { TransformJobName: `${endpoint}-1` }),
  'sagemaker:StopTransformJob': ({ endpoint }) =>
    sagemaker('stop_transform_job', { TransformJobName: `${endpoint}-1` }),

  'sagemaker:DescribeModelPackageGroup': ({ modelGroup }) =>
    sagemaker('describe_model_package_group', { ModelPackageGroupName: modelGroup }),
  'sagemaker:ListModelPackages': () => sagemaker('list_model_packages'),
  'sagemaker:DescribeModelPackage': ({ modelGroup }) =>
    sagemaker('describe_model_package', { ModelPackageName: ARN('sagemaker', `model-package/${modelGroup}/1`) }),
  'sagemaker:UpdateModelPackage': ({ modelGroup }) =>
    sagemaker('update_model_package', {
      ModelPackageArn: ARN('sagemaker', `model-package/${modelGroup}/1`),
      ModelApprovalStatus: 'Approved',
    }),
  'sagemaker:ListHubs': () => sagemaker('list_hubs'),
  'sagemaker:DescribeHub': ({ hub }) => sagemaker('describe_hub', { HubName: hub }),
  'sagemaker:DescribeHubContent': ({ hub }) =>
    sagemaker('describe_hub_content', { HubName: hub, HubContentType: 'Model', HubContentName: 'llama' }),
  'sagemaker:ListHubContents': ({ hub }) => sagemaker('list_hub_contents', { HubName: hub, HubContentType: 'Model' }),

  's3:PutObject': ({ bucket }) => calling('s3', 'put_object', { Bucket: bucket, Key: 'churn/model', Body: 'x' }),
  's3:GetObject': ({ bucket }) => calling('s3', 'get_object', { Bucket: bucket, Key: 'churn/model' }),
  's3:ListBucket': ({ bucket }) => calling('s3', 'list_objects_v2', { Bucket: bucket, Prefix: 'churn/' }),
  's3:DeleteObject': ({ bucket }) => calling('s3', 'delete_object', { Bucket: bucket, Key: 'churn/model' }),
  's3:PutObject as output': ({ outputBucket }) =>
    calling('s3', 'put_object', { Bucket: outputBucket, Key: 'churn/answer', Body: 'x' }),
  's3:AbortMultipartUpload': ({ outputBucket }) =>
    calling('s3', 'abort_multipart_upload', { Bucket: outputBucket, Key: 'churn/answer', UploadId: 'x' }),
  's3:CreateBucket': () =>
    calling('s3', 'create_bucket', {
      Bucket: 'sagemaker-us-west-2-123456789012',
      CreateBucketConfiguration: { LocationConstraint: 'us-west-2' },
    }),
  's3:ListBucket of the default bucket': () =>
    calling('s3', 'head_bucket', { Bucket: 'sagemaker-us-west-2-123456789012' }),
  's3:PutObject in the default bucket': () =>
    calling('s3', 'put_object', { Bucket: 'sagemaker-us-west-2-123456789012', Key: 'model', Body: 'x' }),
  's3:GetObject in the default bucket': () =>
    calling('s3', 'get_object', { Bucket: 'sagemaker-us-west-2-123456789012', Key: 'model' }),
  's3:PutObject of JumpStart': () =>
    calling('s3', 'put_object', {
      Bucket: 'jumpstart-cache-prod-us-west-2',
      Key: 'models_manifest.json',
      Body: 'x',
    }),
  's3:GetObject of JumpStart': () =>
    calling('s3', 'get_object', { Bucket: 'jumpstart-cache-prod-us-west-2', Key: 'models_manifest.json' }),
  's3:ListBucket of JumpStart': () =>
    calling('s3', 'list_objects_v2', { Bucket: 'jumpstart-cache-prod-us-west-2', Prefix: 'llama/' }),

  'sns:Publish': ({ topic }) => calling('sns', 'publish', { TopicArn: ARN('sns', topic), Message: 'x' }),
  'ec2:CreateNetworkInterface': ({ subnet, securityGroup }) =>
    calling('ec2', 'create_network_interface', { SubnetId: subnet, Groups: [securityGroup] }),
  'ec2:CreateNetworkInterface in another security group': ({ subnet }) =>
    calling('ec2', 'create_network_interface', { SubnetId: subnet, Groups: ['sg-00000000000000000'] }),
  'ec2:DescribeDhcpOptions': () => calling('ec2', 'describe_dhcp_options'),
  'ec2:DescribeNetworkInterfaces': () => calling('ec2', 'describe_network_interfaces'),
  'ec2:DescribeSecurityGroups': () => calling('ec2', 'describe_security_groups'),
  'ec2:DescribeSubnets': () => calling('ec2', 'describe_subnets'),
  'ec2:DescribeVpcs': () => calling('ec2', 'describe_vpcs'),
  'ecr:GetAuthorizationToken': () => calling('ecr', 'get_authorization_token'),
  'ecr:BatchGetImage': ({ repository }) =>
    calling('ecr', 'batch_get_image', { repositoryName: repository, imageIds: [{ imageTag: '1' }] }),
  'ecr:BatchCheckLayerAvailability': ({ repository }) =>
    calling('ecr', 'batch_check_layer_availability', { repositoryName: repository, layerDigests: ['x'] }),
  'ecr:GetDownloadUrlForLayer': ({ repository }) =>
    calling('ecr', 'get_download_url_for_layer', { repositoryName: repository, layerDigest: 'x' }),

  ...logCalls('', ({ endpoint }) => `/aws/sagemaker/Endpoints/${endpoint}`),
  ...logCalls(' of batch jobs', () => '/aws/sagemaker/TransformJobs'),
  'cloudwatch:GetMetricData': () => calling('cloudwatch', 'get_metric_data', { ...PERIOD, MetricDataQueries: [] }),
  'cloudwatch:GetMetricStatistics': () =>
    calling('cloudwatch', 'get_metric_statistics', {
      ...{ ...PERIOD, Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Period: 60, Statistics: ['Sum'] },
    }),
  'cloudwatch:ListMetrics': () => calling('cloudwatch', 'list_metrics'),
  'cloudwatch:PutMetricAlarm': ({ endpoint }) =>
    calling('cloudwatch', 'put_metric_alarm', {
      ...{ AlarmName: `TargetTracking-endpoint/${endpoint}/variant/AllTraffic-High`, Threshold: 70, Period: 60 },
      ...{ Namespace: 'AWS/SageMaker', MetricName: 'Invocations', Statistic: 'Sum', EvaluationPeriods: 3 },
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  'cloudwatch:DescribeAlarms': ({ endpoint }) =>
    calling('cloudwatch', 'describe_alarms', {
      AlarmNames: [`TargetTracking-endpoint/${endpoint}/variant/AllTraffic-High`],
    }),
  'cloudwatch:DeleteAlarms': ({ endpoint }) =>
    calling('cloudwatch', 'delete_alarms', {
      AlarmNames: [`TargetTracking-endpoint/${endpoint}/variant/AllTraffic-High`],
    }),
  'cloudwatch:DescribeAlarms for rollbacks': ({ alarm }) =>
    calling('cloudwatch', 'describe_alarms', { AlarmNames: [alarm] }),
  ...scalingCalls(),
  'iam:GetRole': ({ executionRole }) => calling('iam', 'get_role', { RoleName: executionRole }),
  'iam:SimulatePrincipalPolicy': ({ executionRole }) =>
    calling('iam', 'simulate_principal_policy', {
      PolicySourceArn: `arn:aws:iam::123456789012:role/${executionRole}`,
      ActionNames: ['s3:GetObject'],
    }),
} as const satisfies Readonly<Record<string, (names: Names) => PythonCall>>;

export type CallName = keyof typeof CALLS;

/** @param special what the names of the calls end in */
function logCalls<Special extends string>(special: Special, groupOf: (names: Names) => string) {
  const logs = (call: string, names: Names, more: object = {}) =>
    calling('logs', call, { logGroupName: groupOf(names), ...more });
  const inStream = { logStreamName: 'AllTraffic/i-1' };
  const calls = {
    'logs:CreateLogGroup': (names: Names) => logs('create_log_group', names),
    'logs:CreateLogStream': (names: Names) => logs('create_log_stream', names, inStream),
    'logs:DescribeLogStreams': (names: Names) => logs('describe_log_streams', names),
    'logs:PutLogEvents': (names: Names) => logs('put_log_events', names, { ...inStream, logEvents: [EVENT] }),
    'logs:FilterLogEvents': (names: Names) => logs('filter_log_events', names),
    'logs:GetLogEvents': (names: Names) => logs('get_log_events', names, inStream),
  };
  type Named = { [Name in keyof typeof calls as `${Name}${Special}`]: (names: Names) => PythonCall };
  return Object.fromEntries(Object.entries(calls).map(([name, call]) => [`${name}${special}`, call])) as Named;
}

function scalingCalls() {
  const target = ({ endpoint }: Names) => ({
    ServiceNamespace: 'sagemaker',
    ResourceId: `endpoint/${endpoint}/variant/AllTraffic`,
    ScalableDimension: 'sagemaker:variant:DesiredInstanceCount',
  });
  const scaling = (call: string, parameters: object) => calling('application-autoscaling', call, parameters);
  const tracking = {
    TargetValue: 70,
    PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
  };
  return {
    'application-autoscaling:RegisterScalableTarget': (names: Names) =>
      scaling('register_scalable_target', { ...target(names), MinCapacity: 1, MaxCapacity: 2 }),
    'application-autoscaling:PutScalingPolicy': (names: Names) =>
      scaling('put_scaling_policy', {
        ...{ ...target(names), PolicyName: 'requests', PolicyType: 'TargetTrackingScaling' },
        TargetTrackingScalingPolicyConfiguration: tracking,
      }),
    'application-autoscaling:DescribeScalableTargets': () =>
      scaling('describe_scalable_targets', { ServiceNamespace: 'sagemaker' }),
    'application-autoscaling:DescribeScalingPolicies': () =>
      scaling('describe_scaling_policies', { ServiceNamespace: 'sagemaker' }),
    'application-autoscaling:DeleteScalingPolicy': (names: Names) =>
      scaling('delete_scaling_policy', { ...target(names), PolicyName: 'requests' }),
    'application-autoscaling:DeregisterScalableTarget': (names: Names) =>
      scaling('deregister_scalable_target', target(names)),
    'application-autoscaling:RegisterScalableTarget of another service': () =>
      scaling('register_scalable_target', {
        ServiceNamespace: 'ecs',
        ResourceId: 'service/default/churn',
        ScalableDimension: 'ecs:service:DesiredCount',
        ...{ MinCapacity: 1, MaxCapacity: 2 },
      }),
  };
}

/** Of the requests that the emulator judges, those that it can't carry out, so that who may make them is told that they fail. */
export const NOT_CARRIED_OUT: readonly string[] = [
  'sagemaker:ListHubs',
  'sagemaker:DescribeHub',
  'sagemaker:DescribeHubContent',
  'sagemaker:ListHubContents',
  'iam:SimulatePrincipalPolicy',
  'ecr:GetDownloadUrlForLayer',
];

/** What is refused for another reason than permissions, because the emulator has no such thing, or has it already. */
export const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'sagemaker:DescribeModelPackageGroup': ['ValidationException'],
  'sagemaker:DescribeModelPackage': ['ValidationException'],
  'sagemaker:UpdateModelPackage': ['ValidationException'],
  's3:AbortMultipartUpload': ['NoSuchUpload'],
  's3:CreateBucket': ['BucketAlreadyOwnedByYou'],
  'sns:Publish': ['NotFound'],
  'ec2:CreateNetworkInterface': ['InvalidSubnetID.NotFound'],
  'ecr:BatchGetImage': ['RepositoryNotFoundException'],
  'ecr:BatchCheckLayerAvailability': ['RepositoryNotFoundException'],
  'logs:CreateLogGroup': ['ResourceAlreadyExistsException'],
  'logs:CreateLogStream': ['ResourceAlreadyExistsException'],
  'iam:GetRole': ['NoSuchEntity'],
};

/** Actions of sets and recipes that no call is judged of here, and why. They are evaluated in `test/iam/generate/permissions`. */
export const NOT_JUDGED: Readonly<Record<string, string>> = {
  'sagemaker:InvokeEndpointWithBidirectionalStream': 'the SDK for Python has no HTTP/2',
  'kms:CreateGrant': 'the emulator asks for no key of SageMaker',
  'kms:Decrypt': 'the emulator asks for no key of S3',
  'kms:GenerateDataKey': 'the emulator asks for no key of S3',
  'ec2:CreateNetworkInterfacePermission': 'the emulator has no such permissions',
  'ec2:DeleteNetworkInterface': 'the emulator does not say in which subnet an interface is',
  'ec2:DeleteNetworkInterfacePermission': 'the emulator has no such permissions',
  'application-autoscaling:DescribeScalingActivities': 'the emulator has none',
  'iam:CreateServiceLinkedRole': 'application autoscaling asks for it, which the emulator does not',
  'iam:PassRole': 'it is judged as part of CreateModel',
};
