import { type Comparison, type Disagreement, explained, idsText, type Reason } from './comparison';
import type { Finding } from '../../src/iam/findings/finding';
import { findingsOfPolicy } from '../../src/iam/findings/findings';

export interface CreatePolicyCases {
  readonly source: string;
  readonly invalid: readonly RefusedCase[];
  readonly valid: readonly { readonly document: unknown }[];
}

interface RefusedCase {
  readonly document: unknown;
  readonly message: string;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

/** Why a policy is refused here that the source takes. */
const REFUSED_HERE: readonly Reason<Finding>[] = [
  {
    holds: ({ id }) => id === 'invalid-sid',
    text: `AWS allows only A–Z, a–z and 0–9 in a Sid (${GUIDE}/reference_policies_elements_sid.html); the source does not look at it, parliament does.`,
  },
  {
    holds: ({ id }) => id === 'duplicate-json-key',
    text: `AWS allows no key twice in an object (${GUIDE}/reference_policies_grammar.html); the source takes the last one.`,
  },
  {
    holds: ({ id }) => id === 'principal-in-identity-policy',
    text: `AWS allows no principal in an identity policy (${GUIDE}/reference_policies_elements_principal.html); the source does not look at it.`,
  },
  {
    holds: ({ id, message }) => id === 'unknown-element' && message.includes('"Conditions" in policies'),
    text: `The grammar has no Conditions beside Statement (${GUIDE}/reference_policies_grammar.html); the source lets it pass.`,
  },
  {
    holds: ({ id, message }) => id === 'unknown-operator' && /"NullIfExists"/.test(message),
    text: `IfExists goes with each operator but Null (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IfExists); the source does not look at it.`,
  },
  {
    holds: ({ id, message }) => id === 'invalid-resource-arn' && /does not name a service in full/.test(message),
    text: 'CreatePolicy refuses patterns of services ("Resource vendor must be fully qualified and cannot contain regexes"); the source knows the message, but not this case of it.',
  },
  {
    holds: ({ id, message }) => id === 'wrong-type' && /^The condition on/.test(message),
    text: `Values of conditions are texts, numbers or booleans (${GUIDE}/reference_policies_grammar.html); the source does not look into arrays.`,
  },
  {
    holds: ({ id }) => id === 'document-too-large',
    text: `AWS takes no larger document (${GUIDE}/reference_iam-quotas.html); the source looks at its form only.`,
  },
];

/** Why a policy is taken here that the source refuses. */
const TAKEN_HERE: readonly Reason<RefusedCase>[] = [
  {
    holds: ({ document, message }) =>
      /Syntax errors|legacy parsing/.test(message) && /"[^"]*:[^"]*": *\[? *-?\d/.test(JSON.stringify(document)),
    text: `AWS takes numbers without quotes as their texts (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Numeric); the source takes texts and booleans only.`,
  },
  {
    holds: ({ document, message }) =>
      /legacy parsing/.test(message) && /T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)"/i.test(JSON.stringify(document)),
    text: `AWS takes all forms of the W3C's dates (${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_Date), also times without seconds and time zones in the west; the source does not.`,
  },
  {
    holds: ({ message }) => /^Partition "aws-(iso-[ef]|eusc)" is not valid/.test(message),
    text: 'The partition has been added since.',
  },
  {
    holds: ({ message }) =>
      /^Resource arn:.*:(job|storage-lens|storage-lens-group|access-grants|async-request)\//.test(message),
    text: 'Resources of S3 that belong to a region have it in their ARN (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html); the source knows access points only.',
  },
  {
    holds: ({ document, message }) =>
      /^IAM resource path/.test(message) &&
      /:iam::[^:"]*:(\*"|root"|delegation-request\/|role-template\/|contextProvider\/)/.test(JSON.stringify(document)),
    text: 'The message itself names the asterisk, and the other types have been added since (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html).',
  },
];

export function compareCreatePolicy({ source, invalid, valid }: CreatePolicyCases): Comparison {
  const missed = invalid.flatMap((each, index): Disagreement[] => {
    const found = findingsOfPolicy(each.document);
    if (found.some(({ refusedByAws }) => refusedByAws)) return [];
    const expected = `refused: ${each.message}`;
    return [
      { name: `refused ${index + 1}`, expected, found: idsText(found), explanation: explained([each], TAKEN_HERE) },
    ];
  });
  const wrong = valid.flatMap(({ document }, index): Disagreement[] => {
    const refused = findingsOfPolicy(document).filter(({ refusedByAws }) => refusedByAws);
    if (refused.length === 0) return [];
    const explanation = explained(refused, REFUSED_HERE);
    return [{ name: `taken ${index + 1}`, expected: 'taken', found: idsText(refused), explanation }];
  });
  return {
    title: 'What AWS refuses',
    source,
    question: 'CreatePolicy refuses a document exactly if a finding says so.',
    cases: invalid.length + valid.length,
    disagreements: [...missed, ...wrong],
  };
}
