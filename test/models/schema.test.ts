import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { parse } from 'yaml';
import { CHURN, HEAD, modelsFile, problemsOf } from './read';
import { MODEL_INPUTS } from '../../src/contract';
import { modelsSchema } from '../../src/models/schema';

const isOfSchema = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false }).compile(modelsSchema());

/** As an editor sees it: plain scalars have types. */
function fitsSchema(text: string): boolean {
  return isOfSchema(parse(text));
}

const withLine = (line: string) => modelsFile(...CHURN, `  ${line}`);

it.each<[string, string]>([
  ['the least that there can be', modelsFile(...CHURN)],
  ['no models', `${HEAD} []`],
  [
    'JSON',
    JSON.stringify({
      $schema: 'x',
      ...(parse(modelsFile(...CHURN)) as object),
      environments: { a: { account: '012345678901', region: 'us-west-2' } },
    }),
  ],
  ['an account without quotes that begins with 0', modelsFile(...CHURN).replace('123456789012', '012345678901')],
  [
    'texts that look like something else',
    modelsFile('- endpoint: 2026', '  bucket: 123', '  prefix: true', '  tags: { a: 1, b: true, c: 1.10, d: no }'),
  ],
  ['a list as text', withLine('permissions: deploy, observe')],
  ['a list of one', withLine('permissions: [deploy]')],
  ['patterns', withLine("endpoint-config: ['churn-*', churn]")],
  ['truths', withLine('restrict-trust: True\n    trust: [sagemaker, github]')],
  ['a truth in quotes', withLine('restrict-trust: "true"')],
  ['a number', withLine('max-session-duration: 7200')],
  ['a number in quotes', withLine('max-session-duration: "7200"')],
  ['nothing in place of a default', withLine("prefix: ''\n    endpoint-config: []")],
  [
    'all that a model has besides',
    withLine('id: it\n    renamed-from: old\n    protect: true\n    environments: { production: { name: other } }'),
  ],
  [
    'a stack with an organization',
    `stack: acme/fraud\n${HEAD} []`.replace('us-west-2', 'us-west-2\n    state: https://pulumi.acme.dev'),
  ],
  [
    'a place for the state',
    modelsFile(...CHURN).replace(
      'us-west-2',
      'us-west-2\n    state: s3://state\n    secrets-provider: passphrase\n    role-path: /x/',
    ),
  ],
])('takes %s, as the schema does', (name, text) => {
  // Without a token nothing but the access to Pulumi Cloud is wrong.
  const problems = problemsOf(text).filter(
    (line) => !(name.includes('organization') && line.includes('PULUMI_ACCESS_TOKEN')),
  );
  expect(problems).toEqual([]);
  expect(fitsSchema(text)).toBe(true);
});

it.each<[string, string]>([
  ['a list', '[]'],
  ['no environments', 'models: []'],
  ['no environment in them', 'environments: {}\nmodels: []'],
  ['no models', HEAD.replace('\nmodels:', '')],
  ['models that are a map', `${HEAD} { churn: {} }`],
  ['another key of the file', `model: x\n${HEAD} []`],
  ['another key of a model', withLine('permision: deploy')],
  ['another key of the defaults', `defaults: { id: x }\n${HEAD} []`],
  ['another key of an environment', HEAD.replace('account', 'acount') + ' []'],
  ['an input about the run', withLine('fail-on: never')],
  ['no account', HEAD.replace('    account: 123456789012\n', '') + ' []'],
  ['no region', HEAD.replace('    region: us-west-2\n', '') + ' []'],
  ['an account in quotes that is too short', HEAD.replace('123456789012', '"1234"') + ' []'],
  ['a region that is none', HEAD.replace('us-west-2', 'no') + ' []'],
  ['an environment that is none', HEAD.replace('production', 'the production') + ' []'],
  ['a permission set that is none', withLine('permissions: [deploi]')],
  ['a permission set that is none in a text', withLine('permissions: deploy, deploi')],
  ['a choice that is none', withLine('github-subject-format: old')],
  ['an empty choice', withLine("github-subject-format: ''")],
  ['a truth that is none', withLine('restrict-trust: yes')],
  ['a number that is none', withLine('max-session-duration: one hour')],
  ['a name with a blank', withLine('name: a b')],
  ['an id with a blank', withLine('id: a b')],
  ['a path without /', withLine('role-path: models')],
  ['an ARN that is none', withLine('permissions-boundary: boundary')],
  ['an ARN of another service', withLine('kms-key-arn: arn:aws:iam::123456789012:role/x')],
  ['nothing as a value', withLine('name:')],
  ['nothing as a tag', withLine('tags: { team: }')],
  ['tags as text', withLine('tags: team=fraud')],
  ['a list as a text', withLine('name: [churn]')],
  ['a map as a list', withLine('permissions: { deploy: true }')],
  ['two members in one', withLine("permissions: ['deploy, observe']")],
  ['protection that is neither', withLine('protect: maybe')],
  ['differences that are none', withLine('environments: { production: [] }')],
  [
    'too many models',
    modelsFile(...Array.from({ length: 2001 }, (_, index) => `- { endpoint: e${index}, bucket: my-models }`)),
  ],
])('refuses %s, as the schema does', (_, text) => {
  expect(problemsOf(text)).not.toEqual([]);
  expect(fitsSchema(text)).toBe(false);
});

it('has every input about a model, with what the contract says of it', () => {
  const { properties, $defs } = modelsSchema() as Record<string, Record<string, { items: { properties: object } }>>;
  expect(Object.keys(properties!.models!.items.properties)).toEqual(expect.arrayContaining(MODEL_INPUTS));
  expect($defs).toMatchObject({
    permissions: { default: 'deploy', description: expect.stringContaining('permission sets') },
    'max-session-duration': { default: '3600' },
  });
});

it('is what is published', () => {
  const published = readFileSync(join(__dirname, '../../docs/models.schema.json'), 'utf8');
  expect(JSON.parse(published)).toEqual(modelsSchema());
});
