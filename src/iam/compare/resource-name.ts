import { parseBucket } from '../bucket';
import { parseEndpoint } from '../endpoint';

/** What kind of resource an action is about, as far as that is known here. */
export interface ResourceKind {
  /** In lower case. */
  readonly service: string;
  /** Whether it is about objects, not buckets. */
  readonly objects: boolean;
}

export function resourceKindOf(action: string): ResourceKind {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  return { service, objects: service === 's3' && /object/i.test(action) };
}

/**
 * Whether a text can be the ARN of a resource of a kind. Known are the endpoints, endpoint configurations and models of
 * SageMaker, and the buckets and objects of S3; of other services any ARN will do. Variables may stand in names.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsagemaker.html
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export function canBeResource({ service, objects }: ResourceKind, text: string): boolean {
  const [, , ofService, region, account, ...rest] = text.replace(/\$\{[^}]*\}/g, 'variable').split(':');
  if (ofService !== service) return false;

  const resource = rest.join(':');
  switch (service) {
    case 'sagemaker':
      return region !== '' && /^\d{12}$/.test(account!) && isModelDeployment(resource);
    case 's3':
      return objects ? isObject(resource) : isBucketName(resource);
    default:
      return true;
  }
}

/** Endpoint configurations and models have names of the same form as endpoints. */
function isModelDeployment(resource: string): boolean {
  const match = /^(?:endpoint|endpoint-config|model)\/(.+)$/s.exec(resource);
  return match !== null && parseEndpoint(match[1]!).ok;
}

function isObject(resource: string): boolean {
  const match = /^([^/]+)\/.+$/s.exec(resource);
  return match !== null && isBucketName(match[1]!);
}

function isBucketName(text: string): boolean {
  return !text.includes('/') && parseBucket(text).ok;
}
