import type { Rule } from '../finding';
import { PAGES } from '../pages';

/** What AWS asks of the form of a document before it stores it. */

function structure(
  id: string,
  title: string,
  fix: string,
  documentation: string = PAGES.grammar,
  why = 'AWS refuses the document.',
): Rule {
  return { id, severity: 'error', title, why, fix, documentation, refusedByAws: true };
}

export const NOT_A_POLICY = structure(
  'not-a-policy',
  'The document is no JSON object.',
  'Give an object with Version and Statement.',
);

export const UNKNOWN_ELEMENT = structure(
  'unknown-element',
  'The document has an element that policies do not have.',
  'Correct its name, or remove it. Names of elements are compared with regard to case.',
);

export const WRONG_TYPE = structure(
  'wrong-type',
  'An element has a value of the wrong type.',
  'Give a text, or an array of texts where the element takes several.',
);

export const INVALID_VERSION = structure(
  'invalid-version',
  'The Version is none that IAM knows.',
  'Write "Version": "2012-10-17". It is the version of the language, not the date of the policy.',
  PAGES.version,
);

export const VERSION_REQUIRED = structure(
  'version-required',
  'The identity policy does not have the Version 2012-10-17.',
  'Write "Version": "2012-10-17".',
  PAGES.version,
  'AWS refuses it: a managed policy must have the current version of the language.',
);

export const OLD_VERSION: Rule = {
  id: 'old-version',
  severity: 'warning',
  title: 'The trust policy does not have the Version 2012-10-17.',
  why: 'Without a Version the old one counts, in which ${…} is plain text and not a variable.',
  fix: 'Write "Version": "2012-10-17".',
  documentation: PAGES.version,
};

export const NO_STATEMENT = structure(
  'missing-statement',
  'The document has no statement.',
  'Write at least one statement.',
);

export const INVALID_SID = structure(
  'invalid-sid',
  'A Sid has other characters than letters and digits.',
  'Write it with A–Z, a–z and 0–9 only.',
  PAGES.sid,
);

export const DUPLICATE_SID = structure(
  'duplicate-sid',
  'Two statements have the same Sid.',
  'Give each statement a Sid of its own, or none.',
  PAGES.sid,
);

export const MISSING_EFFECT = structure(
  'missing-effect',
  'A statement has no Effect.',
  'Write "Effect": "Allow" or "Effect": "Deny".',
  PAGES.effect,
);

export const INVALID_EFFECT = structure(
  'invalid-effect',
  'An Effect is neither Allow nor Deny.',
  'Write "Allow" or "Deny", with a capital letter.',
  PAGES.effect,
);

export const MISSING_ACTION = structure(
  'missing-action',
  'A statement names no action.',
  'Write an Action with at least one entry.',
  PAGES.action,
);

export const BOTH_ACTIONS = structure(
  'action-and-not-action',
  'A statement has both Action and NotAction.',
  'Keep one of them.',
  PAGES.notAction,
);

export const MISSING_RESOURCE = structure(
  'missing-resource',
  'A statement names no resource.',
  'Write a Resource with at least one entry: an ARN, or "*" for actions that are on no resource.',
  PAGES.resource,
);

export const BOTH_RESOURCES = structure(
  'resource-and-not-resource',
  'A statement has both Resource and NotResource.',
  'Keep one of them.',
  PAGES.notResource,
);

export const RESOURCE_IN_TRUST = structure(
  'resource-in-trust-policy',
  'A trust policy names a resource.',
  'Remove it: the resource of a trust policy is the role that it belongs to.',
  PAGES.resource,
);

export const PRINCIPAL_IN_IDENTITY = structure(
  'principal-in-identity-policy',
  'An identity policy names a principal.',
  'Remove it: the principal of an identity policy is the role that it is attached to. Who may assume the role is said in the trust policy.',
  PAGES.principal,
);

export const MISSING_PRINCIPAL = structure(
  'missing-principal',
  'A statement of a trust policy names no principal.',
  'Write a Principal: whoever may assume the role.',
  PAGES.principal,
);

export const BOTH_PRINCIPALS = structure(
  'principal-and-not-principal',
  'A statement has both Principal and NotPrincipal.',
  'Keep the Principal.',
  PAGES.notPrincipal,
);

export const EMPTY: Rule = {
  id: 'empty-element',
  severity: 'warning',
  title: 'An element is empty, or has a null among its values.',
  why: 'AWS stores it, but it has no effect, or makes the statement apply to nothing; it was most likely meant to hold something.',
  fix: 'Fill it in or remove it.',
  documentation: PAGES.analyzer,
};

export const UNKNOWN_OPERATOR = structure(
  'unknown-operator',
  'IAM has no such condition operator.',
  'Use an operator of the list, such as StringEquals, StringLike or ArnLike.',
  PAGES.operators,
);

export const STRUCTURE_RULES: readonly Rule[] = [
  ...[NOT_A_POLICY, UNKNOWN_ELEMENT, WRONG_TYPE, INVALID_VERSION, VERSION_REQUIRED, OLD_VERSION, NO_STATEMENT],
  ...[INVALID_SID, DUPLICATE_SID, MISSING_EFFECT, INVALID_EFFECT, MISSING_ACTION, BOTH_ACTIONS, MISSING_RESOURCE],
  ...[BOTH_RESOURCES, RESOURCE_IN_TRUST, PRINCIPAL_IN_IDENTITY, MISSING_PRINCIPAL, BOTH_PRINCIPALS, EMPTY],
  UNKNOWN_OPERATOR,
];
