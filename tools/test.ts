/** `npm test`: every check and every test of the project but the long ones, and a line that counts them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { check, exitBy, jest, printResults, ROOT } from './suite/run';
import { buildMissing } from '../sandbox/build';
import { TESTS } from '../sandbox/builds';
import { goTool } from '../sandbox/go-tools';

const LINTED = ['src', 'test', 'sandbox', 'tools', 'projenrc', '.projenrc.ts'];
const WORKFLOW_FOLDERS = ['.github/workflows', 'sandbox/demo/workflows'];
/** What takes long: real parts together, and many thousand questions to another implementation. */
const SLOW_TESTS = [
  '**/test/e2e/**/*.e2e.test.ts',
  '**/test/faults/**/*.faults.test.ts',
  '**/*.oracle.test.ts',
].flatMap((glob) => ['--testMatch', glob]);

async function test(): Promise<boolean> {
  await buildMissing(TESTS, console.error);
  const actionlint = await goTool('actionlint');
  // It takes one core for longer than the other checks do, and nothing waits for it.
  const lint = check('lint', 'eslint', ['--ext', '.ts', '--max-warnings', '0', ...LINTED]);
  return printResults([
    await check('workflows', join(actionlint, 'actionlint'), workflowFiles()),
    await check('types', join(ROOT, 'node_modules/typescript-native/bin/tsc'), ['--noEmit', '-p', 'tsconfig.dev.json']),
    await jest('unit tests', ['--maxWorkers', '2']),
    await lint,
    await jest('slow tests', [
      ...[...SLOW_TESTS, '--testPathIgnorePatterns', '/node_modules/'],
      // They wait for one thing or another for a third of their time, so that two cores do for three.
      ...['--testTimeout', '180000', '--maxWorkers', '3'],
    ]),
  ]);
}

function workflowFiles(): string[] {
  return WORKFLOW_FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder)).map((file) => join(folder, file)));
}

exitBy(test());
