import type { Reason } from './comparison';
import type { Finding } from '../../src/iam/findings/finding';
import { isDocumentedAs } from '../../src/iam/reference/condition-keys';
import { actionDetails, DETAILED_SERVICES } from '../../src/iam/reference/details';
import { REFERENCE_SOURCE } from '../../src/iam/reference/source';

export interface ParliamentIssue {
  readonly issue: string;
  /** Words of parliament's own, with the names in question. */
  readonly detail?: string;
}

interface Missed {
  readonly issue: ParliamentIssue;
  readonly policy: unknown;
  readonly found: readonly Finding[];
}

interface Beyond {
  readonly finding: Finding;
  readonly policy: unknown;
}

const BY_NAMES_ONLY = `Of services that no deployment uses, only names are known here (all is known of ${DETAILED_SERVICES.join(', ')}).`;
const NEWER_LIST = `AWS's list of ${REFERENCE_SOURCE.date} says otherwise; parliament's is older.`;

/** Why parliament finds something that is not found here. */
export const MISSED_HERE: readonly Reason<Missed>[] = [
  {
    holds: ({ issue, found }) =>
      issue.issue === 'BAD_PATTERN_FOR_MFA' && found.some(({ id }) => id === 'unknown-operator'),
    text: 'AWS refuses an operator in another case ("Invalid Condition type"), so it is reported as such.',
  },
  {
    holds: ({ issue }) => issue.issue === 'DUPLICATE_SID' && /Id '' /.test(wordsOf(issue)),
    text: 'An empty Sid is none; CreatePolicy takes several.',
  },
  {
    holds: ({ issue }) => issue.issue === 'INVALID_ARN' && /Unexpected partition|Region expected/.test(wordsOf(issue)),
    text: 'Parliament knows neither all partitions and regions nor wildcards in a region.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'INVALID_ARN' && /Account expected/.test(wordsOf(issue)) && /:\d*[*?]\d*:/.test(textOf(policy)),
    text: 'The account of an ARN may have wildcards among its digits.',
  },
  {
    holds: ({ issue }) => issue.issue === 'MISMATCHED_TYPE' && /type Date but given/.test(wordsOf(issue)),
    text: 'IAM takes dates in other forms as well, and as seconds since 1970 (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date).',
  },
  {
    holds: ({ issue }) => issue.issue === 'MISMATCHED_TYPE' && /type (Arn|ARN) but given \[.*\$\{/.test(wordsOf(issue)),
    text: 'A variable may stand for an ARN (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).',
  },
  {
    holds: ({ issue, policy }) =>
      ['RESOURCE_MISMATCH', 'RESOURCE_STAR'].includes(issue.issue) && /"NotResource":/.test(textOf(policy)),
    text: 'Parliament takes NotResource for Resource.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'MISMATCHED_TYPE' &&
      /type (Arn|ARN) but given \['(\*|a|ar|arn)/.test(wordsOf(issue)) &&
      textOf(policy).includes('StringLike'),
    text: 'For StringLike the value is a pattern, and ARNs fit it.',
  },
  {
    holds: ({ issue }) => issue.issue === 'MISMATCHED_TYPE' && /type String but given Bool/.test(wordsOf(issue)),
    text: 'IAM compares the texts true and false just as well.',
  },
  {
    holds: ({ issue }) => issue.issue === 'MISMATCHED_TYPE' && /type Ip but given \[.*::/.test(wordsOf(issue)),
    text: 'Parliament does not know the short form of IPv6 addresses.',
  },
  {
    holds: ({ issue, found }) =>
      issue.issue === 'RESOURCE_EFFECTIVELY_STAR' && found.some(({ id }) => id === 'action-without-matching-resource'),
    text: NEWER_LIST,
  },
  {
    holds: ({ issue, policy }) => KNOWN_BY_ACTION.includes(issue.issue) && areKnownByName(issue, policy),
    text: BY_NAMES_ONLY,
  },
  {
    holds: ({ issue }) =>
      issue.issue === 'UNKNOWN_CONDITION_FOR_ACTION' && /condition [a-z.-]+\.com:/.test(wordsOf(issue)),
    text: 'Requests of a federated session have the claims of its identity provider (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#cross-condition-keys-wif).',
  },
  {
    holds: ({ issue, policy }) => issue.issue === 'RESOURCE_MISMATCH' && /"arn:[^"/]*\$\{/.test(textOf(policy)),
    text: 'A variable may stand for a text with a slash in it.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'RESOURCE_MISMATCH' && /"arn:[^:"]*:[a-z-]*[A-Z]/.test(textOf(policy)),
    text: 'IAM has regard to case in the last part of an ARN only.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'RESOURCE_MISMATCH' && mismatchesOf(issue).every(({ action }) => !isNamedInFull(action, policy)),
    text: 'Of a pattern, parliament asks that each action that it stands for fits; who writes s3:* for a bucket and its objects means those that are about them, so here it is enough that some do.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'RESOURCE_MISMATCH' &&
      mismatchesOf(issue).every((each) => isRequired(each) && !isNamedInFull(each.action, policy)),
    text: 'Parliament asks for every type of each action that a pattern fits; here that is asked where an action is named in full.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'RESOURCE_MISMATCH' &&
      mismatchesOf(issue).every((each) => !isRequired(each) || !isNamedInFull(each.action, policy)),
    text: NEWER_LIST,
  },
  {
    holds: ({ issue }) => issue.issue === 'UNKNOWN_CONDITION_FOR_ACTION' && hasKey(issue),
    text: NEWER_LIST,
  },
  {
    holds: ({ issue }) =>
      issue.issue === 'RESOURCE_POLICY_PRIVILEGE_ESCALATION' && /on arn:[^ ]*::: due/.test(wordsOf(issue)),
    text: 'No bucket has an empty name.',
  },
  {
    holds: ({ issue, policy }) =>
      issue.issue === 'RESOURCE_POLICY_PRIVILEGE_ESCALATION' && isInWiderPattern(issue, policy),
    text: 'Parliament compares resources as texts; here a statement counts that allows the use of the objects by a wider pattern.',
  },
];

const NO_SUCH_CHECK = 'Parliament has no such check';
const REFUSED = 'CreatePolicy refuses it';
const ANALYZER = `${NO_SUCH_CHECK}; Access Analyzer has.`;

/** Why something is found here that parliament does not find. Suggestions do not count. */
export const BEYOND_PARLIAMENT: readonly Reason<Beyond>[] = [
  {
    holds: ({ finding, policy }) =>
      finding.id === 'action-without-matching-resource' && effectOf(finding, policy) === 'Deny',
    text: 'Parliament looks at statements that allow only.',
  },
  ...reasons({
    'action-without-matching-resource':
      'Parliament takes any text for any name, and looks at resources only that each request for the action has.',
    'allow-not-action': `${NO_SUCH_CHECK} by default.`,
    'allow-not-resource': `${NO_SUCH_CHECK}.`,
    'arn-partition-mismatch': `${NO_SUCH_CHECK}; no resource has such an ARN.`,
    'arn-region-not-allowed': `${NO_SUCH_CHECK}; ${REFUSED}: a region in the ARN of a bucket or of an IAM resource.`,
    'bucket-policy-escalation':
      'Parliament looks at each action by itself; here what conditions and denials leave is looked at as well.',
    'assume-any-role': `${NO_SUCH_CHECK} by default.`,
    'condition-key-not-for-action':
      'Parliament does not look at actions without condition keys of their own, nor at the keys of Null, nor behind a value that does not fit.',
    'document-near-quota': `${NO_SUCH_CHECK}.`,
    'document-too-large': `${NO_SUCH_CHECK}; ${REFUSED}.`,
    'duplicate-json-key': `${NO_SUCH_CHECK}; ${REFUSED}.`,
    'empty-element': ANALYZER,
    'endpoint-name-case': `${NO_SUCH_CHECK}.`,
    'every-secret-readable': `${NO_SUCH_CHECK} by default.`,
    'forall-on-single-valued-key': `${ANALYZER} Requests without the key get past such a condition.`,
    'full-access': `${NO_SUCH_CHECK} by default.`,
    'incomplete-arn': `${NO_SUCH_CHECK}.`,
    'invalid-action': `${REFUSED}.`,
    'invalid-arn-partition': `Parliament takes an ARN without a partition; ${REFUSED.replace('it', 'such an ARN')}.`,
    'unknown-arn-region': 'Parliament looks at the form of a region only, not whether there is one of that name.',
    'invalid-arn-region': 'Parliament looks at the form of a region only, not whether there is one of that name.',
    'invalid-condition-value':
      'Parliament compares values with the type of the key only, not with that of the operator, and not of keys that it does not know.',
    'invalid-date': `Parliament compares values with the type of the key only; ${REFUSED.replace('it', 'what is no date')} where the operator compares dates.`,
    'invalid-iam-resource': `${NO_SUCH_CHECK}; ${REFUSED}.`,
    'invalid-resource-arn': `${NO_SUCH_CHECK} for the part with the service; ${REFUSED.replace('it', 'a wildcard there')}.`,
    'mfa-check-without-effect':
      'Parliament looks for the text "false" with the operator Bool only; a boolean, and Bool with IfExists in a statement that allows, say the same.',
    'misplaced-variable': `${NO_SUCH_CHECK}.`,
    'missing-dependent-action': `${NO_SUCH_CHECK}.`,
    'missing-required-resource':
      'Parliament takes any text for any name; here the resource is none of the type that is needed.',
    'missing-statement': `${NO_SUCH_CHECK} for an empty array; ${REFUSED}.`,
    'multivalued-key-without-quantifier': ANALYZER,
    'operator-type-mismatch': `${NO_SUCH_CHECK} for global condition keys, nor for keys that it does not know for the action.`,
    'pass-any-role': `${NO_SUCH_CHECK}; Access Analyzer has (PassRole with star in resource).`,
    'passed-to-service-without-limit': `${NO_SUCH_CHECK}.`,
    'permissions-of-others': `${NO_SUCH_CHECK} by default.`,
    'principal-in-identity-policy':
      'Parliament looks at policies of resources as well; here each case is taken as the policy of a role.',
    'privilege-escalation': `${NO_SUCH_CHECK} by default.`,
    'redundant-action': ANALYZER,
    'redundant-resource': ANALYZER,
    'redundant-statement': ANALYZER,
    'resource-effectively-everything':
      'Parliament looks for an asterisk as partition and for all types of the actions at once; the partition of a role is fixed, so a named one limits nothing.',
    'resource-policy-escalation': `${NO_SUCH_CHECK} but for buckets.`,
    'resource-without-matching-action': `${NO_SUCH_CHECK}: it looks for actions without a resource, not the other way round.`,
    'run-with-other-role': `${NO_SUCH_CHECK} by default.`,
    'unknown-condition-key':
      'Parliament does not look at the keys of Null, nor behind a value that does not fit, and takes aws:PrincipalTag without the name of a tag.',
    'unlimited-key-grant': `${NO_SUCH_CHECK}.`,
    'unknown-operator': 'AWS has regard to the case of operators, and refuses others ("Invalid Condition type").',
    'invalid-variable': `${NO_SUCH_CHECK}.`,
    'unknown-variable': `${NO_SUCH_CHECK}.`,
    'wildcard-in-resource-type':
      'Parliament looks at it in statements that allow only, and not beside a resource that fits.',
    'wildcard-without-like': `${ANALYZER} The asterisk in a value of StringEquals is no wildcard.`,
    'write-on-every-resource': NEWER_LIST,
    'wrong-type': `Parliament lets an empty array pass; ${REFUSED}.`,
  }),
];

function reasons(byId: Readonly<Record<string, string>>): Reason<Beyond>[] {
  return Object.entries(byId).map(([id, text]) => ({ holds: ({ finding }) => finding.id === id, text }));
}

function effectOf({ statement }: Finding, policy: unknown): unknown {
  const { Statement: content } = policy as { readonly Statement: unknown };
  const statements = Array.isArray(content) ? (content as unknown[]) : [content];
  return (statements[statement?.index ?? 0] as { readonly Effect?: unknown } | undefined)?.Effect;
}

/** Issues that depend on what is known of an action. */
const KNOWN_BY_ACTION = ['RESOURCE_MISMATCH', 'RESOURCE_EFFECTIVELY_STAR', 'UNKNOWN_CONDITION_FOR_ACTION'];

/** Whether the actions in question are of services that are known by names only. */
function areKnownByName(issue: ParliamentIssue, policy: unknown): boolean {
  const named = [...wordsOf(issue).matchAll(/(?:'action': '|for action )([a-z0-9-]+):/g)];
  const inPolicy = [...textOf(policy).matchAll(/"Action":[^}]*?"([a-z0-9-]+):/gi)];
  const services = (named.length > 0 ? named : inPolicy).map(([, service]) => service!.toLowerCase());
  return services.length > 0 && services.every((service) => !DETAILED_SERVICES.includes(service));
}

interface Mismatch {
  readonly action: string;
  /** An ARN with an asterisk for each name. */
  readonly format: string;
}

function mismatchesOf(issue: ParliamentIssue): Mismatch[] {
  return [...wordsOf(issue).matchAll(/'action': '([^']*)', 'required_format': '([^']*)'/g)].map(
    ([, action, format]) => ({
      action: action!,
      format: format!,
    }),
  );
}

/** Whether each request for the action has a resource of that form. */
function isRequired({ action, format }: Mismatch): boolean {
  const types = actionDetails(action)?.resourceTypes ?? [];
  return types.some((type) => type.required && type.arnPattern.replace(/%/g, '*') === format);
}

function isNamedInFull(action: string, policy: unknown): boolean {
  return textOf(policy).toLowerCase().includes(`"${action.toLowerCase()}"`);
}

/** Whether a resource that the policy names has all objects of the bucket in it. */
function isInWiderPattern(issue: ParliamentIssue, policy: unknown): boolean {
  const bucket = / on (\S+) due to/.exec(wordsOf(issue))?.[1] ?? '';
  const patterns = [...textOf(policy).matchAll(/"(arn:[^"]*\*|\*)"/g)].map(([, pattern]) => pattern!.slice(0, -1));
  return patterns.some((start) => bucket.startsWith(start));
}

/** Whether requests for the action have the key, which parliament says they do not. */
function hasKey(issue: ParliamentIssue): boolean {
  const [, key, action] = /condition (\S+) for action (\S+)/.exec(wordsOf(issue)) ?? [];
  const details = action && actionDetails(action);
  if (!key || !details) return false;
  const keys = [...details.conditionKeys, ...details.resourceTypes.flatMap((type) => type.conditionKeys)];
  return keys.some((known) => isDocumentedAs(key, known));
}

function wordsOf({ detail }: ParliamentIssue): string {
  return detail ?? '';
}

function textOf(policy: unknown): string {
  return JSON.stringify(policy);
}
