import {
  access,
  accessBetween,
  allow,
  APPROVED,
  change,
  completed,
  editedAccess,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  property,
  VERIFIED,
} from './samples';
import type { Report } from '../../src/report/model';
import { cleanTexts, isWorthHiding, redactor, redactReport } from '../../src/report/redact';
import { renderJson } from '../../src/report/render/json/json-report';
import { renderLog } from '../../src/report/render/log';
import { renderSummary } from '../../src/report/render/summary';

const SECRET = 'p@ss/w"rd+1';

const redact = (text: string, secrets: readonly string[]) => redactor(secrets)(text);

describe('redactor', () => {
  it('takes out the longest, and what overlaps, so that nothing of them is left', () => {
    expect(redact('secret-and-more', ['secret-a', 'secret-and-more'])).toBe('***');
    expect(redact('x abc-secret-and-more y', ['abc-secret', 'secret-and-more'])).toBe('x *** y');
  });

  it('leaves what is short or an ordinary word, which would blank the report and hide nothing', () => {
    const text = 'a role and its policy: "Effect": "Allow", 403';
    expect(redact(text, ['a', 'its', '403', '', '   ', 'role', 'Policy', 'allow'])).toBe(text);
    expect(['a', 'abc', ' a  ', 'role', 'PASSWORD', 'true'].filter(isWorthHiding)).toEqual([]);
    expect(['abcd', 'tiger', 'hunter2', '1234'].filter(isWorthHiding)).toHaveLength(4);
  });

  it('finds words and numbers by themselves, and not in others', () => {
    const secrets = ['tiger', '1234'];
    const text = 'tigers, a123456789012, Tiger, biotiger';
    expect(redact(text, secrets)).toBe(text);
    expect(redact('"tiger" x=tiger a%3Atiger\\ntiger:1234', secrets)).toBe('"***" x=*** a%3A***\\n***:***');
  });

  it('copes with half of a surrogate pair', () => {
    expect(redact('secret\uD800', ['secret\uD800'])).toBe('***');
  });

  it('looks at much text with many secrets in little time', () => {
    const secrets = Array.from({ length: 4 }, (_, index) => `${index}-${'x/+"\\'.repeat(20)}`);
    const clean = redactor(secrets);
    const texts = [
      ...[
        'a',
        '\\',
        '/',
        '"',
        '1a',
        'eyJ',
        'a.',
        '-----BEGIN PRIVATE KEY-----',
        'http://a:',
        'a:%2F%2Fb:',
        '-eyJ',
        '?sig',
        '_a1',
        'sig=',
      ].map((part) => part.repeat(20_000)),
      ...secrets,
    ];
    const begun = Date.now();
    for (const text of texts) clean(text);
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});

/** Every report that a run can make, with all that can be in it. */
const REPORTS: readonly (readonly [string, Report])[] = [
  ['made', completed('up', newAccess(['applied', 'failed', 'not-reached'] as never))],
  ['planned', completed('preview', newAccess())],
  ['edited', completed('preview', { ...editedAccess(), approval: APPROVED })],
  ['drifted', completed('drift', editedAccess('drifted'))],
  ['failed', failed('up', { reason: 'in-use', message: 'm', hint: 'h', details: 'd' }, newAccess())],
  ['invalid', invalidInput({ name: 'tags', value: 'v', expected: 'other than v' })],
  [
    'all else',
    completed(
      'preview',
      accessBetween(
        [allow('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } })],
        [allow('iam:PassRole', '*'), allow('s3:GetObject', 'arn:aws:s3:::b/*', { StringLike: { 's3:prefix': ['a'] } })],
        {
          approval: { state: 'missing', label: 'iam', why: 'It needs one.' },
          verification: VERIFIED[0],
          notes: ['note'],
          unseen: ['unseen'],
          idleIgnores: ['pass-any-role@Read'],
          foreignPolicies: [{ kind: 'inline', name: 'theirs', document: '{"Statement":[]}' } as never],
          boundary: { after: { arn: 'arn:aws:iam::123456789012:policy/b', document: '{}', file: 'f', unread: 'u' } },
        },
      ),
    ),
  ],
];

describe('redactReport', () => {
  const CANARY = 'canary/of-all';
  const texts = (report: unknown) => JSON.stringify(report);

  it.each(REPORTS)('leaves no canary in any text of a report, wherever it was planted: %s', (_, report) => {
    let planted = 0;
    const plant = (text: string) => (planted++, `${text}${CANARY}`);
    const withCanaries = { ...cleanTexts(report, plant), outcome: report.outcome } as Report;
    expect(planted).toBeGreaterThan(5);
    const redacted = redactReport(withCanaries, [CANARY]);
    expect(texts(redacted)).not.toContain('canary');
    expect(texts(redacted).split('***').length).toBeGreaterThan(planted / 2);
  });

  it.each(REPORTS)('leaves a report that has no secret as it is: %s', (_, report) => {
    expect(redactReport(report, [])).toEqual(report);
    const clean = redactor([]);
    for (const text of [renderJson(report), renderSummary(report), renderLog(report).join('\n')]) {
      expect(clean(text ?? '')).toBe(text ?? '');
    }
  });

  it('takes secrets out of what the documents mean, down to the keys of conditions', () => {
    const secret = 'hunter2hunter2';
    const statement = allow(`s3:${secret}`, `arn:aws:s3:::my-models/${secret}*`, {
      StringEquals: { [`aws:PrincipalTag/${secret}`]: secret },
    });
    const of = accessBetween([{ Sid: secret, ...statement }], [statement, allow('s3:*', `arn:aws:s3:::${secret}`)], {
      approval: { state: 'missing', label: secret, why: `It needs ${secret}.` },
    });
    expect(texts(of.assessment)).toContain(secret);
    expect(texts(redactReport(completed('preview', of), [secret]))).not.toContain(secret);
  });

  it('takes secrets out of what has a name that nobody thought of', () => {
    const secret = 'hunter2hunter2';
    const report = { ...completed('preview'), id: secret, type: [secret], documentation: { [secret]: `a ${secret}` } };
    expect(texts(redactReport(report, [secret]))).not.toContain(secret);
  });

  it('takes them out of what failed', () => {
    const of = access({
      changes: [
        { ...change(POLICY_TYPE, 'update', { error: `no ${SECRET}`, properties: [property('a', SECRET, [SECRET])] }) },
      ],
    });
    expect(texts(redactReport(completed('up', of), [SECRET]))).not.toContain(texts(SECRET).slice(1, -1));
  });

  it('finds a secret that terminal codes split', () => {
    const report = failed('up', { reason: 'internal', message: 'hunter\u001b[1m2-and-more' });
    expect(redactReport(report, ['hunter2-and-more'])).toMatchObject({ failure: { message: '***' } });
  });

  it('keeps its own words, even where a secret is one of them', () => {
    const words = ['preview', 'create', 'planned', 'completed', 'gained', 'warning', 'missing', 'allowed', 'denied'];
    const report = completed('preview', {
      ...newAccess(),
      approval: { state: 'missing', label: 'iam', why: 'It needs one.' },
    });
    const { access: redacted } = redactReport(report, [...words, 'permissions', 'conditional']) as typeof report;
    expect(redacted.assessment!.matrix.rows).toEqual(report.access.assessment!.matrix.rows);
    expect(redacted.assessment!.permissions).toEqual(report.access.assessment!.permissions);
    expect(redacted.assessment!.findings.map(({ severity, id, subject }) => [severity, id, subject])).toEqual(
      report.access.assessment!.findings.map(({ severity, id, subject }) => [severity, id, subject]),
    );
    expect(redacted.approval).toEqual(report.access.approval);
    expect(redacted.changes).toEqual(report.access.changes);
  });
});
