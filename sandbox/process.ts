import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const executeFile = promisify(execFile);

/**
 * Runs a program to its end.
 *
 * @param options onLine gets each line that it prints, when it does
 * @throws if it can't be started, or ends with another exit code than 0; the message has what it printed
 */
export async function run(
  program: string,
  args: readonly string[],
  { onLine, ...options }: { cwd?: string; env?: NodeJS.ProcessEnv; onLine?: (line: string) => void } = {},
): Promise<string> {
  try {
    const running = executeFile(program, args, { ...options, maxBuffer: 64 * 1024 * 1024 });
    if (onLine) {
      for (const stream of [running.child.stdout, running.child.stderr]) {
        createInterface({ input: stream! }).on('line', onLine);
      }
    }
    return (await running).stdout;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${message}\n${stdout}\n${stderr}`.trim());
  }
}

/** A port on 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server in a process of its own. */
export interface ServerProcess {
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until `isReady`.
 *
 * @throws if it ends before, or is not ready within 60 seconds; the message has what it printed
 */
export async function startServer(
  program: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; isReady: () => Promise<boolean> },
): Promise<ServerProcess> {
  const child = spawn(program, args, { env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stopWithParent = () => child.kill();
  process.once('exit', stopWithParent);

  const stop = async () => {
    process.removeListener('exit', stopWithParent);
    if (isRunning(child)) child.kill();
    await ended;
  };
  const deadline = Date.now() + 60_000;
  // What answers may be another server, which had the port before.
  while (!((await options.isReady()) && isRunning(child))) {
    if (!isRunning(child) || Date.now() > deadline) {
      await stop();
      throw new Error(`${program} did not start:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { stop };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
