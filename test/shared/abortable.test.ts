import { setTimeout as sleep } from 'node:timers/promises';
import { abortable } from '../../src/shared/abortable';

it('is the work itself, if nothing is aborted', async () => {
  const { signal } = new AbortController();
  expect(await abortable(Promise.resolve(1), signal)).toBe(1);
  await expect(abortable(Promise.reject(new Error('no')), signal)).rejects.toThrow('no');
});

it('waits no longer once the signal is aborted', async () => {
  const controller = new AbortController();
  const waiting = abortable(sleep(60_000, undefined, { ref: false }), controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});

it('does not wait at all where the signal was aborted before, and nobody is told of a failure of the work later', async () => {
  const work = sleep(1).then(() => Promise.reject(new Error('late')));
  await expect(abortable(work, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
  await sleep(10);
});
