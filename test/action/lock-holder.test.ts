import { FakePorts } from './fake-ports';
import { lockHolders } from '../../src/action/lock-holder';
import { writeNote } from '../../src/stack/lock/run-note';
import type { StateFiles } from '../../src/stack/state/files';
import { FakeFiles, LOCK, STACK } from '../stack/lock/samples';

const NOTE = { run: 'https://github.com/acme/churn/actions/runs/41', attempt: 2, at: '2026-01-02T03:04:01Z' };

async function asked(prepare: (ports: FakePorts) => void = () => undefined, note = NOTE) {
  const files = new FakeFiles();
  await writeNote(files, STACK, LOCK, note);
  const ports = new FakePorts();
  prepare(ports);
  return { ports, holder: await lockHolders(STACK, files, ports)(LOCK) };
}

function refusal(status: number): Error {
  return Object.assign(new Error('Resource not accessible by integration'), { status });
}

it('names the run, and asks GitHub for exactly its attempt', async () => {
  const statusOf = jest.fn(async (_: object) => 'completed');
  const { ports, holder } = await asked((given) => (given.statusOf = statusOf));
  expect(statusOf).toHaveBeenCalledWith({ owner: 'acme', repository: 'churn', run: 41, attempt: 2 });
  expect(ports.sentTo('workflowRuns')).toEqual(['ghs_token']);
  expect(holder).toEqual({
    words:
      'It is of https://github.com/acme/churn/actions/runs/41, attempt 2, which began to change the stack at 2026-01-02T03:04:01Z. That attempt is over, so that its holder is dead.',
    isDead: true,
    isAlive: false,
  });
});

it.each(['in_progress', 'queued', 'waiting'])('takes an attempt that is %s for alive', async (status) => {
  const { holder } = await asked((ports) => (ports.statusOf = async () => status));
  expect(holder).toMatchObject({ isDead: false, isAlive: true, words: expect.stringContaining(`goes on (${status})`) });
});

it.each<[why: string, prepare: (ports: FakePorts) => void, words: string]>([
  ['GitHub refuses', (ports) => (ports.statusOf = async () => Promise.reject(refusal(403))), 'GitHub answers 403'],
  ['GitHub does not know it', (ports) => (ports.statusOf = async () => Promise.reject(refusal(404))), 'actions: read'],
  ['GitHub fails', (ports) => (ports.statusOf = async () => Promise.reject(refusal(502))), 'GitHub answers 502'],
  [
    'there is no network',
    (ports) => (ports.statusOf = async () => Promise.reject(new Error('ECONNRESET'))),
    'be asked',
  ],
  [
    'it is of another server',
    (ports) => (ports.environment = { GITHUB_SERVER_URL: 'https://github.acme.dev' }),
    'not on this',
  ],
])('says that it is not known whether the attempt is over where %s', async (_, prepare, words) => {
  const { holder } = await asked(prepare);
  expect(holder).toMatchObject({ isDead: false, isAlive: false });
  expect(holder.words).toContain('Whether that attempt is over is not known');
  expect(holder.words).toContain(words);
});

it('does not ask about its own attempt', async () => {
  const { url, attempt } = new FakePorts().run;
  const { ports, holder } = await asked(undefined, { ...NOTE, run: url, attempt });
  expect(holder).toMatchObject({ isDead: false, words: expect.stringContaining('this attempt of this run') });
  expect(ports.sentTo('workflowRuns')).toEqual([]);
});

it.each<[why: string, files: StateFiles | undefined]>([
  ['there is no note', new FakeFiles()],
  ['no notes are kept', undefined],
  [
    'the note can not be read',
    Object.assign(new FakeFiles(), { read: async () => Promise.reject(new Error('S3 answers 403.')) }),
  ],
])('says that the holder is unknown where %s', async (_, files) => {
  const ports = new FakePorts();
  const holder = await lockHolders(STACK, files, ports)(LOCK);
  expect(holder).toMatchObject({
    isDead: false,
    isAlive: false,
    words: expect.stringMatching(/^Which run holds it is unknown/),
  });
  expect(ports.sentTo('workflowRuns')).toEqual([]);
});
