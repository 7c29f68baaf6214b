/** `npm test`: every check and every test of the project, one after the other, and a line that counts them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const LINTED = ['src', 'test', 'sandbox', 'tools', 'projenrc', '.projenrc.ts'];

interface Result {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

const results: Result[] = [
  check('types', ['tsc', '--noEmit', '-p', 'tsconfig.dev.json']),
  check('lint', ['eslint', '--ext', '.ts', '--max-warnings', '0', ...LINTED]),
  jest('unit tests', []),
];

console.log();
for (const { name, passed, failed, seconds } of results) {
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${name.padEnd(24)} ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`,
  );
}
const failed = sum(results.map((result) => result.failed));
console.log(`${sum(results.map((result) => result.passed))} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

/** A program that finds no fault counts as one passed test. */
function check(name: string, [program, ...args]: string[]): Result {
  const { status, seconds } = run(name, program!, args);
  return { name, passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, seconds };
}

/** Jest counts its own tests; a suite that does not even start counts as a failed one. */
function jest(name: string, args: string[]): Result {
  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-'));
  const report = join(folder, 'report.json');
  try {
    const { status, seconds } = run(
      name,
      'jest',
      ['--ci', '--json', `--outputFile=${report}`, '--silent', ...args],
      true,
    );
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const counted = numFailedTests + numRuntimeErrorTestSuites;
    return { name, passed: numPassedTests, failed: status !== 0 && counted === 0 ? 1 : counted, seconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(name: string, program: string, args: string[], quiet = false) {
  console.log(`\n▸ ${name}`);
  const start = performance.now();
  const { status } = spawnSync(join(ROOT, 'node_modules', '.bin', program), args, {
    cwd: ROOT,
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  return { status, seconds: (performance.now() - start) / 1000 };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
