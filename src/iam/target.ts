import type { Partition } from './partition';

/** What a model's deployment touches: one endpoint, one bucket (or one folder in it), in one region of one account. */
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
}
