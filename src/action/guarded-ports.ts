import type { Log, Ports } from './ports';
import { type Clean, cleanTexts } from '../report/redact';

/** How each port is guarded: a new one has to say. What comes in is left as it is, and what leaves is without secrets. */
type Guards = { readonly [K in keyof Ports]: (port: Ports[K], clean: Clean) => Ports[K] };

const leave = <T>(port: T): T => port;

const GUARDS: Guards = {
  input: leave,
  environment: leave,
  event: leave,
  repository: leave,
  run: leave,
  signal: leave,
  secrets: leave,
  tools: leave,
  output: (output, clean) => (name, value) => output(name, clean(value)),
  save: (save, clean) => (name, value) => save(name, clean(value)),
  log: guardedLog,
  summary: (summary, clean) => (markdown) => summary(clean(markdown)),
  writeFile: (writeFile, clean) => (path, content) => writeFile(path, clean(content)),
  pullRequests: (open, clean) => async (token) => guardedApi(await open(token), clean),
  workflowRuns: (open, clean) => async (token) => guardedApi(await open(token), clean),
};

/** Ports through which no secret leaves, whoever uses them, and for whatever. */
export function guardedPorts(ports: Ports, clean: Clean): Ports {
  const names = Object.keys(GUARDS) as (keyof Ports)[];
  const guard = <K extends keyof Ports>(name: K) => [name, GUARDS[name](ports[name], clean)] as const;
  return Object.fromEntries(names.map(guard)) as unknown as Ports;
}

export function guardedLog(log: Log, clean: Clean): Log {
  const annotate = (print: Log['notice']) => (line: string, title?: string) =>
    print(clean(line), title && clean(title));
  return {
    info: (line) => log.info(clean(line)),
    debug: (line) => log.debug(clean(line)),
    notice: annotate((line, title) => log.notice(line, title)),
    warning: annotate((line, title) => log.warning(line, title)),
    error: (line, title, at) => log.error(clean(line), title && clean(title), at && { ...at, file: clean(at.file) }),
    group: (title, body) => log.group(clean(title), body),
  };
}

/** What is asked of GitHub, and written there. */
function guardedApi<A extends object>(api: A, clean: Clean): A {
  return new Proxy(api, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => guardedAnswer(Reflect.apply(value, target, cleanTexts(given, clean)), clean);
    },
  });
}

/** What GitHub says of a failure is shortened before it is told, and half of a secret is found by nobody. */
function guardedAnswer(answer: unknown, clean: Clean): unknown {
  if (answer instanceof Promise) return answer.catch((error: unknown) => fail(error, clean));
  return isIterable(answer) ? guardedPages(answer, clean) : answer;
}

async function* guardedPages(pages: AsyncIterable<unknown>, clean: Clean) {
  try {
    yield* pages;
  } catch (error) {
    fail(error, clean);
  }
}

function isIterable(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function fail(error: unknown, clean: Clean): never {
  if (error instanceof Error) {
    Object.defineProperty(error, 'message', { value: clean(error.message), configurable: true, writable: true });
  }
  throw error;
}
