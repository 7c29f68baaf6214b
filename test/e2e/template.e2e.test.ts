import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../sandbox/process';
import { type LocalRegistry, startLocalRegistry } from '../../sandbox/registry/local-registry';
import { compilePackage, type PackedPackage, packPackage } from '../../sandbox/registry/packed-package';
import { lintWorkflows, live } from '../../sandbox/template/lives';
import { type Scaffold, scaffoldNew } from '../../sandbox/template/scaffold';

const COMMIT = '1111111111111111111111111111111111111111';
/** Installs and the whole life of a model, on a machine that may have other things to do. */
const MINUTES = 600_000;
const FLAGS = [
  ...['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'],
  // projen takes it for a number.
  ...['--account-id', '123456789012'],
];

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
}, MINUTES);

async function expectCleanTree(): Promise<void> {
  expect(await scaffold.run('git', 'status', '--porcelain')).toBe('');
}

describe('the package', () => {
  // What AWS's services can do is 98 kB of it, the template 73, the reader of YAML 28; the rest is the code of the commands.
  it('is at most 440 kB, and depends on nothing but its peers', () => {
    expect(packed.tarball.length).toBeLessThanOrEqual(440_000);
    expect(packed.manifest).not.toHaveProperty('dependencies');
    expect(packed.manifest).toHaveProperty('peerDependencies', { constructs: '^10.5.0', projen: '>=0.103.0 <1' });
  });
});

describe('a repository from projen new --from', () => {
  it('has nothing that is not committed', () => expectCleanTree());

  it('has workflows without a fault', () => lintWorkflows(scaffold));

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
      live(scaffold, { model: 'churn-prod', commit: COMMIT }, async (life) => {
        await life.bootstrap('pulumi', [{ slug: 'churn-prod', region: 'us-west-2' }]);

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
        expect(deploy.log).toContain('no endpoint configuration churn-prod to create it from');

        expect((await life.checkDrift()).succeeded).toBe(true);
        expect(await life.issues()).toEqual([]);
        await life.changePolicyByHand('churn-prod');
        for (const _ of ['opens', 'updates']) {
          expect((await life.checkDrift()).jobs).toEqual({ access: 'failure', issue: 'success' });
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
});
