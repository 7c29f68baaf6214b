import type { Statement } from '../../policy/document';
import type { Target } from '../../target';
import { anySagemakerArn } from '../resources';

/** The same in every partition. */
const SAGEMAKER = 'sagemaker.amazonaws.com';

/**
 * Lets the SageMaker service assume the role; if `restricted`, only on behalf of the target's account and region. The
 * asterisk in SourceArn is meant literally: a single endpoint or model there would break the role, for SageMaker does not
 * always name one.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function trustSagemaker(target: Target, restricted: boolean): Statement {
  const statement: Statement = { Effect: 'Allow', Principal: { Service: SAGEMAKER }, Action: 'sts:AssumeRole' };
  return restricted
    ? { ...statement, Condition: { ArnLike: { 'aws:SourceArn': anySagemakerArn(target) } } }
    : statement;
}
