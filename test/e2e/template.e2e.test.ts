import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goTool } from '../../sandbox/go-tools';
import { run } from '../../sandbox/process';
import { type LocalRegistry, startLocalRegistry } from '../../sandbox/registry/local-registry';
import { compilePackage, type PackedPackage, packPackage } from '../../sandbox/registry/packed-package';
import type { WorkflowResult } from '../../sandbox/runner/workflow-runner';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type ModelLife, startModelLife } from '../../sandbox/template/model-life';
import { type Scaffold, scaffoldByProjenrc, scaffoldNew } from '../../sandbox/template/scaffold';

const COMMIT = '1111111111111111111111111111111111111111';
const NEXT_COMMIT = '2222222222222222222222222222222222222222';
/** Installs and whole lives of models, on a machine that may have other things to do. */
const MINUTES = 600_000;
const FLAGS = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];

let folder: string;
let registry: LocalRegistry;
let packed: PackedPackage;
let scaffold: Scaffold;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-template-'));
  registry = await startLocalRegistry((await run('npm', ['config', 'get', 'registry'])).trim());
  await compilePackage();
  packed = await packPackage(folder, { version: '1.0.0', commit: COMMIT });
  registry.publish(packed);
  scaffold = await scaffoldNew(folder, registry, FLAGS);
}, MINUTES);
afterAll(async () => {
  await registry.stop();
  await rm(folder, { recursive: true, force: true });
});

async function expectCleanTree(): Promise<void> {
  expect(await scaffold.run('git', 'status', '--porcelain')).toBe('');
}

async function actionlint({ folder: repository }: Scaffold): Promise<void> {
  const workflows = join(repository, '.github/workflows');
  const files = (await readdir(workflows)).filter((file) => /-(preview|deploy|drift|destroy)\.yml$/.test(file));
  expect(files).toHaveLength(4);
  await run(join(await goTool('actionlint'), 'actionlint'), ['-shellcheck=', ...files], { cwd: workflows });
}

/** A failure shows the log. */
function expectSuccess(workflow: WorkflowResult): WorkflowResult {
  expect(workflow.succeeded ? 'succeeded' : workflow.log).toBe('succeeded');
  return workflow;
}

/** In a sandbox of its own. */
async function live(
  repository: Scaffold,
  options: { model: string; accountVariables?: readonly string[] },
  story: (life: ModelLife, sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox();
  try {
    await sandbox.aws.createBucket('my-models');
    await story(await startModelLife(sandbox, repository.folder, { ...options, commit: COMMIT }), sandbox);
    expect(sandbox.github.violations).toEqual([]);
  } finally {
    await sandbox.stop();
  }
}

describe('the package', () => {
  it('is at most 300 kB, and depends on nothing but its peers', () => {
    expect(packed.tarball.length).toBeLessThanOrEqual(300_000);
    expect(packed.manifest).not.toHaveProperty('dependencies');
    expect(packed.manifest).toHaveProperty('peerDependencies', { constructs: '^10.5.0', projen: '>=0.103.0 <1' });
  });
});

describe('a repository from projen new --from', () => {
  it('has nothing that is not committed', () => expectCleanTree());

  it('has workflows without a fault', () => actionlint(scaffold));

  it(
    'builds, and is clean after that',
    async () => {
      await scaffold.run('npx', 'projen', 'build');
      await expectCleanTree();
    },
    MINUTES,
  );

  it(
    'lives: preview, deploy, drift, destroy',
    () =>
      live(scaffold, { model: 'churn-prod' }, async (life) => {
        await life.bootstrap([{ slug: 'churn-prod', region: 'us-west-2' }]);

        const preview = await life.openPullRequest();
        expect(preview.jobs).toEqual({ access: 'success' });
        expect(life.comments()).toHaveLength(1);
        expect(life.comments()[0]).toContain('3 to create');
        expect(await life.roleExists('churn-prod')).toBe(false);

        const fork = await life.openPullRequest({ fromFork: true });
        expect(fork.jobs).toEqual({ fork: 'success' });
        expect(fork.log).toContain('it gets no credentials');

        const deploy = await life.merge();
        expect(deploy.jobs).toEqual({ access: 'success', 'deploy-model': 'success' });
        expect(deploy.log).toContain(
          'Assumed arn:aws:iam::123456789012:role/churn-prod as repo:acme/churn:environment:production',
        );
        expect(deploy.log).toContain('churn-prod answers');

        expect((await life.checkDrift()).succeeded).toBe(true);
        expect(await life.issues()).toEqual([]);
        await life.changePolicyByHand('churn-prod');
        for (const _ of ['opens', 'updates']) {
          expect((await life.checkDrift()).jobs).toEqual({ access: 'success', issue: 'success' });
          const [issue, ...others] = await life.issues();
          expect(others).toEqual([]);
          expect(issue).toMatchObject({
            state: 'open',
            title: 'The access of churn-prod was changed outside of Pulumi',
          });
          expect(issue!.body).toContain('`arn:aws:iam::123456789012:policy/churn-prod`');
        }
        await life.changeBack('churn-prod');
        expect((await life.checkDrift()).succeeded).toBe(true);
        expect((await life.issues()).map(({ state }) => state)).toEqual(['closed']);

        expect((await life.destroy({ endpoint: 'churn' })).jobs).toEqual({ confirm: 'failure' });
        expect(await life.roleExists('churn-prod')).toBe(true);
        expect((await life.destroy({ endpoint: 'churn-prod' })).succeeded).toBe(true);
        expect(await life.roleExists('churn-prod')).toBe(false);
      }),
    MINUTES,
  );

  it(
    'gets another release of the Action by projen upgrade',
    async () => {
      registry.publish(await packPackage(folder, { version: '1.1.0', commit: NEXT_COMMIT }));
      await scaffold.run('npx', 'projen', 'upgrade');

      const changed = await scaffold.run('git', 'diff', '--unified=0', '.github/workflows');
      const lines = changed.split('\n').filter((line) => /^[+-] /.test(line));
      expect(new Set(lines.map((line) => line.replace(/\s+/g, ' ')))).toEqual(
        new Set([
          `- uses: model-deployment-iam/model-deployment-iam@${COMMIT} # v1.0.0`,
          `+ uses: model-deployment-iam/model-deployment-iam@${NEXT_COMMIT} # v1.1.0`,
        ]),
      );
      await scaffold.run('git', 'checkout', '--quiet', '.');
      await scaffold.run('npm', 'ci');
    },
    MINUTES,
  );
});

describe('three environments', () => {
  const NAMES = ['dev', 'staging', 'prod'];
  const ENVIRONMENTS = [
    "{ name: 'dev', endpoint: 'churn-dev' }",
    "{ name: 'staging', endpoint: 'churn-staging' }",
    "{ name: 'prod', region: 'eu-west-1' }",
  ];

  beforeAll(async () => {
    const options = `endpoint: 'churn-prod',\n  modelId: 'churn',\n  environments: [${ENVIRONMENTS.join(', ')}],`;
    await scaffold.edit('.projenrc.ts', "endpoint: 'churn-prod',", options);
    await scaffold.run('npx', 'projen');
    await scaffold.commit();
  }, MINUTES);

  it('have workflows without a fault', () => actionlint(scaffold));

  it(
    'live one after the other',
    () =>
      live(
        scaffold,
        { model: 'churn', accountVariables: NAMES.map((name) => `AWS_ACCOUNT_ID_${name.toUpperCase()}`) },
        async (life) => {
          await life.bootstrap([
            { slug: 'churn-dev', region: 'us-west-2' },
            { slug: 'churn-staging', region: 'us-west-2' },
            { slug: 'churn-prod', region: 'eu-west-1' },
          ]);
          expectSuccess(await life.openPullRequest());
          expect(life.comments()).toHaveLength(3);

          const deploy = expectSuccess(await life.merge());
          expect(Object.keys(deploy.jobs).sort()).toEqual(
            NAMES.flatMap((name) => [`access-${name}`, `deploy-model-${name}`]).sort(),
          );
          for (const name of NAMES) expect(deploy.log).toContain(`churn-${name} answers`);

          await life.changePolicyByHand('churn-staging');
          expectSuccess(await life.checkDrift());
          expect((await life.issues()).map(({ title }) => title)).toEqual([
            'The access of churn in staging was changed outside of Pulumi',
          ]);

          const wrong = await life.destroy({ environment: 'staging', endpoint: 'churn-prod' });
          expect(wrong.jobs).toEqual({ confirm: 'failure' });
          expectSuccess(await life.destroy({ environment: 'staging', endpoint: 'churn-staging' }));
          const exist = await Promise.all(NAMES.map((name) => life.roleExists(`churn-${name}`)));
          expect(exist).toEqual([true, false, true]);
        },
      ),
    MINUTES,
  );
});

describe("an existing project of projen's own", () => {
  it(
    'in Python has the component beside its own files, and lives',
    async () => {
      const existing = await scaffoldByProjenrc(folder, registry, PYTHON);
      await actionlint(existing);
      expect(await readFile(join(existing.folder, 'README.md'), 'utf8')).not.toContain('model-deployment-iam');

      await live(existing, { model: 'churn-prod' }, async (life) => {
        await life.bootstrap([{ slug: 'churn-prod', region: 'us-west-2' }]);
        expectSuccess(await life.openPullRequest());
        expect(life.comments()).toHaveLength(1);
        const deploy = expectSuccess(await life.merge());
        expect(deploy.log).toContain('churn-prod answers');
        expectSuccess(await life.destroy({ endpoint: 'churn-prod' }));
        expect(await life.roleExists('churn-prod')).toBe(false);
      });
    },
    MINUTES,
  );
});

/** The oldest of what package.json asks for. */
it(
  'works with the oldest projen and Node of its range',
  async () => {
    const oldest = ['projen@0.103.0', 'constructs@10.5.0', 'node@22.1.0'];
    const project = await scaffoldByProjenrc(folder, registry, BARE, oldest);
    expect(await project.run('npm', 'exec', '--', 'node', '--version')).toContain('v22.1.0');
    await actionlint(project);
  },
  MINUTES,
);

const BARE = `
const { Project } = require('projen');
const { ModelDeploymentIam } = require('model-deployment-iam');

const project = new Project({ name: 'churn' });
new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' });
project.synth();
`;

const PYTHON = `
const { python } = require('projen');
const { ModelDeploymentIam } = require('model-deployment-iam');

const project = new python.PythonProject({
  name: 'churn',
  moduleName: 'churn',
  version: '0.1.0',
  authorName: 'Octocat',
  authorEmail: 'octocat@github.example',
});
new ModelDeploymentIam(project, { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' });
project.synth();
`;
