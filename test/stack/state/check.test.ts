import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RunFailure } from '../../../src/failure';
import type { JsonObject } from '../../../src/shared/json';
import type { StackSettings } from '../../../src/stack/settings';
import { checkState } from '../../../src/stack/state/check';
import { withWayBack } from '../../../src/stack/state/way-back';

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
  return { stackName: 'churn', backend, region: 'us-west-2', secretsProvider: 'passphrase' } as StackSettings;
}

/** Nobody asks the engine where the files can be looked at. */
const NOT_ASKED = () => Promise.reject(new Error('The engine was asked.'));

const check = (of = settings(), exported: () => Promise<JsonObject | undefined> = NOT_ASKED) =>
  checkState(of, { signal: SIGNAL, exported });

async function failureOf(checking: Promise<unknown>): Promise<RunFailure> {
  try {
    await checking;
  } catch (error) {
    return error as RunFailure;
  }
  throw new Error('Nothing was found.');
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

const SOUND = { isMissing: false, pluginVersions: [], halfReplaced: [] };
const MISSING = { isMissing: true, pluginVersions: [], halfReplaced: [] };

it('finds nothing in a state that is sound, and tells where there is none', async () => {
  expect(await check()).toEqual(MISSING);
  await write(STATE, sound(0));
  expect(await check()).toEqual(SOUND);
  await write(STATE, sound(3));
  expect(await check()).toEqual(SOUND);
});

it('does not take a stack for missing whose folder is not there', async () => {
  const elsewhere = settings(`file://${folder}/gone`);
  await expect(check(elsewhere)).rejects.toThrow('The engine was asked.');
});

it('does not take a state for damaged that another run is just writing', async () => {
  await write(STATE, '');
  const checking = check();
  setTimeout(() => void write(STATE, sound(3)), 100);
  expect(await checking).toEqual(SOUND);
});

it('names the newest backup that has anything, as a command for a shell, and leaves the state alone', async () => {
  await write(STATE, '{}');
  await write(`${BACKUP}.1.json`, sound(2), 2);
  await write(`${BACKUP}.2.json`, sound(3), 3);
  await write(`${BACKUP}.3.json`, sound(0), 4);
  await write(`${BACKUP}.4.json`, '{}', 5);
  await write(`${BACKUP}.5.json.gz`, sound(9), 6);
  const damage = await failureOf(check());
  expect(damage).toMatchObject({
    reason: 'state-damaged',
    message: `The state of the stack can't be used: ${join(folder, STATE)}, it is JSON, but no state of Pulumi.`,
  });
  const shown = folder.replace("'", "'\\''");
  expect(damage.hint).toContain(`the backup of 2026-11-03T00:00:00.000Z, which has 3 resources, in its place`);
  expect(damage.hint).toContain(`cp '${shown}/${BACKUP}.2.json' '${shown}/${STATE}'  Then run`);
  expect(await readFile(join(folder, STATE), 'utf8')).toBe('{}');
});

it('takes a backup that has nothing where there is no other, and says so', async () => {
  await write(STATE, '');
  await write(`${BACKUP}.1.json`, sound(0));
  expect((await failureOf(check())).hint).toContain('which has no resources');
});

it('looks at the file that the engine would take', async () => {
  await write(STATE, '{}', 1);
  await write(`${STATE}.gz`, sound(1), 2);
  await write(`${STATE}.bak`, '', 3);
  expect(await check()).toEqual(SOUND);
});

it('says where backups would be where none can be used', async () => {
  await write(STATE, '');
  await write(`${BACKUP}.1.json`, '');
  const { hint } = await failureOf(check());
  expect(hint).toContain('No backup of it can be used.');
  expect(hint).toContain(`backups in ${join(folder, '.pulumi/backups/model-deployment-iam/churn/')}`);
});

it('leads to a newer engine where the state is of one', async () => {
  await write(STATE, sound(1).replace('3', '5'));
  expect(await withWayBack(await failureOf(check()), settings(), SIGNAL)).toMatchObject({
    hint: expect.stringContaining('`pulumi-version`'),
  });
});

const PROVIDER = { urn: 'urn:pulumi:churn::p::pulumi:providers:aws::x', type: 'pulumi:providers:aws', custom: true };
const FOREIGN = { urn: 'urn:pulumi:churn::p::random:index:String::x', type: 'random:index:String', custom: true };

const stateOf = (...resources: unknown[]) =>
  JSON.stringify({ version: 3, checkpoint: { stack: 'x', latest: { resources } } });

describe('what the Action never puts there', () => {
  it('is named, with where it is, and with a backup that has nothing of it', async () => {
    await write(STATE, stateOf(FOREIGN));
    await write(`${BACKUP}.1.json`, sound(2), 1);
    await write(`${BACKUP}.2.json`, stateOf(FOREIGN), 2);
    await write(`${BACKUP}.3.json`, sound(3).replace('{}', '{"a":1,"a":1}'), 3);
    const { reason, message, hint } = await failureOf(check());
    expect(reason).toBe('state-foreign');
    expect(message).toBe(
      `The state of the stack has what this Action never puts there (${join(folder, STATE)}): random:index:String x: its type. Nothing of it was run.`,
    );
    expect(hint).toMatch(/^A state makes the engine run what it names, .* find out first who may write there/);
    expect(hint).toContain(`${BACKUP}.1.json`);
    expect(await readFile(join(folder, STATE), 'utf8')).toBe(stateOf(FOREIGN));
  });

  it('is counted where it is much', async () => {
    await write(STATE, stateOf(FOREIGN, FOREIGN, FOREIGN, FOREIGN, FOREIGN));
    expect((await failureOf(check())).message).toContain('String x: its type; and 2 more. Nothing');
  });

  it.each([
    ['in a file that is compressed', `${STATE}.gz`],
    ['where a state of old is, and nothing marks the store', '.pulumi/stacks/churn.json'],
  ])('is found %s', async (_, file) => {
    await write(STATE, sound(1), 3);
    await write(file, stateOf(FOREIGN), 2);
    expect((await failureOf(check())).message).toContain(join(folder, file));
  });

  it.each([
    [
      'of no number',
      stateOf(FOREIGN)
        .replace('"version":3', '"version":0')
        .replace('"checkpoint":{"stack":"x",', '"x":{},')
        .slice(0, -1),
    ],
    ['of no name', stateOf(FOREIGN).replace('"stack":"x",', '')],
    ['that is spelled otherwise', stateOf(FOREIGN).replace('"checkpoint"', '"Checkpoint"')],
  ])('is found where the engine may take another file for the state, one %s', async (_, text) => {
    await write(STATE, sound(1), 3);
    for (const file of ['.pulumi/stacks/churn.json', `${STATE}.gz`]) {
      await write(file, text, 2);
      expect(await failureOf(check())).toMatchObject({ reason: 'state-foreign' });
      await rm(join(folder, file));
    }
    await write(`${STATE}.gz`, '{}', 2);
    expect(await check()).toEqual(SOUND);
  });

  it('does not hide a damaged file that was written at the same moment, which the engine takes', async () => {
    await write(STATE, sound(1));
    await write(`${STATE}.zst`, '{}');
    expect(await failureOf(check())).toMatchObject({
      reason: 'state-damaged',
      message: expect.stringContaining('.zst'),
    });
  });

  it.each([
    ['version: 1\n', MISSING],
    ['version: 0\n', 'state-foreign'],
    ['version: 1\nversion: 0\n', 'state-foreign'],
    ['{ "version": 0x0 }', 'state-foreign'],
  ])('does not count where the store is marked as laid out otherwise: %j', async (mark, expected) => {
    await write('.pulumi/meta.yaml', mark);
    await write('.pulumi/stacks/churn.json', stateOf(FOREIGN));
    const found = await check().catch(({ reason }: RunFailure) => reason);
    expect(found).toEqual(expected);
  });

  it('may be there where the engine reads a key in another way', async () => {
    await write(STATE, stateOf().replace('"resources"', '"resources":[],"Resources"'));
    expect(await failureOf(check())).toMatchObject({
      reason: 'state-foreign',
      message: expect.stringContaining('the key "Resources" in it is spelled otherwise'),
    });
  });
});

describe('a state whose files can not be reached', () => {
  it.each([
    'gs://state',
    'azblob://state',
    'https://api.pulumi.com',
    's3://state?endpoint=127.0.0.1:1&disableSSL=true',
  ])('is asked of the engine: %s', async (url) => {
    expect(await check(settings(url), async () => undefined)).toEqual(MISSING);
    const ours = { ...PROVIDER, inputs: { version: '7.40.0' } };
    expect(await check(settings(url), async () => ({ resources: [ours] }))).toEqual({
      ...SOUND,
      pluginVersions: ['7.40.0'],
    });
    const { reason, message, hint } = await failureOf(check(settings(url), async () => ({ resources: [FOREIGN] })));
    expect(reason).toBe('state-foreign');
    expect(message).toContain(`(${url.replace(/\?.*/, '')}): random:index:String x: its type.`);
    expect(hint).toMatch(/stack history|The engine keeps backups in/);
  });

  it.each([
    's3://state/dev/../prod',
    's3://state/dev%2F..%2Fprod',
    's3://state/./prod',
    's3://state/dev../prod',
    's3://state/a%01b',
    's3://state/a__0x2f__b',
    's3://state?prefix=a/../',
    's3://state?key=prod',
    `file://${tmpdir()}?prefix=prod/`,
    `file://${tmpdir()}?key=prod`,
  ])('is asked of the engine, which has its own way to name them: %s', async (url) => {
    expect(await check(settings(url), async () => ({}))).toEqual(SOUND);
  });

  it('is foreign where what keeps the secrets is spelled otherwise, as the engine passes it on', async () => {
    const keeper = { type: 'cloud', state: { url: 'awskms://alias/x', URL: 'awskms://alias/x?endpoint=evil.example' } };
    const { reason } = await failureOf(check(settings('gs://state'), async () => ({ secrets_providers: keeper })));
    expect(reason).toBe('state-foreign');
  });

  it('lets nothing run where the engine can not read it either', async () => {
    await expect(check(settings('gs://state'), NOT_ASKED)).rejects.toThrow('The engine was asked.');
  });
});

it('has the salt of the state, where a passphrase opens it', async () => {
  const salt = 'v1:fw2x/4ZS5Xk=:v1:p+UlURmwKQq3cF5b:PReR5vGXG1dsAOlekZvTCH18OlqXCg==';
  const latest = { secrets_providers: { type: 'passphrase', state: { salt } } };
  await write(STATE, JSON.stringify({ version: 3, checkpoint: { stack: 'x', latest } }));
  expect(await check()).toEqual({ ...SOUND, salt });
});

it('the versions of the plugin are those of the state', async () => {
  await write(STATE, stateOf({ ...PROVIDER, inputs: { version: '7.40.0' } }));
  expect(await check()).toEqual({ ...SOUND, pluginVersions: ['7.40.0'] });
});
