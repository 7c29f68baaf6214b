import { allowSessionTags, type SessionTags } from './session-tags';
import { type Arn, isAccountId, parseArn } from '../../../aws/arn';
import { invalid, type Parsed, valid } from '../../../shared/parsed';
import type { Statement } from '../../policy/document';

/** Roles, users and whole accounts that may assume the role. */
export interface TrustedPrincipals {
  readonly arns: readonly string[];
  /** What they have to say when they assume the role. */
  readonly externalId?: string;
  /** The tags that they may give to their sessions. Default: none. */
  readonly sessionTags?: SessionTags;
}

/**
 * Whoever may assume the role directly needs the permission to do so as well, unless it is of the role's own account and named
 * itself.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
 */
export function trustPrincipals({ arns, externalId, sessionTags }: TrustedPrincipals): Statement[] {
  const statement: Statement = { Effect: 'Allow', Principal: { AWS: arns }, Action: 'sts:AssumeRole' };
  return [
    externalId === undefined
      ? statement
      : { ...statement, Condition: { StringEquals: { 'sts:ExternalId': externalId } } },
    ...(sessionTags === undefined ? [] : [allowSessionTags(arns, sessionTags)]),
  ];
}

/** The ARN of a role, a user or an account's root. A trust policy takes no wildcards in them, and neither do the names. */
export function parsePrincipalArn(text: string): Parsed<Arn> {
  const arn = parseArn(text);
  return arn.ok &&
    arn.value.service === 'iam' &&
    arn.value.region === '' &&
    isAccountId(arn.value.account) &&
    /^(root|(role|user)\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,64})$/.test(arn.value.resource)
    ? arn
    : invalid("the ARN of a role, a user or an account's root, without wildcards");
}

const EXTERNAL_ID = { min: 2, max: 1224 };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export function parseExternalId(text: string): Parsed<string> {
  const { min, max } = EXTERNAL_ID;
  return text.length >= min && text.length <= max && /^[\w+=,.@:/-]*$/.test(text)
    ? valid(text)
    : invalid(`${min} to ${max} letters, digits and _+=,.@:/-`);
}
