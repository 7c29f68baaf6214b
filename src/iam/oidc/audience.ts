import type { Partition } from '../../aws/partition';

const EVERYWHERE = 'sts.amazonaws.com';
const IN_CHINA = 'sts.amazonaws.com.cn';

/** Whom tokens for AWS are for. */
export const AUDIENCES_OF_AWS: readonly string[] = [EVERYWHERE, IN_CHINA];

/**
 * The audiences that `aws-actions/configure-aws-credentials` asks GitHub for: in China the one by default, or the one that its
 * documentation says to set there.
 *
 * https://github.com/aws-actions/configure-aws-credentials#oidc-audience
 */
export function usualAudiences(partition: Partition): readonly string[] {
  return partition === 'aws-cn' ? AUDIENCES_OF_AWS : [EVERYWHERE];
}
