import { RunFailure } from '../failure';
import type { Request } from '../request/request';
import { within } from '../shared/within';
import { accountOfCredentials, type AwsSettings } from '../stack/aws';

/**
 * @returns the account of the credentials
 * @throws RunFailure `credentials` where another one was asked for, and what `accountOfCredentials` throws
 */
export async function accountOf({ target }: Request, aws: AwsSettings, log: (line: string) => void): Promise<string> {
  const account = await credentialsAccount(aws, log);
  const expected = target.account ?? account;
  if (account === expected) return account;
  throw new RunFailure('credentials', `The credentials are of the account ${account}, not of ${expected}.`, {
    hint: 'Assume a role of the account in account-id (or in the ARN of the endpoint), or correct the input.',
  });
}

export function awsSettings(request: Request, signal: AbortSignal): AwsSettings {
  return { region: request.target.region, endpointUrl: request.awsEndpointUrl, signal };
}

/** What makes the credentials may be anything, such as a program that the profile names. */
function credentialsAccount(aws: AwsSettings, log: (line: string) => void): Promise<string> {
  return within('aws-credentials', (signal) => accountOfCredentials({ ...aws, signal }), {
    what: 'AWS to tell whose credentials these are',
    log,
    signal: aws.signal,
    late: (seconds) =>
      new RunFailure('unreachable', `AWS did not tell within ${seconds} s whose credentials these are.`, {
        hint: 'Nothing was changed. Check the network of the runner, HTTPS_PROXY and NO_PROXY, and what gives the credentials (`credential_process`, IMDS); then run it again.',
      }),
  });
}
