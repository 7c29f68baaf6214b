import { execFile } from 'node:child_process';
import { hostname } from 'node:os';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import { FakePorts } from './fake-ports';
import { planOf } from '../../src/action/plan';
import { stackLocks } from '../../src/action/stack-locks';
import { readRequest } from '../../src/request/read-request';
import type { Run } from '../../src/stack/engine/with-run';
import { stateFilesOf } from '../../src/stack/state/files-of';
import { FakeFiles, LOCK } from '../stack/lock/samples';

/** In place of the bucket. */
jest.mock('../../src/stack/state/files-of', () => ({ stateFilesOf: jest.fn() }));

const LEFT = `there was a problem deleting the lock at s3://s/.pulumi/locks/a/${LOCK.uuid}.json, manual clean up may be required: AccessDenied`;

/** @returns the notes that were there while the engine ran, and those that are left */
async function ran(
  args: string[],
  files: FakeFiles | undefined = new FakeFiles(),
  stderr = '',
  leave: (files: FakeFiles, pid: number) => void = () => undefined,
) {
  jest.mocked(stateFilesOf).mockReturnValue(files);
  const ports = new FakePorts({ command: 'up' });
  const { request } = readRequest(ports);
  const meanwhile: [string, string][] = [];
  let pid: number | undefined;
  const run: Run = async () => {
    pid = execFile(process.execPath, ['--version']).pid;
    await new Promise(setImmediate);
    meanwhile.push(...(files?.content ?? []));
    if (files) leave(files, pid!);
    return { stderr };
  };
  const { engine, lockedOut, settled } = stackLocks(request!, planOf(request!, '123456789012'), {
    engine: { run } as unknown as PulumiCommand,
    aws: { region: 'us-west-2' },
    ports,
  });
  await (engine as unknown as { run: Run }).run(args, '/', {});
  await settled();
  return { meanwhile, pid, ports, left: await lockedOut.left(), lockedOut, remaining: files?.content.size };
}

it('notes which run the engine is of while it holds the stack, and only then', async () => {
  const { meanwhile, pid, ports, remaining } = await ran(['up', '--yes']);
  expect(meanwhile).toEqual([
    [
      `.pulumi/model-deployment-iam/organization/model-deployment-iam/churn-prod.us-west-2.123456789012/${hostname()}-${pid}.json`,
      expect.stringContaining(JSON.stringify(ports.run.url)),
    ],
  ]);
  expect(remaining).toBe(0);
});

it.each([[['preview']], [['refresh', '--preview-only']], [['destroy', '--preview-only']], [['stack', 'select']]])(
  'writes nothing for what takes no lock: %j',
  async (args) => {
    expect((await ran(args)).meanwhile).toEqual([]);
  },
);

it('goes on where the note can not be written', async () => {
  const files = Object.assign(new FakeFiles(), { write: async () => Promise.reject(new Error('S3 answers 403.')) });
  const { ports } = await ran(['up'], files);
  expect(ports.sentTo('debug')).toEqual([expect.stringContaining('S3 answers 403.')]);
});

it('keeps no notes with backends whose files it can not reach', async () => {
  expect((await ran(['up'], undefined)).left).toEqual([]);
});

it('knows the locks that the engine could not remove', async () => {
  expect((await ran(['stack', 'init'], new FakeFiles(), LEFT)).left).toEqual([
    { uuid: LOCK.uuid, why: 'AccessDenied' },
  ]);
});

it('knows the lock of an engine that was killed, and none of others', async () => {
  const path = '.pulumi/locks/organization/model-deployment-iam/churn-prod.us-west-2.123456789012';
  const own = (pid: number) => JSON.stringify({ pid, username: 'runner', hostname: hostname(), timestamp: LOCK.since });
  const { left } = await ran(['up'], new FakeFiles(), '', (files, pid) => {
    files.content.set(`${path}/${LOCK.uuid}.json`, own(pid));
    files.content.set(`${path}/other.json`, own(pid + 1));
  });
  expect(left).toEqual([{ uuid: LOCK.uuid, why: 'it is still there after the engine has ended' }]);
});

it('goes on where it can not look for the lock of its engine', async () => {
  const files = Object.assign(new FakeFiles(), { list: async () => Promise.reject(new Error('S3 answers 403.')) });
  expect((await ran(['up'], files)).left).toEqual([]);
});

it('waits as long as the input says', async () => {
  expect((await ran(['up'])).lockedOut.timeout).toBe(300_000);
});
