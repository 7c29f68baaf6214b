import {
  accessBetween,
  allow,
  change,
  completed,
  failed,
  invalidInput,
  newAccess,
  POLICY_TYPE,
  property,
} from './samples';
import { redact, redactReport } from '../../src/report/redact';

const SECRET = 'p@ss/w"rd+1';

describe('redact', () => {
  test.each([
    ['as it is', SECRET],
    ['URL-encoded', encodeURIComponent(SECRET)],
    ['in a JSON string', JSON.stringify(SECRET).slice(1, -1)],
  ])('takes out a secret %s', (_, form) => {
    expect(redact(`before ${form} after`, [SECRET])).toBe('before *** after');
  });

  test.each(['', 'u:', 'user', 'user:', 'x-access-token:'])(
    'takes out a secret in the base64 of %p and it',
    (before) => {
      const encoded = Buffer.from(`${before}${SECRET} and more`).toString('base64');
      const redacted = redact(encoded, [SECRET]);
      expect(redacted).toContain('***');
      expect(Buffer.from(redacted.replace('***', ''), 'base64').toString()).not.toContain(SECRET.slice(1, -1));
    },
  );

  test('takes out base64 for URLs', () => {
    const secret = '>>>???>>>???';
    expect(redact(Buffer.from(secret).toString('base64url'), [secret])).toBe('***');
  });

  test('takes out the longest first, so that nothing of it is left', () => {
    expect(redact('secret-and-more', ['secret', 'secret-and-more'])).toBe('***');
  });

  test('leaves secrets that are shorter than 6 characters, for they are in ordinary words', () => {
    expect(redact('a role and its policy', ['role', '', 'its'])).toBe('a role and its policy');
  });

  test('copes with half of a surrogate pair', () => {
    expect(redact('secret\uD800', ['secret\uD800'])).toBe('***');
  });
});

describe('redactReport', () => {
  const texts = (report: unknown) => JSON.stringify(report);

  test('takes secrets out of every text of a completed report', () => {
    const access = {
      ...newAccess(),
      stack: `org/${SECRET}`,
      notes: [`a note on ${SECRET}`],
      changes: [
        {
          ...change(POLICY_TYPE, 'update', {
            error: `no ${SECRET}`,
            properties: [property('tags.a', SECRET, [SECRET])],
          }),
          id: SECRET,
        },
      ],
    };
    expect(texts(redactReport(completed('up', access), [SECRET]))).not.toContain(texts(SECRET).slice(1, -1));
  });

  test('takes secrets out of a failure and of invalid inputs', () => {
    const failure = failed('up', { reason: 'internal', message: SECRET, hint: SECRET, details: `a\n${SECRET}` });
    const invalid = invalidInput({ name: 'tags', value: SECRET, expected: `other than ${SECRET}` });
    for (const report of [failure, invalid]) {
      expect(texts(redactReport(report, [SECRET]))).not.toContain(texts(SECRET).slice(1, -1));
    }
  });

  test('takes secrets out of what the documents mean, down to the keys of conditions', () => {
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

  test('takes secrets out of what has a name that nobody thought of', () => {
    const secret = 'hunter2hunter2';
    const report = { ...completed('preview'), id: secret, type: [secret], documentation: { [secret]: `a ${secret}` } };
    expect(texts(redactReport(report, [secret]))).not.toContain(secret);
  });

  test('finds a secret that terminal codes split', () => {
    const report = failed('up', { reason: 'internal', message: 'hunter\u001b[1m2-and-more' });
    expect(redactReport(report, ['hunter2-and-more'])).toMatchObject({ failure: { message: '***' } });
  });

  test('keeps its own words, even where a secret is one of them', () => {
    const words = ['preview', 'create', 'planned', 'completed', 'gained', 'warning', 'missing', 'allowed', 'denied'];
    const report = completed('preview', {
      ...newAccess(),
      approval: { state: 'missing', label: 'iam', why: 'It needs one.' },
    });
    const { access } = redactReport(report, [...words, 'permissions', 'conditional']) as typeof report;
    expect(access.assessment!.matrix.rows).toEqual(report.access.assessment!.matrix.rows);
    expect(access.assessment!.permissions).toEqual(report.access.assessment!.permissions);
    expect(access.assessment!.findings.map(({ severity, id, subject }) => [severity, id, subject])).toEqual(
      report.access.assessment!.findings.map(({ severity, id, subject }) => [severity, id, subject]),
    );
    expect(access.approval).toEqual(report.access.approval);
    expect(access.changes).toEqual(report.access.changes);
  });
});
