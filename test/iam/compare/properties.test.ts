import fc from 'fast-check';
import { comparePermissions } from '../../../src/iam/compare/permissions';
import { compareTrust } from '../../../src/iam/compare/trust';
import { type AccessRequest, evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { cases } from '../../cases';
import { type FullRequest, identityPolicy, request } from '../evaluate/arbitraries/identity';
import { type Document } from '../evaluate/arbitraries/json';
import { assumeRequest, trustPolicy } from '../evaluate/arbitraries/trust';

type Json = Record<string, unknown>;

/** That of the role in the requests to assume one. */
const IN_ACCOUNT = { account: '123456789012' };

const RUNS = cases(25);

/** Statements without conditions and variables: all there is to say of them is certain. */
const plainPolicy = identityPolicy.map((document) => {
  const statements = statementsOf(document).map(({ Condition: _, ...statement }) => withoutVariables(statement));
  return { ...document, Version: '2012-10-17', Statement: statements };
});

test('a witness is allowed by one document and denied by the other, and what is unchanged is allowed by both', () => {
  fc.assert(
    fc.property(plainPolicy, plainPolicy, (before, after) => {
      const { differences, withoutEffect, unchanged, incomplete } = comparePermissions(before, after);
      expect(incomplete).toBeUndefined();
      for (const { kind, witness } of [...differences, ...withoutEffect]) {
        expect([kind, allows(before, witness), allows(after, witness)]).toEqual([
          kind,
          kind === 'lost',
          kind === 'gained',
        ]);
      }
      for (const { witness } of unchanged) {
        expect([allows(before, witness), allows(after, witness)]).toEqual([true, true]);
      }
    }),
    RUNS,
  );
});

test('whatever a request is newly allowed for is gained, and whatever it is no longer allowed for is lost', () => {
  fc.assert(
    fc.property(
      changedPolicy(identityPolicy),
      fc.array(request.map(withSingleValues), { minLength: 10, maxLength: 10 }),
      ([before, after], requests) => {
        const kinds = kindsOf(comparePermissions(before, after));
        for (const { resources, ...asked } of requests) {
          for (const resource of resources) {
            const each = { ...asked, resources: [resource] };
            const [old, current] = [decide(each, before), decide(each, after)];
            if (!old && current) expect(kinds).toContain('gained');
            if (old && !current) expect(kinds).toContain('lost');
          }
        }
      },
    ),
    RUNS,
  );
});

test('whom a trust policy newly lets in is gained, and whom it shuts out is lost', () => {
  fc.assert(
    fc.property(
      changedPolicy(trustPolicy),
      fc.array(assumeRequest.map(withSingleValues), { minLength: 10, maxLength: 10 }),
      ([before, after], requests) => {
        const kinds = kindsOf(compareTrust(before, after));
        const kindsInAccount = kindsOf(compareTrust(before, after, IN_ACCOUNT));
        for (const asked of requests) {
          const [old, current] = [before, after].map((document) => trusts(document, asked));
          if (!old && current) expect(kinds).toContain('gained');
          if (old && !current) expect(kinds).toContain('lost');
          const [oldAlone, currentAlone] = [before, after].map((document) => trustsAlone(document, asked));
          if (!oldAlone && currentAlone) expect(kindsInAccount).toContain('gained');
          if (oldAlone && !currentAlone) expect(kindsInAccount).toContain('lost');
        }
      },
    ),
    RUNS,
  );
});

test('a policy in another form is no other policy', () => {
  fc.assert(
    fc.property(identityPolicy, fc.infiniteStream(fc.nat()), (document, numbers) => {
      const { differences, withoutEffect, incomplete } = comparePermissions(document, rewritten(document, numbers));
      expect([differences, withoutEffect, incomplete]).toEqual([[], [], undefined]);
    }),
    RUNS,
  );
});

test('a trust policy in another form is no other trust policy', () => {
  fc.assert(
    fc.property(trustPolicy, fc.infiniteStream(fc.nat()), (document, numbers) => {
      const { differences } = compareTrust(document, rewritten(document, numbers), IN_ACCOUNT);
      expect(differences).toEqual([]);
    }),
    RUNS,
  );
});

test.each<[narrower: string, change: (statement: Json) => Json[]]>([
  [
    'with one more condition',
    (statement) => [{ ...statement, Condition: { ...condition(statement), Bool: { x: 'true' } } }],
  ],
  ['without the statement', () => []],
  ['with a statement that denies', (statement) => [statement, { Effect: 'Deny', Action: 's3:*', Resource: '*' }]],
])('a document %s never gains', (_, change) => {
  fc.assert(
    fc.property(identityPolicy, fc.nat(), (document, choice) => {
      const statements = statementsOf(document);
      const index = choice % statements.length;
      // To narrow a denial broadens what is allowed.
      fc.pre(statements[index]!.Effect === 'Allow');
      const narrowed = statements.flatMap((statement, position) =>
        position === index ? change(statement) : [statement],
      );
      const comparison = comparePermissions(document, { ...document, Statement: narrowed });
      expect(kindsOf(comparison).filter((kind) => kind !== 'lost')).toEqual([]);
    }),
    RUNS,
  );
});

test('the way back is the opposite of the way there', () => {
  fc.assert(
    fc.property(changedPolicy(identityPolicy), ([before, after]) => {
      const there = kindsOf(comparePermissions(before, after));
      const back = kindsOf(comparePermissions(after, before));
      for (const [way, other] of [
        [there, back],
        [back, there],
      ] as const) {
        if (way.includes('gained')) expect(other).toContain('lost');
        // A loss that is not certain is told as one, since the worst that it can turn out to be is none.
        if (way.includes('lost')) expect(other.some((kind) => kind === 'gained' || kind === 'undecided')).toBe(true);
      }
    }),
    RUNS,
  );
});

/** Two documents that have some statements in common. */
function changedPolicy(policy: fc.Arbitrary<Document>): fc.Arbitrary<[Document, Document]> {
  return fc.tuple(policy, policy, fc.nat(2)).map(([before, other, kept]) => {
    const common = statementsOf(before).slice(0, kept);
    return [before, { ...before, Statement: [...common, ...statementsOf(other)] }];
  });
}

interface Kind {
  readonly kind: string;
  readonly witness: object;
}

interface Kinds {
  readonly differences: readonly Kind[];
  readonly withoutEffect: readonly Kind[];
}

/** @returns the kinds of differences; undecided counts as gained and lost, unless it is about a missing resource: then as gained */
function kindsOf({ differences, withoutEffect }: Kinds): string[] {
  return [...differences, ...withoutEffect].flatMap(({ kind, witness }) => {
    if (kind !== 'undecided') return [kind];
    return 'resource' in witness && witness.resource === '*' ? ['gained'] : ['gained', 'lost'];
  });
}

/** Lists in another order and with repetitions, single values as lists, statements split, in another order and doubled. */
function rewritten(document: Document, numbers: Iterable<number>): Document {
  const next = numbers[Symbol.iterator]();
  const choose = (count: number) => (next.next().value as number) % count;
  const shuffled = <T>(list: readonly T[]) => {
    const rest = [...list];
    return list.map(() => rest.splice(choose(rest.length), 1)[0]!);
  };
  const statements = statementsOf(document).flatMap((statement) => {
    const parts = ['Action', 'Resource'].reduce<Json[]>(
      (split, element) => (element in statement && choose(2) ? split.flatMap((part) => splitBy(part, element)) : split),
      [statement],
    );
    return choose(3) ? parts : [...parts, statement];
  });
  const inOtherForm = (value: unknown): unknown => {
    if (Array.isArray(value)) return choose(2) ? shuffled(value) : [...shuffled(value), ...value.slice(0, 1)];
    return choose(2) ? [value] : value;
  };
  const written = statements.map((statement, index) =>
    Object.fromEntries(
      shuffled(Object.entries({ Sid: `S${index}`, ...statement })).map(([key, value]) => [
        key,
        /Action|Resource/.test(key) ? inOtherForm(value) : value,
      ]),
    ),
  );
  return { ...document, Statement: shuffled(written) };
}

function splitBy(statement: Json, element: string): Json[] {
  return asArray(statement[element]).map((value) => ({ ...statement, [element]: value }));
}

function allows(document: Document, { action, resource }: { action: string; resource: string }): boolean {
  return decide({ action, resources: [resource] }, document);
}

function decide(asked: AccessRequest, document: Document): boolean {
  return evaluate(asked, { identity: [compilePolicy(document)] }).decision === 'allowed';
}

/** With permission of their own account, so that only the trust policy decides. */
function trusts(document: Document, asked: AccessRequest): boolean {
  const everything = compilePolicy({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
  });
  return evaluate(asked, { identity: [everything], trust: compilePolicy(document, 'trust') }).decision === 'allowed';
}

/** Without a permission of its own. */
function trustsAlone(document: Document, asked: AccessRequest): boolean {
  return evaluate(asked, { trust: compilePolicy(document, 'trust') }).decision === 'allowed';
}

/** A key with several values needs an operator for several values; without one AWS does not say what happens. */
function withSingleValues<R extends FullRequest>(asked: R): R {
  const context = Object.entries(asked.context).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : value[0],
  ]);
  return { ...asked, context: Object.fromEntries(context) as R['context'] };
}

function withoutVariables(statement: Json): Json {
  return JSON.parse(JSON.stringify(statement).replaceAll(/\$\{[^}]*\}/g, 'x')) as Json;
}

function condition(statement: Json): Json {
  return (statement.Condition ?? {}) as Json;
}

function statementsOf({ Statement }: Document): Json[] {
  return asArray(Statement) as Json[];
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
