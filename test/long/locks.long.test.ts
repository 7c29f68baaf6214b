import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { setUpStage, STACK, STATE_BUCKET } from '../faults/stage';

const stage = setUpStage();

const ROUNDS = 20;
/** Milliseconds, for all rounds on one backend. */
const DEADLINE = 1_500_000;
const RUNS = [1, 2, 3, 4];

describe('four runs of up at once on one stack', () => {
  it.each<[place: string, url: () => string, files: () => Promise<string[]>]>([
    ['s3://', () => `s3://${STATE_BUCKET}`, inBucket],
    ['file://', () => `file://${stage.sandbox.folder}`, inFolder],
  ])(
    `all succeed, one after the other, in ${ROUNDS} rounds on %s`,
    async (_, url, files) => {
      const place = { 'backend-url': url(), 'lock-timeout': '10m' };
      for (let round = 1; round <= ROUNDS; round++) {
        const runs = await Promise.all(
          RUNS.map((run) => stage.act({ inputs: { ...place, command: 'up', tags: `round=${round}\nrun=${run}` } })),
        );
        expect(runs.map(({ exitCode, log }) => (exitCode === 0 ? '' : log))).toEqual(RUNS.map(() => ''));
        // Each has other tags than the one before it, so that every one has something to do, once.
        expect(runs.map(({ outputs }) => outputs['has-changes'])).toEqual(RUNS.map(() => 'true'));
        expect(await files()).toEqual([]);
      }
      expect((await stage.act({ inputs: { ...place, command: 'drift' } })).exitCode).toBe(0);
      expect((await stage.act({ inputs: { ...place, command: 'destroy' } })).exitCode).toBe(0);
    },
    DEADLINE,
  );
});

it('two runs of destroy at once both succeed', async () => {
  await stage.act({ inputs: { command: 'up' } });
  const runs = await Promise.all([1, 2].map(() => stage.act({ inputs: { command: 'destroy' } })));
  expect(runs.map(({ exitCode, log }) => (exitCode === 0 ? '' : log))).toEqual(['', '']);
});

it('the command that removes all locks of a stack works as it is told', async () => {
  await stage.act({ inputs: { command: 'up' } });
  const lock = { pid: 7, username: 'runner', hostname: 'other-machine', timestamp: '2026-01-02T03:04:05Z' };
  const Key = `.pulumi/locks/${STACK}/11111111-2222-4333-8444-555555555555.json`;
  await stage.s3.send(new PutObjectCommand({ Bucket: STATE_BUCKET, Key, Body: JSON.stringify(lock) }));
  const lockedOut = await stage.act({ inputs: { command: 'up', 'lock-timeout': '0s' } });
  const [command] = /PULUMI_BACKEND_URL=.*--stack \S+/.exec(lockedOut.log)!;

  const { aws, environment } = stage.sandbox;
  const env = { ...environment, ...credentialVariables(aws.admin), AWS_REGION: aws.region };
  await promisify(execFile)('sh', ['-c', command], { env });
  expect(await stage.lockFiles()).toEqual([]);
  expect((await stage.act({ inputs: { command: 'up' } })).exitCode).toBe(0);
});

/** The locks and the notes that are left. */
async function inBucket(): Promise<string[]> {
  const listed = await stage.s3.send(new ListObjectsV2Command({ Bucket: STATE_BUCKET, Prefix: '.pulumi/' }));
  return withoutState((listed.Contents ?? []).map((object) => object.Key!));
}

async function inFolder(): Promise<string[]> {
  const entries = await readdir(join(stage.sandbox.folder, '.pulumi'), { recursive: true, withFileTypes: true });
  return withoutState(entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)));
}

function withoutState(files: readonly string[]): string[] {
  return files.filter((file) => /\.pulumi\/(locks|model-deployment-iam)\//.test(file));
}
