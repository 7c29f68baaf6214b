import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { refuse } from '../../src/template/refuse';

const FILE = JSON.stringify(join(__dirname, '../../src/template/refuse.ts'));

function told(code: string) {
  const script = `const { refuse } = require(${FILE}); ${code}`;
  const { status, stderr } = spawnSync(process.execPath, ['--no-warnings', '-e', script], { encoding: 'utf8' });
  return { status, stderr };
}

test('has no places in the code, for who catches it', () => {
  const stackOf = () => {
    try {
      return refuse('no');
    } catch (error) {
      return (error as Error).stack;
    }
  };
  expect(stackOf()).toBe('no');
});

test('is told as it is where nobody catches it', () => {
  expect(told("refuse('a:\\n- b')")).toEqual({ status: 1, stderr: 'a:\n- b\n' });
});

test('takes nothing from other errors', () => {
  const { status, stderr } = told("try { refuse('a') } catch {} ; throw new Error('another')");
  expect(status).not.toBe(0);
  expect(stderr).toMatch(/Error: another\n +at /);
});
