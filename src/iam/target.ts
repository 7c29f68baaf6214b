import type { Partition } from '../aws/partition';

/**
 * What a model's deployment touches: one endpoint, one bucket (or one folder in it), in one region of one account, and what
 * some of the permission sets need to know besides.
 */
export interface Target {
  readonly partition: Partition;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  /** The endpoint's name. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Empty for the whole bucket, else a folder that ends in `/`. */
  readonly prefix: string;
  /** What the role may do in the bucket. Default: what its permission sets are for. */
  readonly bucketAccess?: readonly BucketAccess[];
  /** Names of endpoint configurations, or patterns of them. Default: after the endpoint. */
  readonly endpointConfigs?: readonly string[];
  /** Names of models, or patterns of them. Default: after the endpoint. */
  readonly models?: readonly string[];
  /** The ARN of the role that SageMaker assumes to run the model. */
  readonly executionRole?: string;
  /** The ARN of the KMS key that encrypts the artifacts and the volumes of the endpoint. */
  readonly kmsKey?: string;
  /** The repositories of the model's images: names of such in the target's account and region, or ARNs. */
  readonly ecrRepositories?: readonly string[];
  /** Names of inference components, or patterns of them. Default: after the endpoint. */
  readonly inferenceComponents?: readonly string[];
  /** Where asynchronous and batch answers and captured data go. */
  readonly output?: OutputPlace;
  /** The ARNs of the SNS topics that are told of asynchronous answers. */
  readonly notificationTopics?: readonly string[];
  /** The subnets that the model runs in: ids of such in the target's account and region, or ARNs. */
  readonly vpcSubnets?: readonly string[];
  /** Its security groups there, in the same forms. */
  readonly vpcSecurityGroups?: readonly string[];
}

interface OutputPlace {
  readonly bucket: string;
  /** Empty for the whole bucket, else a folder that ends in `/`. */
  readonly prefix: string;
}

/** A target of which less may be known, such as the one of a policy that somebody found. */
export type PartialTarget = Pick<Target, 'partition' | 'region' | 'account'> &
  Partial<Pick<Target, 'endpoint' | 'bucket' | 'prefix'>>;

export const BUCKET_ACCESS = ['read', 'write', 'list'] as const;
export type BucketAccess = (typeof BUCKET_ACCESS)[number];
