import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../sandbox/process';
import { type LocalRegistry, startLocalRegistry } from '../../sandbox/registry/local-registry';
import { compilePackage, packPackage } from '../../sandbox/registry/packed-package';
import { ENVIRONMENTS, lifeOf, placeOf, scaffoldEnvironments } from '../../sandbox/template/environments';
import { expectSuccess, lintWorkflows, live } from '../../sandbox/template/lives';
import { PYTHON_PROJECT, scaffoldByProjenrc, scaffoldNew } from '../../sandbox/template/scaffold';

const COMMIT = '1111111111111111111111111111111111111111';
const NEXT_COMMIT = '2222222222222222222222222222222222222222';
const THREE = Object.values(ENVIRONMENTS);

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-template-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

test('three environments live from the first preview until one of them is destroyed', async () => {
  const scaffold = await scaffoldEnvironments(folder, THREE);
  await live(scaffold, lifeOf(THREE), async (life) => {
    const exist = () => Promise.all(THREE.map(({ name, account }) => life.roleExists(`churn-${name}`, account)));

    await life.bootstrap('cloudformation', THREE.map(placeOf));
    expectSuccess(await life.openPullRequest());
    expect(life.comments()).toHaveLength(3);
    expect(await exist()).toEqual([false, false, false]);

    const deploy = expectSuccess(await life.merge());
    expect(Object.keys(deploy.jobs)).toEqual(THREE.flatMap(({ name }) => [`access-${name}`, `deploy-model-${name}`]));
    expect(await exist()).toEqual([true, true, true]);

    await life.changePolicyByHand('churn-staging', ENVIRONMENTS.staging.account);
    // It is red where there is drift, and all other jobs are not.
    const { jobs } = await life.checkDrift();
    expect(Object.entries(jobs).filter(([, result]) => result !== 'success')).toEqual([['access-staging', 'failure']]);
    expect((await life.issues()).map(({ title }) => title)).toEqual([
      'The access of churn in staging was changed outside of Pulumi',
    ]);

    const wrong = await life.destroy({ environment: 'staging', endpoint: 'churn-prod' });
    expect(wrong.jobs).toEqual({ confirm: 'failure' });
    expectSuccess(await life.destroy({ environment: 'staging', endpoint: 'churn-staging' }));
    expect(await exist()).toEqual([true, false, true]);
  });
});

describe('with the package as npm has it', () => {
  let registry: LocalRegistry;
  beforeAll(async () => {
    registry = await startLocalRegistry((await run('npm', ['config', 'get', 'registry'])).trim());
    await compilePackage();
    registry.publish(await packPackage(folder, { version: '1.0.0', commit: COMMIT }));
  });
  afterAll(() => registry.stop());

  it('a repository from projen new gets another release of the Action by projen upgrade', async () => {
    const flags = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];
    const scaffold = await scaffoldNew(folder, registry, flags);
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
  });

  it('a flag that does not exist is named, and nothing is written', async () => {
    const flags = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];
    const created = scaffoldNew(folder, registry, [...flags, '--permisions', 'invoke']);
    const message = await created.then(
      () => 'created',
      (error: Error) => error.message,
    );
    expect(message).toContain('- --permisions: expected a flag that exists, such as --permissions');
    expect(message).not.toMatch(/^ +at /m);
  });

  it('an existing Python project has the component beside its own files, on the oldest of what package.json asks for', async () => {
    const oldest = ['projen@0.103.0', 'constructs@10.5.0', 'node@22.1.0'];
    const existing = await scaffoldByProjenrc(folder, registry, PYTHON_PROJECT, oldest);
    expect(await existing.run('npm', 'exec', '--', 'node', '--version')).toContain('v22.1.0');
    await lintWorkflows(existing);
    expect(await readFile(join(existing.folder, 'README.md'), 'utf8')).not.toContain('model-deployment-iam');

    registry.publish(await packPackage(folder, { version: '1.2.0', commit: NEXT_COMMIT }));
    await existing.run('npx', 'projen', 'upgrade');
    const preview = await readFile(join(existing.folder, '.github/workflows/churn-prod-preview.yml'), 'utf8');
    expect(preview).toContain(`@${NEXT_COMMIT} # v1.2.0`);
    expect(await existing.run('git', 'status', '--porcelain')).not.toMatch(/node_modules|\?\?/);
  });

  it('an existing Python project lives, with the newest projen of the range', async () => {
    const existing = await scaffoldByProjenrc(folder, registry, PYTHON_PROJECT);
    await lintWorkflows(existing);

    await live(existing, { model: 'churn-prod', commit: COMMIT }, async (life) => {
      await life.bootstrap('cloudformation', [{ slug: 'churn-prod', region: 'us-west-2' }]);
      expectSuccess(await life.openPullRequest());
      expect(life.comments()).toHaveLength(1);
      await life.createEndpointConfiguration('churn-prod');
      expect(expectSuccess(await life.merge()).log).toContain('churn-prod answers');
      expectSuccess(await life.destroy({ endpoint: 'churn-prod' }));
      expect(await life.roleExists('churn-prod')).toBe(false);
    });
  });
});
