import { formatArn } from '../../src/aws/arn';
import {
  brokenTagRules,
  parseAccessName,
  parsePath,
  parsePermissionsBoundary,
  parseSessionDuration,
} from '../../src/aws/names';

test.each(['a', 'churn-prod', 'A_b+c=d,e.f@g-1', 'a'.repeat(64)])('%s is a name for role and policy', (name) => {
  expect(parseAccessName(name)).toEqual({ ok: true, value: name });
});

test.each(['', 'a'.repeat(65), 'churn prod', 'churn/prod', 'churn*', 'chürn', 'churn\n'])('%j is no name', (name) => {
  expect(parseAccessName(name)).toEqual({ ok: false, expected: 'a name of 1 to 64 letters, digits and _+=,.@-' });
});

test.each(['/', '/models/', '/a/b/', '/A_b+c=d,e.f@g-1/', `/${'a'.repeat(510)}/`])('%s is a path', (path) => {
  expect(parsePath(path)).toEqual({ ok: true, value: path });
});

test.each([
  '',
  'models',
  '/models',
  'models/',
  '//',
  '/a//b/',
  '/a b/',
  '/é/',
  '/a\n/',
  // A role's path may hold these, a policy's may not.
  '/a!/',
  '/a*/',
  '/a~/',
  `/${'a'.repeat(511)}/`,
])('%j is no path', (path) => {
  expect(parsePath(path)).toEqual({ ok: false, expected: expect.stringContaining('of at most 512 characters') });
});

test.each<[seconds: number, isValid: boolean]>([
  [3599, false],
  [3600, true],
  [43200, true],
  [43201, false],
  [0, false],
  [-3600, false],
  [NaN, false],
])('a session of %d seconds: %s', (seconds, isValid) => {
  expect(parseSessionDuration(seconds)).toEqual(
    isValid
      ? { ok: true, value: seconds }
      : { ok: false, expected: 'a whole number of seconds, from 3600 (1 hour) to 43200 (12 hours)' },
  );
});

test.each([
  'arn:aws:iam::123456789012:policy/boundary',
  'arn:aws-cn:iam::123456789012:policy/teams/fraud/boundary',
  'arn:aws:iam::aws:policy/PowerUserAccess',
  'arn:aws:iam::aws:policy/job-function/DataScientist',
  `arn:aws:iam::123456789012:policy/${'a'.repeat(128)}`,
])('%s can be a permissions boundary', (arn) => {
  const parsed = parsePermissionsBoundary(arn);
  expect(parsed.ok && formatArn(parsed.value)).toBe(arn);
});

test.each([
  '',
  'boundary',
  'arn:aws:iam::123456789012:role/boundary',
  'arn:aws:iam::123456789012:policy/',
  'arn:aws:iam::123456789012:policy//boundary',
  'arn:aws:iam::123456789012:policy/teams/',
  'arn:aws:iam::123456789012:policy/*',
  'arn:aws:iam::123456789012:policy/a b',
  `arn:aws:iam::123456789012:policy/${'a'.repeat(129)}`,
  'arn:aws:iam::1234:policy/boundary',
  'arn:aws:iam:::policy/boundary',
  'arn:aws:iam:us-west-2:123456789012:policy/boundary',
  'arn:aws:s3:::policy/boundary',
  'arn:gcp:iam::123456789012:policy/boundary',
])('%s can be none', (arn) => {
  expect(parsePermissionsBoundary(arn)).toEqual({ ok: false, expected: expect.stringContaining('managed policy') });
});

describe('tags', () => {
  test.each<[key: string, value: string]>([
    ['team', 'fraud'],
    ['team', ''],
    ['Cost Center', '42 / a.b:c=d+e-f@g_h'],
    ['Équipe', '数'],
    ['a'.repeat(128), 'b'.repeat(256)],
    // One character each, though two units of UTF-16.
    ['𠮷'.repeat(128), '𠮷'.repeat(256)],
    ['awsome', 'aws'],
    ['my-aws:tag', 'my-aws:tag'],
  ])('%s=%s breaks no rule', (key, value) => {
    expect(brokenTagRules([[key, value]])).toEqual([]);
  });

  test.each<[key: string, value: string, rule: string]>([
    ['', 'x', 'a key of 1 to 128 characters, but "" has 0'],
    ['a'.repeat(129), 'x', 'a key of 1 to 128 characters'],
    ['𠮷'.repeat(129), 'x', 'has 129'],
    ['team', 'x'.repeat(257), 'a value of at most 256 characters, but that of "team" has 257'],
    ['te*m', 'x', 'a key of letters, digits, spaces and _.:/=+-@, but got "te*m"'],
    ['te\tm', 'x', 'a key of letters'],
    ['team', 'x;y', 'a value of letters, digits, spaces and _.:/=+-@ for "team", but got "x;y"'],
    ['aws:team', 'x', 'a key that does not start with aws:'],
    ['AWS:team', 'x', 'a key that does not start with aws:'],
    ['team', 'aws:x', 'a value that does not start with aws:'],
    ['model-deployment-iam:stack', 'x', "which is the Action's own"],
    ['Model-Deployment-IAM:Stack', '', "which is the Action's own"],
  ])('%s=%s breaks one: %s', (key, value, rule) => {
    expect(brokenTagRules([[key, value]])).toEqual([expect.stringContaining(rule)]);
  });

  test('there may be 49 of them, so that the one of the Action has its place', () => {
    expect(brokenTagRules(numberedTags(49))).toEqual([]);
    expect(brokenTagRules(numberedTags(50))).toEqual([
      'at most 49 tags beside the one of the Action, but there are 50',
    ]);
  });

  test('keys that differ only in case are the same', () => {
    expect(
      brokenTagRules([
        ['team', 'a'],
        ['cost', 'b'],
        ['Team', 'c'],
      ]),
    ).toEqual(['each key once, without regard to case, but "Team" is there twice']);
  });

  test('every broken rule is told, in the order of the tags', () => {
    expect(
      brokenTagRules([
        ['aws:*', 'x'],
        ['b', 'y;'],
        ['B', ''],
      ]),
    ).toEqual([
      expect.stringContaining('a key of letters'),
      expect.stringContaining('a key that does not start with aws:'),
      expect.stringContaining('for "b"'),
      expect.stringContaining('"B" is there twice'),
    ]);
  });
});

function numberedTags(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`tag-${index}`, '']);
}
