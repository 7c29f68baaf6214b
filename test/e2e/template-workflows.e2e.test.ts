import { globSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project } from 'projen';
import { goTool } from '../../sandbox/go-tools';
import { run } from '../../sandbox/process';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../src';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-workflows-'))));
afterAll(() => rm(folder, { recursive: true }));

const CHURN = { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2' };
const environments = [
  { name: 'dev', endpoint: 'churn-dev' },
  { name: 'Prod-2', region: 'eu-west-1' },
];

test.each<[string, ModelDeploymentIamOptions]>([
  ['the defaults', CHURN],
  ['several environments', { ...CHURN, modelId: 'churn', environments }],
  ['report files', { ...CHURN, modelId: 'churn', environments, codeScanning: true, reportArtifact: true }],
  ['approvals', { ...CHURN, requireApproval: 'broadening' }],
  ['a state in Pulumi Cloud', { ...CHURN, backendUrl: 'https://api.pulumi.com' }],
  ['a role that no job here uses', { ...CHURN, permissions: ['execution'], ecrRepository: ['churn'] }],
  ['an account, and jobs of pull requests', { ...CHURN, accountId: '123456789012', githubPullRequests: true }],
])('actionlint finds no fault in the workflows with %s', async (_, options) => {
  const outdir = await mkdtemp(join(folder, 'repository-'));
  const project = new Project({ name: 'churn', outdir });
  new ModelDeploymentIam(project, options);
  project.synth();

  const { model } = { model: options.modelId ?? 'churn-prod' };
  const files = ['preview', 'deploy', 'drift', 'destroy'].map((name) => `.github/workflows/${model}-${name}.yml`);
  await run(join(await goTool('actionlint'), 'actionlint'), ['-shellcheck=', ...files], { cwd: outdir });
});

test('actionlint finds no fault in the workflows that the pages show', async () => {
  const files = globSync(join(__dirname, '../../sandbox/demo/workflows/*.yml'));
  expect(files.length).toBeGreaterThan(1);
  await run(join(await goTool('actionlint'), 'actionlint'), ['-shellcheck=', ...files]);
});
