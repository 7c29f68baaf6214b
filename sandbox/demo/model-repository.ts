import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process';
import type { Sandbox } from '../sandbox';

const WORKFLOWS = join(__dirname, 'workflows');
const AUTHOR = { GIT_AUTHOR_NAME: 'Octocat', GIT_AUTHOR_EMAIL: 'octocat@github.example' };
const COMMITTER = { GIT_COMMITTER_NAME: 'Octocat', GIT_COMMITTER_EMAIL: 'octocat@github.example' };

/** The repository of a model's team, with the workflows of the README. */
export interface ModelRepository {
  readonly folder: string;
  /** Changes a file of `.github/workflows`, and commits that. @returns the commit */
  editWorkflow(name: string, from: string, to: string): Promise<string>;
  /** @returns the newest commit */
  head(): Promise<string>;
}

export async function createModelRepository({ folder: parent, github }: Sandbox): Promise<ModelRepository> {
  const folder = await mkdtemp(join(parent, 'repository-'));
  const git = (...args: string[]) =>
    run('git', args, { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, ...AUTHOR, ...COMMITTER } });
  const commit = async (message: string) => {
    await git('add', '--all');
    await git('commit', '--quiet', '--message', message);
    return head();
  };
  const head = async () => (await git('rev-parse', 'HEAD')).trim();

  await git('init', '--quiet', '--initial-branch', 'main');
  await git('remote', 'add', 'origin', `https://github.com/${github.repository}`);
  await cp(WORKFLOWS, join(folder, '.github/workflows'), { recursive: true });
  await commit('Give the churn model its access');

  return {
    folder,
    head,
    async editWorkflow(name, from, to) {
      const file = join(folder, '.github/workflows', name);
      const text = await readFile(file, 'utf8');
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      await writeFile(file, text.replace(from, to));
      return commit(`Change ${from} to ${to}`);
    },
  };
}
