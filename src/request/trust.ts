import { ABOUT_JOBS, readGithubNames, readTrustedWorkflows } from './github-trust';
import type { Inputs, InputValues } from './inputs';
import type { JobContext } from './job-context';
import type { KnownTarget } from './target';
import { type Arn, formatArn, looksLikeArn } from '../aws/arn';
import type { IdentityProvider } from '../iam/generate/trust/github-names';
import { parseExternalId, parsePrincipalArn } from '../iam/generate/trust/principals';
import { parseSessionTags, type SessionTags } from '../iam/generate/trust/session-tags';
import type { TrustOptions } from '../iam/generate/trust/trust-policy';
import { type TrustWord, usersOf } from '../iam/generate/trust/users';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** Who may assume the role, as `trust` names them. */
interface Trusted {
  readonly sagemaker: boolean;
  readonly github: boolean;
  readonly arns: readonly Arn[];
}

/** Inputs that say more about `github`, with the values that say nothing. */
const ABOUT_GITHUB = {
  ...ABOUT_JOBS,
  'github-subject': '',
  'github-oidc-provider': '',
} as const satisfies Partial<InputValues>;

/** Who may assume the role; `undefined` where it can't be told. */
export function readTrust(inputs: Inputs, target: KnownTarget, job: JobContext): TrustOptions | undefined {
  const { trust: words, permissions } = inputs.values;
  const trusted = inputs.take('trust', parseTrusted(words.length > 0 ? words : usersOf(permissions)));
  const externalId = inputs.takeText('trust-external-id', parseExternalId);
  const sessionTags = readSessionTags(inputs);
  const names = readGithubNames(inputs);
  if (trusted) checkPrincipals(inputs, trusted, target);
  if (names.provider) checkProvider(inputs, names.provider, target);
  if (!trusted) return undefined;

  const github = trusted.github ? readTrustedWorkflows(inputs, names, job) : undefined;
  refuseUnused(inputs, trusted);
  if (trusted.github && !github) return undefined;
  return {
    sagemaker: trusted.sagemaker,
    restricted: inputs.values['restrict-trust'],
    ...(github && { github }),
    ...(trusted.arns.length > 0 && { principals: { arns: trusted.arns.map(formatArn), externalId, sessionTags } }),
  };
}

function readSessionTags(inputs: Inputs): SessionTags | undefined {
  const words = inputs.values['trust-session-tags'];
  return words.length > 0 ? inputs.take('trust-session-tags', parseSessionTags(words)) : undefined;
}

function parseTrusted(words: readonly string[]): Parsed<Trusted> {
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

function checkPrincipals(inputs: Inputs, { arns }: Trusted, { region, partition }: KnownTarget): void {
  const foreign = partition && arns.find((arn) => arn.partition !== partition);
  if (!foreign) return;
  const expected = `ARNs in the partition ${partition}, which ${region} is in, not ${formatArn(foreign)}`;
  inputs.refuse('trust', expected);
}

function checkProvider(inputs: Inputs, provider: IdentityProvider, { region, partition, account }: KnownTarget): void {
  if (!partition) return;
  if (provider.partition !== partition) {
    const expected = `an identity provider in the partition ${partition}, which ${region} is in`;
    inputs.refuse('github-oidc-provider', expected);
  } else if (account && provider.account !== account) {
    // A role can only trust an identity provider of its own account.
    inputs.refuse('github-oidc-provider', `an identity provider of the account ${account}`);
  }
}

/** What is given and changes nothing is a mistake somewhere. */
function refuseUnused(inputs: Inputs, trusted: Trusted): void {
  const { values } = inputs;
  const isDefault = values.trust.length === 0;
  const without = (word: TrustWord, other: TrustWord) =>
    `nothing, because trust does not have ${word}${isDefault ? `: without a value it is ${other}, for these permissions` : ''}`;
  if (!trusted.sagemaker && !values['restrict-trust']) inputs.refuse('restrict-trust', without('sagemaker', 'github'));
  for (const name of ['trust-external-id', 'trust-session-tags'] as const) {
    if (trusted.arns.length === 0 && values[name].length > 0) inputs.refuse(name, 'nothing, because trust has no ARN');
  }
  if (trusted.github) return;
  const expected = without('github', 'sagemaker');
  for (const [name, nothing] of Object.entries(ABOUT_GITHUB) as [keyof typeof ABOUT_GITHUB, unknown][]) {
    if (values[name] !== nothing) inputs.refuse(name, expected);
  }
  if (values['github-audience'].length > 0) inputs.refuse('github-audience', expected);
}
