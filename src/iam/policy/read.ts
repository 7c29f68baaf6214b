import type { FormProblem, PolicyKind, ReadPolicy, ReadStatement } from './policy';
import { checkElements, readStatement, type Report } from './read-statement';
import { isObject } from '../../shared/json';

export const POLICY_ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/**
 * Reads as much of a document as can be read, and collects all that is wrong with its form.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param document a policy document as parsed JSON, of whatever form
 */
export function readPolicy(document: unknown, kind: PolicyKind): ReadPolicy {
  if (!isObject(document)) {
    const expected = 'a policy document, an object with Version and Statement';
    const problem: FormProblem = { fault: 'no-object', element: '', found: document, expected };
    return { kind, variables: false, statements: [], problems: [problem] };
  }
  const problems: FormProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  checkElements(document, POLICY_ELEMENTS, report);
  checkId(document.Id, report);
  checkVersion(document.Version, report);
  const statements = readStatements(document.Statement, report).map((raw, index) =>
    readStatement(raw, index, kind, problems),
  );
  checkSids(statements, problems);
  return { kind, variables: document.Version === '2012-10-17', statements, problems };
}

function checkId(id: unknown, report: Report): void {
  if (id === undefined || typeof id === 'string') return;
  report({ fault: 'no-text', element: 'Id', found: id, expected: 'a text as Id', isReadable: true });
}

function checkVersion(version: unknown, report: Report): void {
  if (version === '2012-10-17') return;
  const isReadable = version === undefined || version === '2008-10-17';
  const expected = isReadable ? 'the Version 2012-10-17' : 'the Version 2012-10-17 or 2008-10-17';
  report({ fault: 'version', element: 'Version', found: version, expected, isReadable });
}

/** @param content of the element Statement */
function readStatements(content: unknown, report: Report): readonly unknown[] {
  const element = 'Statement';
  if (isObject(content)) return [content];
  if (content === undefined) {
    report({ fault: 'missing', element, expected: 'the element Statement' });
  } else if (!Array.isArray(content)) {
    report({ fault: 'no-statements', element, found: content, expected: 'an object, in statement 1' });
  } else if (content.length === 0) {
    report({ fault: 'empty', element, expected: 'at least one statement', isReadable: true });
  } else {
    return content;
  }
  return [];
}

function checkSids(statements: readonly ReadStatement[], problems: FormProblem[]): void {
  const seen = new Map<string, number>();
  for (const { index, sid } of statements) {
    if (sid === undefined) continue;
    const found = seen.get(sid);
    if (found === undefined) {
      seen.set(sid, index);
    } else {
      const expected = `another Sid than that of statement ${found + 1}`;
      problems.push({
        fault: 'repeated-sid',
        statement: { index, sid },
        element: 'Sid',
        found,
        expected,
        isReadable: true,
      });
    }
  }
}
