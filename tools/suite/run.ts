import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, relative } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** How a check or a part of the tests came out. */
export interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

/** A program that finds no fault counts as one passed test. */
export async function check(name: string, program: string, args: readonly string[]): Promise<Result> {
  const { status, seconds } = await run(name, program, args, {});
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, seconds };
}

/** What jest says of each file, by the file's path from the root. A file that does not even start counts as a failed test. */
export interface JestResult extends Result {
  readonly files: readonly Result[];
}

/**
 * @param args of jest: which files, and how
 * @param environment variables for the tests
 */
export async function jest(
  name: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<JestResult> {
  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-'));
  const report = join(folder, 'report.json');
  try {
    const jsonArgs = ['--ci', '--json', `--outputFile=${report}`, '--silent', ...args];
    // The engine and its provider live for two seconds: to collect garbage in them takes an eighth of all time.
    const { status, seconds } = await run(name, 'jest', jsonArgs, { GOGC: 'off', ...environment });
    const { numPassedTests: passed, testResults } = JSON.parse(readFileSync(report, 'utf8')) as JestReport;
    const files = testResults.map(resultOfFile);
    const failed = files.reduce((total, file) => total + file.failed, 0);
    return { name, passed, failed: status !== 0 && failed === 0 ? 1 : failed, seconds, files };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The part of jest's report that is read here: https://jestjs.io/docs/cli#--json */
interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly JestFile[];
}

interface JestFile {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  /** In milliseconds. */
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly status: string }[];
}

function resultOfFile({ name, status, startTime, endTime, assertionResults }: JestFile): Result {
  const count = (wanted: string) => assertionResults.filter((each) => each.status === wanted).length;
  const failed = count('failed');
  return {
    name: relative(ROOT, name),
    passed: count('passed'),
    failed: status === 'failed' && failed === 0 ? 1 : failed,
    seconds: (endTime - startTime) / 1000,
  };
}

/** Jest and ESLint print to standard error what people read; standard output is for programs. */
async function run(name: string, program: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
  console.log(`\n▸ ${name}`);
  const start = performance.now();
  const child = spawn(program, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      ESLINT_USE_FLAT_CONFIG: 'false',
      // Jest needs the former for packages that are ES modules; both warn of themselves.
      NODE_OPTIONS: '--experimental-vm-modules',
      NODE_NO_WARNINGS: '1',
      ...environment,
    },
    stdio: ['ignore', program === 'jest' ? 'ignore' : 'inherit', 'inherit'],
  });
  const status = await new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? -1));
  });
  return { status, seconds: (performance.now() - start) / 1000 };
}

/** Prints a line for each, and the line that counts all of them. @returns whether all of them passed */
export function printResults(results: readonly Result[]): boolean {
  console.log();
  for (const { name, passed, failed, seconds } of results) {
    const mark = failed > 0 ? '✗' : '✓';
    console.log(`${mark} ${name.padEnd(24)} ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
  }
  const passed = results.reduce((total, result) => total + result.passed, 0);
  const failed = results.reduce((total, result) => total + result.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0;
}

/** Ends the process with 0 if all passed. */
export function exitBy(suite: Promise<boolean>): void {
  suite.then(
    (succeeded) => (process.exitCode = succeeded ? 0 : 1),
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
