import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { AWS_PLUGIN_VERSION } from '../../src/stack/engine/plugin';
import { COMMITS } from '../../src/template/workflows/pinned';

const ROOT = join(__dirname, '../..');
const FOLDER = join(ROOT, 'sandbox/demo/workflows');
const workflow = (name: string) => parse(readFileSync(join(FOLDER, name), 'utf8'));
const EXAMPLES = globSync('*.yml', { cwd: FOLDER });
const PAGES = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })];

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly concurrency?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const CARE: Readonly<Record<string, Job>> = workflow('model-access-care.yml').jobs;
const commandOf = ({ steps }: Job) => steps.flatMap((step) => step.with?.command ?? [])[0];

test.each(EXAMPLES)('%s may tell whether the run that holds a lock is over, where it changes the stack', (name) => {
  const { permissions, jobs } = workflow(name) as { permissions: object; jobs: Record<string, Job> };
  const writing = Object.values(jobs).filter((job) => /up|destroy/.test(commandOf(job) ?? ''));
  expect(writing).not.toEqual([]);
  for (const job of writing) {
    expect(job.permissions ?? permissions).toMatchObject({ contents: 'read', actions: 'read' });
  }
});

test.each(EXAMPLES)('%s is not red for a pull request from a fork, which gets no credentials', (name) => {
  const { on, permissions, jobs } = workflow(name);
  if (!('pull_request' in on)) return;
  for (const job of Object.values<Job>(jobs)) {
    if ((job.permissions ?? permissions)?.['id-token'] !== 'write') continue;
    expect(job.if).toMatch(/head\.repo\.full_name == github\.repository|github\.event_name == 'push'/);
  }
});

describe('the example that looks for drift and destroys', () => {
  test('has a concurrency group of its own for drift, and that of the deployments for destroy', () => {
    const [deployments] = String(workflow('model-access.yml').concurrency.group).match(/^[\w-]+-(?=\$)/)!;
    expect([commandOf(CARE.drift!), CARE.drift!.concurrency]).toEqual(['drift', 'model-access-drift']);
    expect([commandOf(CARE.destroy!), CARE.destroy!.concurrency]).toEqual(['destroy', `${deployments}up`]);
  });

  test('opens an issue where the run that looks for drift fails', () => {
    expect(CARE.alarm).toMatchObject({ needs: 'drift', if: 'failure()', permissions: { issues: 'write' } });
  });

  test.each([
    ['churn-prod', 0],
    ['churn', 1],
    ['Churn-Prod', 1],
    ['$(exit 0)', 1],
  ])('removes nothing where %j was typed: %d', (typed, status) => {
    const [confirm, ...others] = CARE.destroy!.steps;
    expect(confirm!.run).not.toContain('${{');
    expect(others.some((step) => step.run !== undefined)).toBe(false);
    const done = spawnSync('bash', ['-e', '-c', confirm!.run!], { env: { TYPED: typed } });
    expect(done.status).toBe(status);
  });
});

test('pages use the actions in the releases that scaffolded workflows use', () => {
  const used = PAGES.flatMap((page) => readFileSync(join(ROOT, page), 'utf8').match(/(?<=uses: )\S+@\S+/g) ?? []);
  const known = Object.entries(COMMITS).map(([use, commit]) => {
    const [action, version] = use.split('@') as [string, string];
    return { action, forms: [use, `${action}@${version.split('.')[0]}`, `${action}@${commit}`] };
  });
  for (const use of used) {
    const { forms } = known.find(({ action }) => use.startsWith(`${action}@`)) ?? {};
    if (forms) expect(forms).toContain(use);
  }
  expect(used.length).toBeGreaterThan(4);
});

test('a cache of the plugin is for one version of it', () => {
  const page = readFileSync(join(ROOT, 'docs/workflows.md'), 'utf8');
  expect(/key: .*/.exec(page)![0]).toContain(AWS_PLUGIN_VERSION);
});
