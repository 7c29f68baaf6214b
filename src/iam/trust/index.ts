import type { PolicyDocument } from '../document';
import type { Target } from '../target';
import { trustSagemaker } from './sagemaker';

export interface TrustOptions {
  /** Trust services only on behalf of the target's account and region. */
  readonly restricted: boolean;
}

/** The trust policy of the role: who may assume it. */
export function trustPolicy(target: Target, options: TrustOptions): PolicyDocument {
  return { Version: '2012-10-17', Statement: [trustSagemaker(target, options.restricted)] };
}
