import { setImmediate as nextTurn } from 'node:timers/promises';
import { FakePorts } from './fake-ports';
import { tellOfCancelling } from '../../src/action/cancelling';
import { Progress } from '../../src/action/progress';
import { readRequest } from '../../src/request/read-request';
import { change, ROLE_TYPE } from '../report/samples';

async function cancelled(prepare: (ports: FakePorts, progress: Progress) => void = () => undefined) {
  const ports = new FakePorts({ command: 'up' });
  ports.secrets = ['hush-hush'];
  const progress = new Progress();
  prepare(ports, progress);
  tellOfCancelling(readRequest(ports).request!, progress, ports);
  await nextTurn();
  const before = ports.sent.length;
  ports.cancellation.abort();
  await nextTurn();
  expect(before).toBe(0);
  return ports;
}

it('tells at once what is in flight, in the log, the outputs and the summary', async () => {
  const ports = await cancelled((_, progress) =>
    progress.note({ ...change(ROLE_TYPE, 'create'), resource: 'hush-hush', status: 'not-reached' }),
  );
  expect(ports.sentTo('info')).toEqual([expect.stringMatching(`^Cancelling; in flight: create ${ROLE_TYPE} `)]);
  expect(ports.outputs).toEqual({ 'failure-reason': 'cancelled' });
  expect(ports.saved).toEqual({ cancelled: 'true' });
  expect(ports.sentTo('summary')).toEqual([expect.stringMatching(/Cancelled.*in flight: create .*command: preview/s)]);
  expect(ports.sentTo('summary').join()).not.toContain('hush-hush');
});

it('says so where nothing is in flight', async () => {
  const ports = await cancelled();
  expect(ports.sentTo('info')).toEqual([expect.stringMatching(/^Cancelling; in flight: nothing\. /)]);
});

it('tells in one place what can not be told in another', async () => {
  const ports = await cancelled((fake) => {
    fake.output = () => {
      throw new Error('no');
    };
  });
  expect(ports.sentTo('summary')).toHaveLength(1);
});
