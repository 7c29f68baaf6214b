import { optionFor } from './filling';
import { fillTests } from '../iam/expectations/fill-tests';
import { judge } from '../iam/expectations/judge';
import { type Filling, placeholderValues } from '../iam/expectations/placeholders';
import { readTests } from '../iam/expectations/read-tests';
import { parseDocumentText } from '../iam/policy/document-text';
import type { AccessTestResults } from '../report/model';
import { foremost, type PlaceProblem } from '../shared/place-problem';

/** The texts of documents, of whatever form. */
export interface RoleTexts {
  readonly policy: string;
  readonly trust?: string;
  readonly boundary?: string;
}

export interface TestedRole extends AccessTestResults {
  /** What a reader should know besides, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

/** @returns what came of the tests; or all that keeps them from being asked */
export function testRole(
  role: RoleTexts,
  { file, text }: { readonly file: string; readonly text: string },
  filling: Filling,
): { readonly tested?: TestedRole; readonly problems: readonly string[] } {
  const inFile = (problems: readonly PlaceProblem[]) =>
    problems.map(({ line, column, expected }) => `${file}:${line}:${column}: expected ${expected}`);
  const { tests: written, problems: ofForm } = readTests(text);
  const filled = fillTests(written, placeholderValues(filling), optionFor);
  const problems = [...ofForm, ...filled.problems];
  if (problems.length > 0) return { problems: inFile(foremost(problems)) };
  const ofTrust = filled.tests.filter(({ principals }) => principals !== undefined);
  if (ofTrust.length > 0 && role.trust === undefined) {
    const places = ofTrust.map(({ line }) => ({ line, column: 1, expected: '--trust, for this is a test of trust' }));
    return { problems: inFile(places) };
  }
  const named = (name: string, document: string) => ({ name, document: parseDocumentText(document) });
  const judged = {
    policies: [named('the policy', role.policy)],
    trust: named('the trust policy', role.trust ?? ''),
    ...(role.boundary !== undefined && { boundary: named('the permissions boundary', role.boundary) }),
  };
  const results = filled.tests.map((test) => ({ test, verdict: judge(test, judged) }));
  const isBoundaryOpen = role.boundary === undefined && filled.tests.length > ofTrust.length;
  const notes = isBoundaryOpen
    ? ['A permissions boundary was not looked at; give it with --boundary if the role has one.']
    : [];
  return { tested: { file, results, notes }, problems: [] };
}
