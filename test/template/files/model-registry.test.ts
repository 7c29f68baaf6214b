import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Project, Testing } from 'projen';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../../src';
import { CHURN, emptyProject, THREE } from '../render';

const FRAUD = { ...CHURN, endpoint: 'fraud-prod' };

/** @returns what is in models.json, and what the user is warned of */
function registryOf(models: readonly ModelDeploymentIamOptions[], written?: string) {
  const project = emptyProject();
  const file = join(project.outdir, 'models.json');
  if (written !== undefined) writeFileSync(file, written);
  return { text: synthesized(project, models), warnings: warningsOf(project) };
}

const warnings = new WeakMap<Project, string[]>();
const warningsOf = (project: Project) => warnings.get(project)!.filter((text) => text.startsWith('models.json: '));

function synthesized(project: Project, models: readonly ModelDeploymentIamOptions[]): string {
  const told: string[] = [];
  warnings.set(project, told);
  jest.spyOn(project.logger, 'warn').mockImplementation((...text) => void told.push(text.join(' ')));
  for (const model of models) new ModelDeploymentIam(project, model);
  return Testing.synth(project, { parseJson: false })['models.json'];
}

const entry = (more: object) => ({ name: 'churn-prod', endpoints: { production: 'churn-prod' }, ...more });

test('has every model of the repository, with all of its endpoints', () => {
  const { text, warnings: told } = registryOf([THREE, FRAUD]);
  expect(JSON.parse(text).models).toEqual([
    {
      name: 'churn',
      endpoints: { dev: 'churn-dev', staging: 'churn-staging', prod: 'churn-prod' },
      ...{ version: '1', artifact: 's3://my-models/model.tar.gz', owner: 'your-team' },
    },
    expect.objectContaining({ name: 'fraud-prod', endpoints: { production: 'fraud-prod' } }),
  ]);
  expect(told).toEqual([]);
});

test.each([
  [{ bucket: 'arn:aws:s3:::my-models/churn/*' }, 's3://my-models/churn/model.tar.gz'],
  [{ bucket: 's3://my-models', prefix: 'churn/' }, 's3://my-models/churn/model.tar.gz'],
])('has the artifact where the role may read it: %j', (more, artifact) => {
  const { text } = registryOf([{ ...CHURN, ...more }]);
  expect(JSON.parse(text).models[0].artifact).toBe(artifact);
  expect(registryOf([{ ...CHURN, ...more }], text).warnings).toEqual([]);
});

test('is the user’s once it is there, and fits the options from then on', () => {
  const { text } = registryOf([CHURN]);
  expect(registryOf([CHURN], text)).toEqual({ text, warnings: [] });
  const own = JSON.stringify({ models: [{ ...entry({}), anything: 1 }, { name: 'retired' }] });
  expect(registryOf([CHURN], own)).toEqual({ text: own, warnings: [] });
});

test.each<[string, object | string, string]>([
  ['a model is missing', { models: [] }, 'churn-prod is missing. Add {"name":"churn-prod","endpoints":{"production":'],
  [
    'an endpoint is another',
    { models: [entry({ endpoints: { production: 'churn' } })] },
    'the "endpoints" of churn-prod are {"production":"churn"}, and in the options {"production":"churn-prod"}',
  ],
  [
    'an endpoint of earlier versions is another',
    { models: [{ name: 'churn-prod', endpoint: 'churn' }] },
    'the "endpoint" of churn-prod is "churn", and in the options churn-prod',
  ],
  [
    'the artifact is in another bucket',
    { models: [entry({ artifact: 's3://my-models-2/model.tar.gz' })] },
    'the "artifact" of churn-prod is "s3://my-models-2/model.tar.gz", and the options have it in s3://my-models/, so the role may not read it',
  ],
  ['it is no JSON', '{', 'expected JSON with a list "models"'],
  ['it has no list', [], 'expected JSON with a list "models"'],
])('is told apart from the options where %s', (_, written, warning) => {
  const text = typeof written === 'string' ? written : JSON.stringify(written);
  expect(registryOf([CHURN], text)).toEqual({
    text,
    warnings: [expect.stringContaining(`models.json: ${warning}`)],
  });
});

test('a model of earlier versions fits', () => {
  const text = JSON.stringify({ models: [{ name: 'churn', endpoint: 'churn-dev', artifact: 's3://my-models/m' }] });
  expect(registryOf([THREE], text).warnings).toEqual([]);
});
