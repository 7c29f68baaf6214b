import { type BrokenRule, broken } from './broken-rule';
import { trustedWorkflows } from './github';
import type { Parts } from './parts';
import type { Surroundings } from './request';
import { formatArn } from '../../aws/arn';
import type { TrustOptions } from '../../iam/generate/trust';
import type { InputValues } from '../inputs';

/** Inputs that say more about `github`, with the values that say nothing. */
const ABOUT_GITHUB = {
  'github-repository': '',
  'github-ref': '',
  'github-environment': '',
  'github-pull-requests': false,
  'github-subject-format': 'auto',
  'github-oidc-provider': '',
} as const satisfies Partial<InputValues>;

/** Who may assume the role; `undefined` where it can't be told. */
export function trustOf(inputs: InputValues, parts: Parts, surroundings: Surroundings): TrustOptions | undefined {
  const { trusted, externalId } = parts;
  if (!trusted) return undefined;
  const github = trusted.github ? trustedWorkflows(inputs, parts, surroundings).workflows : undefined;
  if (trusted.github && !github) return undefined;
  return {
    sagemaker: trusted.sagemaker,
    restricted: inputs['restrict-trust'],
    ...(github && { github }),
    ...(trusted.arns.length > 0 && { principals: { arns: trusted.arns.map(formatArn), externalId } }),
  };
}

export function brokenTrustRules(inputs: InputValues, parts: Parts, surroundings: Surroundings): BrokenRule[] {
  const { trusted } = parts;
  return [
    ...misplacedTrustRules(inputs.region, parts),
    ...(trusted?.github ? trustedWorkflows(inputs, parts, surroundings).rules : []),
    ...(trusted ? unusedTrustRules(inputs, trusted) : []),
  ];
}

function misplacedTrustRules(region: string, parts: Parts): BrokenRule[] {
  const { partition, trusted, identityProvider } = parts;
  if (!partition) return [];
  const foreign = trusted?.arns.find((arn) => arn.partition !== partition);
  const rules = foreign
    ? [broken('trust', `ARNs in the partition ${partition}, which ${region} is in, not ${formatArn(foreign)}`)]
    : [];
  const own = parts.account ?? parts.endpoint?.arn?.account;
  if (identityProvider && identityProvider.partition !== partition) {
    rules.push(
      broken('github-oidc-provider', `an identity provider in the partition ${partition}, which ${region} is in`),
    );
  } else if (identityProvider && own && identityProvider.account !== own) {
    // A role can only trust an identity provider of its own account.
    rules.push(broken('github-oidc-provider', `an identity provider of the account ${own}`));
  }
  return rules;
}

/** What is given and changes nothing is a mistake somewhere. */
function unusedTrustRules(inputs: InputValues, trusted: NonNullable<Parts['trusted']>): BrokenRule[] {
  const rules: BrokenRule[] = [];
  if (!trusted.sagemaker && !inputs['restrict-trust']) {
    rules.push(broken('restrict-trust', 'nothing, because trust does not have sagemaker'));
  }
  if (trusted.arns.length === 0 && inputs['trust-external-id'] !== '') {
    rules.push(broken('trust-external-id', 'nothing, because trust has no ARN'));
  }
  const aboutGithub = Object.entries(ABOUT_GITHUB) as [keyof typeof ABOUT_GITHUB, unknown][];
  const given = trusted.github ? [] : aboutGithub.filter(([input, nothing]) => inputs[input] !== nothing);
  return [...rules, ...given.map(([input]) => broken(input, 'nothing, because trust does not have github'))];
}
