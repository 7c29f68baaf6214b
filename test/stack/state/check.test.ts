import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFailure } from '../../../src/failure';
import type { StackSettings } from '../../../src/stack/settings';
import { damageOfState, withWayBack } from '../../../src/stack/state/check';

const SIGNAL = new AbortController().signal;
const STATE = '.pulumi/stacks/model-deployment-iam/churn.json';
const BACKUP = '.pulumi/backups/model-deployment-iam/churn/churn';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "it's a state-"));
});
afterEach(() => rm(folder, { recursive: true }));

function settings(url = `file://${folder}`): StackSettings {
  const backend = { url, isLocal: url.startsWith('file:'), isPulumiCloud: url.startsWith('https:') };
  return { stackName: 'churn', backend, region: 'us-west-2' } as StackSettings;
}

async function write(key: string, content: string, day = 1): Promise<void> {
  const file = join(folder, key);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  const time = new Date(Date.UTC(2026, 10, day));
  await utimes(file, time, time);
}

const sound = (resources: number) =>
  JSON.stringify({ version: 3, checkpoint: { stack: 'x', latest: { resources: Array(resources).fill({}) } } });

it('says nothing of a state that is sound, of none, and of one that it can not look at', async () => {
  expect(await damageOfState(settings(), SIGNAL)).toBeUndefined();
  await write(STATE, sound(3));
  expect(await damageOfState(settings(), SIGNAL)).toBeUndefined();
  expect(await damageOfState(settings('gs://state'), SIGNAL)).toBeUndefined();
});

it('names the newest backup that has anything, as a command for a shell, and leaves the state alone', async () => {
  await write(STATE, '{}');
  await write(`${BACKUP}.1.json`, sound(2), 2);
  await write(`${BACKUP}.2.json`, sound(3), 3);
  await write(`${BACKUP}.3.json`, sound(0), 4);
  await write(`${BACKUP}.4.json`, '{}', 5);
  await write(`${BACKUP}.5.json.gz`, sound(9), 6);
  const damage = await damageOfState(settings(), SIGNAL);
  expect(damage).toMatchObject({
    reason: 'state-damaged',
    message: `The state of the stack can't be used: ${join(folder, STATE)}, it is JSON, but no state of Pulumi.`,
  });
  const shown = folder.replace("'", "'\\''");
  expect(damage!.hint).toContain(`the backup of 2026-11-03T00:00:00.000Z, which has 3 resources, in its place`);
  expect(damage!.hint).toContain(`cp '${shown}/${BACKUP}.2.json' '${shown}/${STATE}'  Then run`);
  expect(await readFile(join(folder, STATE), 'utf8')).toBe('{}');
});

it('takes a backup that has nothing where there is no other, and says so', async () => {
  await write(STATE, '');
  await write(`${BACKUP}.1.json`, sound(0));
  expect((await damageOfState(settings(), SIGNAL))!.hint).toContain('which has no resources');
});

it('looks at the file that the engine would take', async () => {
  await write(STATE, '{}', 1);
  await write(`${STATE}.gz`, sound(1), 2);
  await write(`${STATE}.bak`, '', 3);
  expect(await damageOfState(settings(), SIGNAL)).toBeUndefined();
});

it('says where backups would be where none can be used', async () => {
  await write(STATE, '');
  await write(`${BACKUP}.1.json`, '');
  const { hint } = (await damageOfState(settings(), SIGNAL))!;
  expect(hint).toContain('No backup of it can be used.');
  expect(hint).toContain(`backups in ${join(folder, '.pulumi/backups/model-deployment-iam/churn/')}`);
});

it('leads to a newer engine where the state is of one', async () => {
  await write(STATE, sound(1).replace('3', '5'));
  expect(await withWayBack((await damageOfState(settings(), SIGNAL))!, settings(), SIGNAL)).toMatchObject({
    hint: expect.stringContaining('`pulumi-version`'),
  });
});

describe('where the engine has found it damaged', () => {
  const said = (details: string) => new RunFailure('state-damaged', 'It is.', { details });

  it('adds the way back', async () => {
    await write(STATE, sound(1));
    await write(`${BACKUP}.1.json`, sound(1));
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
    ['Pulumi Cloud', 'https://api.pulumi.com', ['pulumi stack history --stack churn', 'pulumi stack import']],
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
