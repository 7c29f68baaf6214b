import { type Block, list, paragraph } from '../block';
import { BREAK, code, icon, strong, text, type Words, words } from '../inline';
import type { AccessTestResult, AccessTestResults } from '../model';
import { countText, expectationWords, foundWords } from '../words/access-tests';

interface Circumstances {
  /** Whether what was tested is there, or will be if nothing else happens. */
  readonly isReal: boolean;
  /** Whether something could not be looked at, which is told elsewhere. */
  readonly isPartial?: boolean;
}

/**
 * What came of the tests of access: those that do not hold, each with what is so instead and which statement decides, and
 * the names of all others.
 */
export function accessTestsSection(
  tests: AccessTestResults | undefined,
  { isReal, isPartial = false }: Circumstances,
): Block[] {
  if (!tests) return [];
  const { file, results, notAsked } = tests;
  if (notAsked !== undefined) return [paragraph([text(notAsked)])];
  const failing = results.filter(({ verdict }) => !verdict.holds);
  const holding = results.filter(({ verdict }) => verdict.holds);
  const fold = {
    title: 'Access tests',
    more: `${countText(results)}${isReal ? '' : ' for what was to be applied'}${isPartial ? ' · not all was looked at' : ''}`,
    open: failing.length > 0,
  };
  return [
    list([...failing.map((result) => failingWords(result, file)), ...holding.map(holdingWords)], {
      weight: failing.length > 0 ? 'essential' : 'important',
      fold,
    }),
  ];
}

function failingWords({ test, verdict }: AccessTestResult, file: string): Words {
  if (verdict.holds) return [];
  return [
    ...words`${icon('❌')} ${strong(text(test.name))} (${code(`${file}:${test.line}`)})`,
    BREAK,
    ...words`Expected: ${expectationWords(test)}`,
    BREAK,
    ...words`Found: ${foundWords(verdict)}`,
    BREAK,
    text(verdict.why),
  ];
}

function holdingWords({ test }: AccessTestResult): Words {
  return words`${icon('✅')} ${text(test.name)}`;
}
