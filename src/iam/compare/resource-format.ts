import type { Machine, MachineFor } from './machine';
import { parseBucket } from '../../aws/bucket';
import { parseEndpoint } from '../../aws/endpoint';
import { codeUnits } from '../glob';

/** The form of a resource's ARN: letters, and machines that read the names between them. */
export type ResourceFormat = readonly (number | Machine)[];

const REGIONAL = 'arn:${Partition}:SERVICE:${Region}:${Account}';
const SAGEMAKER = REGIONAL.replace('SERVICE', 'sagemaker');

const OBJECT = 'arn:${Partition}:s3:::${BucketName}/${ObjectName}';
const BUCKET = 'arn:${Partition}:s3:::${BucketName}';
const ACCESS_POINT = 'arn:${Partition}:s3:${Region}:${Account}:accesspoint/${AccessPointName}';
/** It has no region: https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html */
const MULTI_REGION = 'arn:${Partition}:s3::${Account}:accesspoint/${AccessPointName}';
const ENDPOINT = `${SAGEMAKER}:endpoint/\${EndpointName}`;
const ENDPOINT_CONFIG = `${SAGEMAKER}:endpoint-config/\${EndpointConfigName}`;

/** The resource of actions that know none. */
const NO_RESOURCE = '*';

export interface ActionFormats {
  /** The forms of the ARNs of what an action is about; the first ones are tried alone before all others. */
  readonly preferred: readonly string[];
  readonly others: readonly string[];
  /** Whether these are all: then the action can't be about anything else. */
  readonly complete: boolean;
}

type Line = readonly [action: RegExp, preferred: readonly string[], others?: readonly string[]];

/** What is known for sure of the actions that this product deals with. */
const KNOWN: readonly Line[] = [
  [
    /^s3:(get|put|delete)object/,
    [OBJECT],
    [ACCESS_POINT, MULTI_REGION].map((point) => `${point}/object/\${ObjectName}`),
  ],
  [/^s3:listbucket$/, [BUCKET], [ACCESS_POINT, MULTI_REGION]],
  [/^s3:\w+forobjectlambda$/, [ACCESS_POINT.replace(':s3:', ':s3-object-lambda:')], [NO_RESOURCE]],
  [
    /^s3:/,
    [BUCKET, OBJECT],
    [
      ...[ACCESS_POINT, MULTI_REGION, 'arn:${Partition}:s3:${Region}:${Account}:${Resource}'],
      ...['arn:${Partition}:s3::${Account}:${Resource}', NO_RESOURCE],
    ],
  ],
  [/^sagemaker:\w+endpointconfig$/, [ENDPOINT_CONFIG]],
  [/^sagemaker:(create|update)endpoint$/, [ENDPOINT], [ENDPOINT_CONFIG]],
  [/^sagemaker:(delete|describe)endpoint$/, [ENDPOINT]],
  [/^sagemaker:invokeendpoint$/, [ENDPOINT], [`${SAGEMAKER}:inference-component/\${InferenceComponentName}`]],
  [/^sagemaker:(create|delete|describe)model$/, [`${SAGEMAKER}:model/\${ModelName}`]],
  [/^sagemaker:/, [ENDPOINT], [`${SAGEMAKER}:\${ResourceType}/\${Resource}`, NO_RESOURCE]],
];

/** What is likely of some others. */
const LIKELY: readonly Line[] = [[/^(iam|sts):/, ['arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}']]];

/**
 * The forms of ARNs of the resources that an action can be about, where no table tells.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @param action `s3:GetObject`
 */
export function formatsOfAction(action: string): ActionFormats {
  const name = action.toLowerCase();
  const known = KNOWN.find(([pattern]) => pattern.test(name));
  if (known) return { preferred: known[1], others: known[2] ?? [], complete: true };

  const service = name.slice(0, name.indexOf(':'));
  const likely = LIKELY.find(([pattern]) => pattern.test(name));
  const regional = `${REGIONAL.replace('SERVICE', service)}:\${Resource}`;
  return {
    preferred: likely?.[1] ?? [regional],
    others: [
      regional,
      `arn:\${Partition}:${service}::\${Account}:\${Resource}`,
      `arn:\${Partition}:${service}:::\${Resource}`,
      NO_RESOURCE,
    ],
    complete: false,
  };
}

/** @param resources the forms that a table has for the action */
export function formatsOfTable(resources: readonly string[]): ActionFormats {
  return { preferred: resources.length > 0 ? resources : [NO_RESOURCE], others: [], complete: true };
}

/** @param machineFor the machine for the name that a placeholder stands for */
export function parseFormat(format: string, machineFor: MachineFor): ResourceFormat {
  return format.split(/(\$\{[^}]*\})/).flatMap((piece): ResourceFormat => {
    const placeholder = /^\$\{(.*)\}$/.exec(piece);
    return placeholder ? [machineFor(placeholder[1]!)] : codeUnits(piece);
  });
}

/** Checks of the names in an ARN what the machines leave out. */
export function hasValidNames(text: string): boolean {
  const [, , service, , , ...rest] = text.split(':');
  const resource = rest.join(':');
  switch (service) {
    case 's3':
      return resource.includes('accesspoint/') || parseBucket(resource.split('/')[0]!).ok;
    case 'sagemaker': {
      const name = /^(?:endpoint|endpoint-config|model)\/(.+)$/s.exec(resource)?.[1];
      return name === undefined || parseEndpoint(name).ok;
    }
    default:
      return true;
  }
}
