import { ATTACHMENT } from './assess';
import type { Plan, PlannedTests } from './plan';
import type { AccessTest } from '../iam/expectations/access-test';
import { fillTests } from '../iam/expectations/fill-tests';
import { judge, type JudgedRole } from '../iam/expectations/judge';
import type { JudgedPolicy } from '../iam/expectations/scene';
import { unclear, type Verdict } from '../iam/expectations/verdict';
import type { DocumentChange } from '../iam/policy/document-change';
import { parseDocumentText } from '../iam/policy/document-text';
import type { AccessTestResults, Boundary, Command, RoleReport } from '../report/model';
import { sourceOf } from '../request/access-tests';
import type { Change } from '../stack/change';
import type { ForeignPolicy } from '../stack/role-in-iam';

/** What the role has once the command is done; for `drift`, what it has now. */
export interface TestedRole {
  readonly command: Command;
  readonly policy: DocumentChange;
  readonly trust: DocumentChange;
  readonly changes: readonly Change[];
  readonly foreignPolicies: readonly ForeignPolicy[];
  readonly boundary: RoleReport['boundary'];
}

/** @returns `undefined` where there are no tests, or nothing that they could be about */
export function accessTestResults({ accessTests }: Plan, role: TestedRole): AccessTestResults | undefined {
  if (!accessTests || !['preview', 'up', 'drift'].includes(role.command)) return undefined;
  const { file } = accessTests;
  if (role.trust.after === undefined) {
    return { file, results: [], notAsked: 'The access tests were not asked, because there is no role.' };
  }
  const tests = testsOf(accessTests);
  const judged = judgedRole(role, role.trust.after);
  const verdicts = verdictsOn(tests, judged);
  return { file, results: tests.map((test, index) => ({ test, verdict: withUnseen(verdicts[index]!, test, role) })) };
}

const KNOWN_TESTS = new WeakMap<PlannedTests, readonly AccessTest[]>();

/** What is wrong with tests was told before the account was known, and is not a matter of the account. */
function testsOf(planned: PlannedTests): readonly AccessTest[] {
  const known = KNOWN_TESTS.get(planned);
  if (known) return known;
  const { tests, problems } = fillTests(planned.tests, planned.values, sourceOf);
  const [problem] = problems;
  if (problem) throw new Error(`The tests in ${planned.file} can't be asked: expected ${problem.expected}`);
  KNOWN_TESTS.set(planned, tests);
  return tests;
}

const KNOWN_VERDICTS = new WeakMap<readonly AccessTest[], Map<string, readonly Verdict[]>>();

/** What the plan asks for, and what comes of it, is most often the same: it is judged once. */
function verdictsOn(tests: readonly AccessTest[], judged: JudgedRole): readonly Verdict[] {
  const known = KNOWN_VERDICTS.get(tests) ?? new Map<string, readonly Verdict[]>();
  KNOWN_VERDICTS.set(tests, known);
  const key = JSON.stringify(judged);
  const verdicts = known.get(key) ?? tests.map((test) => judge(test, judged));
  known.set(key, verdicts);
  return verdicts;
}

function judgedRole(role: TestedRole, trust: string): JudgedRole {
  const { policy, foreignPolicies, boundary } = role;
  const own = isAttached(role) && policy.after !== undefined ? [named('the policy', policy.after)] : [];
  const others = foreignPolicies.flatMap(({ name, document }) =>
    document === undefined ? [] : [named(`${name}, which is not of this stack`, document)],
  );
  const bound = boundary?.after?.document;
  return {
    policies: [...own, ...others],
    trust: named('the trust policy', trust),
    ...(bound !== undefined && { boundary: named('the permissions boundary', bound) }),
  };
}

function named(name: string, document: string): JudgedPolicy {
  return { name, document: parseDocumentText(document) };
}

/** A policy that is not on the role says nothing of it. */
function isAttached({ changes }: TestedRole): boolean {
  const operations = changes.filter(({ type }) => type === ATTACHMENT).map(({ operation }) => operation);
  return operations.length === 0 || operations.some((operation) => operation !== 'delete');
}

/** What could not be read may allow and deny whatever: then a test does not hold because it seems to. */
function withUnseen(verdict: Verdict, test: AccessTest, { boundary, foreignPolicies }: TestedRole): Verdict {
  // The trust policy has no part of it but that there is a boundary, which is known.
  if (test.principals) return verdict;
  const unread = foreignPolicies.find(({ document }) => document === undefined);
  const unseen = unseenBoundary(boundary?.after);
  if (verdict.holds) {
    if (unread) {
      const { name, unread: why = '' } = unread;
      return unclear(`What the policy ${name} says, which is on the role, was not looked at. ${why}`.trim());
    }
    return unseen !== undefined && test.expect === 'allow' ? unclear(unseen) : verdict;
  }
  return unseen !== undefined && verdict.found === 'allow' ? { ...verdict, why: `${verdict.why} ${unseen}` } : verdict;
}

function unseenBoundary(boundary: Boundary | undefined): string | undefined {
  if (!boundary || boundary.document !== undefined) return undefined;
  return `Whether the permissions boundary ${boundary.arn} allows it was not looked at: ${boundary.unread ?? ''} The input boundary-file can give its document.`.replace(
    ':  ',
    '. ',
  );
}

/** Whether one of the tests does not hold. */
export function isFailing({ results }: AccessTestResults): boolean {
  return results.some(({ verdict }) => !verdict.holds);
}
