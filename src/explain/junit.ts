import type { AccessTestResult, AccessTestResults } from '../report/model';
import { visible } from '../report/visible';
import { failureText } from '../report/words/access-tests';

/**
 * The form of JUnit's reports that CI servers read.
 *
 * https://github.com/testmoapp/junitxml
 */
export function junitReport({ file, results }: AccessTestResults): string {
  const failures = results.filter(({ verdict }) => !verdict.holds).length;
  const counts = `tests="${results.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(file)}" ${counts} skipped="0">`,
    ...results.map((result) => testCase(result, file)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ test, verdict }: AccessTestResult, file: string): string {
  const start = `    <testcase name="${escaped(test.name)}" classname="${escaped(file)}" file="${escaped(file)}" line="${test.line}"`;
  if (verdict.holds) return `${start}/>`;
  const message = escaped(verdict.why);
  return [
    `${start}>`,
    `      <failure type="${verdict.found}" message="${message}">${escaped(failureText(test, verdict))}</failure>`,
    '    </testcase>',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no place for control characters. */
function escaped(text: string): string {
  return visible(text).replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
