import { execFile } from 'node:child_process';
import { type Looked, found, unseen } from './looked';
import { deadline } from '../../shared/deadlines';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * Those of the environment; and else those that the AWS CLI has, which knows profiles, single sign-on and all other ways: they
 * would take more code than the rest of the package.
 *
 * https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html
 */
export async function awsCredentials(environment: NodeJS.ProcessEnv): Promise<Looked<Credentials>> {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  if (accessKeyId && secretAccessKey && !environment.AWS_PROFILE) {
    return found({ accessKeyId, secretAccessKey, sessionToken: environment.AWS_SESSION_TOKEN || undefined });
  }
  try {
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(
      await exported(environment),
    ) as ExportedCredentials;
    if (!AccessKeyId || !SecretAccessKey) return unseen('the AWS CLI has no credentials.');
    return found({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
  } catch (error) {
    return unseen(
      `there are no credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and the AWS CLI gives none (${(error as Error).message}).`,
    );
  }
}

interface ExportedCredentials {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly SessionToken?: string;
}

/** @throws Error in a line, where there is no such program or it fails */
function exported(environment: NodeJS.ProcessEnv): Promise<string> {
  const options = { env: environment, timeout: deadline('aws-credentials'), shell: process.platform === 'win32' };
  return new Promise((resolve, reject) => {
    execFile('aws', ['configure', 'export-credentials', '--format', 'process'], options, (error, stdout, stderr) => {
      const why = stderr.trim().split('\n').at(-1) || (error as NodeJS.ErrnoException | null)?.code || error?.message;
      if (error) reject(new Error(String(why)));
      else resolve(stdout);
    });
  });
}
