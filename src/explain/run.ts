import { type ExplainArguments, type Format, parseArguments, USAGE } from './arguments';
import { blocksOf } from './blocks';
import { runBootstrap } from './bootstrap/run-bootstrap';
import { runDoctor } from './doctor/run-doctor';
import { explain, type Explanation } from './explain';
import { explainedPage } from './explained-page';
import { jsonText } from './json-text';
import { runModels } from './models/run-models';
import type { PlanConsole } from './plan/console';
import { runPlan } from './plan/run-plan';
import { nameOf, readFiles, type RefusedFile, type RoleFiles } from './read-files';
import { renderTests } from './render-tests';
import { testRole } from './test-role';
import { OVERVIEW } from './usage';
import { writtenTests } from './write-tests';
import { version } from '../../package.json';
import { mayAllowMore } from '../iam/compare/may-allow-more';
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
  const [command] = line;
  if (command === 'plan') return runPlan(line.slice(1), console);
  if (command === 'models') return runModels(line.slice(1), console);
  if (command === 'bootstrap') return runBootstrap(line.slice(1), console);
  if (command === 'doctor') return runDoctor(line.slice(1), console);
  if (command === '--help' || command === '-h' || command === 'help') return said(OVERVIEW, console);
  if (command === '--version' || command === '-V') return said(`${version}\n`, console);
  const parsed = parseArguments(line);
  if (!parsed.ok) return wrongUsage(`expected ${parsed.expected}`, console);
  if (parsed.value === 'help') return said(USAGE, console);
  if (parsed.value === 'version') return said(`${version}\n`, console);
  const { policy, compare, trust, compareTrust, boundary, compareBoundary, test, format } = parsed.value;
  const paths = { policy, compare, trust, compareTrust, boundary, compareBoundary, test };
  const texts: { [K in keyof typeof paths]?: string } = {};
  for (const [name, path] of Object.entries(paths)) {
    if (path === undefined) continue;
    try {
      texts[name as keyof typeof paths] = await (path === '-' ? console.readInput() : console.readFile(path));
    } catch (error) {
      return refuse([`${nameOf(path)} can't be read: ${(error as Error).message}`], console);
    }
  }
  const read = readFiles(paths, texts);
  if ('refused' in read) return refuse(linesOf(read.refused), console);
  const { files } = read;
  const unfit = unfitFor(files, parsed.value);
  if (unfit !== undefined) return refuse([`${nameOf(policy)}: expected ${unfit}`], console);

  const role = { policy: files.policy ?? '', trust: files.trust, boundary: files.boundary };
  if (parsed.value.writeTests) return said(withoutSecrets(writtenTests(role, parsed.value)), console);
  if (test !== undefined) {
    const { tested, problems } = testRole(role, { file: test, text: texts.test! }, parsed.value.filling);
    if (!tested) return refuse(problems, console);
    console.print(renderTests(cleanTexts(tested, withoutSecrets, withoutSecrets), format, console.colours));
    return tested.results.every(({ verdict }) => verdict.holds) ? 0 : 1;
  }
  const { requests, ignored } = parsed.value;
  const explanation = explain({ ...files, role: parsed.value.role, requests, ignored });
  const cleaned = cleanTexts(explanation, withoutSecrets, withoutSecrets);
  const documents = cleanTexts(files, withoutSecrets);
  console.print(format === 'html' ? explainedPage(cleaned, documents) : render(cleaned, format, console));
  return exitCodeOf(explanation, parsed.value);
}

function said(text: string, { print }: Console): ExitCode {
  print(text);
  return 0;
}

/** What is asked of documents that are not there. */
function unfitFor({ policy, trust }: RoleFiles, { requests, test, writeTests }: ExplainArguments): string | undefined {
  const mode = test === undefined ? '--write-tests' : '--test';
  if (policy === undefined && (test !== undefined || writeTests)) {
    return `a policy of permissions with ${mode}, but this is a trust policy: give the other one here, and this one by --trust`;
  }
  if (policy === undefined && requests.some(({ principal }) => !principal)) {
    return 'a policy of permissions, to ask it a --request without a principal, but this is a trust policy';
  }
  if (trust === undefined && requests.some(({ principal }) => principal)) {
    return '--trust with the principal in --request, for this is no trust policy';
  }
  return undefined;
}

function linesOf({ path, line, column, expected, hint = [] }: RefusedFile): readonly string[] {
  const place = line === undefined ? '' : `:${line}:${column}`;
  return [`${nameOf(path)}${place}: expected ${expected}`, ...hint];
}

function wrongUsage(reason: string, console: Console): ExitCode {
  return refuse([`model-deployment-iam: ${reason}`, 'Try: model-deployment-iam explain --help'], console);
}

function refuse(lines: readonly string[], { printError }: Console): ExitCode {
  for (const line of lines) printError(`${visible(withoutSecrets(line))}\n`);
  return 2;
}

function render(explanation: Explanation, format: Exclude<Format, 'html'>, terminal: Console): string {
  switch (format) {
    case 'text':
      return renderForTerminal(blocksOf(explanation), terminal);
    case 'markdown':
      return `${blocksOf(explanation).map(renderMarkdown).join('\n\n')}\n`;
    default:
      return jsonText(explanation);
  }
}

function exitCodeOf(
  { findings, comparison, trustComparison }: Explanation,
  { failOnBroadening }: ExplainArguments,
): ExitCode {
  const hasErrors = findings.some(({ severity, ignored }) => severity === 'error' && ignored === undefined);
  const compared = [comparison, trustComparison].filter((each) => each !== undefined);
  // Of documents that are too large, nothing is known.
  const isBroader = compared.length === 0 || compared.some(mayAllowMore);
  return hasErrors || (failOnBroadening && isBroader) ? 1 : 0;
}
