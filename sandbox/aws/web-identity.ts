import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials, LocalAws } from './local-aws';
import { unsignedToken } from '../runner/job-token';

/**
 * Assumes a role as a job of a GitHub workflow does, with a token that has this subject.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export async function assumeByToken(aws: LocalAws, roleArn: string, subject: string): Promise<Credentials> {
  const { Credentials: keys } = await new STSClient(aws.client(aws.admin)).send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: roleArn,
      RoleSessionName: 'job',
      WebIdentityToken: unsignedToken(subject),
    }),
  );
  return {
    accessKeyId: keys!.AccessKeyId!,
    secretAccessKey: keys!.SecretAccessKey!,
    sessionToken: keys!.SessionToken!,
  };
}
