import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './place';
import { run } from '../process';

const WORKFLOWS = join(__dirname, 'workflows');
const AUTHOR = { GIT_AUTHOR_NAME: 'Octocat', GIT_AUTHOR_EMAIL: 'octocat@github.example' };
const COMMITTER = { GIT_COMMITTER_NAME: 'Octocat', GIT_COMMITTER_EMAIL: 'octocat@github.example' };

/** The repository of a model's team, with the workflows of the README. */
export interface ModelRepository {
  readonly folder: string;
  /** Changes a text in a file of `.github/workflows`, wherever it is, and commits it. @returns the commit */
  editWorkflow(name: string, from: string, to: string): Promise<string>;
  /** @returns the newest commit */
  head(): Promise<string>;
}

export async function createModelRepository(place: Place): Promise<ModelRepository> {
  const { folder: parent, github } = place;
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
  await mkdir(join(folder, '.github/workflows'), { recursive: true });
  for (const file of await readdir(WORKFLOWS)) {
    const text = await readFile(join(WORKFLOWS, file), 'utf8');
    await writeFile(join(folder, '.github/workflows', file), inPlace(text, place));
  }
  await commit('Give the churn model its access');

  return {
    folder,
    head,
    async editWorkflow(name, from, to) {
      const file = join(folder, '.github/workflows', name);
      const text = await readFile(file, 'utf8');
      if (text.includes(to)) return head();
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      await writeFile(file, text.replaceAll(from, to));
      return commit(`Change ${from} to ${to}`);
    },
  };
}

/** A workflow of the README, with the names of a place in it. */
function inPlace(workflow: string, { aws, backendUrl, names, use, instead = [] }: Place): string {
  const replacements = [
    ...instead,
    ['arn:aws:iam::123456789012:role/churn-prod-access-preview', names.previewRole],
    ['arn:aws:iam::123456789012:role/churn-prod-access-deploy', names.deployRole],
    ['s3://model-access-123456789012-us-west-2/production/churn-prod', backendUrl],
    ['churn-prod', names.role],
    ['my-models', names.models],
    ['us-west-2', aws.region],
  ] as const;
  const text = use ? workflow.replace(/^( +- run: aws )sagemaker-runtime .*$/m, `$1${use}`) : workflow;
  return replacements.reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
