/** `npm test`: every check and every test of the project, one after the other, and a line that counts them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { goTool } from '../sandbox/go-tools';

const ROOT = join(__dirname, '..');
const LINTED = ['src', 'test', 'sandbox', 'tools', 'projenrc', '.projenrc.ts'];
const WORKFLOW_FOLDERS = ['.github/workflows', 'sandbox/demo/workflows'];
/** What takes long: real parts together, and many thousand questions to another implementation. */
const SLOW_TESTS = ['**/test/e2e/**/*.e2e.test.ts', '**/*.oracle.test.ts'].flatMap((glob) => ['--testMatch', glob]);

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

async function test(): Promise<boolean> {
  const actionlint = await goTool('actionlint');
  const results = [
    check('types', 'tsc', ['--noEmit', '-p', 'tsconfig.dev.json']),
    check('lint', 'eslint', ['--ext', '.ts', '--max-warnings', '0', ...LINTED]),
    check('workflows', join(actionlint, 'actionlint'), workflowFiles()),
    jest('unit tests', ['--maxWorkers', '2']),
    jest('slow tests', [
      ...[...SLOW_TESTS, '--testPathIgnorePatterns', '/node_modules/'],
      ...['--testTimeout', '180000', '--maxWorkers', '2'],
    ]),
  ];

  console.log();
  for (const { name, passed, failed, seconds } of results) {
    const mark = failed > 0 ? '✗' : '✓';
    console.log(`${mark} ${name.padEnd(24)} ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
  }
  const failed = sum(results.map((result) => result.failed));
  console.log(`${sum(results.map((result) => result.passed))} passed, ${failed} failed`);
  return failed === 0;
}

function workflowFiles(): string[] {
  return WORKFLOW_FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)));
}

/** A program that finds no fault counts as one passed test. */
function check(name: string, program: string, args: readonly string[]): Result {
  const { status, seconds } = run(name, program, args);
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, seconds };
}

/** Jest counts its own tests; a suite that does not even start counts as a failed one. */
function jest(name: string, args: readonly string[]): Result {
  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-'));
  const report = join(folder, 'report.json');
  try {
    const { status, seconds } = run(name, 'jest', ['--ci', '--json', `--outputFile=${report}`, '--silent', ...args]);
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { name, passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed, seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Jest and ESLint print to standard error what people read; standard output is for programs. */
function run(name: string, program: string, args: readonly string[]) {
  console.log(`\n▸ ${name}`);
  const start = performance.now();
  const { status } = spawnSync(program, args, {
    cwd: ROOT,
    env: {
      ...process.env,
      PATH: [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
      ESLINT_USE_FLAT_CONFIG: 'false',
      // Jest needs the former for packages that are ES modules; both warn of themselves.
      NODE_OPTIONS: '--experimental-vm-modules',
      NODE_NO_WARNINGS: '1',
    },
    stdio: ['ignore', program === 'jest' ? 'ignore' : 'inherit', 'inherit'],
  });
  return { status, seconds: (performance.now() - start) / 1000 };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

test().then(
  (succeeded) => (process.exitCode = succeeded ? 0 : 1),
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
