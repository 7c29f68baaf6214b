/**
 * Compares with what others say of policies: `ORACLES=FOLDER tsx tools/oracles.ts` runs over the files in the folder and writes
 * docs/oracles.md. None of the cases gets into it, only how many agree, and why the others do not.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { areEquivalent } from '../src/iam/canonical';
import { type Finding, findingsOfPolicy, findingsOfTrust } from '../src/iam/findings';

const OUTPUT = join(__dirname, '..', 'docs', 'oracles.md');

interface Comparison {
  readonly title: string;
  /** Where the cases come from. */
  readonly source: string;
  readonly question: string;
  readonly cases: number;
  readonly disagreements: readonly Disagreement[];
}

interface Disagreement {
  /** Which case, from 1. */
  readonly name: string;
  readonly expected: string;
  readonly found: string;
  /** `undefined` where nobody has looked at it yet. */
  readonly explanation?: string;
}

interface CreatePolicyCases {
  readonly source: string;
  readonly invalid: readonly { readonly document: unknown; readonly message: string }[];
  readonly valid: readonly { readonly document: unknown }[];
}

interface EquivalenceCases {
  readonly source: string;
  readonly cases: readonly { readonly equivalent: boolean; readonly policy1: string; readonly policy2: string }[];
}

interface ParliamentCases {
  readonly source: string;
  readonly cases: readonly { readonly policy: unknown; readonly issues: readonly { readonly issue: string }[] }[];
}

/** Why a policy is refused here that the source takes. */
const REFUSED_HERE: Readonly<Record<string, string>> = {
  'invalid-sid':
    'AWS allows only A–Z, a–z and 0–9 in a Sid (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html); the source does not look at it, parliament does.',
  'duplicate-json-key':
    'AWS allows no key twice in an object (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html); the source takes the last one.',
  'principal-in-identity-policy':
    'AWS allows no principal in an identity policy (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html); the source does not look at it.',
};

const MALFORMED = [
  ...['action-and-not-action', 'invalid-effect', 'missing-action', 'missing-effect', 'missing-resource'],
  ...['missing-statement', 'not-a-policy', 'resource-and-not-resource', 'unknown-element', 'wrong-type'],
  ...['principal-and-not-principal', 'missing-principal'],
];

/** What findings of parliament are called here. */
const PARLIAMENT: Readonly<Record<string, readonly string[]>> = {
  BAD_PATTERN_FOR_MFA: ['mfa-check-without-effect'],
  DUPLICATE_SID: ['duplicate-sid'],
  INVALID_ARN: [
    ...['invalid-resource-arn', 'invalid-arn-partition', 'invalid-arn-region', 'invalid-arn-account', 'wrong-type'],
    ...['arn-region-not-allowed', 'incomplete-arn', 'invalid-iam-resource'],
  ],
  INVALID_SID: ['invalid-sid'],
  INVALID_VERSION: ['invalid-version'],
  MALFORMED,
  MALFORMED_JSON: ['invalid-json'],
  MISMATCHED_TYPE: ['operator-type-mismatch', 'invalid-condition-value', 'invalid-date', 'unknown-operator'],
  MISMATCHED_TYPE_BUT_USABLE: ['arn-compared-as-string'],
  MISMATCHED_TYPE_OPERATION_TO_NULL: ['invalid-condition-value'],
  NO_VERSION: ['version-required'],
  OLD_VERSION: ['version-required'],
  RESOURCE_EFFECTIVELY_STAR: ['resource-effectively-everything'],
  RESOURCE_MISMATCH: [
    ...['action-without-matching-resource', 'missing-required-resource', 'action-pattern-without-matching-resource'],
  ],
  RESOURCE_POLICY_PRIVILEGE_ESCALATION: ['bucket-policy-escalation'],
  RESOURCE_STAR: ['write-on-every-resource', 'read-on-every-resource', 'full-access'],
  UNKNOWN_ACTION: ['unknown-action', 'invalid-action'],
  UNKNOWN_CONDITION_FOR_ACTION: [
    ...['unknown-condition-key', 'condition-key-not-for-action', 'condition-key-not-for-all-actions'],
  ],
  UNKNOWN_FEDERATION_SOURCE: ['invalid-principal', 'principal-in-identity-policy'],
  UNKNOWN_OPERATOR: ['unknown-operator'],
  UNKNOWN_PREFIX: ['unknown-service', 'invalid-action'],
  UNKNOWN_PRINCIPAL: ['invalid-principal', 'principal-in-identity-policy'],
};

const NO_SUCH_CHECK = 'Parliament has no such check';

/** Why something is found here that parliament does not find. Suggestions do not count. */
const BEYOND_PARLIAMENT: Readonly<Record<string, string>> = {
  'action-without-matching-resource': 'Parliament looks at statements that allow only.',
  'allow-not-action': `${NO_SUCH_CHECK} by default.`,
  'allow-not-resource': `${NO_SUCH_CHECK}.`,
  'arn-region-not-allowed': `${NO_SUCH_CHECK}; CreatePolicy refuses a region in the ARN of a bucket or of an IAM resource.`,
  'bucket-policy-escalation':
    'Parliament looks at each action by itself; here what conditions and denials leave is looked at as well.',
  'condition-key-not-for-action': 'Parliament does not look at actions without condition keys of their own.',
  'full-access': `${NO_SUCH_CHECK} by default.`,
  'operator-type-mismatch': `${NO_SUCH_CHECK} for global condition keys.`,
  'pass-any-role': `${NO_SUCH_CHECK}; Access Analyzer has (PassRole with star in resource).`,
  'principal-in-identity-policy':
    'Parliament looks at policies of resources as well; here each case is taken as the policy of a role.',
  'privilege-escalation': `${NO_SUCH_CHECK} by default.`,
  'redundant-action': `${NO_SUCH_CHECK}; Access Analyzer has.`,
  'redundant-resource': `${NO_SUCH_CHECK}; Access Analyzer has.`,
  'redundant-statement': `${NO_SUCH_CHECK}; Access Analyzer has.`,
  'resource-effectively-everything':
    'Parliament looks for an asterisk as partition; the partition of a role is fixed, so a named one limits nothing.',
  'resource-without-matching-action': `${NO_SUCH_CHECK}: it looks for actions without a resource, not the other way round.`,
  'wildcard-without-like': `${NO_SUCH_CHECK}; Access Analyzer has. The asterisk in a value of StringEquals is no wildcard.`,
};

/** Issues after which parliament does not look at the rest of the statement. */
const LAST_ISSUES = ['INVALID_SID', 'MALFORMED', 'MALFORMED_JSON', 'UNKNOWN_ACTION', 'UNKNOWN_PREFIX', 'INVALID_ARN'];

function compareCreatePolicy({ source, invalid, valid }: CreatePolicyCases): Comparison {
  const missed = invalid.flatMap(({ document, message }, index): Disagreement[] => {
    const found = findingsOfPolicy(document);
    if (found.some(({ refusedByAws }) => refusedByAws)) return [];
    return [{ name: `refused ${index + 1}`, expected: `refused: ${message}`, found: idsText(found) }];
  });
  const wrong = valid.flatMap(({ document }, index): Disagreement[] => {
    const refused = findingsOfPolicy(document).filter(({ refusedByAws }) => refusedByAws);
    if (refused.length === 0) return [];
    const explanation = explain(refused, REFUSED_HERE);
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

function compareEquivalence({ source, cases }: EquivalenceCases): Comparison {
  const disagreements = cases.flatMap(({ equivalent, policy1, policy2 }, index): Disagreement[] => {
    const found = areEquivalent(policy1, policy2);
    if (found === equivalent) return [];
    const refused = [policy1, policy2].map(refusalsOf).find((ids) => ids !== '');
    return [
      {
        name: String(index + 1),
        expected: equivalent ? 'the same' : 'different',
        found: found ? 'the same' : 'different',
        explanation: refused && `AWS stores no such document (${refused}), so the two are never compared.`,
      },
    ];
  });
  return {
    title: 'What AWS takes as the same',
    source,
    question: 'Two texts are equivalent, or not.',
    cases: cases.length,
    disagreements,
  };
}

/** @returns why AWS refuses the text, as an identity policy and as a trust policy; empty if it takes it as one of them */
function refusalsOf(text: string): string {
  const refusals = [findingsOfPolicy(text), findingsOfTrust(text)].map((found) =>
    found.filter(({ refusedByAws }) => refusedByAws),
  );
  return refusals.every((found) => found.length > 0) ? idsText(refusals[1]!) : '';
}

function compareParliament({ source, cases }: ParliamentCases): Comparison[] {
  const compared = cases.map(({ policy, issues }, index) => {
    const expected = [...new Set(issues.map(({ issue }) => issue))];
    const found = findingsOfPolicy(policy);
    const known = expected.flatMap((issue) => PARLIAMENT[issue] ?? []);
    return {
      name: String(index + 1),
      expected,
      found,
      missed: expected.filter((issue) => !found.some(({ id }) => PARLIAMENT[issue]?.includes(id))),
      beyond: found.filter(({ id, severity }) => severity !== 'suggestion' && !known.includes(id)),
    };
  });
  return [
    {
      title: 'What parliament finds',
      source,
      question: 'What parliament finds in a policy is found here.',
      cases: cases.length,
      disagreements: compared
        .filter(({ missed }) => missed.length > 0)
        .map(({ name, found, missed }) => ({ name, expected: missed.join(', '), found: idsText(found) })),
    },
    {
      title: 'What parliament does not find',
      source,
      question: 'What is found here, suggestions left out, parliament finds as well.',
      cases: cases.length,
      disagreements: compared
        .filter(({ beyond }) => beyond.length > 0)
        .map(({ name, expected, beyond }) => ({
          name,
          expected: expected.join(', ') || 'nothing',
          found: `also ${idsText(beyond)}`,
          explanation: explain(beyond, BEYOND_PARLIAMENT) ?? explainByEnd(expected),
        })),
    },
  ];
}

function explainByEnd(issues: readonly string[]): string | undefined {
  const last = issues.find((issue) => LAST_ISSUES.includes(issue));
  return last && `Parliament stops looking at the statement after ${last}.`;
}

/** @returns `undefined` unless each finding has an explanation */
function explain(found: readonly Finding[], explanations: Readonly<Record<string, string>>): string | undefined {
  if (!found.every(({ id }) => Object.hasOwn(explanations, id))) return undefined;
  return [...new Set(found.map(({ id }) => explanations[id]))].join(' ');
}

function idsText(found: readonly Finding[]): string {
  return [...new Set(found.map(({ id }) => id))].join(', ') || 'nothing';
}

function page(comparisons: readonly Comparison[]): string {
  const counts = comparisons.map(({ title, cases, disagreements }) => [
    title,
    String(cases),
    String(cases - disagreements.length),
    String(disagreements.filter(({ explanation }) => explanation).length),
    String(disagreements.filter(({ explanation }) => !explanation).length),
  ]);
  return `${[
    '# Agreement with others',
    'How the checks of policies agree with cases that others have collected. The cases are not part of this repository; `tools/oracles.ts` runs over a folder with them.',
    table(['Question', 'Cases', 'Agree', 'Differ, explained', 'Differ, not explained'], counts),
    ...comparisons.flatMap(({ title, source, question, disagreements }) => [
      `## ${title}`,
      `${question} Source: ${source}.`,
      disagreements.length > 0
        ? table(
            ['Case', 'There', 'Here', 'Explanation'],
            disagreements.map((each) => [
              each.name,
              each.expected,
              each.found,
              each.explanation ?? '**not explained**',
            ]),
          )
        : 'All cases agree.',
    ]),
  ].join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replace(/[|\n]/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const folder = process.env.ORACLES;
if (!folder) {
  console.error('Set ORACLES to the folder that holds create-policy.json, equivalence.json and parliament.json.');
  process.exitCode = 1;
} else {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
  const comparisons = [
    compareCreatePolicy(read('create-policy.json')),
    compareEquivalence(read('equivalence.json')),
    ...compareParliament(read('parliament.json')),
  ];
  writeFileSync(process.argv[2] ?? OUTPUT, page(comparisons));
  const unexplained = comparisons.flatMap(({ title, disagreements }) =>
    disagreements.filter(({ explanation }) => !explanation).map(({ name }) => `${title}, case ${name}`),
  );
  for (const each of unexplained) console.error(`Not explained: ${each}`);
  process.exitCode = unexplained.length > 0 ? 1 : 0;
}
