import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findChromium } from './find-chromium';

/** A page of a browser without a window. */
export interface Tab {
  /** All that the browser has told of the page, in order. */
  readonly events: readonly BrowserEvent[];
  /** A command of the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/ */
  send<T>(method: string, parameters?: object): Promise<T>;
  /** The result of an expression of JavaScript, within the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Opens an address, and waits until all of it is loaded. */
  open(address: string): Promise<void>;
  close(): Promise<void>;
}

interface BrowserEvent {
  readonly method: string;
  readonly params: Readonly<Record<string, any>>;
}

export interface Chromium {
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: Readonly<Record<string, any>>;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Starts Chromium without a window; it is told what to do through a pipe, so that no port is open. */
export async function startChromium(): Promise<Chromium> {
  const { path, environment } = await findChromium();
  const profile = await mkdtemp(join(tmpdir(), 'model-deployment-iam-chromium-'));
  const child = spawn(
    path,
    // As root, which containers often run as, it has no sandbox of its own. It opens nothing but our own pages.
    [
      ...['--headless', '--remote-debugging-pipe', '--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`],
      // What it would do of its own accord.
      ...['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-extensions'],
      ...['--disable-sync', '--disable-dev-shm-usage', '--mute-audio'],
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: environment },
  );
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const pipe = connect(child.stdio[3] as Writable, child.stdio[4] as Readable, ended);
  return {
    newTab: () => newTab(pipe),
    async close() {
      await pipe.send('Browser.close').catch(() => child.kill());
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

interface Pipe {
  send<T>(method: string, parameters?: object, sessionId?: string): Promise<T>;
  onEvent(sessionId: string, told: (event: BrowserEvent) => void): void;
}

/** Messages are JSON, each with a zero behind it. */
function connect(input: Writable, output: Readable, ended: Promise<void>): Pipe {
  const waiting = new Map<number, { resolve: (value: any) => void; reject: (error: Error) => void }>();
  const listeners = new Map<string, (event: BrowserEvent) => void>();
  let next = 1;
  let rest = '';
  output.setEncoding('utf8');
  output.on('data', (data: string) => {
    const messages = (rest + data).split('\0');
    rest = messages.pop()!;
    for (const text of messages) receive(JSON.parse(text) as Message);
  });
  const receive = ({ id, sessionId = '', method, params = {}, result, error }: Message) => {
    if (id === undefined) return listeners.get(sessionId)?.({ method: method!, params });
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
  };
  input.on('error', () => undefined);
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error('Chromium has ended.'));
  });
  return {
    send(method, parameters = {}, sessionId) {
      const id = next++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params: parameters, ...(sessionId && { sessionId }) })}\0`);
      });
    },
    onEvent: (sessionId, told) => void listeners.set(sessionId, told),
  };
}

async function newTab(pipe: Pipe): Promise<Tab> {
  const { targetId } = await pipe.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await pipe.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const events: BrowserEvent[] = [];
  let loaded = () => undefined as void;
  pipe.onEvent(sessionId, (event) => {
    events.push(event);
    if (event.method === 'Page.loadEventFired') loaded();
  });
  const send = <T>(method: string, parameters?: object) => pipe.send<T>(method, parameters, sessionId);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log', 'DOM']) await send(`${domain}.enable`);
  return {
    send,
    events,
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send<{
        result: { value: T };
        exceptionDetails?: { exception: { description: string } };
      }>('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
      if (exceptionDetails) throw new Error(`${exceptionDetails.exception.description} in ${expression}`);
      return result.value;
    },
    async open(address) {
      const done = new Promise<void>((resolve) => (loaded = resolve));
      await send('Page.navigate', { url: address });
      await done;
    },
    close: () => send('Page.close'),
  };
}
