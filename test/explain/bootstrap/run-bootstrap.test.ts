import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runBootstrap } from '../../../src/explain/bootstrap/run-bootstrap';
import { cloudFormationOf, pulumiOf } from '../../template/bootstrap/rendered';
import { CHURN } from '../../template/render';

const MODEL = ['--endpoint', 'churn-prod', '--bucket', 'my-models', '--region', 'us-west-2'];

function printed(...line: readonly string[]) {
  let [output, errors] = ['', ''];
  const code = runBootstrap(line, {
    print: (text) => (output += text),
    printError: (text) => (errors += text),
    folder: __dirname,
  });
  return { code, output, errors };
}

const AN_OWN_DESCRIPTION = 'What the workflows of churn-prod need in AWS, once';

it('prints the template that a scaffolded repository has', () => {
  const { code, output } = printed(...MODEL);
  expect(code).toBe(0);
  expect(parse(output)).toEqual({ ...cloudFormationOf(CHURN), Description: AN_OWN_DESCRIPTION });
  expect(output).toContain("'2012-10-17'".replaceAll("'", '"'));
});

it('prints the Pulumi program that a scaffolded repository has', () => {
  const { code, output, errors } = printed(...MODEL, '--format', 'pulumi');
  expect(code).toBe(0);
  expect(parse(output)).toEqual({ ...pulumiOf(CHURN), description: AN_OWN_DESCRIPTION });
  expect(errors).toContain('pulumi up --stack bootstrap');
});

it('makes of options what the template makes of them', () => {
  const BOUNDARY = 'arn:aws:iam::123456789012:policy/team';
  const { output } = printed(
    ...[...MODEL, '--environment', 'prod', '--account-id', '123456789012', '--default-branch', 'trunk'],
    ...['--permissions', 'deploy', '--permissions', 'observe', '--permissions-boundary', BOUNDARY],
    ...['--role-name', 'churn', '--create-oidc-provider', 'false'],
  );
  const options = {
    ...{ ...CHURN, accountId: '123456789012', defaultBranch: 'trunk', roleName: 'churn', createOidcProvider: false },
    ...{ permissions: ['deploy', 'observe'], permissionsBoundary: BOUNDARY, environments: [{ name: 'prod' }] },
  };
  expect(parse(output).Resources).toEqual(cloudFormationOf(options).Resources);
});

it('tells all that is wrong at once, by the names of the options, and prints no file', () => {
  const { code, output, errors } = printed(
    ...['--endpoint', 'churn_prod', '--region', 'mars', '--permisions', 'deploy', '--create-oidc-provider', 'no'],
    ...['--repository', 'acme', '--subjects', 'classic', '--environment', 'a b', '--role-name', 'x'.repeat(65)],
    ...['--account-id', '12', '--default-branch', '--model-id', 'Churn', 'extra'],
  );
  expect([code, output]).toEqual([2, '']);
  for (const start of [
    ...['--endpoint churn_prod: expected ', '--bucket: expected ', '--region mars: expected '],
    ...[
      '--permisions: expected an option that exists, such as --permissions',
      '--create-oidc-provider no: expected true or false',
    ],
    ...[
      '--repository acme: expected a repository',
      '--subjects classic: expected both',
      '--environment a b: expected ',
    ],
    ...['--role-name xxx', '--account-id 12: expected ', '--default-branch: expected a value behind it'],
    ...['--model-id Churn: expected ', 'extra: expected options only'],
  ]) {
    expect(`\n${errors}`).toContain(`\n${start}`);
  }
  expect(errors).toMatch(/\nTry: model-deployment-iam bootstrap --help\n$/);
  expect(errors).not.toMatch(/^ +at |Error:/m);
  expect(new Set(errors.split('\n')).size).toBe(errors.split('\n').length);
});

it.each([
  [['--format', 'terraform'], '--format terraform: expected cloudformation or pulumi'],
  [
    [
      ...[
        '--preview-role-arn',
        'arn:aws:iam::123456789012:role/a',
        '--deploy-role-arn',
        'arn:aws:iam::123456789012:role/b',
      ],
      ...['--backend-url', 's3://state/churn'],
    ],
    'bootstrap: expected something to make',
  ],
])('refuses %j', (line, expected) => {
  const { code, output, errors } = printed(...MODEL, ...line);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toContain(expected);
});

it('asks GitHub for nothing that it is told', () => {
  const { errors } = printed(...MODEL, '--repository', 'acme@1/churn@2', '--subjects', 'both');
  expect(errors).toContain('\nrepository=acme/churn\nimmutable=acme@1/churn@2\nonly=0\n');
  expect(errors).not.toContain('gh api');
});

it.each(['cloudformation', 'pulumi'])('prints commands for %s that a shell takes as they are', (format) => {
  const { errors } = printed(...MODEL, '--repository', 'acme/churn', '--format', format);
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const stub = ['#!/bin/sh', 'for word; do printf "<%s>" "$word"; done', ''].join('\n');
  for (const name of ['aws', 'pulumi']) writeFileSync(join(folder, name), stub, { mode: 0o755 });
  const gh =
    '#!/bin/sh\ncase "$*" in *login*) echo acme@1/churn@2;; *created_at*) echo 2026-09-01T00:00:00Z;; *) echo 1;; esac\n';
  writeFileSync(join(folder, 'gh'), gh, { mode: 0o755 });
  const script = errors.split('\n\n').slice(1, -1).join('\n');
  const { stdout, stderr } = spawnSync('sh', ['-euc', script], {
    encoding: 'utf8',
    env: { PATH: `${folder}:${process.env.PATH}` },
  });
  expect(stderr).toBe('');
  const parameters =
    format === 'pulumi'
      ? '<repository=acme/churn><--config><immutableRepository=acme@1/churn@2><--config><immutableOnly=1>'
      : '<Repository=acme/churn><ImmutableRepository=acme@1/churn@2><ImmutableOnly=1>';
  expect(stdout).toContain(parameters);
});

it('shows how it is used in at most 25 lines', () => {
  const { code, output } = printed('--help', '--nonsense');
  expect(code).toBe(0);
  expect(output.trimEnd().split('\n').length).toBeLessThanOrEqual(25);
  for (const line of output.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});
