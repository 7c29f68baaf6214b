import { isIgnorable, isOfAnalyzer, isOfOthers, parseIgnoredFindings } from '../../../src/iam/findings/read-ignored';
import { RULES } from '../../../src/iam/findings/rules/all-rules';

function valueOf(text: string): unknown {
  const parsed = parseIgnoredFindings(text);
  return parsed.ok ? parsed.value : parsed.expected;
}

it.each<[string, unknown]>([
  ['', []],
  ['pass-any-role = reviewed', [{ id: 'pass-any-role', reason: 'reviewed' }]],
  ['pass-any-role=reviewed', [{ id: 'pass-any-role', reason: 'reviewed' }]],
  ['pass-any-role@Deploy = a=b, ticket 12', [{ id: 'pass-any-role', at: 'Deploy', reason: 'a=b, ticket 12' }]],
  ['PASS_ROLE_WITH_STAR_IN_RESOURCE = x', [{ id: 'PASS_ROLE_WITH_STAR_IN_RESOURCE', reason: 'x' }]],
  ['policy-of-others@a=b = x = y', [{ id: 'policy-of-others', at: 'a=b', reason: 'x = y' }]],
  ['policy-of-others@by-hand=x', [{ id: 'policy-of-others', at: 'by-hand', reason: 'x' }]],
  [
    'policy-of-others@arn:aws:iam::aws:policy/ReadOnlyAccess = x',
    [{ id: 'policy-of-others', at: 'arn:aws:iam::aws:policy/ReadOnlyAccess', reason: 'x' }],
  ],
  [
    '\n  pass-any-role = one\r\n\n  unknown-action@Read = two \n',
    [
      { id: 'pass-any-role', reason: 'one' },
      { id: 'unknown-action', at: 'Read', reason: 'two' },
    ],
  ],
])('reads %j', (text, expected) => {
  expect(valueOf(text)).toEqual(expected);
});

it.each([
  ['pass-any-role', 'one ID = REASON a line, not pass-any-role'],
  ['pass-any-role =', 'a reason, as in pass-any-role = reviewed by security'],
  ['pass-any-role@Deploy =  ', 'a reason, as in pass-any-role@Deploy = reviewed by security'],
  [
    'pass-any-rolle = x',
    'the id of a finding, as in docs/findings.md, not pass-any-rolle (did you mean pass-any-role?)',
  ],
  ['everything = x', 'the id of a finding, as in docs/findings.md, not everything'],
  ['* = x', 'the id of a finding, as in docs/findings.md, not *'],
  ['pass-any-role@ = x', 'a Sid behind pass-any-role@'],
  ['invalid-action = x', 'findings that can pass, not invalid-action: AWS refuses such a document'],
  ['policy-of-others = x', 'the name of the policy, as in policy-of-others@NAME = REASON'],
  ['pass-any-role = x\npass-any-role = y', 'each finding once, but pass-any-role is there twice'],
])('refuses %j', (text, expected) => {
  expect(valueOf(text)).toBe(expected);
});

it('takes every finding there is, but those of documents that AWS refuses, unless the list of AWS may be newer', () => {
  for (const { id, refusedByAws, mayBeNewer } of RULES) {
    const isRead = parseIgnoredFindings(`${id}@Name = x`).ok;
    expect([id, isRead]).toEqual([id, !refusedByAws || mayBeNewer === true]);
    expect(isIgnorable(id)).toBe(isRead);
  }
  expect(['invalid-iam-resource', 'invalid-arn-partition', 'PASS_ROLE'].map(isIgnorable)).toEqual([true, true, true]);
});

it('tells whose findings they are', () => {
  expect(isOfAnalyzer({ id: 'PASS_ROLE', reason: 'x' })).toBe(true);
  expect(isOfAnalyzer({ id: 'pass-any-role', reason: 'x' })).toBe(false);
  expect([isOfOthers({ id: 'denial-of-others' }), isOfOthers({ id: 'pass-any-role' })]).toEqual([true, false]);
});
