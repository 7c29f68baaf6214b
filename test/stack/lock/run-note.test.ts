import { FakeFiles, LOCK, STACK } from './samples';
import { noteOf, removeNote, writeNote } from '../../../src/stack/lock/run-note';

const NOTE = { run: 'https://github.com/acme/churn/actions/runs/1', attempt: 2, at: '2026-01-02T03:04:01.500Z' };

async function noted(note = NOTE) {
  const files = new FakeFiles();
  await writeNote(files, STACK, LOCK, note);
  return files;
}

it('is found by the lock of the process that it is of', async () => {
  expect(await noteOf(await noted(), STACK, LOCK)).toEqual(NOTE);
  // The time of a lock has whole seconds, cut off.
  const soon = { ...NOTE, at: '2026-01-02T03:04:05.900Z' };
  expect(await noteOf(await noted(soon), STACK, LOCK)).toEqual(soon);
});

it('is not among the locks, where the engine would take it for one', async () => {
  const [path] = [...(await noted()).content.keys()];
  expect(path).toBe(`.pulumi/model-deployment-iam/${STACK}/fv-az1-4711.json`);
});

it.each([
  ['another process', { pid: 4712 }],
  ['another machine', { hostname: 'fv-az2' }],
  ['a process of that number long after it', { since: '2026-01-02T04:04:05Z' }],
  ['a process of that number before it', { since: '2026-01-02T03:03:00Z' }],
])('says nothing of a lock of %s', async (_, change) => {
  expect(await noteOf(await noted(), STACK, { ...LOCK, ...change })).toBeUndefined();
});

it('says nothing of another stack', async () => {
  expect(await noteOf(await noted(), 'organization/model-deployment-iam/other', LOCK)).toBeUndefined();
});

it.each(['', '{', 'null', '{"run":"https://github.com","attempt":1}', JSON.stringify({ ...NOTE, run: 'no address' })])(
  'says nothing where it is damaged: %s',
  async (text) => {
    const files = await noted();
    for (const path of files.content.keys()) files.content.set(path, text);
    expect(await noteOf(files, STACK, LOCK)).toBeUndefined();
  },
);

it('goes with its process', async () => {
  const files = await noted();
  await removeNote(files, STACK, LOCK);
  expect(files.content.size).toBe(0);
});
