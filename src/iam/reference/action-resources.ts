import { additionsTo } from './additions';
import { actionDetails, arnServices, type ResourceType } from './details';
import { type ActionName, actionText, findAction } from './names';
import { PARTITIONS } from '../../aws/partition';
import { remembering } from '../../shared/memoize';

/** Which resources requests for an action can be about, as far as is known. */
export interface ActionResources {
  /** The forms of their ARNs, as in `ResourceType`. */
  readonly arnPatterns: readonly string[];
  /** What stands for the resource of a request that has none: `*`. Empty if every request has a resource. */
  readonly standIns: readonly string[];
  /**
   * The forms of ARNs that a statement can name for an action without resources, of which AWS does not say whether it has an
   * effect then.
   */
  readonly undecided: readonly string[];
}

/**
 * Actions that are about metrics, which are no resources, unless the request names a dataset: then they need `*` although AWS's
 * data has a type of resource for them.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
const ON_METRICS: readonly string[] = [
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'cloudwatch:PutMetricData',
];

/**
 * Actions without resources of which it is known what else stands for the missing one: then nothing is undecided.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/security_iam_service-with-iam.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_s3_deny-except-bucket.html: it "can't be
 * performed on an S3 bucket"
 */
const STAND_INS: Readonly<Record<string, readonly string[]>> = {
  's3:ListAllMyBuckets': PARTITIONS.map((partition) => `arn:${partition}:s3:::*`),
};

/**
 * Forms that AWS's data lacks, by those that they come with: multi-region access points have no region, and a version of a model
 * in a group has the group's name before its number.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRequests.html
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ModelPackage.html
 */
const LIKEWISE: Readonly<Record<string, string>> = {
  'arn:%:s3:%:%:accesspoint/%': 'arn:%:s3::%:accesspoint/%',
  'arn:%:s3:%:%:accesspoint/%/object/*': 'arn:%:s3::%:accesspoint/%/object/*',
  'arn:%:sagemaker:%:%:model-package/%': 'arn:%:sagemaker:%:%:model-package/%/%',
};

/** Of an action that nobody knows, nothing is known; nor of one that is not in AWS's table, unless somebody says. */
const UNKNOWN: ActionResources = { arnPatterns: ['arn:*'], standIns: ['*'], undecided: [] };

/** @param action `s3:GetObject`, in any case */
export const resourcesOfAction = remembering((action: string): ActionResources => {
  const known = findAction(action);
  if (!known || isOfUnknownResources(known)) return UNKNOWN;
  if (!known.hasResources) return withoutResources(known);

  const types = actionDetails(action)?.resourceTypes;
  const arnPatterns = types?.map(({ arnPattern }) => arnPattern) ?? arnsOfService(known);
  return {
    arnPatterns: [...arnPatterns, ...arnPatterns.flatMap((pattern) => LIKEWISE[pattern] ?? [])],
    // Where none is required, there are requests without any: nobody has to say whose MFA devices to list.
    standIns: types?.some(({ required }) => required) ? [] : ['*'],
    undecided: [],
  };
});

function isOfUnknownResources({ service, name }: ActionName): boolean {
  const addition = additionsTo(service).find((each) => each.name === name);
  return addition !== undefined && addition.resource === undefined;
}

/** Whether no request for the action is about a resource, so that a statement has to name `*`. */
export function isWithoutResources(action: string): boolean {
  return findAction(action)?.hasResources === false;
}

/**
 * The types of resources of which a usual request has one each: all that are required; where none is, the one that people
 * think of.
 *
 * @param action as AWS writes it
 * @returns none as well if the action is not known in full
 */
export function usualResourceTypes(action: string): readonly ResourceType[] {
  if (isUsuallyWithoutResource(action)) return [];
  const types = actionDetails(action)?.resourceTypes ?? [];
  const required = types.filter((type) => type.required);
  if (required.length > 0) return required;
  return [types.find(({ name }) => USUAL_TYPES.includes(name)) ?? types[0]].filter((type) => type !== undefined);
}

const USUAL_TYPES = ['object', 'bucket', 'endpoint'];

/**
 * Whether requests for an action, which may well be about resources, are usually about none.
 *
 * @param action as AWS writes it
 */
export function isUsuallyWithoutResource(action: string): boolean {
  return ON_METRICS.includes(action);
}

function withoutResources(action: ActionName): ActionResources {
  const name = actionText(action);
  const standIns = Object.hasOwn(STAND_INS, name) ? STAND_INS[name]! : [];
  return {
    arnPatterns: [],
    standIns: ['*', ...standIns],
    undecided: standIns.length > 0 ? [] : arnsOfService(action),
  };
}

function arnsOfService({ service }: ActionName): string[] {
  return arnServices(service).map((each) => (each.includes('$') ? 'arn:*' : `arn:%:${each}:*`));
}
