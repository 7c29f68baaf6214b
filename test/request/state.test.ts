import { itRefuses, problemsOf, problemsWithValues, read, VARIABLES } from './problems';
import type { GivenInputs } from '../action/fake-ports';

const HOSTED = { ...VARIABLES, RUNNER_ENVIRONMENT: 'github-hosted' };
const CLOUD = { ...VARIABLES, PULUMI_ACCESS_TOKEN: 'pul-123' };

itRefuses('backend-url', {
  's3://BUCKET, gs://BUCKET, azblob://CONTAINER, file://FOLDER or https://PULUMI-CLOUD': [
    ...['pulumi-state', 's3://', 'ftp://state'],
  ],
  'an access token for this backend in the environment variable PULUMI_ACCESS_TOKEN': ['https://pulumi.acme.dev'],
  "another bucket than the model's, whose role could rewrite its own permissions there": [
    ...['s3://my-models', 's3://my-models/state?region=us-west-2'],
  ],
});

itRefuses('secrets-provider', {
  'passphrase, default, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://…': ['kms', 'awskms:alias/pulumi'],
  'another one than default, which only Pulumi Cloud has': ['default'],
});

itRefuses('stack-name', {
  'at most 100 letters, digits and _.-, with an organization and / in front or not': [
    ...['churn prod', 'a/b/c', 's'.repeat(101)],
  ],
  'a name without an organization, which only Pulumi Cloud has': ['acme/churn'],
});

it('asks for a place for the state', () => {
  expect(problemsWithValues({ 'backend-url': '' })).toEqual([
    'backend-url: a place for the state: set it to a backend such as s3://my-pulumi-state, or set the environment variable PULUMI_ACCESS_TOKEN to use Pulumi Cloud',
  ]);
});

it.each(['up', 'destroy'])('refuses %s with a state that is lost with the runner', (command) => {
  expect(problemsWithValues({ command, 'backend-url': 'file://state' }, HOSTED)).toEqual([
    'backend-url: a backend that outlives this GitHub-hosted runner, such as s3://…, or allow-ephemeral-state: true, but got "file://state"',
  ]);
});

it.each<[string, GivenInputs, NodeJS.ProcessEnv]>([
  ['Pulumi Cloud with an organization', { 'backend-url': '', 'stack-name': 'acme/churn' }, CLOUD],
  ['a local state that is only read', { command: 'preview', 'backend-url': 'file://state' }, HOSTED],
  ['a local state on a machine that stays', { command: 'up', 'backend-url': 'file://state' }, VARIABLES],
  [
    'a local state that the workflow saves itself',
    { command: 'up', 'backend-url': 'file://state', 'allow-ephemeral-state': 'true' },
    HOSTED,
  ],
  ["another cloud's bucket of the same name", { 'backend-url': 'gs://my-models' }, VARIABLES],
])('takes %s', (_, inputs, environment) => {
  expect(problemsOf(inputs, environment)).toEqual([]);
});

it('has Pulumi Cloud encrypt what it keeps, unless the inputs say otherwise', () => {
  expect(read({ 'backend-url': '' }, CLOUD).request).toMatchObject({
    secretsProvider: 'default',
    backend: { url: 'https://api.pulumi.com', isPulumiCloud: true },
  });
  expect(read({ 'backend-url': '', 'secrets-provider': 'passphrase' }, CLOUD).request).toMatchObject({
    secretsProvider: 'passphrase',
  });
});

it('takes a local state relative to the workspace', () => {
  expect(read({ 'backend-url': 'file://state' }).request?.backend.url).toBe('file:///ws/churn/state');
});
