import type { Target } from '../../src/iam/target';

/** A deployment with nothing special about it, for tests to vary. */
export const TARGET: Target = {
  partition: 'aws',
  region: 'us-west-2',
  account: '123456789012',
  endpoint: 'churn',
  bucket: 'my-models',
  prefix: '',
};
