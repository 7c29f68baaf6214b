import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { InputName } from '../../../src/contract';
import { runPlan } from '../../../src/explain/plan/run-plan';
import { readRequest } from '../../../src/request/read-request';
import { documentsOf } from '../../../src/request/request';
import { textIn } from '../../report/html-page';

const MODEL = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];
const IN_GITHUB = {
  GITHUB_REPOSITORY: 'acme/churn',
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
};

function planned(line: readonly string[], environment: NodeJS.ProcessEnv = IN_GITHUB, folder = __dirname) {
  let [output, errors] = ['', ''];
  const code = runPlan(line, {
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    colours: false,
    environment,
    folder,
  });
  return { code, output, errors };
}

it('shows who may assume the role, what it may do, and both documents', () => {
  const { code, output, errors } = planned([...MODEL, '--trust', 'github', '--account-id', '210987654321']);
  expect([code, errors]).toEqual([0, '']);
  for (const part of [
    'Who may assume the role',
    'repo:acme/churn:ref:refs/heads/main',
    'What each statement of the policy says',
    'What the role can and cannot do',
    'arn:aws:sagemaker:us-west-2:210987654321:endpoint/churn-prod',
    'Trust policy: new',
  ]) {
    expect(output).toContain(part);
  }
  expect(output).not.toContain('stands for it');
});

it('makes what the Action makes of the same inputs', () => {
  const inputs: Partial<Record<InputName, string>> = {
    ...{ endpoint: 'churn-prod', bucket: 'my-models/churn', region: 'eu-west-1', 'account-id': '210987654321' },
    ...{
      permissions: 'deploy, observe',
      trust: 'github, sagemaker',
      tags: 'team=fraud\ncost=1',
      'role-path': '/models/',
    },
  };
  const line = Object.entries(inputs).flatMap(([name, value]) => [`--${name}`, value]);
  const { role } = JSON.parse(planned([...line, '--format', 'json']).output);
  const { request } = readRequest({
    input: (name) => inputs[name] ?? (name === 'backend-url' ? 's3://state' : ''),
    environment: IN_GITHUB,
    event: { payload: { repository: { full_name: 'acme/churn', default_branch: 'main' } } },
  });
  const { policy, trust } = documentsOf(request!, '210987654321');
  const { name, path, tags, maxSessionDuration } = request!;
  expect(role).toEqual({ name, path, tags, maxSessionDuration, policy, trustPolicy: trust });
});

it('says what stands for what nobody has named', () => {
  const { code, output } = planned([...MODEL, '--trust', 'github'], {});
  expect(code).toBe(0);
  expect(output).toContain('123456789012 stands for it: --account-id');
  expect(output).toContain(
    'OWNER/REPOSITORY, with the ids 1 and 2, and its branch main stand for it: --github-repository',
  );
});

it('needs no repository where no job of one gets in', () => {
  const line = [...MODEL, '--permissions', 'execution', '--ecr-repository', 'churn'];
  const { code, output, errors } = planned(line, {});
  expect([code, errors]).toEqual([0, '']);
  expect(output).not.toContain('OWNER/REPOSITORY');
});

it.each(['terraform', 'cloudformation'])('keeps notes out of what %s reads', (format) => {
  const { output, errors } = planned([...MODEL, '--trust', 'github', '--format', format], {});
  expect(output).not.toContain('stands for it');
  expect(errors).toContain('stands for it');
});

it('tells all that is wrong at once, by the names of the options', () => {
  const { code, output, errors } = planned(['--endpoint', 'churn prod', '--region', 'us-west-2', '--trust', 'nobody']);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toMatch(/^--bucket: expected a value/m);
  expect(errors).toMatch(/^--endpoint churn prod: expected an endpoint's name/m);
  expect(errors).toMatch(/^--trust nobody: expected/m);
});

it.each([
  [['--permisions', 'deploy'], "unknown option '--permisions'"],
  [['--format', 'xml'], 'expected --format to be text, markdown, json, html, terraform or cloudformation, not xml'],
  [['--endpoint'], "'--endpoint <value>' argument missing"],
])('names the option that is wrong: %j', (line, expected) => {
  const { code, errors } = planned([...MODEL, ...line]);
  expect([code, errors]).toEqual([2, expect.stringContaining(expected)]);
});

it('has a page for a browser, with the graph', () => {
  const page = planned([...MODEL, '--trust', 'github', '--format', 'html']).output;
  const text = textIn(page);
  expect(page).toMatch(/^<!doctype html>/);
  expect(text).toContain('What the role churn-prod would be');
  expect(text).toContain('Who reaches what through the role');
  expect(text).toContain('Policy document: new');
});

it('fails where the findings have an error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  const statement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: '*',
    Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } },
  };
  await writeFile(join(folder, 'extra.json'), JSON.stringify([statement]));
  const line = [...MODEL, '--trust', 'github', '--extra-statements', 'extra.json'];
  const wrong = planned(line, IN_GITHUB, folder);
  expect(wrong.code).toBe(1);
  expect(wrong.output).toContain('invalid-date');
  await rm(folder, { recursive: true });
});

it('has an option for every input that is about the model', () => {
  const { inputs } = parse(readFileSync(join(__dirname, '../../../action.yml'), 'utf8'));
  const { output } = planned(['--help']);
  const options = [...output.matchAll(/(?<=^ {2}|, )--([\w-]+)/gm)].map(([, name]) => name!);
  const others = Object.keys(inputs).filter((name) => !options.includes(name));
  // What only says how the Action runs. An input that is new belongs either here or among the options.
  expect(others).toEqual([
    ...['command', 'access-tests', 'adopt', 'stack-name', 'backend-url', 'secrets-provider', 'pulumi-version'],
    ...['download-mirror', 'download-checksums', 'require-checksums', 'lock-timeout', 'lock-id', 'refresh'],
    ...['expect-no-changes', 'fail-on-drift', 'fail-on', 'require-approval', 'approval-by', 'approval-label'],
    ...['approve-without-github', 'access-analyzer', 'verify', 'deploy-role-arn', 'approval-accepts-proof'],
    ...['sarif-file', 'report-file', 'report-html', 'comment', 'comment-pr-number', 'github-token', 'aws-endpoint-url'],
    'allow-ephemeral-state',
  ]);
});
