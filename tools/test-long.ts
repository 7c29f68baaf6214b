/**
 * `npm run test:long [PATTERN ...]`: what takes too long for every change, and a line that counts it. All of it writes its
 * results to docs/reliability.md; with patterns for the paths of test files, only those run, and only their rows are renewed.
 */
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { readTally, RELIABILITY, withResults } from './suite/reliability';
import { exitBy, jest, printResults, type Result, ROOT } from './suite/run';
import { buildMissing } from '../sandbox/build';
import { TESTS } from '../sandbox/builds';

const LONG_TESTS = 'test/long/**/*.long.test.ts';
/** How a test file says that it draws its cases by chance. */
const DRAWS_CASES = /from '[./]+\/cases';/;
/** As many times as many of them as in `npm test`. */
const TIMES_AS_MANY_CASES = 45;
/** For one test; those that take longer say so themselves. */
const TIMEOUT_MS = 600_000;

async function testLong(patterns: readonly string[]): Promise<boolean> {
  const seed = Number(process.env.CASES_SEED ?? randomInt(2 ** 31));
  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-'));
  const tallyFile = join(folder, 'tally.jsonl');
  writeFileSync(tallyFile, '');
  const environment = {
    CASES_SEED: String(seed),
    CASES_TIMES: String(TIMES_AS_MANY_CASES),
    TALLY_FILE: tallyFile,
  };
  const chosen = (files: readonly string[]) =>
    files.filter((file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern))).sort();
  const groups = {
    'long tests': chosen(globSync(LONG_TESTS, { cwd: ROOT })),
    'more cases': chosen(filesThatDrawCases()),
  };

  await buildMissing(TESTS, console.error);
  console.log(`Cases are drawn with CASES_SEED=${seed}: set it to draw the same again.`);
  const results = [];
  for (const [name, files] of Object.entries(groups)) {
    if (files.length > 0) results.push(await jest(name, [...limits(), ...files], environment));
  }
  if (results.length === 0) throw new Error(`No test file has ${patterns.join(' or ')} in its path.`);
  writePage(
    results.flatMap(({ files }) => files),
    seed,
    { tallied: readTally(readFileSync(tallyFile, 'utf8')), isWhole: patterns.length === 0 },
  );
  rmSync(folder, { recursive: true });
  return printResults(results);
}

function limits(): string[] {
  const everywhere = ['--testMatch', '**/*.test.ts', '--testPathIgnorePatterns', '/node_modules/'];
  return [...everywhere, '--testTimeout', String(TIMEOUT_MS), '--maxWorkers', '2', '--runTestsByPath'];
}

function filesThatDrawCases(): string[] {
  const files = globSync('test/**/*.test.ts', {
    cwd: ROOT,
    exclude: ['test/long/**', 'test/e2e/**', 'test/faults/**'],
  });
  return files.filter((file) => DRAWS_CASES.test(readFileSync(join(ROOT, file), 'utf8')));
}

function writePage(files: readonly Result[], seed: number, came: Parameters<typeof withResults>[3]): void {
  const page = join(ROOT, RELIABILITY);
  const isChanged = git('status', '--porcelain', '--untracked-files=no') !== '';
  const run = {
    commit: git('rev-parse', '--short=12', 'HEAD') + (isChanged ? ' with changes' : ''),
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} cores and ${Math.round(totalmem() / 2 ** 30)} GiB`,
    seed,
  };
  writeFileSync(page, withResults(readFileSync(page, 'utf8'), files, run, came));
  console.log(`\nThe results are in ${RELIABILITY}.`);
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

exitBy(testLong(process.argv.slice(2)));
