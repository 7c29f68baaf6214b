import { RunFailure } from '../failure';
import type { Request } from '../request/request';
import { accountOfCredentials, type AwsSettings } from '../stack/aws';

/**
 * @returns the account of the credentials
 * @throws RunFailure `credentials` where another one was asked for, and what `accountOfCredentials` throws
 */
export async function accountOf({ target }: Request, aws: AwsSettings): Promise<string> {
  const account = await accountOfCredentials(aws);
  const expected = target.account ?? account;
  if (account === expected) return account;
  throw new RunFailure('credentials', `The credentials are of the account ${account}, not of ${expected}.`, {
    hint: 'Assume a role of the account in account-id (or in the ARN of the endpoint), or correct the input.',
  });
}

export function awsSettings(request: Request, signal: AbortSignal): AwsSettings {
  return { region: request.target.region, endpointUrl: request.awsEndpointUrl, signal };
}
