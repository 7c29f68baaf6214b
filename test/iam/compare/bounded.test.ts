import fc from 'fast-check';
import type { PermissionComparison, PermissionDifference } from '../../../src/iam/compare/difference';
import { mayAllowMore } from '../../../src/iam/compare/may-allow-more';
import { comparePermissions } from '../../../src/iam/compare/permissions';
import { type AccessRequest, evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { readWellFormed, type WellFormedPolicy } from '../../../src/iam/policy/well-formed';
import { actionDetails } from '../../../src/iam/reference/details';
import { cases } from '../../cases';
import { type FullRequest, identityPolicy, request } from '../evaluate/arbitraries/identity';
import type { Document } from '../evaluate/arbitraries/json';

type Statement = Readonly<Record<string, unknown>>;

const OBJECTS = 'arn:aws:s3:::models/*';
const CHURN = 'arn:aws:s3:::models/churn/*';
const READ = allow('s3:GetObject', OBJECTS);
const WRITE = allow('s3:PutObject', OBJECTS);
const EVERYTHING = allow('*', '*');
/** As the policy PowerUserAccess of AWS has it. */
const POWER_USER = [
  { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
  allow(['iam:CreateServiceLinkedRole', 'iam:ListRoles', 'organizations:DescribeOrganization'], '*'),
];

function allow(Action: string | readonly string[], Resource: string | readonly string[], Condition?: object) {
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}

function documentOf(statements: readonly Statement[]) {
  return { Version: '2012-10-17', Statement: statements };
}

function boundaryOf(document: object | undefined): WellFormedPolicy | undefined {
  if (document === undefined) return undefined;
  const read = readWellFormed(document, 'identity');
  if (!read.ok) throw new Error(read.expected);
  return read.value;
}

interface Side {
  readonly policy?: readonly Statement[];
  readonly boundary?: readonly Statement[];
}

function compare(before: Side, after: Side): PermissionComparison {
  const [old, current] = [before, after].map(({ policy }) => policy && documentOf(policy));
  const [oldBoundary, boundary] = [before, after].map((side) => boundaryOf(side.boundary && documentOf(side.boundary)));
  return comparePermissions(old, current, { before: oldBoundary, after: boundary });
}

/** Rows such as `gained s3:GetObject arn:…`; what the boundary cuts away has `cut` before it. */
function told({ differences, cutAway = [] }: PermissionComparison): string[] {
  return [
    ...differences.map(({ kind, action, resource }) => `${kind} ${action} ${resource}`),
    ...cutAway.map(({ kind, action, resource }) => `cut ${kind} ${action} ${resource}`),
  ];
}

describe('a policy within a boundary', () => {
  test.each<[change: string, before: Side, after: Side, expected: readonly string[]]>([
    ['that allows all', {}, { policy: [READ], boundary: [EVERYTHING] }, [`gained s3:GetObject ${OBJECTS}`]],
    ['that allows nothing of it', {}, { policy: [READ], boundary: [WRITE] }, [`cut gained s3:GetObject ${OBJECTS}`]],
    [
      'that allows the half',
      {},
      { policy: [allow(['s3:GetObject', 's3:PutObject'], OBJECTS)], boundary: [allow('s3:Get*', '*')] },
      [`gained s3:GetObject ${OBJECTS}`, `cut gained s3:PutObject ${OBJECTS}`],
    ],
    [
      'that allows a part of the resource',
      {},
      { policy: [READ], boundary: [allow('s3:*', CHURN)] },
      [`gained s3:GetObject ${CHURN}`, `cut gained s3:GetObject ${OBJECTS}`],
    ],
    [
      'that denies a part',
      { policy: [READ], boundary: [EVERYTHING] },
      { policy: [READ], boundary: [EVERYTHING, { ...allow('s3:*', CHURN), Effect: 'Deny' }] },
      [`lost s3:* ${CHURN}`],
    ],
    [
      'that is removed',
      { policy: [READ, WRITE], boundary: [allow('s3:Get*', '*')] },
      { policy: [READ, WRITE] },
      [`gained s3:PutObject ${OBJECTS}`],
    ],
    [
      'that is set',
      { policy: [READ, WRITE] },
      { policy: [READ, WRITE], boundary: [allow('s3:Get*', '*')] },
      [`lost s3:PutObject ${OBJECTS}`],
    ],
    [
      'in place of one that allows other things',
      { policy: [READ, WRITE], boundary: [allow('s3:Get*', '*')] },
      { policy: [READ, WRITE], boundary: [allow('s3:Put*', '*')] },
      [`gained s3:PutObject ${OBJECTS}`, `lost s3:GetObject ${OBJECTS}`],
    ],
    [
      'in place of one that says the same',
      { policy: [READ], boundary: [allow('s3:*', '*')] },
      { policy: [READ], boundary: [allow(['s3:Get*', 's3:*'], ['*', OBJECTS])] },
      [],
    ],
    [
      'that is wider where the policy is not',
      { policy: [READ], boundary: [allow('s3:*', '*')] },
      { policy: [READ], boundary: [EVERYTHING] },
      [],
    ],
    [
      'that a condition eases',
      { policy: [READ], boundary: [allow('s3:*', '*', { Bool: { 'aws:SecureTransport': 'true' } })] },
      { policy: [READ], boundary: [allow('s3:*', '*')] },
      [`gained s3:GetObject ${OBJECTS}`],
    ],
    [
      'whose gain is nothing new to the boundary',
      { policy: [READ], boundary: POWER_USER },
      { policy: [READ, WRITE, allow('iam:PassRole', '*')], boundary: POWER_USER },
      [`gained s3:PutObject ${OBJECTS}`, 'cut gained iam:PassRole *'],
    ],
    [
      'that denies some of everything',
      {},
      { policy: [EVERYTHING], boundary: [POWER_USER[0]!] },
      ['gained * *', 'cut gained * *'],
    ],
    [
      'of an action without a resource',
      {},
      { policy: [allow('sagemaker:ListEndpoints', '*')], boundary: [allow('sagemaker:List*', '*')] },
      ['gained sagemaker:ListEndpoints *'],
    ],
    [
      'that names resources for an action without any',
      {},
      {
        policy: [allow('sagemaker:ListEndpoints', '*')],
        boundary: [allow('sagemaker:*', 'arn:aws:sagemaker:*:*:endpoint/*')],
      },
      ['undecided sagemaker:ListEndpoints arn:aws:sagemaker:*:*:endpoint/*', 'cut gained sagemaker:ListEndpoints *'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(compare(before, after))).toEqual(expected);
  });

  test('all but what it leaves out is told as that', () => {
    const [gain] = compare({}, { policy: [EVERYTHING], boundary: [POWER_USER[0]!] }).differences;
    expect(gain).toMatchObject({ action: '*', exceptActions: ['iam:*', 'organizations:*', 'account:*'] });
  });

  test('a difference that the boundary makes is told from one of the policy', () => {
    const before = { policy: [READ], boundary: [allow('s3:Get*', '*')] };
    const [byPolicy] = compare(before, {
      policy: [allow('s3:GetObject*', OBJECTS)],
      boundary: before.boundary,
    }).differences;
    const [byBoundary] = compare(
      { ...before, policy: [WRITE] },
      { policy: [WRITE], boundary: [EVERYTHING] },
    ).differences;
    expect([byPolicy!.byBoundary, byBoundary!.byBoundary]).toEqual([undefined, true]);
  });

  test('a denial of the boundary is told with its place in the boundary', () => {
    const denial = { ...allow('s3:*', CHURN), Effect: 'Deny', Sid: 'NotChurn' };
    const { differences } = compare(
      { policy: [READ], boundary: [EVERYTHING] },
      { policy: [READ], boundary: [EVERYTHING, denial] },
    );
    expect(differences[0]!.statement).toEqual({
      document: 'after',
      source: 'boundary',
      index: 1,
      sid: 'NotChurn',
      effect: 'Deny',
    });
  });

  test('has the conditions of both', () => {
    const ip = (range: string) => ({ IpAddress: { 'aws:SourceIp': range } });
    const own = allow('s3:GetObject', OBJECTS, { ...ip('10.0.0.0/8'), Bool: { 'aws:SecureTransport': 'true' } });
    const [gain] = compare({}, { policy: [own], boundary: [allow('s3:*', '*', ip('10.1.0.0/16'))] }).differences;
    expect(gain!.condition).toEqual({
      IpAddress: { 'aws:SourceIp': '10.0.0.0/8', 'AWS:SOURCEIP': '10.1.0.0/16' },
      Bool: { 'aws:SecureTransport': 'true' },
    });
  });

  test('without one, nothing is cut away, and no more is told than before', () => {
    expect(comparePermissions(documentOf([READ]), documentOf([WRITE]))).not.toHaveProperty('cutAway');
  });
});

test('what a boundary cuts away may come to be allowed, for others change the boundary', () => {
  const bounded = { boundary: [READ] };
  expect(mayAllowMore(compare({ policy: [READ], ...bounded }, { policy: [READ, WRITE], ...bounded }))).toBe(true);
  expect(mayAllowMore(compare({ policy: [READ, WRITE], ...bounded }, { policy: [READ, WRITE], ...bounded }))).toBe(
    false,
  );
  expect(mayAllowMore(compare({ policy: [READ, WRITE], ...bounded }, { policy: [READ], ...bounded }))).toBe(false);
});

test('a boundary with as many conditions as fit is compared in time, or said not to be', () => {
  const many = (action: string) =>
    Array.from({ length: 40 }, (_, index) =>
      allow(action, '*', { StringEquals: { 'aws:PrincipalTag/team': `t${index}` } }),
    );
  const start = performance.now();
  const { incomplete, differences } = compare({}, { policy: many('s3:*'), boundary: many('s3:Get*') });
  expect(incomplete !== undefined || differences.length > 0).toBe(true);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('boundaries that differ and can not be compared are no boundaries that are alike, though the policy stays', () => {
  const huge = [
    allow(
      Array.from({ length: 4000 }, (_, index) => `service${index}:Describe*`),
      '*',
    ),
  ];
  const { incomplete } = compare({ policy: [READ], boundary: [READ] }, { policy: [READ], boundary: huge });
  expect(incomplete).toBeDefined();
});

describe('for any documents', () => {
  const RUNS = cases(15);
  const sides = fc.record({
    before: identityPolicy,
    after: identityPolicy,
    kept: fc.nat(2),
    oldBoundary: fc.option(identityPolicy, { nil: undefined }),
    boundary: fc.option(identityPolicy, { nil: undefined }),
  });

  test('whatever policy and boundary newly allow together is gained, and whatever they no longer allow is lost', () => {
    fc.assert(
      fc.property(
        sides,
        fc.array(request.map(withSingleValues), { minLength: 10, maxLength: 10 }),
        ({ before, after, kept, oldBoundary, boundary }, requests) => {
          const current = { ...before, Statement: [...statementsOf(before).slice(0, kept), ...statementsOf(after)] };
          const comparison = comparePermissions(before, current, {
            before: boundaryOf(oldBoundary),
            after: boundaryOf(boundary),
          });
          const all = [...comparison.differences, ...comparison.withoutEffect];
          const kinds = all.flatMap(({ kind }) => (kind === 'undecided' ? ['gained', 'lost'] : [kind]));
          for (const { resources, ...asked } of requests) {
            for (const resource of resources) {
              const each = { ...asked, resources: [resource] };
              const was = decide(each, before, oldBoundary);
              const is = decide(each, current, boundary);
              if (!was && is) expect(kinds).toContain('gained');
              if (was && !is) expect(kinds).toContain('lost');
            }
          }
          // What only the policy allows more is told as well.
          const alone = comparePermissions(before, current).differences.filter(({ kind }) => kind !== 'lost');
          // Of actions that are known only by name, nobody knows what they are about.
          const isKnown = ({ actions }: PermissionDifference) => actions.every((action) => actionDetails(action));
          if (alone.some(isKnown)) expect(mayAllowMore(comparison)).toBe(true);
        },
      ),
      RUNS,
    );
  });

  test('the same boundary and the same policy are no difference, and all of everything bounds nothing', () => {
    fc.assert(
      fc.property(sides, ({ before, after, boundary }) => {
        const same = boundaryOf(boundary);
        expect(comparePermissions(before, before, { before: same, after: same }).differences).toEqual([]);
        const all = boundaryOf(documentOf([EVERYTHING]));
        // What has no effect is sooner too much to tell where there are more patterns.
        const differ = ({ differences, withoutEffect }: PermissionComparison) =>
          differences.length + withoutEffect.length > 0;
        const bounded = comparePermissions(before, after, { before: all, after: all });
        expect(differ(bounded)).toBe(differ(comparePermissions(before, after)));
        expect(bounded.cutAway).toEqual([]);
      }),
      RUNS,
    );
  });
});

function decide(asked: AccessRequest, policy: Document, boundary?: Document): boolean {
  const policies = { identity: [compilePolicy(policy)], ...(boundary && { boundary: compilePolicy(boundary) }) };
  return evaluate(asked, policies).decision === 'allowed';
}

function statementsOf({ Statement: content }: Document): Statement[] {
  return [content].flat() as Statement[];
}

/** A key with several values needs an operator for several values; without one AWS does not say what happens. */
function withSingleValues<R extends FullRequest>(asked: R): R {
  const context = Object.entries(asked.context).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : value[0],
  ]);
  return { ...asked, context: Object.fromEntries(context) as R['context'] };
}
