import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDoctor } from '../../../src/explain/doctor/run-doctor';

const MODEL = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];

async function examined(line: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  let [output, errors] = ['', ''];
  const code = await runDoctor(line, {
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    // No program is there, and nothing answers.
    environment: {
      PATH: mkdtempSync(join(tmpdir(), 'doctor-')),
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      ...environment,
    },
    folder: __dirname,
  });
  return { code, output, errors };
}

it('calls nothing well without credentials and a token, and says how to see why', async () => {
  const { code, output } = await examined([...MODEL, '--repository', 'acme/churn']);
  expect(code).toBe(1);
  expect(output).toContain('UNKNOWN Nothing in AWS could be looked at: there are no credentials in AWS_ACCESS_KEY_ID');
  expect(output).toContain(
    'UNKNOWN The environment production of acme/churn could not be looked at: there is no token',
  );
  expect(output).toContain('see: aws sts get-caller-identity');
  expect(output).not.toMatch(/^ok/m);
  expect(output).toMatch(/0 wrong, 2 not known\./);
});

it('calls nothing well where AWS and GitHub do not answer', async () => {
  const environment = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', GH_TOKEN: 'token' };
  const { code, output } = await examined([...MODEL, '--repository', 'acme/churn', '--format', 'json'], {
    ...environment,
    GITHUB_API_URL: 'http://127.0.0.1:9',
  });
  const { checks } = JSON.parse(output);
  expect(code).toBe(1);
  expect(checks.map(({ state }: { state: string }) => state)).toEqual(['unknown', 'unknown']);
  expect(output).not.toContain('secret');
});

it('tells all that is wrong with its options, and looks at nothing then', async () => {
  const { code, output, errors } = await examined(['--endpoint', 'churn_prod', '--fromat', 'json', '--format', 'xml']);
  expect([code, output]).toEqual([2, '']);
  for (const start of [
    '--endpoint churn_prod: ',
    '--bucket: ',
    '--region: ',
    '--fromat: expected an option that exists, such as --format',
  ]) {
    expect(`\n${errors}`).toContain(`\n${start}`);
  }
  expect((await examined(MODEL)).errors).toContain('--repository: expected OWNER/NAME');
  expect((await examined([...MODEL, '--format', 'xml'])).errors).toContain('--format xml: expected text or json');
});

it('shows how it is used in at most 25 lines', async () => {
  const { code, output } = await examined(['--help']);
  expect(code).toBe(0);
  expect(output.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
});
