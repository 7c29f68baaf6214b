import { type Comparison, type Disagreement, explained, idsText } from './comparison';
import { BEYOND_PARLIAMENT, MISSED_HERE, type ParliamentIssue } from './parliament-reasons';
import type { Finding } from '../../src/iam/findings/finding';
import { findingsOfPolicy } from '../../src/iam/findings/findings';

export interface ParliamentCases {
  readonly source: string;
  readonly cases: readonly { readonly policy: unknown; readonly issues: readonly ParliamentIssue[] }[];
}

const MALFORMED = [
  ...['action-and-not-action', 'invalid-effect', 'missing-action', 'missing-effect', 'missing-resource'],
  ...['missing-statement', 'not-a-policy', 'resource-and-not-resource', 'unknown-element', 'wrong-type'],
  ...['principal-and-not-principal', 'missing-principal'],
];

/** What issues of parliament are called here. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  BAD_PATTERN_FOR_MFA: ['mfa-check-without-effect'],
  DUPLICATE_SID: ['duplicate-sid'],
  // What parliament can't read as an action.
  EXCEPTION: ['invalid-action', 'wrong-type'],
  INVALID_ARN: [
    ...[
      'invalid-resource-arn',
      'invalid-arn-partition',
      'invalid-arn-region',
      'unknown-arn-region',
      'invalid-arn-account',
      'wrong-type',
    ],
    ...['arn-region-not-allowed', 'incomplete-arn', 'invalid-iam-resource', 'misplaced-variable'],
  ],
  INVALID_SID: ['invalid-sid'],
  INVALID_VERSION: ['invalid-version'],
  MALFORMED,
  MALFORMED_JSON: ['invalid-json', 'not-a-policy'],
  MISMATCHED_TYPE: ['operator-type-mismatch', 'invalid-condition-value', 'invalid-date', 'unknown-operator'],
  MISMATCHED_TYPE_BUT_USABLE: ['arn-compared-as-string'],
  MISMATCHED_TYPE_OPERATION_TO_NULL: ['invalid-condition-value'],
  NO_VERSION: ['version-required'],
  OLD_VERSION: ['version-required'],
  RESOURCE_EFFECTIVELY_STAR: ['resource-effectively-everything'],
  RESOURCE_MISMATCH: [
    ...['action-without-matching-resource', 'missing-required-resource', 'wildcard-in-resource-type'],
    'invalid-resource-arn',
  ],
  RESOURCE_POLICY_PRIVILEGE_ESCALATION: ['bucket-policy-escalation'],
  RESOURCE_STAR: ['write-on-every-resource', 'read-on-every-resource', 'full-access'],
  UNKNOWN_ACTION: ['unknown-action', 'invalid-action'],
  UNKNOWN_CONDITION_FOR_ACTION: [
    ...['unknown-condition-key', 'invalid-condition-key'],
    ...['condition-key-not-for-action', 'condition-key-not-for-all-actions'],
  ],
  UNKNOWN_FEDERATION_SOURCE: ['invalid-principal', 'principal-in-identity-policy'],
  UNKNOWN_OPERATOR: ['unknown-operator'],
  UNKNOWN_PREFIX: ['unknown-service', 'invalid-action'],
  UNKNOWN_PRINCIPAL: ['invalid-principal', 'principal-in-identity-policy'],
};

/** Issues after which parliament does not look at the rest of the statement. */
const LAST_ISSUES = [
  ...['EXCEPTION', 'INVALID_ARN', 'INVALID_SID', 'MALFORMED', 'MALFORMED_JSON', 'UNKNOWN_ACTION', 'UNKNOWN_PREFIX'],
];

/** Both ways: what parliament finds and what is found here. */
export function compareParliament({ source, cases }: ParliamentCases): Comparison[] {
  const compared = cases.map((each, index) => ({
    name: String(index + 1),
    ...each,
    found: findingsOfPolicy(each.policy),
  }));
  return [
    {
      title: 'What parliament finds',
      source,
      question: 'What parliament finds in a policy is found here.',
      cases: cases.length,
      disagreements: compared.flatMap((each) => missed(each)),
    },
    {
      title: 'What parliament does not find',
      source,
      question: 'What is found here, suggestions left out, parliament finds as well.',
      cases: cases.length,
      disagreements: compared.flatMap((each) => beyond(each)),
    },
  ];
}

interface Compared {
  readonly name: string;
  readonly policy: unknown;
  readonly issues: readonly ParliamentIssue[];
  readonly found: readonly Finding[];
}

function missed({ name, policy, issues, found }: Compared): Disagreement[] {
  const unfound = issues.filter(({ issue }) => !found.some(({ id }) => NAMES[issue]?.includes(id)));
  if (unfound.length === 0) return [];
  const explanation = explained(
    unfound.map((issue) => ({ issue, policy, found })),
    MISSED_HERE,
  );
  return [{ name, expected: issuesText(unfound), found: idsText(found), explanation }];
}

function beyond({ name, policy, issues, found }: Compared): Disagreement[] {
  const known = issues.flatMap(({ issue }) => NAMES[issue] ?? []);
  const more = found.filter(({ id, severity }) => severity !== 'suggestion' && !known.includes(id));
  if (more.length === 0) return [];
  const explanation = explained(
    more.map((finding) => ({ finding, policy })),
    BEYOND_PARLIAMENT,
  );
  const last = issues.find(({ issue }) => LAST_ISSUES.includes(issue))?.issue;
  return [
    {
      name,
      expected: issuesText(issues),
      found: `also ${idsText(more)}`,
      explanation: explanation ?? (last && `Parliament stops looking at the statement after ${last}.`),
    },
  ];
}

function issuesText(issues: readonly ParliamentIssue[]): string {
  return [...new Set(issues.map(({ issue }) => issue))].join(', ') || 'nothing';
}
