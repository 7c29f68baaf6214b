import { allow, policy } from './cases/case';
import type { FindingsContext } from '../../../src/iam/findings/context';
import { isGrave } from '../../../src/iam/findings/finding';
import { findingsOfForeignPolicies, findingsOfPolicy, findingsOfRole } from '../../../src/iam/findings/findings';
import { entryText, idleEntries, reasonToIgnore, withIgnored } from '../../../src/iam/findings/ignored';

const PASS = allow('iam:PassRole', '*');
const TWO = policy({ Sid: 'First', ...PASS }, { Sid: 'Second', ...PASS });
const REVIEWED = 'reviewed';

function passing(document: object, ...ignored: NonNullable<FindingsContext['ignored']>): (string | undefined)[] {
  const found = findingsOfPolicy(document, { ignored }).filter(({ id }) => id === 'pass-any-role');
  return found.map(({ statement, ignored: reason }) => (reason === undefined ? undefined : statement!.sid));
}

it.each<[string, NonNullable<FindingsContext['ignored']>, (string | undefined)[]]>([
  ['nothing', [], [undefined, undefined]],
  ['an id, wherever it is found', [{ id: 'pass-any-role', reason: REVIEWED }], ['First', 'Second']],
  ['an id on one statement', [{ id: 'pass-any-role', at: 'Second', reason: REVIEWED }], [undefined, 'Second']],
  ['another id', [{ id: 'unknown-action', reason: REVIEWED }], [undefined, undefined]],
  ['a Sid in other letters', [{ id: 'pass-any-role', at: 'second', reason: REVIEWED }], [undefined, undefined]],
])('lets pass %s', (_, ignored, expected) => {
  expect(passing(TWO, ...ignored)).toEqual(expected);
});

it('keeps what passes, with the reason', () => {
  const [found] = findingsOfPolicy(TWO, { ignored: [{ id: 'pass-any-role', at: 'First', reason: REVIEWED }] });
  expect(found).toMatchObject({ id: 'pass-any-role', severity: 'security', ignored: REVIEWED });
  expect(isGrave(found!)).toBe(false);
});

it('gives the reason that is about the very statement', () => {
  const entries = [
    { id: 'x', reason: 'in general' },
    { id: 'x', at: 'Sid', reason: 'this one' },
  ];
  expect(reasonToIgnore({ id: 'x', statement: { index: 0, sid: 'Sid' } }, entries)).toBe('this one');
  expect(reasonToIgnore({ id: 'x', statement: { index: 0, sid: 'Other' } }, entries)).toBe('in general');
  expect(reasonToIgnore({ id: 'x', statement: { index: 0 } }, entries.slice(1))).toBeUndefined();
  expect(reasonToIgnore({ id: 'x' }, entries.slice(1))).toBeUndefined();
});

it('hides nothing else behind the last of many that are alike', () => {
  const many = policy(...Array.from({ length: 15 }, (_, index) => ({ Sid: `S${index}`, ...PASS })));
  const found = findingsOfPolicy(many, { ignored: [{ id: 'pass-any-role', at: 'S9', reason: REVIEWED }] });
  const alike = found.filter(({ id }) => id === 'pass-any-role');
  expect(alike.filter(({ ignored }) => ignored !== undefined).map(({ statement }) => statement!.sid)).toEqual(['S9']);
  const others = alike.filter(({ ignored }) => ignored === undefined);
  expect(others.at(-1)!.message).toContain('There are 4 more findings of this kind.');
});

it('does not let pass what AWS refuses, whoever asks', () => {
  const document = policy({ ...allow('nonsense', '*'), Sid: 'Bad' });
  const [found] = findingsOfPolicy(document, { ignored: [{ id: 'invalid-action', reason: REVIEWED }] });
  expect(found).toMatchObject({ id: 'invalid-action', refusedByAws: true });
  expect(found).not.toHaveProperty('ignored');
});

it('lets pass what rests on a list that AWS may have added to', () => {
  const document = policy(allow('iam:GetRole', 'arn:aws:iam::123456789012:new-type/x'));
  const [found] = findingsOfPolicy(document, { ignored: [{ id: 'invalid-iam-resource', reason: REVIEWED }] });
  expect(found).toMatchObject({ id: 'invalid-iam-resource', ignored: REVIEWED });
});

it('is for the trust policy and for both documents together as well', () => {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const permissions = policy(allow('sagemaker:CreateEndpoint', '*'));
  const found = findingsOfRole({ permissions, trust });
  const ignored = found.map(({ id }) => ({ id, reason: REVIEWED }));
  const again = findingsOfRole({ permissions, trust }, { ignored });
  expect(new Set(again.map(({ subject }) => subject))).toEqual(new Set(['permissions', 'trust', 'role']));
  expect(again.every((finding) => finding.ignored === REVIEWED)).toBe(true);
});

describe('a policy of others', () => {
  const document = policy(allow('s3:*', '*'));
  const [BY_HAND, LATER] = [
    { kind: 'inline' as const, name: 'by-hand', document },
    { kind: 'attached' as const, name: 'arn:aws:iam::aws:policy/Later', document },
  ];

  it.each<[string, string | undefined, readonly string[]]>([
    ['passes by its name', 'by-hand', ['by-hand']],
    ['passes by its ARN', LATER.name, [LATER.name]],
    ['passes by no more than the id', undefined, []],
  ])('%s, and no other one with it', (_, at, expected) => {
    const ignored = [{ id: 'policy-of-others', at, reason: REVIEWED }];
    const found = findingsOfForeignPolicies([BY_HAND, LATER], { ignored });
    expect(found.filter((finding) => finding.ignored !== undefined).map((finding) => finding.policy)).toEqual(expected);
  });
});

it('marks what others have found', () => {
  const found = [{ id: 'PASS_ROLE', statement: { index: 0, sid: 'A' } }, { id: 'PASS_ROLE' }];
  expect(withIgnored(found, [{ id: 'PASS_ROLE', at: 'A', reason: REVIEWED }])).toEqual([
    { ...found[0], ignored: REVIEWED },
    found[1],
  ]);
});

it('tells which entries let nothing pass', () => {
  const entries = [
    { id: 'x', reason: REVIEWED },
    { id: 'x', at: 'A', reason: REVIEWED },
    { id: 'y', reason: REVIEWED },
  ];
  const idle = idleEntries(entries, [{ id: 'x', statement: { index: 0, sid: 'B' } }]);
  expect(idle.map(entryText)).toEqual(['x@A', 'y']);
});
