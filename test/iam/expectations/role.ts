import { fillTests } from '../../../src/iam/expectations/fill-tests';
import { judge, type JudgedRole } from '../../../src/iam/expectations/judge';
import { placeholderValues } from '../../../src/iam/expectations/placeholders';
import { readTests } from '../../../src/iam/expectations/read-tests';
import type { Verdict } from '../../../src/iam/expectations/verdict';
import { TARGET } from '../target';

export const VALUES = placeholderValues({ ...TARGET, role: { name: 'churn', path: '/' }, repository: 'acme/churn' });

export function policyOf(...statements: readonly object[]): unknown {
  return { Version: '2012-10-17', Statement: statements };
}

/** A role that nobody may assume, with a policy of these statements. */
export function roleWith(...statements: readonly object[]): JudgedRole {
  return { policies: [{ name: 'the policy', document: policyOf(...statements) }], trust: trustOf() };
}

export function trustOf(...statements: readonly object[]): JudgedRole['trust'] {
  const nobody = { Effect: 'Deny', Principal: '*', Action: 'sts:*' };
  return { name: 'the trust policy', document: policyOf(...(statements.length > 0 ? statements : [nobody])) };
}

/** A role that only the trust policy is of interest of. */
export function trusted(...statements: readonly object[]): JudgedRole {
  return { policies: [], trust: trustOf(...statements) };
}

/** What comes of one test, written in YAML below its name. */
export function verdictOn(test: string, role: JudgedRole): Verdict {
  const lines = test
    .trim()
    .split('\n')
    .map((line) => `    ${line.trimEnd()}`);
  const { tests, problems } = readTests(['tests:', '  - name: it', ...lines].join('\n'));
  const filled = fillTests(tests, VALUES, String);
  const all = [...problems, ...filled.problems];
  if (all.length > 0) {
    throw new Error(all.map(({ line, column, expected }) => `${line}:${column} ${expected}`).join('\n'));
  }
  return judge(filled.tests[0]!, role);
}

/** All that is wrong with a file, as `LINE:COLUMN EXPECTED`. */
export function problemsOf(text: string): string[] {
  const { tests, problems } = readTests(text);
  const filled = fillTests(tests, VALUES, (placeholder) => `a ${placeholder}`);
  return [...problems, ...filled.problems].map(({ line, column, expected }) => `${line}:${column} ${expected}`);
}
