import type { FindingsContext } from '../../../../src/iam/findings/context';
import type { findingsOfVerification } from '../../../../src/iam/findings/findings';
import type { BoundaryFileDiffers } from '../../../../src/iam/findings/rules/boundary';
import type { ForeignPolicyDocument } from '../../../../src/iam/findings/rules/foreign-policies';

/** A document, whether it breaks the rule, and what is known besides. */
export interface Sample {
  readonly name: string;
  readonly permissions?: unknown;
  readonly trust?: unknown;
  /** In their place, a policy of others on the role. */
  readonly foreign?: ForeignPolicyDocument;
  /** What AWS says, where it is asked. */
  readonly verified?: Parameters<typeof findingsOfVerification>[0];
  /** The permissions boundary, and the file that says something else. */
  readonly boundary?: unknown;
  readonly differing?: BoundaryFileDiffers;
  readonly context?: FindingsContext;
}

/** By the id of the rule: documents that break it, and ones that nearly do. */
export type Cases = Readonly<Record<string, { readonly broken: readonly Sample[]; readonly kept: readonly Sample[] }>>;

export const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';
export const CONFIG = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn';
export const OBJECTS = 'arn:aws:s3:::models/*';
export const ROLE = 'arn:aws:iam::123456789012:role/execution';
export const GITHUB = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';

type Elements = Readonly<Record<string, unknown>>;

export function policy(...statements: readonly unknown[]): Elements {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(action: unknown, resource: unknown = ENDPOINT, more: Elements = {}): Elements {
  return { Effect: 'Allow', Action: action, Resource: resource, ...more };
}

export function deny(action: unknown, resource: unknown = ENDPOINT, more: Elements = {}): Elements {
  return { ...allow(action, resource, more), Effect: 'Deny' };
}

export function where(condition: Elements, action: unknown = 'sagemaker:InvokeEndpoint', resource: unknown = ENDPOINT) {
  return policy(allow(action, resource, { Condition: condition }));
}

export function trust(principal: unknown, condition?: Elements, action: unknown = 'sts:AssumeRole'): Elements {
  const statement = { Effect: 'Allow', Principal: principal, Action: action };
  return policy(condition ? { ...statement, Condition: condition } : statement);
}

export function trustSagemaker(condition?: Elements): Elements {
  return trust({ Service: 'sagemaker.amazonaws.com' }, condition);
}

const CLAIMS = 'token.actions.githubusercontent.com';

/** @param claims conditions: operator, then `aud` or `sub`, then the values */
export function trustGithub(claims: Readonly<Record<string, Elements>>): Elements {
  const condition = Object.fromEntries(
    Object.entries(claims).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([claim, values]) => [`${CLAIMS}:${claim}`, values])),
    ]),
  );
  return trust({ Federated: GITHUB }, condition, 'sts:AssumeRoleWithWebIdentity');
}

export const AUDIENCE = { aud: 'sts.amazonaws.com' };
export const MAIN = 'repo:acme/churn:ref:refs/heads/main';
export const IMMUTABLE_MAIN = 'repo:acme@1/churn@2:ref:refs/heads/main';
