import { graphSection } from '../../../src/report/content/graph';
import { impact } from '../../../src/report/content/impact';
import { matrixSection } from '../../../src/report/content/matrix';
import type { RoleReport } from '../../../src/report/model';
import { linesOf } from '../lines';
import { access, accessBetween, allow, deny, documentText } from '../samples';

const OBJECTS = 'arn:aws:s3:::my-models/churn/*';
const SECURE = { Bool: { 'aws:SecureTransport': 'true' } };

const CONDITIONS: readonly (readonly [kind: string, condition: object, tighter: object])[] = [
  ['addresses', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } }],
  [
    'addresses outside',
    { NotIpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
    { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  ],
  ['numbers', { NumericLessThan: { 's3:max-keys': '10' } }, { NumericLessThan: { 's3:max-keys': '7' } }],
  [
    'dates',
    { DateLessThan: { 'aws:CurrentTime': '2027-01-01' } },
    { DateLessThan: { 'aws:CurrentTime': '2026-01-01' } },
  ],
  [
    'texts',
    { StringEquals: { 'aws:PrincipalTag/team': ['a', 'b'] } },
    { StringEquals: { 'aws:PrincipalTag/team': 'a' } },
  ],
  ['patterns', { StringLike: { 'aws:PrincipalTag/team': 'a*' } }, { StringLike: { 'aws:PrincipalTag/team': 'ab*' } }],
  [
    'ARNs',
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/*' } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/ci' } },
  ],
  [
    'lists',
    { 'ForAllValues:StringLike': { 'aws:TagKeys': 'red*' } },
    { 'ForAllValues:StringLike': { 'aws:TagKeys': 'red-a*' } },
  ],
  [
    'a key that is there',
    { Null: { 'aws:TagKeys': 'false' } },
    { Null: { 'aws:TagKeys': 'false' }, 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } },
  ],
];

describe.each(CONDITIONS)('a condition on %s', (_, condition, tighter) => {
  const under = (more: object) => [allow('s3:GetObject', OBJECTS, { ...SECURE, ...more })];

  test('that is dropped eases the conditions, and is nothing new', () => {
    expect(told(accessBetween(under(condition), under({})))).toEqual({
      impact: 'Would ease the conditions of 1 action.',
      matrix: '🔶\u00A0→\u00A0🔶\u00A0wider:',
      graph: '== "eased: GetObject, if …" ==>',
    });
    expect(told(accessBetween([allow('s3:GetObject', OBJECTS, condition)], [allow('s3:GetObject', OBJECTS)]))).toEqual({
      impact: 'Would ease the conditions of 1 action.',
      matrix: '🔶\u00A0→\u00A0✅',
      graph: '== "eased: GetObject" ==>',
    });
  });

  test('that is added narrows', () => {
    expect(told(accessBetween(under({}), under(condition)))).toEqual({
      impact: 'Would narrow 1 action.',
      matrix: '🔶\u00A0→\u00A0🔶\u00A0narrower:',
      graph: '-- "GetObject, if …" -->',
    });
  });

  test('that takes more values than before eases, and one that takes fewer narrows', () => {
    expect(told(accessBetween(under(tighter), under(condition)))).toEqual({
      impact: 'Would ease the conditions of 1 action.',
      matrix: '🔶\u00A0→\u00A0🔶\u00A0wider:',
      graph: '== "eased: GetObject, if …" ==>',
    });
    expect(told(accessBetween(under(condition), under(tighter)))).toEqual({
      impact: 'Would narrow 1 action.',
      matrix: '🔶\u00A0→\u00A0🔶\u00A0narrower:',
      graph: '-- "GetObject, if …" -->',
    });
  });

  test('of a denial that is dropped eases the conditions, too', () => {
    const of = accessBetween([allow('s3:*', '*'), deny('s3:GetObject', OBJECTS, condition)], [allow('s3:*', '*')]);
    expect([told(of).impact, told(of).matrix]).toEqual(['Would ease the conditions of 1 action.', '🔶\u00A0→\u00A0✅']);
    expect(arrowIn(of, 'resource0')).toContain('"eased: ');
    const elsewhere = allow('sqs:SendMessage', 'arn:aws:sqs:us-west-2:123456789012:churn');
    const beside = accessBetween([elsewhere, deny('s3:GetObject', OBJECTS, condition)], [elsewhere]);
    expect(arrowIn(beside, 'resource0')).not.toContain('eased');
  });

  test('of trust that is dropped eases the conditions, and reads as one', () => {
    const before = trusting({ ...SECURE, ...condition });
    const of = access({ trust: { before, after: trusting(SECURE) } });
    expect(told(of).impact).toBe('Would ease the conditions for 1 principal to assume the role.');
    expect(linesOf(graphSection(of, true)).find((line) => line.includes('principal0'))).toContain('eased: assumes');
  });
});

test('what is allowed under other conditions than before is neither new nor gone', () => {
  const from = (range: string) => [allow('s3:GetObject', OBJECTS, { IpAddress: { 'aws:SourceIp': range } })];
  expect(told(accessBetween(from('10.0.0.0/8'), from('11.0.0.0/8')))).toEqual({
    impact: 'Would change the conditions of 1 action.',
    matrix: '🔶\u00A0→\u00A0🔶\u00A0other conditions:',
    graph: '== "eased: GetObject, if …" ==>',
  });
});

test('an unconditional denial that is dropped grants', () => {
  const of = accessBetween([allow('s3:*', '*'), deny('s3:GetObject', OBJECTS)], [allow('s3:*', '*')]);
  expect(told(of).impact).toBe('Would grant 1 action on 1 more resource.');
});

test('conditions that say the same in another form are no change', () => {
  const from = (...ranges: readonly string[]) => [
    allow('s3:GetObject', OBJECTS, { IpAddress: { 'aws:SourceIp': ranges } }),
  ];
  expect(told(accessBetween(from('10.0.0.0/8'), from('10.0.0.0/9', '10.128.0.0/9')))).toEqual({
    impact: 'No permission changes.',
    matrix: '🔶',
    graph: '-- "GetObject, if …" -->',
  });
});

describe('a subject of a provider', () => {
  const by = (...subjects: readonly string[]) =>
    documentText([
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': subjects,
          },
        },
      },
    ])!;
  const impactOf = (before: string, after: string) => told(access({ trust: { before, after } })).impact;
  const [main, other] = ['repo:acme/churn:ref:refs/heads/main', 'repo:stranger/evil:ref:refs/heads/main'];

  test('that joins those of a statement is somebody new', () => {
    expect(impactOf(by(main), by(main, other))).toBe('Would let 1 more principal assume the role.');
  });

  test('that leaves a statement is somebody who no longer gets in', () => {
    expect(impactOf(by(main, other), by(main))).toBe('Would no longer let 1 principal assume the role.');
  });

  test('is counted by itself, and once in both its forms', () => {
    const withIds = 'repo:acme@1/churn@2:ref:refs/heads/main';
    const [dev, any] = ['repo:acme/churn:ref:refs/heads/dev', 'repo:acme/churn:pull_request'];
    expect(impactOf(by(main), by(main, withIds, dev, any))).toBe(
      'Would let 2 more principals assume the role; would ease the conditions for 1 principal to assume the role.',
    );
    expect(impactOf(by('x'), by('x', main, withIds))).toBe('Would let 1 more principal assume the role.');
  });

  test('that a pattern took in already is not new in its other form', () => {
    const withIds = 'repo:acme@1/churn@2:ref:refs/heads/main';
    const like = by('repo:acme/churn:*').replaceAll(/"StringEquals": (\{[^}]*\})/gs, '"StringLike": $1');
    expect(impactOf(like, by(main, withIds))).toMatch(/^Would ease the conditions for 1 principal/);
  });

  test('that a denial shut out by name is somebody new', () => {
    const [Statement] = (JSON.parse(by(main)) as { Statement: object[] }).Statement;
    const shutOut = JSON.stringify({
      Version: '2012-10-17',
      Statement: [...statementsOf(by(main, other)), { ...Statement, Effect: 'Deny' }],
    });
    expect(impactOf(shutOut, by(main, other))).toBe('Would let at least 1 more principal assume the role.');
  });

  test('that is a pattern stands for as many as fit', () => {
    const like = by('repo:acme/*').replaceAll(/"StringEquals": (\{[^}]*\})/gs, '"StringLike": $1');
    expect(impactOf(by('x'), like)).toMatch(/^Would let at least 1 more principal assume the role; /);
  });

  test('of which there are too many to be compared one by one is somebody new all the same', () => {
    const many = Array.from({ length: 401 }, (_, index) => `repo:acme/churn:ref:refs/heads/b${index}`);
    expect(impactOf(by(...many), by(...many, other))).toBe('Would let at least 1 more principal assume the role.');
  });
});

function statementsOf(document: string): readonly object[] {
  return (JSON.parse(document) as { Statement: readonly object[] }).Statement;
}

/** The arrow that leads to a node. */
function arrowIn(of: RoleReport, node: string): string {
  return linesOf(graphSection(of, true)).find((line) => line.includes('policy ') && line.endsWith(node)) ?? '';
}

function trusting(Condition: object): string {
  const Principal = { AWS: 'arn:aws:iam::210987654321:root' };
  return documentText([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition }])!;
}

/** What the report makes of `s3:GetObject` on the folder. */
function told(of: RoleReport) {
  const { permissions, trust, matrix } = of.assessment!;
  const row = linesOf(matrixSection(matrix, true)).find((line) => line.includes('`s3:GetObject`'));
  const arrow = linesOf(graphSection(of, true)).find((line) => /^ *policy .*GetObject/.test(line));
  return {
    impact: impact({ permissions, trust, findings: [] }, { isGone: true }),
    matrix: row && /\| ([^|<]*) folder/.exec(row)?.[1],
    graph: arrow && /policy (.*) resource\d+$/.exec(arrow)?.[1],
  };
}
