import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFailure } from '../../../src/failure';
import type { StackSettings } from '../../../src/stack/settings';
import { withWayBack } from '../../../src/stack/state/way-back';

const SIGNAL = new AbortController().signal;
const STATE = '.pulumi/stacks/model-deployment-iam/churn.json';
const BACKUP = '.pulumi/backups/model-deployment-iam/churn/churn';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'way-back-'));
});
afterEach(() => rm(folder, { recursive: true }));

function settings(url = `file://${folder}`): StackSettings {
  const backend = { url, isLocal: url.startsWith('file:'), isPulumiCloud: url.startsWith('https:') };
  return { stackName: 'churn', backend, region: 'us-west-2', secretsProvider: 'passphrase' } as StackSettings;
}

async function writeState(key: string): Promise<void> {
  const file = join(folder, key);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ version: 3, checkpoint: { stack: 'x', latest: { resources: [{}] } } }));
}

describe('where the engine has found it damaged', () => {
  const said = (details: string) => new RunFailure('state-damaged', 'It is.', { details });

  it('adds the way back', async () => {
    await writeState(STATE);
    await writeState(`${BACKUP}.1.json`);
    const failure = await withWayBack(said('snapshot integrity failure'), settings(), SIGNAL);
    expect(failure).toMatchObject({ message: 'It is.', hint: expect.stringContaining(`${BACKUP}.1.json`) });
  });

  it.each<[string, string, string[]]>([
    [
      'a bucket of S3 that can not be read',
      's3://state/models?profile=x',
      [
        'aws s3api list-object-versions --bucket state --prefix models/.pulumi/stacks/',
        "copy-source 'state/models/.pulumi/stacks/model-deployment-iam/churn.json?versionId=VERSION'",
        's3://state/models/.pulumi/backups/',
      ],
    ],
    ['a bucket of Google', 'gs://state', ['gs://state/.pulumi/backups/', 'If the store keeps versions']],
    [
      'Pulumi Cloud',
      'https://api.pulumi.com',
      ['pulumi stack history --stack ORGANIZATION/model-deployment-iam/churn', 'pulumi stack import'],
    ],
  ])('says where to look in %s', async (_, url, parts) => {
    const { hint } = await withWayBack(said('snapshot integrity failure'), settings(url), SIGNAL);
    for (const part of parts) expect(hint).toContain(part);
  });

  it('leads to a newer engine', async () => {
    const newer = said("this stack's deployment needs support for the following features: x");
    expect((await withWayBack(newer, settings(), SIGNAL)).hint).toContain('`pulumi-version`');
  });
});

it('leaves other failures alone', async () => {
  const failure = new RunFailure('backend', 'No.');
  expect(await withWayBack(failure, settings(), SIGNAL)).toBe(failure);
});
