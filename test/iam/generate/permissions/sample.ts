import { type AccessRequest, type Decision, evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import { type PermissionSetName, policyDocument } from '../../../../src/iam/generate/permissions/policy-document';
import type { Target } from '../../../../src/iam/target';

export const EXECUTION_ROLE = 'arn:aws:iam::123456789012:role/churn-execution';
export const KEY = 'arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab';

export const SAGEMAKER = 'arn:aws:sagemaker:us-west-2:123456789012:';
export const ENDPOINT = `${SAGEMAKER}endpoint/churn`;
export const CONFIG = `${SAGEMAKER}endpoint-config/churn`;
export const MODEL = `${SAGEMAKER}model/churn`;
export const LOGS = 'arn:aws:logs:us-west-2:123456789012:log-group:/aws/sagemaker/Endpoints/churn';

/** What IAM says to a request of somebody who has these permission sets on the target. */
export function decide(sets: readonly PermissionSetName[], request: AccessRequest, target: Target): Decision {
  return evaluate(request, { identity: [compilePolicy(policyDocument(target, sets), 'identity')] }).decision;
}
