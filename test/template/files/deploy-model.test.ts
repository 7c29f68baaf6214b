import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHURN, filesOf } from '../render';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-test-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** What AWS says of a call: its output, or an error as the CLI words it. */
type Answers = Readonly<Record<string, string>>;

const error = (code: string, operation: string, message: string) =>
  `An error occurred (${code}) when calling the ${operation} operation: ${message}`;
const DENIED = error('AccessDeniedException', 'Any', 'User: arn is not authorized to perform: sagemaker:Any');
const NO_ENDPOINT = error('ValidationException', 'DescribeEndpoint', 'Could not find endpoint "arn".');
const NO_CONFIGURATION = error(
  'ValidationException',
  'DescribeEndpointConfig',
  'Could not find endpoint configuration.',
);
const NOT_FOUND = error('ValidationError', 'InvokeEndpoint', 'Endpoint churn-prod of account 1 not found.');
const MODEL_ERROR = error('ModelError', 'InvokeEndpoint', 'Received client error (404) with message "not found".');

const AWS = `#!/usr/bin/env bash
echo "$2 $3" >> calls
if [ -e "error-$2" ]; then cat "error-$2" >&2; exit 254; fi
cat "answer-$2" 2> /dev/null || echo '{}'
`;

/** Runs the script against an AWS that answers so; what is not said succeeds. */
function deploy(answers: Answers, more: Readonly<Record<string, string>> = {}) {
  const files = filesOf(CHURN);
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  writeFileSync(join(folder, 'deploy.sh'), files['scripts/deploy-model.sh']!);
  writeFileSync(join(folder, 'models.json'), files['models.json']!);
  for (const [operation, answer] of Object.entries(answers)) {
    writeFileSync(join(folder, `${answer.startsWith('An error') ? 'error' : 'answer'}-${operation}`), answer);
  }
  const { status, stdout, stderr } = spawnSync('bash', ['deploy.sh'], {
    cwd: folder,
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      ...{ MODEL: 'churn-prod', ENVIRONMENT: 'production', ENDPOINT: 'churn-prod', BUCKET: 'my-models', ...more },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  const calls = readFileSync(join(folder, 'calls'), { encoding: 'utf8', flag: 'a+' }).split('\n').slice(0, -1);
  return { status, last: stdout.trim().split('\n').at(-1), stderr, calls: calls.map((call) => call.split(' ')[0]) };
}

test('an endpoint that there is is waited for and asked', () => {
  expect(deploy({ 'describe-endpoint': 'InService' })).toMatchObject({
    status: 0,
    last: 'churn-prod answers',
    calls: ['describe-endpoint', 'wait', 'invoke-endpoint'],
  });
});

test('an endpoint that is missing is created from the configuration of its name', () => {
  expect(deploy({ 'describe-endpoint': NO_ENDPOINT })).toMatchObject({
    status: 0,
    last: 'churn-prod answers',
    calls: ['describe-endpoint', 'describe-endpoint-config', 'create-endpoint', 'wait', 'invoke-endpoint'],
  });
});

describe('a first push ends well, and says what was not done', () => {
  test.each<[string, Answers, RegExp]>([
    [
      'with nothing in the account',
      { 'describe-endpoint': NO_ENDPOINT, 'describe-endpoint-config': NO_CONFIGURATION },
      /no endpoint configuration churn-prod to create it from/,
    ],
    [
      'with a role that may not look for configurations',
      { 'describe-endpoint': NO_ENDPOINT, 'describe-endpoint-config': DENIED },
      /may not create one/,
    ],
    [
      'with a role that may not create',
      { 'describe-endpoint': NO_ENDPOINT, 'create-endpoint': DENIED },
      /may not create one/,
    ],
    [
      'with a role that may ask only',
      { 'describe-endpoint': DENIED, 'invoke-endpoint': NOT_FOUND },
      /the role may not look for it/,
    ],
    [
      'with a role for something else',
      { 'describe-endpoint': DENIED, 'invoke-endpoint': DENIED },
      /may not ask the endpoint/,
    ],
    [
      'with a role that looks only',
      { 'describe-endpoint': 'InService', 'invoke-endpoint': DENIED },
      /may not ask the endpoint/,
    ],
  ])('%s', (_, answers, told) => {
    const { status, last } = deploy(answers);
    expect([status, last]).toEqual([0, expect.stringMatching(/^::notice title=Nothing was deployed to churn-prod::/)]);
    expect(last).toMatch(told);
  });

  test('with a model that takes other requests', () => {
    const { status, last, stderr } = deploy({ 'describe-endpoint': 'InService', 'invoke-endpoint': MODEL_ERROR });
    expect([status, last]).toEqual([0, expect.stringMatching(/^::warning title=churn-prod gives no answer::/)]);
    expect(stderr).toContain('ModelError');
  });
});

describe('what goes wrong fails', () => {
  const THROTTLED = error('ThrottlingException', 'DescribeEndpoint', 'Rate exceeded');

  test('where AWS says anything else', () => {
    const { status, stderr, calls } = deploy({ 'describe-endpoint': THROTTLED });
    expect([status, calls]).toEqual([1, ['describe-endpoint']]);
    expect(stderr).toContain('Rate exceeded');
  });

  test('where the endpoint does not come to be', () => {
    expect(
      deploy({ 'describe-endpoint': 'Creating', wait: 'An error: Waiter EndpointInService failed' }).status,
    ).not.toBe(0);
  });

  test('where the registry has no such model', () => {
    expect(deploy({}, { MODEL: 'fraud' })).toMatchObject({
      status: 1,
      last: '::error::models.json has no model with the name fraud: add it, or correct the name.',
      calls: [],
    });
  });
});

test('it is there only where a job runs it', () => {
  const execution = filesOf({ ...CHURN, permissions: ['execution'], ecrRepository: ['churn'] });
  expect(execution).not.toHaveProperty(['scripts/deploy-model.sh']);
});
