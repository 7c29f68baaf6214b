import { trustGithub, type TrustedWorkflows } from './github';
import { trustPrincipals, type TrustedPrincipals } from './principals';
import { trustSagemaker } from './sagemaker';
import type { PolicyDocument } from '../../policy/document';
import type { Target } from '../../target';

/** Who may assume the role. */
export interface TrustOptions {
  /** Whether the SageMaker service may. */
  readonly sagemaker: boolean;
  /** Trust services only on behalf of the target's account and region. */
  readonly restricted: boolean;
  readonly github?: TrustedWorkflows;
  readonly principals?: TrustedPrincipals;
}

/** The trust policy of the role: a statement for each kind of those who may assume it. */
export function trustPolicy(target: Target, options: TrustOptions): PolicyDocument {
  const { sagemaker, restricted, github, principals } = options;
  return {
    Version: '2012-10-17',
    Statement: [
      ...(sagemaker ? [trustSagemaker(target, restricted)] : []),
      ...(github ? [trustGithub(target, github)] : []),
      ...(principals ? trustPrincipals(principals) : []),
    ],
  };
}
