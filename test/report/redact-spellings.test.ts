import { redactor } from '../../src/report/redact';

const SECRETS = [
  'p@ss/w"rd+1',
  "it's a $ecret & <more>",
  'back\\slash\\\\twice',
  'ends with =',
  'tab\tand\nbreak here',
  'paſswörd €uro 🔑',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
];

const html = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character === "'" ? 'x27' : character.charCodeAt(0)};`);
const xml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const SPELLINGS: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded in small letters', (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase())],
  ['URL-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
  ['as in a form', (secret) => new URLSearchParams([['', secret]]).toString().slice(1)],
  ['URL-encoded as far as an address needs it', encodeURI],
  ['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
  [
    'in JSON that has ASCII only',
    (secret) =>
      JSON.stringify(secret)
        .slice(1, -1)
        .replace(/[^ -~]|[<>&']/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['in quotes of a shell', (secret) => secret.replaceAll("'", `'\\''`)],
  ['in other quotes of a shell', (secret) => secret.replaceAll("'", `'"'"'`)],
  ['in double quotes of a shell', (secret) => secret.replace(/["\\$`]/g, '\\$&')],
  ['without quotes in a shell', (secret) => secret.replace(/[^\w\n€-\u{10ffff}]/gu, '\\$&')],
  ['in quotes of PowerShell', (secret) => secret.replaceAll("'", "''")],
  ['in XML', xml],
  ['in HTML', html],
  ['in Markdown', (secret) => secret.replace(/[$&<>"'/+=@*_]/g, '\\$&')],
  ['with other line breaks', (secret) => secret.replaceAll('\n', '\r\n')],
  ['in prose', (secret) => secret.replace(/\s+/g, ' ')],
  ['as hexadecimal bytes', (secret) => Buffer.from(secret).toString('hex')],
  ['as hexadecimal bytes in large letters', (secret) => Buffer.from(secret).toString('hex').toUpperCase()],
  [
    'as bytes in a dump',
    (secret) =>
      Buffer.from(secret)
        .toString('hex')
        .replace(/..(?!$)/g, '$& '),
  ],
  [
    'as escaped bytes',
    (secret) =>
      Buffer.from(secret)
        .toString('hex')
        .replace(/..(?!^)/g, '\\x$&')
        .slice(2),
  ],
];

describe.each(SPELLINGS)('a secret %s', (_, spell) => {
  it.each(SECRETS)('is taken out whole: %j', (secret) => {
    const text = spell(secret);
    expect(redactor([secret])(`before:${text}: after`)).toBe('before:***: after');
  });
});

it.each(['', 'u:', 'user', 'user:', 'x-access-token:'])(
  'a secret is taken out of the base64 of %p and it',
  (before) => {
    for (const secret of SECRETS) {
      const encoded = Buffer.from(`${before}${secret} and more`).toString('base64');
      const redacted = redactor([secret])(encoded);
      expect(redacted).toContain('***');
      expect(Buffer.from(redacted.replace('***', ''), 'base64').toString()).not.toContain(secret.slice(1, -1));
    }
  },
);

it('a secret is taken out of base64 for addresses, and of base64 that is URL-encoded', () => {
  const secret = '>>>???>>>???';
  expect(redactor([secret])(Buffer.from(secret).toString('base64url'))).toBe('***');
  expect(redactor([secret])(encodeURIComponent(Buffer.from(secret).toString('base64')))).toBe('***');
});

it('a secret that is URL-encoded itself is taken out as it is meant', () => {
  expect(redactor(['p%40ss%2Fword'])('p@ss/word p%40ss%2Fword')).toBe('*** ***');
});

describe('a secret in lines that were broken is taken out', () => {
  const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
  const broken = (text: string, end: string) => text.replace(/.{12}/g, `$&${end}`);

  it.each(['\n', '\r\n', '\n  ', '\\n', '\\r\\n'])('at %j', (end) => {
    expect(redactor([secret])(`before\n${broken(secret, end)}\nafter`)).toMatch(/^before\n\*\*\*.{0,4}\nafter$/);
  });

  it('in base64', () => {
    const encoded = broken(Buffer.from(`user:${secret} and more`).toString('base64'), '\n');
    const redacted = redactor([secret])(encoded);
    expect(Buffer.from(redacted.replace('***', ''), 'base64').toString()).not.toContain('EXAMPLE');
    expect(redacted).toContain('***');
  });

  it('and no other line with it', () => {
    const text = 'wJalrXUtnFEMI\nb/K7MDENG\n+bPxRfiCYEXAMPLEKEY, less\nthan-16';
    expect(redactor([secret, 'less-than-16', 'lessthan-16'])(text)).toBe(text);
  });
});
