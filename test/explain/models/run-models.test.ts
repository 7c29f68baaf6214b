import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../src/explain/run';
import { CHURN, modelsFile } from '../../models/read';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
  mkdirSync(join(folder, 'models'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const IN_GITHUB = { GITHUB_REPOSITORY: 'acme/churn', GITHUB_REPOSITORY_ID: '2', GITHUB_REPOSITORY_OWNER_ID: '1' };

async function models(line: readonly string[], environment: NodeJS.ProcessEnv = IN_GITHUB) {
  let [output, errors] = ['', ''];
  const code = await run(line, {
    ...{ environment, folder, colours: false },
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    readFile: async () => '',
    readInput: async () => '',
  });
  return { code, output, errors };
}

const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const TWO = modelsFile(...CHURN, '- endpoint: scores', '  bucket: my-models/scores').replace(
  'environments:',
  'environments:\n  test: { account: 210987654321, region: eu-west-1, state: "s3://me:secret@state?x=1" }',
);

describe('models check', () => {
  it('lists the stacks of all files', async () => {
    write('models/fraud.yaml', TWO);
    write('models/ads.yaml', modelsFile('- endpoint: ads', '  bucket: my-models'));
    const { code, output, errors } = await models(['models', 'check', 'models/*.yaml']);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toContain('Stacks: 3. Roles: 5. Nothing is wrong with the files.');
    for (const part of [
      'ads.production',
      'fraud.test',
      'fraud.production',
      '210987654321',
      'eu-west-1',
      's3://state',
    ]) {
      expect(output).toContain(part);
    }
    expect(output).not.toContain('secret');
  });

  it('lists those of one environment', async () => {
    write('models/fraud.yaml', TWO);
    const { code, output } = await models([
      'models',
      'check',
      'models/fraud.yaml',
      '--environment',
      'test',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(output)).toMatchObject({
      stacks: [
        {
          stack: 'fraud.test',
          state: 's3://state',
          models: [{ id: 'churn', role: 'churn', line: 7 }, { id: 'scores' }],
        },
      ],
      ...{ problems: [], warnings: [], notes: [] },
    });
  });

  it('tells all that is wrong as compilers do, and lists nothing then', async () => {
    write('models/fraud.yaml', modelsFile(...CHURN, '  permissions: deploi', '- bucket: my-models'));
    const { code, output, errors } = await models(['models', 'check', 'models/*.yaml', 'missing.yaml']);
    expect([code, output]).toEqual([2, '']);
    expect(errors.trim().split('\n')).toEqual([
      'models: expected a file that exists in the repository, but got missing.yaml',
      expect.stringMatching(
        /^models\/fraud\.yaml:8:5: permissions: expected deploy, .*, but got deploi \(churn in production\)$/,
      ),
      expect.stringMatching(
        /^models\/fraud\.yaml:9:5: endpoint: expected a value, such as churn-prod \(a model without name in production\)$/,
      ),
    ]);
  });

  it('tells it as JSON, with its place', async () => {
    write('models/fraud.yaml', modelsFile(...CHURN, '  permissions: deploi'));
    const { code, output } = await models(['models', 'check', 'models/fraud.yaml', '--format', 'json']);
    expect(code).toBe(2);
    expect(JSON.parse(output).problems).toMatchObject([
      { at: { file: 'models/fraud.yaml', line: 8, column: 5 }, models: ['churn in production'] },
    ]);
  });

  it('says which environments there are', async () => {
    write('models/fraud.yaml', TWO);
    const { code, errors } = await models(['models', 'check', 'models/fraud.yaml', '--environment', 'prod']);
    expect([code, errors]).toEqual([2, '--environment: expected test or production, but got prod\n']);
  });

  it('says what it does not know', async () => {
    write('models/fraud.yaml', modelsFile(...CHURN));
    const { code, output } = await models(['models', 'check', 'models/fraud.yaml'], {});
    expect(code).toBe(0);
    expect(output).toContain('The repository is not known here');
  });

  it('looks at the tests of access as well', async () => {
    write('tests.yml', 'tests: [{ name: it, deny: GetObject }]');
    write('models/fraud.yaml', modelsFile(...CHURN, '  access-tests: tests.yml'));
    const { code, errors } = await models(['models', 'check', 'models/fraud.yaml']);
    expect([code, errors]).toEqual([2, expect.stringContaining('tests.yml:1:27: access-tests: expected an action')]);
  });

  it.each([
    [['models'], 'expected models check or models init'],
    [['models', 'list'], 'expected models check or models init, not models list'],
    [['models', 'check'], 'expected the files of models, such as models/*.yaml'],
    [['models', 'check', 'x.yaml', '--format', 'xml'], 'expected --format to be text or json, not xml'],
    [['models', 'check', '--files', 'x.yaml'], "unknown option '--files'"],
  ])('names what is wrong with %j', async (line, expected) => {
    const { code, errors } = await models(line);
    expect([code, errors]).toEqual([2, expect.stringContaining(expected)]);
  });
});

describe('models init', () => {
  const OPTIONS = [
    ...[
      '--endpoint',
      'churn-prod',
      '--bucket',
      'my-models/churn',
      '--region',
      'us-west-2',
      '--account-id',
      '012345678901',
    ],
    ...[
      '--permissions',
      'deploy, observe',
      '--tags',
      'owner=no',
      '--tags',
      'year=2026',
      '--max-session-duration',
      '7200',
    ],
    ...['--restrict-trust', 'true', '--name', '2026'],
  ];

  it('prints a file that says what the options say', async () => {
    const { code, output, errors } = await models([
      'models',
      'init',
      ...OPTIONS,
      '--environment',
      'live',
      '--state',
      's3://state',
    ]);
    expect([code, errors]).toEqual([0, '']);
    expect(output).toMatch(/^# yaml-language-server: \$schema=https:.*\/docs\/models\.schema\.json\n/);
    expect(output).toContain('account: "012345678901"');
    write('models/churn.yaml', output);
    const ofFile = await models(['plan', '--models', 'models/churn.yaml', '--format', 'json']);
    const ofOptions = await models(['plan', ...OPTIONS, '--format', 'json']);
    expect(JSON.parse(ofFile.output).models[0]).toMatchObject({
      ...{ file: 'models/churn.yaml', environment: 'live', stack: 'churn.live', id: '2026' },
      ...JSON.parse(ofOptions.output),
    });
  });

  it('takes the account of the endpoint', async () => {
    const endpoint = 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn';
    const { output } = await models([
      'models',
      'init',
      '--endpoint',
      endpoint,
      '--bucket',
      'my-models',
      '--region',
      'us-west-2',
    ]);
    expect(output).toContain('account: "210987654321"');
  });

  it.each([
    [['--endpoint', 'churn', '--bucket', 'my-models', '--region', 'us-west-2'], '--account-id: expected a value'],
    [['--endpoint', 'a b', ...OPTIONS.slice(2)], '--endpoint a b: expected an endpoint'],
    [[...OPTIONS, '--environment', 'a b'], 'environments: expected a name'],
    [[...OPTIONS, '--state', 'state'], 'state: expected s3://BUCKET'],
  ])('prints nothing where something is wrong: %j', async (line, expected) => {
    const { code, output, errors } = await models(['models', 'init', ...line]);
    expect([code, output, errors]).toEqual([2, '', expect.stringContaining(expected)]);
  });
});

describe('plan --models', () => {
  beforeEach(() => write('models/fraud.yaml', TWO));

  it('shows what all models come to, in all environments', async () => {
    const { code, output, errors } = await models(['plan', '--models', 'models/fraud.yaml']);
    expect([code, errors]).toEqual([0, '']);
    for (const name of ['churn in test', 'scores in test', 'churn in production', 'scores in production']) {
      expect(output).toContain(`${name} (models/fraud.yaml)`);
    }
    expect(output).toContain('arn:aws:sagemaker:eu-west-1:210987654321:endpoint/churn');
    expect(output).toContain('arn:aws:sagemaker:us-west-2:123456789012:endpoint/scores');
  });

  it('shows one model in one environment, also for other tools', async () => {
    const one = ['plan', '--models=models/fraud.yaml', '--model', 'scores', '--environment', 'test'];
    expect((await models(one)).output).not.toContain('endpoint churn');
    const { code, output } = await models([...one, '--format', 'terraform']);
    expect([code, output]).toEqual([0, expect.stringContaining('resource "aws_iam_role"')]);
  });

  it.each([
    [['--model', 'score'], 'expected --model to be churn or scores, not score'],
    [['--environment', 'prod'], 'expected --environment to be test or production, not prod'],
    [['--format', 'terraform'], 'expected --model and --environment with --format terraform'],
    [['--bucket', 'x'], "unknown option '--bucket'"],
  ])('names what is wrong with %j', async (line, expected) => {
    const { code, errors } = await models(['plan', '--models', 'models/fraud.yaml', ...line]);
    expect([code, errors]).toEqual([2, expect.stringContaining(expected)]);
  });

  it('plans nothing where something is wrong', async () => {
    write('models/fraud.yaml', modelsFile(...CHURN, '  trust: nobody'));
    const { code, output, errors } = await models(['plan', '--models', 'models/fraud.yaml']);
    expect([code, output, errors]).toEqual([2, '', expect.stringContaining('models/fraud.yaml:8:5: trust: expected')]);
  });
});
