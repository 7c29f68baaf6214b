import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { setUpStage, STATE_BUCKET } from './stage';
import type { ActionRun } from '../../sandbox/action';

const stage = setUpStage();

/** In each of these, something else. */
const VARIABLES = {
  AWS_SECURITY_TOKEN: 'canary-01/of+aws==',
  PULUMI_ACCESS_TOKEN: 'canary-02-of-pulumi',
  PULUMI_CONFIG_PASSPHRASE: 'canary-03 of the stack\ncanary-03 on two lines',
  AZURE_STORAGE_KEY: 'canary-04/of+azure==',
  AZURE_STORAGE_SAS_TOKEN: '?sv=2024&sig=canary-05%2Fof%2Bazure%3D',
  AZURE_CLIENT_SECRET: 'canary-06~of.azure',
  GOOGLE_CREDENTIALS: JSON.stringify({ type: 'service_account', private_key: 'canary-07-of\ncanary-07-google\n' }),
  VAULT_TOKEN: 'canary-08.of-vault',
  GITHUB_TOKEN: 'canary-09_of_github',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'canary-10.of.oidc',
  ACTIONS_RUNTIME_TOKEN: 'canary-11.of.runtime',
  HTTPS_PROXY: 'http://me:canary-12%40of+proxy@localhost:1',
  DATABASE_PASSWORD: 'canary-13-of-others',
};

/** Secrets that nobody has named. */
const FORMS = [
  `ghs_${'canary14of'.repeat(4)}`,
  `hvs.${'canary15of'.repeat(3)}`,
  'https://me:canary-16@elsewhere/',
  'AWS_SECRET_ACCESS_KEY=canary-17/of+aws',
];

/** What an AWS, a provider or a GitHub might say that tells all that it knows. */
function sayingAll(): string {
  const values = [...Object.values(VARIABLES), stage.sandbox.workflowUser.secretAccessKey];
  const spelled = values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    ...(['base64', 'hex'] as const).map((encoding) => Buffer.from(value).toString(encoding)),
  ]);
  return `It knows ${[...spelled, ...FORMS].join(', ').replaceAll('&', '&amp;')}`;
}

/** Everything that has left, but the masks. */
async function leftBy({ log, folder }: ActionRun, ...folders: string[]): Promise<string> {
  const files = await Promise.all([folder, ...folders].map(textsIn));
  return [log.replace(/^::add-mask::.*$/gm, ''), ...files, ...stage.sandbox.github.received, await stateText()].join(
    '\n',
  );
}

async function textsIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return (await Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'latin1')}`))).join('\n');
}

async function stateText(): Promise<string> {
  const { Contents = [] } = await stage.s3.send(new ListObjectsV2Command({ Bucket: STATE_BUCKET }));
  const texts = Contents.map(async ({ Key }) => {
    const { Body } = await stage.s3.send(new GetObjectCommand({ Bucket: STATE_BUCKET, Key }));
    return `${Key}\n${await text(Body as NodeJS.ReadableStream)}`;
  });
  return (await Promise.all(texts)).join('\n');
}

it('leave by no way, whoever tells them, and are left behind in no folder', async () => {
  const { github, workflowUser, folder } = stage.sandbox;
  const temporary = await mkdtemp(join(folder, 'tmp-'));
  const pullRequest = github.addPullRequest();
  stage.proxy.inject({ action: 'CreateRole', refusal: { status: 400, code: 'InvalidInput', message: sayingAll() } });
  github.inject({
    method: 'POST',
    path: /comments/,
    answer: { status: 403, body: { message: sayingAll() } },
  });
  const run = await stage.actThroughProxy({
    inputs: { command: 'up', 'report-file': 'report.json', 'sarif-file': 'report.sarif', 'fail-on': 'never' },
    event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    environment: { ...VARIABLES, TMPDIR: temporary },
  });
  expect(run.outputs.changes).toContain('It knows ***');
  expect(run.log).toMatch(/Could not comment.*It knows \*\*\*/);
  expect(run.log).toMatch(/^(::add-mask::.*\n)+(?![^]*^::add-mask::)/);

  const again = await stage.actThroughProxy({
    inputs: { command: 'up' },
    event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    environment: { ...VARIABLES, TMPDIR: temporary },
  });
  expect(github.comments(pullRequest)[0]?.body).toContain('It knows ');
  for (const each of [run, again]) {
    const left = await leftBy(each, temporary, join(folder, 'pulumi-home'));
    expect(left.match(/.{0,60}canary.{0,20}/i)?.[0]).toBeUndefined();
    expect(left.includes(Buffer.from('canary-0').toString('base64').slice(0, 10))).toBe(false);
    expect(left.includes(Buffer.from('canary-0').toString('hex'))).toBe(false);
    expect(left.includes(workflowUser.secretAccessKey)).toBe(false);
    expect(left.includes(github.token)).toBe(false);
  }
  const own = ['event.json', 'outputs', 'state', 'summary.md'];
  expect((await readdir(run.folder)).sort()).toEqual([...own, 'report.json', 'report.sarif'].sort());
  expect((await readdir(again.folder)).sort()).toEqual(own);
  expect(await readdir(temporary)).toEqual([]);
});
