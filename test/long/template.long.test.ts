import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../sandbox/process';
import { startLocalRegistry } from '../../sandbox/registry/local-registry';
import { compilePackage, packPackage } from '../../sandbox/registry/packed-package';
import { ENVIRONMENTS, lifeOf, placeOf, scaffoldEnvironments } from '../../sandbox/template/environments';
import { expectSuccess, lintWorkflows, live } from '../../sandbox/template/lives';
import { PYTHON_PROJECT, scaffoldByProjenrc } from '../../sandbox/template/scaffold';

const COMMIT = '1111111111111111111111111111111111111111';
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

test("an existing Python project of projen's own lives, with the newest projen of the range", async () => {
  const registry = await startLocalRegistry((await run('npm', ['config', 'get', 'registry'])).trim());
  try {
    await compilePackage();
    registry.publish(await packPackage(folder, { version: '1.0.0', commit: COMMIT }));
    const existing = await scaffoldByProjenrc(folder, registry, PYTHON_PROJECT);
    await lintWorkflows(existing);

    await live(existing, { model: 'churn-prod', commit: COMMIT }, async (life) => {
      await life.bootstrap('cloudformation', [{ slug: 'churn-prod', region: 'us-west-2' }]);
      expectSuccess(await life.openPullRequest());
      expect(life.comments()).toHaveLength(1);
      expect(expectSuccess(await life.merge()).log).toContain('churn-prod answers');
      expectSuccess(await life.destroy({ endpoint: 'churn-prod' }));
      expect(await life.roleExists('churn-prod')).toBe(false);
    });
  } finally {
    await registry.stop();
  }
});
