import type { AccessTest } from './access-test';
import { callersOf, policiesFor } from './callers';
import { allOf, type Case, casesOf, denialsBeyond } from './described';
import { type KnownKeys, statementFor } from './known-keys';
import { documentOf, type JudgedPolicies, type JudgedPolicy, type Scene, sceneOf } from './scene';
import { type Failing, HOLDS, unclear, type Verdict } from './verdict';
import { whyAllowed, whyNotAllowed } from './why';
import type { PermissionComparison } from '../compare/difference';
import { comparePermissions } from '../compare/permissions';
import type { Statement } from '../policy/document';
import type { PolicyKind } from '../policy/policy';
import { readWellFormed } from '../policy/well-formed';

/** What decides on what a role may do, and on who may assume it. */
export interface JudgedRole extends JudgedPolicies {
  readonly trust: JudgedPolicy;
}

/**
 * Judges a test by proof: whether there is any request that it describes and that is not as expected. What can't be found out
 * is no success.
 */
export function judge(test: AccessTest, role: JudgedRole): Verdict {
  return test.principals ? judgeTrust(test, role) : judgePermissions(test, role);
}

function judgePermissions(test: AccessTest, { policies, boundary }: JudgedPolicies): Verdict {
  const malformed = malformedAmong([...policies, ...(boundary ? [boundary] : [])], 'identity');
  return malformed ?? judgeCases(test, { policies, boundary });
}

/** Only the trust policy has a say: what a principal's own policies allow is not known here. */
function judgeTrust(test: AccessTest, { trust, boundary }: JudgedRole): Verdict {
  const malformed = malformedAmong([trust], 'trust');
  if (malformed) return malformed;
  for (const principal of callersOf(test.principals ?? [], trust.document)) {
    const policies = [{ ...trust, document: policiesFor(principal, trust.document, boundary !== undefined) }];
    const verdict = judgeCases(test, { policies });
    if (!verdict.holds) return aboutPrincipal(verdict, principal);
  }
  return HOLDS;
}

function aboutPrincipal({ example, ...failing }: Failing, principal: ReturnType<typeof callersOf>[number]): Failing {
  return { ...failing, ...(example && { example: { action: example.action, principal } }) };
}

function malformedAmong(policies: readonly JudgedPolicy[], kind: PolicyKind): Failing | undefined {
  for (const { document, name } of policies) {
    const read = readWellFormed(document, kind);
    if (!read.ok) return unclear(`AWS would refuse ${name}: expected ${read.expected}.`);
  }
  return undefined;
}

function judgeCases(test: AccessTest, judged: JudgedPolicies): Verdict {
  for (const each of casesOf(test)) {
    const verdict = judgeCase(test, each, judged);
    if (!verdict.holds) return verdict;
  }
  return HOLDS;
}

function judgeCase(test: AccessTest, { known, open }: Case, judged: JudgedPolicies): Verdict {
  const scene = sceneOf(judged, known);
  const isToBeAllowed = test.expect === 'allow';
  const before = isToBeAllowed ? documentOf(knowing(allOf(test, open), known)) : undefined;
  const { differences, incomplete } = compared(before, scene, knowing(denialsBeyond(test, open), known));
  if (incomplete !== undefined) return unclear(`${incomplete}.`);

  const [difference] = differences.filter(({ kind }) => kind !== (isToBeAllowed ? 'gained' : 'lost'));
  if (!difference) return HOLDS;
  const why = isToBeAllowed
    ? whyNotAllowed(difference, scene, sceneOf(judged, NOTHING_KNOWN))
    : whyAllowed(difference, scene);
  return { holds: false, example: difference.witness, ...why };
}

const NOTHING_KNOWN: KnownKeys = new Map();

function compared(before: unknown, { own, bounding }: Scene, beyond: readonly object[]): PermissionComparison {
  const after = documentOf([...own.map(({ raw }) => raw), ...beyond]);
  const boundary = bounding && readWellFormed(documentOf(bounding.map(({ raw }) => raw)), 'identity');
  return comparePermissions(before, after, boundary?.ok ? { after: boundary.value } : {});
}

function knowing(statements: readonly Statement[], known: KnownKeys): readonly object[] {
  return statements.map((statement) => statementFor({ ...statement }, known)).filter((each) => each !== undefined);
}

/** Whether there is no request that a test describes: it would hold whatever the policies are. */
export function isAboutNothing(test: AccessTest): boolean {
  return casesOf(test).every(({ known, open }) => {
    const { differences, incomplete } = comparePermissions(undefined, documentOf(knowing(allOf(test, open), known)));
    return differences.length === 0 && incomplete === undefined;
  });
}
