import type { AccessLevel } from './data';

/**
 * An action that AWS's table lacks, although something else of AWS's says that it is there. A test fails once the table has it:
 * then it goes from here.
 */
interface Addition {
  readonly service: string;
  /** As AWS writes it. */
  readonly name: string;
  readonly accessLevel: AccessLevel;
  /** The type of the resource that each request has; `none` if it is about none; absent where nobody says. */
  readonly resource?: string;
  /** Where AWS says that the action is there. */
  readonly source: string;
  /** When that was looked up: `2026-11-30`. */
  readonly date: string;
}

/** The models that AWS's SDK for Python is made from. They say which permission an operation asks for. */
const BOTOCORE = 'botocore 1.44.8';
const DATE = '2026-11-30';

const INFERENCE_GATEWAYS: Omit<Addition, 'name'> = {
  service: 'sagemaker',
  accessLevel: 'Read',
  resource: 'global-inference-gateway',
  source: `${BOTOCORE}: sagemaker-gateway-runtime 2026-10-01, InvokeGlobalInferenceGateway`,
  date: DATE,
};
const KEY_ENCAPSULATION: Omit<Addition, 'name'> = {
  service: 'kms',
  accessLevel: 'Write',
  resource: 'key',
  source: `${BOTOCORE}: kms 2014-11-01, Encapsulate`,
  date: DATE,
};
const QUERY_DEFINITIONS: Omit<Addition, 'name' | 'accessLevel'> = {
  service: 'cloudwatch',
  resource: 'metric-query-definition',
  source: `${BOTOCORE}: cloudwatch 2010-08-01, PutMetricDataQueryDefinition`,
  date: DATE,
};
const RESOURCE_METRICS: Omit<Addition, 'name' | 'accessLevel'> = {
  service: 'cloudwatch',
  source: `${BOTOCORE}: cloudwatch 2010-08-01, CreateResourceMetricsConfiguration`,
  date: DATE,
};
const AUTHORIZATION_DETAILS: Omit<Addition, 'name'> = {
  service: 'iam',
  accessLevel: 'Read',
  source: `${BOTOCORE}: iam-toolbox 2018-05-10, GetRequestAuthorizationDetails`,
  date: DATE,
};

export const ADDITIONS: readonly Addition[] = [
  {
    // The operation is about one endpoint, and signed for sagemaker as the other invocations are.
    service: 'sagemaker',
    name: 'InvokeEndpointWithBidirectionalStream',
    accessLevel: 'Read',
    resource: 'endpoint',
    source:
      'https://docs.aws.amazon.com/sdk-for-python/v1/reference/clients/sagemaker-runtime-http2/operations/invoke_endpoint_with_bidirectional_stream/',
    date: DATE,
  },
  { ...INFERENCE_GATEWAYS, name: 'InvokeGlobalInferenceGateway' },
  { ...INFERENCE_GATEWAYS, name: 'InvokeGlobalInferenceGatewayWithResponseStream' },
  { ...KEY_ENCAPSULATION, name: 'Encapsulate' },
  { ...KEY_ENCAPSULATION, name: 'Decapsulate' },
  { ...QUERY_DEFINITIONS, name: 'PutMetricDataQueryDefinition', accessLevel: 'Write' },
  { ...QUERY_DEFINITIONS, name: 'GetMetricDataQueryDefinition', accessLevel: 'Read' },
  { ...QUERY_DEFINITIONS, name: 'DeleteMetricDataQueryDefinition', accessLevel: 'Write' },
  { ...QUERY_DEFINITIONS, name: 'ListMetricDataQueryDefinitions', accessLevel: 'List', resource: 'none' },
  { ...RESOURCE_METRICS, name: 'CreateResourceMetricsConfiguration', accessLevel: 'Write' },
  { ...RESOURCE_METRICS, name: 'GetResourceMetricsConfiguration', accessLevel: 'Read' },
  { ...RESOURCE_METRICS, name: 'UpdateResourceMetricsConfiguration', accessLevel: 'Write' },
  { ...RESOURCE_METRICS, name: 'DeleteResourceMetricsConfiguration', accessLevel: 'Write' },
  { ...AUTHORIZATION_DETAILS, name: 'GetRequestAuthorizationDetails' },
  { ...AUTHORIZATION_DETAILS, name: 'GetRequestAuthorizationPolicy' },
  {
    service: 'logs',
    name: 'PutMetricExtractionPolicy',
    accessLevel: 'Write',
    source: `${BOTOCORE}: logs 2014-03-28, PutAccountPolicy`,
    date: DATE,
  },
  {
    service: 'sts',
    name: 'SetWebIdentityTokenScope',
    accessLevel: 'Write',
    source: `${BOTOCORE}: sts 2011-06-15, GetWebIdentityToken`,
    date: DATE,
  },
];

/**
 * The forms of the ARNs of types that AWS's table lacks, by service and type, in the form of `ResourceTypeData`.
 *
 * Source: the same models, which name the ARN beside the permission.
 */
export const ADDED_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sagemaker: { 'global-inference-gateway': 'arn:%:sagemaker:%:%:global-inference-gateway/%' },
  cloudwatch: { 'metric-query-definition': 'arn:%:cloudwatch:%:%:metric-query-definition/%' },
};

/** @param service in lower case */
export function additionsTo(service: string): readonly Addition[] {
  return ADDITIONS.filter((addition) => addition.service === service);
}
