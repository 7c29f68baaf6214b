import * as fc from 'fast-check';
import {
  access,
  APPROVED,
  assessmentOf,
  ATTACHMENT_TYPE,
  change,
  completed,
  failed,
  invalidInput,
  POLICY_TYPE,
  property,
  ROLE_TYPE,
  VERIFIED,
} from './samples';
import { explain, type Explanation } from '../../src/explain/explain';
import * as inline from '../../src/report/inline';
import { type Words, words } from '../../src/report/inline';
import type { Report, RoleReport } from '../../src/report/model';
import { anyCharacter } from '../any-character';

/** Reports in which every text that is from outside, or may be one day, tries to become more than a text. */

/** What Markdown, GitHub, HTML, Mermaid, a terminal or the runner could act upon, or what could close what stands around it. */
export const FRAGMENTS = [
  // Of Markdown, and what ends where it stands.
  ...['`', '``', '```', '~~~', '\\', '|', '\\|', '\\\\|', '!', '*', '**', '_', '~~', '<', '&', '"', '(', ')', ']', '['],
  ...['x:A``[x](https://evil.example)@octocat', '[x](https://evil.example)', '![x](//evil.example)', '[x][y]'],
  ...['[^1]', '[^1]: x', '[y]: https://evil.example', '[ ] x', '[!NOTE]', '<https://evil.example>', '<a@b.example>'],
  ...[
    '# h',
    '- a',
    '+ a',
    '1. a',
    '1) a',
    '> q',
    '---',
    '===',
    '-',
    ':-',
    '|-',
    '|-|',
    ':-: | -',
    '***',
    '    x',
    '\t',
  ],
  // Of GitHub.
  ...['@octocat', '@acme/iam', '#12', 'acme/churn#12', 'GH-12', '_GH-12', 'a5c3785', '1234567', 'GHSA-jfh8-c2jp-5v3q'],
  ...['a5c3785ed8d6a35868bc169f07e40e889087fd2e', 'acme@a5c3785', 'https://github.com/acme/churn/pull/1', 'ftp://x.y'],
  ...['www.evil.example', '_www.evil.example', '(www.evil.example', 'mailto:a@b.example', 'a@b.example', 'xmpp:a@b'],
  ...[':smile:', ':+1:', '$x$', '$`x`$', '$$', '&#64;octocat', '&lt;b&gt;', '&commat;octocat', '&#124;'],
  // Of HTML.
  ...['<b>', '<img src=x>', '<!--', '-->', '</details>', '</summary>', '</sub>', '<script>x()</script>', '<?', ']]>'],
  // Line breaks, and what nobody sees.
  ...['\n', '\n\n', '\r', '\u2028', '\u0085', '\u00a0', '\u202E', '\u200B', '\u0000', '\u001b[31m', '\u001b', '\ud800'],
  // Of Mermaid.
  ...['"]', '"] --> evil["y', 'end', '%%{init: {}}%%', 'click role "https://evil.example"', '#quot;'],
  'style x fill:#fff;',
  // Of the runner.
  ...['::error::x', '##[error]x', '%0A::error::x'],
  // What is harmless by itself.
  ...['', ' ', '   ', 'x', 's3:Get*', 'arn:aws:s3:::x', '日本語', '🚀'],
];

/** Fragments in a row, some of them with nothing between them. */
export const hostileText = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: anyCharacter, maxLength: 4 })),
      fc.constantFrom('', ' '),
    ),
    {
      maxLength: 5,
    },
  )
  .map((parts) => parts.flat().join(''));

/**
 * Any of the samples, in which texts are replaced: within its documents, so that what they mean is told of such names, and
 * then everywhere, the results of the assessment among them.
 */
export function hostileReport(text: fc.Arbitrary<string> = hostileText): fc.Arbitrary<Report> {
  return fc
    .tuple(fc.constantFrom(...SAMPLES), fc.array(fc.option(text), { minLength: 37, maxLength: 37 }), fc.boolean())
    .map(([report, texts, everywhere]) => {
      const replace = inTurn(texts);
      const named = withHostileDocuments(report, replace);
      return everywhere ? withTexts(named, replace) : named;
    });
}

/** The text in place of all texts, of each field that a report can have. */
export function reportFullOf(text: string): Report {
  return withTexts(FAILED, () => text);
}

/** The texts in turn in place of each that a document can have, and what is told of such documents. */
export function reportOnDocumentsFullOf(texts: readonly string[]): Report {
  return withHostileDocuments(PREVIEW, inTurn(texts));
}

/** What the command explains of policies with such names, and then with such texts everywhere. */
export function hostileExplanation(text: fc.Arbitrary<string> = hostileText): fc.Arbitrary<Explanation> {
  return fc
    .tuple(fc.array(fc.option(text), { minLength: 37, maxLength: 37 }), fc.boolean())
    .map(([texts, everywhere]) => {
      const replace = inTurn(texts);
      const named = (document: string) => inDocument(document, replace);
      const explanation = explain({
        policy: named(POLICY.after),
        compare: named(POLICY.before),
        trust: named(TRUST.after),
        boundary: named(BOUNDARY),
        requests: [{ action: replace('s3:GetObject'), resources: [replace('arn:aws:s3:::my-models/x')] }],
      });
      return everywhere ? withTexts(explanation, replace) : explanation;
    });
}

/** Words in any order, with nothing between them but what is in the texts; only what is bold stands apart. */
export function hostileWords(text: fc.Arbitrary<string> = hostileText): fc.Arbitrary<Words> {
  const leaf: fc.Arbitrary<Words> = fc.oneof(
    text.map((given) => [inline.text(given)]),
    text.map((given) => [inline.code(given)]),
    text.map((given) => words`${given}`),
    text.map((given) => inline.withNames(given)),
    text.map((given) => [inline.link(given, `https://aws.example/?${given}`)]),
    fc.constantFrom(words`a${inline.BREAK}`, words`${inline.icon('⚠️')}`),
  );
  const some = fc.array(leaf, { maxLength: 3 }).map((parts) => parts.flat());
  const strong = some.map((part) => words` ${inline.strong(part)} `);
  return fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: leaf },
        strong,
        some.map(inline.small).map((part) => [part]),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.flat());
}

type Replace = (text: string) => string;

/** One after the other; the text stays where there is none. */
function inTurn(texts: readonly (string | null)[]): Replace {
  let turn = 0;
  return (text) => texts[turn++ % texts.length] ?? text;
}

/** The documents of the report with other names, and the assessment that comes of them. */
function withHostileDocuments(report: Report, replace: Replace): Report {
  if (report.outcome === 'invalid-input' || !report.access) return report;
  const { assessment: _, ...rest } = report.access;
  const documents = (text: string) => (isDocument(text) ? inDocument(text, replace) : text);
  const of = withTexts<RoleReport>(rest, documents);
  return { ...report, access: { ...of, assessment: assessmentOf(of) } };
}

function isDocument(text: string): boolean {
  return /^\{[^]*"Statement"/.test(text);
}

/** Its words are those of IAM; all else is from outside, the names of operators and keys as well. */
function inDocument(text: string, replace: Replace): string {
  const own =
    /^(Version|Statement|Effect|Sid|(Not)?(Action|Resource|Principal)|Condition|Allow|Deny|2012-10-17|AWS|Service|Federated)$/;
  const replaceName = (name: string) => (own.test(name) ? name : replace(name));
  return JSON.stringify(everyText(JSON.parse(text), replaceName, replaceName), undefined, 2);
}

/**
 * What the model itself says, by the names of its fields. A text of any other field is one from outside, so that a field that
 * is new counts as one at once.
 */
const OWN: Readonly<Record<string, readonly string[]>> = {
  outcome: ['completed', 'failed', 'invalid-input'],
  command: ['preview', 'up', 'destroy', 'drift', 'unlock'],
  reason: ['internal', 'approval-missing', 'drift', 'engine-failure', 'findings'],
  operation: ['create', 'update', 'replace', 'delete', 'import'],
  status: ['planned', 'done', 'failed', 'not-reached', 'not-started', 'drifted', 'missing'],
  comparedWith: ['aws', 'state'],
  state: [
    ...['not-required', 'approved', 'proved', 'without-github', 'missing'],
    ...['conservative', 'not-confirmed', 'nothing-before', 'public', 'no-answer'],
  ],
  of: ['documents', 'role'],
  ours: ['allowed', 'denied'],
  aws: ['allowed', 'denied'],
  kind: ['gained', 'lost', 'undecided', 'unchanged', 'inline', 'attached'],
  severity: ['error', 'security', 'warning', 'suggestion'],
  subject: ['permissions', 'trust', 'role'],
  document: ['before', 'after'],
  effect: ['Allow', 'Deny'],
  boundary: ['none', 'counted', 'not-looked-at'],
  before: ['allowed', 'conditional', 'undecided', 'denied'],
  now: ['allowed', 'conditional', 'undecided', 'denied'],
  decision: ['allowed', 'undecided', 'implicitly-denied', 'explicitly-denied'],
  conditions: ['eased', 'tightened', 'changed', 'replaced'],
};

/** Of the rest, the keys of the model begin with a small letter, and those from outside do not, or have a colon. */
function withTexts<T>(value: T, replace: Replace): T {
  return everyText(value, replace, (key) => (/^[a-z][a-zA-Z]*$/.test(key) ? key : replace(key)));
}

function everyText<T>(value: T, replace: Replace, replaceKey: Replace, field = ''): T {
  if (typeof value === 'string') return (OWN[field]?.includes(value) ? value : replace(value)) as T;
  if (Array.isArray(value)) return value.map((each: unknown) => everyText(each, replace, replaceKey)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [replaceKey(key), everyText(member, replace, replaceKey, key)]),
  ) as T;
}

const ACCOUNT = 'arn:aws:iam::123456789012';
const GITHUB = 'token.actions.githubusercontent.com';

function documentOf(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}

const POLICY = {
  before: documentOf(
    { Sid: 'Old', Effect: 'Allow', Action: ['s3:GetObject', 's3:List*'], Resource: 'arn:aws:s3:::my-models/*' },
    { Effect: 'Deny', NotAction: 'iam:PassRole', NotResource: `${ACCOUNT}:role/x` },
  ),
  after: documentOf(
    {
      Sid: 'New',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 'sagemaker:InvokeEndpoint', 'x:A'],
      Resource: [
        'arn:aws:s3:::my-models/a/*',
        'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod',
        'arn:aws:x:::y',
      ],
      Condition: {
        StringLike: { 'aws:PrincipalTag/team': ['a', 'b'] },
        BoolIfExists: { 'aws:SecureTransport': 'true' },
      },
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'x' } },
    },
    { Effect: 'Deny', NotAction: ['s3:Get*'], NotResource: ['arn:aws:s3:::my-models/*'] },
  ),
};

const TRUST = {
  before: documentOf({ Effect: 'Allow', Principal: { AWS: `${ACCOUNT}:root` }, Action: 'sts:AssumeRole' }),
  after: documentOf(
    {
      Effect: 'Allow',
      Principal: { AWS: [`${ACCOUNT}:role/a`], Service: 'sagemaker.amazonaws.com', CanonicalUser: 'x' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: { StringEquals: { 'sts:ExternalId': 'x' } },
    },
    {
      Effect: 'Allow',
      Principal: { Federated: `${ACCOUNT}:oidc-provider/${GITHUB}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:acme/churn:environment:prod' },
      },
    },
  ),
};

const BOUNDARY = documentOf({ Effect: 'Allow', Action: ['s3:*', 'sagemaker:*'], Resource: '*' });

/** With something in every field that a report can have. */
const FULL = access({
  policy: POLICY,
  trust: TRUST,
  boundary: {
    before: { arn: `${ACCOUNT}:policy/old`, document: BOUNDARY },
    after: { arn: `${ACCOUNT}:policy/new`, document: BOUNDARY, file: 'boundary.json', differingFile: 'other.json' },
  },
  foreignPolicies: [
    { kind: 'inline', name: 'by-hand', document: documentOf({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }) },
    { kind: 'attached', name: 'arn:aws:iam::aws:policy/ReadOnlyAccess', unread: 'AccessDenied' },
  ],
  changes: [
    change(POLICY_TYPE, 'update', {
      properties: [property('policy', 'a', 'b'), property('tags.team', 'a', 'b', true)],
    }),
    change(ROLE_TYPE, 'replace', { status: 'failed', error: 'no', properties: [property('x.y', ['a'], { b: 'c' })] }),
    { ...change(ATTACHMENT_TYPE, 'import', { status: 'not-reached' }), id: 'a', unmet: [property('tags.x', 'a', 'b')] },
    change('aws:s3/bucket:Bucket', 'delete', { status: 'done' }),
  ],
  unseen: ['The role was not looked at.', ''],
  idleIgnores: ['pass-any-role@Deploy'],
  verification: VERIFIED[0],
  notes: ['One.', 'Two.'],
});

const IGNORED: RoleReport = {
  ...FULL,
  boundary: { after: { arn: `${ACCOUNT}:policy/new`, unread: 'AccessDenied' } },
  assessment: {
    ...FULL.assessment!,
    findings: FULL.assessment!.findings.map((finding, index) =>
      index % 2 ? finding : { ...finding, ignored: 'meant so' },
    ),
  },
};

const DRIFTED = FULL.changes.map((each, index) => ({
  ...each,
  operation: (['update', 'create', 'delete', 'import'] as const)[index]!,
  status: index === 3 ? ('missing' as const) : ('drifted' as const),
}));

const FAILURE = { reason: 'internal', message: 'It broke.', hint: 'Mend it.', details: 'line 1\nline 2' } as const;

const PREVIEW = completed('preview', { ...FULL, approval: { state: 'missing', label: 'iam-approved', why: 'None.' } });
const UP = completed('up', { ...IGNORED, approval: APPROVED, verification: VERIFIED[1] });
const FAILED = failed('up', FAILURE, { ...IGNORED, approval: { state: 'missing', why: 'It needs a review.' } });

const SAMPLES: readonly Report[] = [
  ...[PREVIEW, UP, FAILED],
  completed('up', { ...access(), policy: { after: POLICY.after }, trust: { after: TRUST.after } }),
  completed('drift', { ...FULL, changes: DRIFTED, comparedWith: 'state' }),
  completed('destroy', { ...access(), approval: { state: 'without-github', reason: 'GitHub is down.' } }),
  failed('preview', FAILURE),
  invalidInput(
    { name: 'region', value: 'x', expected: 'a region' },
    { name: 'bucket', expected: ['a ', { input: 'bucket' }] },
  ),
];
