import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Project, Testing } from 'projen';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../../src';
import { readDeployment } from '../../../src/template/options/read-deployment';
import { CHURN } from '../render';

const ACCOUNT = '111111111111';
const BUCKET = `s3://model-access-${ACCOUNT}-us-west-2`;
const ONE = { ...CHURN, accountId: ACCOUNT };
const TWO: ModelDeploymentIamOptions = {
  ...ONE,
  modelId: 'churn',
  environments: [{ name: 'dev', endpoint: 'churn-dev' }, { name: 'prod' }],
};

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'model-deployment-iam-state-'))));

function placesOf(options: ModelDeploymentIamOptions): (string | undefined)[] {
  return readDeployment(options, root).environments.map(({ inputs }) => inputs['backend-url']);
}

/** As `npx projen` leaves the repository. @returns what it warns of */
function synthesize(options: ModelDeploymentIamOptions): string[] {
  const project = new Project({ name: 'churn', outdir: root });
  const warn = jest.spyOn(project.logger, 'warn');
  new ModelDeploymentIam(project, options);
  for (const [path, text] of Object.entries(Testing.synth(project, { parseJson: false }))) {
    if (!path.startsWith('.github/workflows/')) continue;
    mkdirSync(join(root, '.github/workflows'), { recursive: true });
    writeFileSync(join(root, path), text as string);
  }
  return warn.mock.calls.map(([message]) => String(message));
}

/** What the versions wrote that had one place for all. */
function asBefore(options: ModelDeploymentIamOptions): void {
  synthesize({ ...options, ownStateFolder: false });
}

test('each environment of each model has a folder of its own', () => {
  expect(placesOf(ONE)).toEqual([`${BUCKET}/production/churn-prod`]);
  expect(placesOf(TWO)).toEqual([`${BUCKET}/dev/churn`, `${BUCKET}/prod/churn`]);
});

test('a place that the user names is taken as it is', () => {
  expect(placesOf({ ...ONE, backendUrl: 's3://our-state/iam?region=us-west-2' })).toEqual([
    's3://our-state/iam?region=us-west-2',
  ]);
});

test('a state that is beside all others stays there, which is told, until the user says otherwise', () => {
  asBefore(ONE);
  expect(placesOf(ONE)).toEqual([BUCKET]);
  const [warning, ...others] = synthesize(ONE);
  expect(warning).toContain(`The state of churn-prod stays in ${BUCKET}`);
  expect(warning).toContain('ownStateFolder: true');
  expect(others).toEqual([]);
  expect(placesOf(ONE)).toEqual([BUCKET]);

  expect(synthesize({ ...ONE, ownStateFolder: false })).toEqual([]);
  expect(synthesize({ ...ONE, ownStateFolder: true })).toEqual([]);
  expect(placesOf(ONE)).toEqual([`${BUCKET}/production/churn-prod`]);
  expect(synthesize(ONE)).toEqual([]);
});

test('so does one whose account only a variable has', () => {
  asBefore(CHURN);
  expect(placesOf(CHURN)).toEqual(['s3://model-access-${{ vars.AWS_ACCOUNT_ID }}-us-west-2']);
});

test('an environment that comes later has a folder of its own from the start', () => {
  asBefore(TWO);
  const environments = [...TWO.environments!, { name: 'staging', endpoint: 'churn-staging' }];
  expect(placesOf({ ...TWO, environments })).toEqual([BUCKET, BUCKET, `${BUCKET}/staging/churn`]);
});

test('environments are moved one by one', () => {
  asBefore(TWO);
  const [dev, prod] = TWO.environments!;
  synthesize({ ...TWO, environments: [{ ...dev!, ownStateFolder: true }, prod!] });
  expect(placesOf(TWO)).toEqual([`${BUCKET}/dev/churn`, BUCKET]);
});

test('the workflow of another model says nothing', () => {
  asBefore(ONE);
  const file = readFileSync(join(root, '.github/workflows/churn-prod-deploy.yml'), 'utf8');
  expect(file).toContain(`backend-url: ${BUCKET}\n`);
  expect(placesOf({ ...ONE, endpoint: 'fraud-prod' })).toEqual([`${BUCKET}/production/fraud-prod`]);
});
