import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { endedProcess } from '../../../src/stack/engine/ended-process';

beforeEach(() => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-stop=0.2 engine-kill=0.2';
});
afterEach(() => {
  delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
});

let child: ChildProcess;

/** As the Automation API starts processes: at once, and so that they are asked to end when a signal is aborted. */
async function start(script: string, signal: AbortSignal): Promise<string> {
  child = execFile('sh', ['-c', script]);
  signal.addEventListener('abort', () => child.kill('SIGINT'));
  let output = '';
  child.stdout!.on('data', (text) => (output += text));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error('it failed');
  return output;
}

it('is waited for', async () => {
  const { signal } = new AbortController();
  expect(await endedProcess(() => start('echo done', signal), signal)).toBe('done\n');
});

it('may end in its own time after it was asked to', async () => {
  const end = new AbortController();
  const running = endedProcess(() => start('trap "sleep 0.1; echo recorded; exit" INT; while :; do sleep 0.01; done', end.signal), end.signal); // prettier-ignore
  setTimeout(() => end.abort(), 100);
  expect(await running).toBe('recorded\n');
});

it('is asked again where it takes too long, and then told as abandoned', async () => {
  const end = new AbortController();
  const script = 'asked() { trap "echo noted; exit 1" INT; }; trap asked INT; while :; do sleep 0.01; done';
  const running = endedProcess(() => start(script, end.signal), end.signal);
  setTimeout(() => end.abort(), 100);
  await expect(running).rejects.toMatchObject({ name: 'EngineAbandoned', isKilled: false });
  expect(child.exitCode).toBe(1);
});

it('is asked again at once where the runner is about to kill everybody', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = '';
  const end = new AbortController();
  const script = 'asked() { trap "echo noted; exit 1" INT; }; trap asked INT; while :; do sleep 0.01; done';
  const running = endedProcess(() => start(script, end.signal), end.signal);
  setTimeout(() => end.abort(), 100);
  setTimeout(() => process.emit('SIGTERM'), 200);
  await expect(running).rejects.toMatchObject({ isKilled: false });
  expect(process.listenerCount('SIGTERM')).toBe(0);
});

it('is killed where it does not end, even if what it has started holds its outputs open', async () => {
  const end = new AbortController();
  const running = endedProcess(() => start('trap "" INT; sleep 3', end.signal), end.signal);
  setTimeout(() => end.abort(), 100);
  await expect(running).rejects.toThrow('The engine did not end when it was asked to, and was killed.');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
});
