import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials, LocalAws } from './local-aws';

/**
 * Assumes a role as a job of a GitHub workflow does, with a token that has this subject.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export async function assumeByToken(aws: LocalAws, roleArn: string, subject: string): Promise<Credentials> {
  const claims = { iss: 'https://token.actions.githubusercontent.com', aud: 'sts.amazonaws.com', sub: subject };
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.unsigned`;
  const { Credentials: keys } = await new STSClient(aws.client(aws.admin)).send(
    new AssumeRoleWithWebIdentityCommand({ RoleArn: roleArn, RoleSessionName: 'job', WebIdentityToken: token }),
  );
  return {
    accessKeyId: keys!.AccessKeyId!,
    secretAccessKey: keys!.SecretAccessKey!,
    sessionToken: keys!.SessionToken!,
  };
}
