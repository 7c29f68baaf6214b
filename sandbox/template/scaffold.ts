import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Project } from 'projen';
import { run } from '../process';
import type { LocalRegistry } from '../registry/local-registry';

const ROOT = join(__dirname, '../..');
const IDENTITY = {
  ...{ GIT_AUTHOR_NAME: 'Octocat', GIT_AUTHOR_EMAIL: 'octocat@github.example' },
  ...{ GIT_COMMITTER_NAME: 'Octocat', GIT_COMMITTER_EMAIL: 'octocat@github.example' },
};

/** The repository of a user who has only npm, git, and a registry with this package. */
export interface Scaffold {
  readonly folder: string;
  /** Runs a program in it. @returns what it prints */
  run(program: string, ...args: readonly string[]): Promise<string>;
  /** Replaces a text that is in a file. */
  edit(file: string, from: string, to: string): Promise<void>;
  commit(): Promise<void>;
}

/** `npx projen new --from`, with these flags. */
export async function scaffoldNew(
  parent: string,
  registry: LocalRegistry,
  flags: readonly string[],
): Promise<Scaffold> {
  const scaffold = await emptyScaffold(parent, registry);
  // The projen of this repository: npx would only find it again.
  await scaffold.run(join(ROOT, 'node_modules/.bin/projen'), 'new', '--from', 'model-deployment-iam', ...flags);
  await scaffold.run('git', 'remote', 'add', 'origin', 'https://github.com/acme/churn');
  return scaffold;
}

/** What projen makes by itself, to compare with. */
export async function scaffoldTypescript(parent: string, registry: LocalRegistry): Promise<Scaffold> {
  const scaffold = await emptyScaffold(parent, registry);
  await scaffold.run(join(ROOT, 'node_modules/.bin/projen'), 'new', 'typescript');
  return scaffold;
}

/**
 * A project that is no Node project, and has a `.projenrc.js` all the same.
 *
 * @param projenrc the content of that file
 * @param packages what is installed for it, beside this package
 */
export async function scaffoldByProjenrc(
  parent: string,
  registry: LocalRegistry,
  projenrc: string,
  packages: readonly string[] = ['projen', 'constructs'],
): Promise<Scaffold> {
  const scaffold = await emptyScaffold(parent, registry);
  await scaffold.run('git', 'init', '--quiet', '--initial-branch', 'main');
  await scaffold.run('git', 'remote', 'add', 'origin', 'https://github.com/acme/churn');
  // As docs/template.md says.
  await scaffold.run('npm', 'init', '--yes');
  const all = [...packages, 'model-deployment-iam@1.0.0'];
  await scaffold.run('npm', 'install', '--save-dev', '--foreground-scripts', ...all);
  await writeFile(join(scaffold.folder, '.projenrc.js'), projenrc);
  // `node` is one of the packages, where it is one.
  await scaffold.run('npm', 'exec', '--', 'node', '.projenrc.js');
  await scaffold.commit();
  return scaffold;
}

/**
 * What the component writes into a repository, by the sources of this one: nothing is compiled, packed and installed.
 *
 * @param add adds what there is to be to the project
 */
export async function scaffoldBySources(parent: string, add: (project: Project) => void): Promise<Scaffold> {
  const scaffold = await emptyScaffold(parent);
  const project = new Project({ name: 'churn', outdir: scaffold.folder });
  add(project);
  project.synth();
  await scaffold.run('git', 'init', '--quiet', '--initial-branch', 'main');
  await scaffold.run('git', 'remote', 'add', 'origin', 'https://github.com/acme/churn');
  await scaffold.commit();
  return scaffold;
}

async function emptyScaffold(parent: string, registry?: LocalRegistry): Promise<Scaffold> {
  const folder = await mkdtemp(join(parent, 'churn-'));
  // In a test, projen would write to a temporary folder.
  const { NODE_ENV: _, NODE_OPTIONS: __, CI: ___, ...rest } = process.env;
  // npx asks before it installs what projen's tasks use.
  const env = { ...rest, ...IDENTITY, npm_config_yes: 'true', ...(registry && { npm_config_registry: registry.url }) };
  const scaffold: Scaffold = {
    folder,
    run: (program, ...args) => run(program, args, { cwd: folder, env }),
    async edit(file, from, to) {
      const path = join(folder, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
      await writeFile(path, text.replace(from, to));
    },
    async commit() {
      await scaffold.run('git', 'add', '--all');
      await scaffold.run('git', 'commit', '--quiet', '--allow-empty', '--message', 'Change the model');
    },
  };
  return scaffold;
}

/** A `.projenrc.js` of a project in another language. */
export const PYTHON_PROJECT = `
const { python } = require('projen');
const { ModelDeploymentIam } = require('model-deployment-iam');

const project = new python.PythonProject({
  projenrcJs: true,
  name: 'churn',
  moduleName: 'churn',
  version: '0.1.0',
  authorName: 'Octocat',
  authorEmail: 'octocat@github.example',
});
new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' });
project.synth();
`;
