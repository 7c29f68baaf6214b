import type { RealAccount } from './account';
import type { Credentials } from '../../aws/local-aws';
import type { Place } from '../place';

/**
 * For clients of the AWS SDK, which look for other endpoints than AWS's in AWS_ENDPOINT_URL.
 *
 * @throws Error where the job has no credentials
 */
export function clientsOf(
  { region: home }: Pick<RealAccount, 'region'>,
  environment: NodeJS.ProcessEnv,
): Pick<Place['aws'], 'admin' | 'client'> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: sessionToken } = environment;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('There are no credentials of AWS.');
  const admin: Credentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(sessionToken ? { sessionToken } : {}),
  };
  return { admin, client: (credentials, region = home) => ({ region, credentials, maxAttempts: 5 }) };
}
