import { valid as isVersion } from 'semver';
import { type Arn, isAccountId, looksLikeArn, parseArn } from '../../aws/arn';
import { parsePermissionsBoundary } from '../../aws/names';
import { PULUMI_VERSION } from '../../contract';
import { parsePrincipalArn } from '../../iam/generate/trust/principals';
import { invalid, type Parsed, valid } from '../../shared/parsed';
import { isSecretsProvider } from '../../stack/secrets-provider';
import { isStackName } from '../../stack/settings';

/** Readers of the inputs that have no reader where they are used. */

export function parseAccountId(text: string): Parsed<string> {
  return isAccountId(text) ? valid(text) : invalid('an account of 12 digits');
}

export function parseBoundary(text: string): Parsed<Arn> {
  const boundary = parsePermissionsBoundary(text);
  return boundary.ok ? parseArn(boundary.value) : boundary;
}

export function parseSecretsProvider(text: string): Parsed<string> {
  return isSecretsProvider(text)
    ? valid(text)
    : invalid('passphrase, default, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://…');
}

export function parseStackName(text: string): Parsed<string> {
  return isStackName(text)
    ? valid(text)
    : invalid('at most 100 letters, digits and _.-, with an organization and / in front or not');
}

/** @returns the version without a leading v */
export function parseVersion(text: string): Parsed<string> {
  // semver itself takes =1.2.3 as a version too.
  const version = /^v?\d/.test(text) ? isVersion(text) : null;
  return version === null ? invalid(`a version such as ${PULUMI_VERSION}`) : valid(version);
}

export function parsePullRequest(number: number | undefined): Parsed<number | undefined> {
  return number === 0 ? invalid('the number of a pull request') : valid(number);
}

export function parseEndpointUrl(text: string): Parsed<string> {
  return ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? '')
    ? valid(text)
    : invalid('an address that starts with http:// or https://');
}

/** Who may assume the role, as `trust` names them. */
export interface Trusted {
  readonly sagemaker: boolean;
  readonly github: boolean;
  readonly arns: readonly Arn[];
}

export function parseTrusted(words: readonly string[]): Parsed<Trusted> {
  const arns: Arn[] = [];
  for (const word of words.filter((each) => !['sagemaker', 'github'].includes(each))) {
    if (!looksLikeArn(word)) {
      return invalid(`sagemaker, github, or the ARN of a role, a user or an account's root, not ${word}`);
    }
    const arn = parsePrincipalArn(word);
    if (!arn.ok) return invalid(`${arn.expected}, not ${word}`);
    arns.push(arn.value);
  }
  return valid({ sagemaker: words.includes('sagemaker'), github: words.includes('github'), arns });
}
