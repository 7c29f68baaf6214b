import { type ExplainArguments, type Format, parseArguments, USAGE } from './arguments';
import { blocksOf } from './blocks';
import { explain, type Explanation } from './explain';
import { explainedPage } from './explained-page';
import { jsonText } from './json-text';
import { type PlanConsole, runPlan } from './plan/run-plan';
import { renderTests } from './render-tests';
import { testRole } from './test-role';
import { writtenTests } from './write-tests';
import { mayAllowMore } from '../iam/compare/may-allow-more';
import { parsePolicyDocument } from '../iam/policy/parse-document';
import { cleanTexts, redactor } from '../report/redact';
import { renderMarkdown } from '../report/render/markdown/block';
import { renderForTerminal } from '../report/render/terminal';
import { visible } from '../report/visible';

/** Everything that the command needs from outside. */
interface Console extends PlanConsole {
  /** @throws Error if the file can't be read */
  readonly readFile: (path: string) => Promise<string>;
  readonly readInput: () => Promise<string>;
}

/** What the shell is told; the usage explains it. */
export type ExitCode = 0 | 1 | 2;

/** Whoever puts it into a log or a comment must not tell secrets by that. No variable is read to know of more. */
const withoutSecrets = redactor([]);

/** @param line the arguments, without the name of the program */
export async function run(line: readonly string[], console: Console): Promise<ExitCode> {
  if (line[0] === 'plan') return runPlan(line.slice(1), console);
  const parsed = parseArguments(line);
  if (!parsed.ok) return wrongUsage(`expected ${parsed.expected}`, console);
  if (parsed.value === 'help') {
    console.print(USAGE);
    return 0;
  }
  const { policy, compare, trust, boundary, compareBoundary, requests, format, ignored, test } = parsed.value;
  const texts: (string | undefined)[] = [];
  for (const path of [policy, compare, trust, boundary, compareBoundary, test]) {
    try {
      texts.push(path && (await (path === '-' ? console.readInput() : console.readFile(path))));
    } catch (error) {
      return wrongUsage(`${path} can't be read: ${(error as Error).message}`, console);
    }
  }
  for (const [path, text] of [
    [boundary, texts[3]],
    [compareBoundary, texts[4]],
  ] as const) {
    const [problem] = text === undefined ? [] : parsePolicyDocument(text).problems;
    // What is not clear can't be counted, and it is not what is to be explained.
    if (problem) return wrongUsage(`${path} can't be used as a boundary: expected ${problem}`, console);
  }
  const [policyText, , trustText, boundaryText, , testText] = texts;
  const role = { policy: policyText!, trust: trustText, boundary: boundaryText };
  if (parsed.value.writeTests) {
    console.print(withoutSecrets(writtenTests(role, parsed.value)));
    return 0;
  }
  if (test !== undefined) {
    const { tested, problems } = testRole(role, { file: test, text: testText! }, parsed.value.filling);
    if (!tested) {
      for (const problem of problems) console.printError(`${visible(withoutSecrets(problem))}\n`);
      return 2;
    }
    console.print(renderTests(cleanTexts(tested, withoutSecrets, withoutSecrets), format, console.colours));
    return tested.results.every(({ verdict }) => verdict.holds) ? 0 : 1;
  }
  const explanation = explain({
    ...{ policy: texts[0]!, compare: texts[1], trust: texts[2], role: parsed.value.role },
    ...{ boundary: texts[3], compareBoundary: texts[4] },
    ...{ requests, ignored },
  });
  const cleaned = cleanTexts(explanation, withoutSecrets, withoutSecrets);
  const documents = cleanTexts({ ...role, compare: texts[1] }, withoutSecrets);
  console.print(format === 'html' ? explainedPage(cleaned, documents) : render(cleaned, format, console.colours));
  return exitCodeOf(explanation, parsed.value);
}

function wrongUsage(reason: string, { printError }: Console): ExitCode {
  printError(`model-deployment-iam: ${visible(withoutSecrets(reason))}\nTry: model-deployment-iam --help\n`);
  return 2;
}

function render(explanation: Explanation, format: Exclude<Format, 'html'>, colours: boolean): string {
  switch (format) {
    case 'text':
      return renderForTerminal(blocksOf(explanation), { colours });
    case 'markdown':
      return `${blocksOf(explanation).map(renderMarkdown).join('\n\n')}\n`;
    default:
      return jsonText(explanation);
  }
}

function exitCodeOf({ findings, comparison }: Explanation, { failOnBroadening }: ExplainArguments): ExitCode {
  const hasErrors = findings.some(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  return hasErrors || (failOnBroadening && (!comparison || mayAllowMore(comparison))) ? 1 : 0;
}
