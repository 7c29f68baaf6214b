import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Ports } from '../../src/action/ports';
import type { Saved } from '../../src/action/saved';

const core = {
  ...{ getInput: jest.fn(), setOutput: jest.fn(), setSecret: jest.fn(), setFailed: jest.fn(), group: jest.fn() },
  ...{ saveState: jest.fn(), getState: jest.fn() },
  ...{ info: jest.fn(), notice: jest.fn(), debug: jest.fn(), warning: jest.fn(), error: jest.fn() },
  summary: { addRaw: jest.fn() },
  ExitCode: { Failure: 1 },
};
const run = jest.fn<Promise<boolean>, [Ports]>();
const afterKill = jest.fn<Promise<void>, [Ports, Saved]>();
const getOctokit = jest.fn();
const toolCache = { downloadTool: jest.fn() };

/** What the bundle has from the runner's packages, which are not made for this module system. */
jest.mock('@actions/core', () => core, { virtual: true });
jest.mock('@actions/github', () => ({ getOctokit }), { virtual: true });
jest.mock('@actions/tool-cache', () => toolCache, { virtual: true });
jest.mock('../../src/action/run', () => ({ run }));
jest.mock('../../src/action/post', () => ({ afterKill }));
/** The streams are those of the tests here. */
const guardStream = jest.fn();
jest.mock('../../src/action/guarded-stream', () => ({ guardStream }));

const own = { ...process.env };
let workspace: string;
let on: jest.SpyInstance;
/** The entry ends the process a little later, which is that of the tests here. */
let timeout: jest.SpyInstance;
const unref = jest.fn();

beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'main-'));
  process.env = {
    ...{ GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: 'acme/churn', GITHUB_EVENT_NAME: 'push', GITHUB_RUN_ID: '17' },
  };
  jest.resetAllMocks();
  core.getInput.mockReturnValue('');
  on = jest.spyOn(process, 'on').mockReturnThis();
  timeout = jest.spyOn(global, 'setTimeout').mockReturnValue({ unref } as never);
});
afterEach(async () => {
  on.mockRestore();
  timeout.mockRestore();
  process.env = own;
  process.exitCode = undefined;
  await rm(workspace, { recursive: true });
});

/** Runs the entry, and waits for its end. */
async function main(): Promise<void> {
  await jest.isolateModulesAsync(async () => {
    await import('../../src/action/main');
    while (run.mock.calls.length === 0) await nextTurn();
    await run.mock.results[0]!.value.catch(() => undefined);
    await nextTurn();
  });
}

/** What is run is `body`, with the ports. */
async function withPorts(body: (ports: Ports) => unknown, succeeds = true): Promise<void> {
  let error: unknown;
  run.mockImplementation(async (ports) => {
    try {
      await body(ports);
    } catch (caught) {
      error = caught;
    }
    return succeeds;
  });
  await main();
  if (error) throw error as Error;
}

it('tells what the runner tells', async () => {
  await withPorts((ports) => {
    expect(ports.repository).toBe('acme/churn');
    expect(ports.event).toEqual({ name: 'push', payload: {} });
    expect(ports.run.url).toBe('https://github.com/acme/churn/actions/runs/17');
    expect(ports.environment).toBe(process.env);

    core.getInput.mockImplementation((name) => `value of ${name}`);
    expect(ports.input('endpoint')).toBe('value of endpoint');
    ports.output('stack', 'churn');
    expect(core.setOutput).toHaveBeenCalledWith('stack', 'churn');
  });
});

describe('secrets', () => {
  const CANARY = 'canary/of+all';
  const told = (...mocks: jest.Mock[]) => JSON.stringify(mocks.map(({ mock }) => mock.calls));

  it('are masked before anything is printed, even where the event can not be read', async () => {
    Object.assign(process.env, { AWS_SESSION_TOKEN: CANARY, PULUMI_CONFIG_PASSPHRASE: 'two\nlines-of-it' });
    process.env.GITHUB_EVENT_PATH = join(workspace, CANARY);
    core.getInput.mockImplementation((name) => (name === 'github-token' ? 'ghs_1234' : ''));
    await withPorts(() => undefined);
    expect(core.setSecret.mock.calls.flat()).toEqual(expect.arrayContaining(['ghs_1234', CANARY, 'lines-of-it']));
    const masked = Math.max(...core.setSecret.mock.invocationCallOrder);
    expect(core.warning.mock.invocationCallOrder[0]).toBeGreaterThan(masked);
    expect(guardStream.mock.invocationCallOrder[0]).toBeGreaterThan(masked);
    expect(guardStream.mock.calls.map(([stream]) => stream)).toEqual([process.stdout, process.stderr]);
    expect(core.warning.mock.calls.join()).toContain("The event can't be read");
    expect(told(core.warning)).not.toContain(CANARY);
  });

  it('do not leave by any port', async () => {
    process.env.PULUMI_ACCESS_TOKEN = CANARY;
    const createComment = jest.fn(async () => ({ data: { id: 1, html_url: 'url', user: null } }));
    getOctokit.mockReturnValue({ rest: { issues: { createComment } }, hook: { wrap: jest.fn() } });
    core.summary.addRaw.mockReturnValue({ write: jest.fn() });
    await withPorts(async ({ output, save, summary, log, pullRequests, secrets }) => {
      expect(secrets).toContain(CANARY);
      output('stack', CANARY);
      save('result', CANARY);
      await summary(CANARY);
      log.debug(CANARY);
      log.error(`${'a'.repeat(3995)}${CANARY}`, CANARY);
      await (await pullRequests(CANARY)).createComment(7, CANARY);
    });
    expect(getOctokit).toHaveBeenCalledWith(CANARY, expect.anything());
    const ports = [core.setOutput, core.saveState, core.summary.addRaw, core.debug, core.error, createComment];
    expect(ports.map((port) => told(port).includes('***'))).toEqual(ports.map(() => true));
    expect(told(...ports)).not.toContain('canary');
  });

  it('are not in what is said of a fault', async () => {
    process.env.PULUMI_ACCESS_TOKEN = CANARY;
    run.mockRejectedValue(new Error(CANARY));
    await main();
    const handle = (name: string) => on.mock.calls.find(([event]) => event === name)![1] as (error: Error) => void;
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    for (const name of ['unhandledRejection', 'uncaughtException']) handle(name)(new Error(CANARY));
    exit.mockRestore();
    expect(core.setFailed).toHaveBeenCalledTimes(2);
    expect(core.debug).toHaveBeenCalledTimes(3);
    expect(told(core.setFailed, core.debug)).not.toContain('canary');
  });
});

it('lets no name or message from outside give the runner commands', async () => {
  await withPorts(async ({ log }) => {
    const evil = 'fine\n::set-output name=stack::evil';
    log.info(evil);
    log.debug(evil);
    log.notice(evil, 'a title');
    log.warning(evil, 'a title');
    log.error(evil, 'a title');
    core.group.mockImplementation((_title, body) => body());
    expect(await log.group(evil, async () => 'result')).toBe('result');
    for (const print of [core.info, core.debug, core.notice, core.warning, core.error, core.group]) {
      expect(print.mock.lastCall![0]).toMatch(/^fine/);
      expect(print.mock.lastCall![0]).not.toMatch(/^::/m);
    }
    for (const annotate of [core.notice, core.warning, core.error]) {
      expect(annotate.mock.lastCall![1]).toEqual({ title: 'a title' });
    }
  });
});

it('writes the summary, and files in the workspace only', async () => {
  await withPorts(async ({ summary, writeFile }) => {
    const write = jest.fn();
    core.summary.addRaw.mockReturnValue({ write });
    await summary('# Summary');
    expect(core.summary.addRaw).toHaveBeenCalledWith('# Summary');
    expect(write).toHaveBeenCalledWith({ overwrite: true });

    await writeFile(join(workspace, 'report.json'), '{}');
    expect(await readFile(join(workspace, 'report.json'), 'utf8')).toBe('{}');
    await expect(writeFile(join(workspace, '..', 'report.json'), '{}')).rejects.toThrow('out of the workspace');
  });
});

it('goes on without an event that can not be read, and says so', async () => {
  process.env.GITHUB_EVENT_PATH = join(workspace, 'none.json');
  await withPorts(({ event }) => expect(event).toEqual({ name: 'push', payload: {} }));
  expect(core.warning).toHaveBeenCalledWith(expect.stringContaining("The event can't be read"), expect.anything());
});

it('asks GitHub about the repository with the token, and again when it says so', async () => {
  await withPorts(async ({ pullRequests, tools }) => {
    const createComment = jest.fn(async () => ({ data: { id: 1, html_url: 'url', user: null } }));
    const wrap = jest.fn<void, [string, (...args: unknown[]) => unknown]>();
    getOctokit.mockReturnValue({ rest: { issues: { createComment } }, hook: { wrap } });
    process.env.GITHUB_API_URL = 'https://github.acme.example/api/v3/';
    const api = await pullRequests('ghs_token');
    expect(getOctokit).toHaveBeenCalledWith('ghs_token', { baseUrl: 'https://github.acme.example/api/v3' });
    const [name, bounded] = wrap.mock.lastCall!;
    expect(name).toBe('request');
    const told = { status: 429, response: { headers: { 'retry-after': '0' } } };
    const request = jest.fn().mockRejectedValueOnce(Object.assign(new Error('slow\n::down'), told));
    request.mockResolvedValue({ status: 204, headers: {} });
    await bounded(request, { method: 'GET', url: '/' });
    expect(core.info).toHaveBeenCalledWith(expect.not.stringMatching(/^::/m));
    await api.createComment(7, 'body');
    expect(createComment).toHaveBeenCalledWith({ owner: 'acme', repo: 'churn', issue_number: 7, body: 'body' });
    expect((await tools()).downloadTool).toBe(toolCache.downloadTool);
  });
});

it.each(['SIGINT', 'SIGTERM', 'SIGBREAK'])(
  '%s cancels the run, and nothing that is left over keeps the process',
  async (name) => {
    const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
    await withPorts(({ signal }) => {
      expect(signal.aborted).toBe(false);
      const [, listener] = on.mock.calls.find(([event]) => event === name)!;
      listener();
      expect(signal.aborted).toBe(true);
    }, false);
    expect([exit.mock.calls, process.exitCode]).toEqual([[[]], 1]);
    exit.mockRestore();
  },
);

it('is not kept by what nobody waits for any more', async () => {
  const exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
  await withPorts(() => undefined);
  const [end] = timeout.mock.lastCall!;
  expect(unref).toHaveBeenCalled();
  expect(exit).not.toHaveBeenCalled();
  (end as () => void)();
  expect(exit).toHaveBeenCalledWith();
  exit.mockRestore();
});

it.each([
  [true, undefined],
  [false, 1],
])('lets the step succeed: %s', async (succeeds, exitCode) => {
  await withPorts(() => undefined, succeeds);
  expect(process.exitCode).toBe(exitCode);
  expect(core.setFailed).not.toHaveBeenCalled();
});

it('tells of a fault of its own', async () => {
  run.mockRejectedValue(new Error('oops'));
  await main();
  expect(core.setFailed).toHaveBeenCalledWith(
    expect.stringMatching(/^This is a fault of the Action itself: oops Please/),
  );
  expect(core.debug).toHaveBeenCalledWith(expect.stringContaining('main.test.ts'));
});

it('is no success where it ends with nothing left to wait for', async () => {
  const atExit = () => on.mock.calls.find(([event]) => event === 'exit')![1]();
  await withPorts(() => {
    atExit();
    expect(core.setFailed).toHaveBeenCalledWith(expect.stringContaining('it ended before it was done'));
  });
  core.setFailed.mockClear();
  atExit();
  expect(core.setFailed).not.toHaveBeenCalled();
});

it('goes on where something fails that nobody waits for', async () => {
  await withPorts(() => {
    const [, listener] = on.mock.calls.find(([event]) => event === 'unhandledRejection')!;
    listener(new Error('lost'));
    expect(core.debug).toHaveBeenCalledWith(expect.stringContaining('lost'));
  });
  expect(core.setFailed).not.toHaveBeenCalled();
});

it.each([true, false])('notes that it has ended, whatever came of it: %s', async (succeeds) => {
  await withPorts(() => expect(core.saveState).not.toHaveBeenCalled(), succeeds);
  expect(core.saveState.mock.calls).toEqual([['ended', 'true']]);
});

it('notes that it has ended where it failed by a fault of its own, and where that can not be noted', async () => {
  run.mockRejectedValue(new Error('oops'));
  core.saveState.mockImplementation(() => {
    throw new Error('no such file');
  });
  await main();
  expect(core.saveState.mock.calls).toEqual([['ended', 'true']]);
  expect(core.debug).toHaveBeenCalledWith("ended can't be noted: no such file");
});

describe('what runs after the job', () => {
  const argument = process.argv[2];
  let exit: jest.SpyInstance;
  beforeEach(() => {
    process.argv[2] = 'post';
    exit = jest.spyOn(process, 'exit').mockReturnValue(undefined as never);
  });
  afterEach(() => {
    process.argv[2] = argument!;
    exit.mockRestore();
  });

  async function post(): Promise<void> {
    await jest.isolateModulesAsync(async () => {
      await import('../../src/action/main');
      while (exit.mock.calls.length === 0) await nextTurn();
    });
  }

  it('tells of a step that was killed, sets no outputs, and runs nothing again', async () => {
    core.getState.mockReturnValue('noted');
    afterKill.mockImplementation(async (ports, saved) => {
      ports.output('stack', 'churn');
      expect(saved('account')).toBe('noted');
      expect(ports.signal.aborted).toBe(false);
    });
    await post();
    expect(core.getState).toHaveBeenCalledWith('account');
    expect([run, core.setOutput, core.warning, core.saveState].map(({ mock }) => mock.calls)).toEqual([[], [], [], []]);
    expect(exit.mock.calls).toEqual([[0]]);
  });

  it('never fails the job', async () => {
    afterKill.mockRejectedValue(new Error('oops'));
    await post();
    expect(core.warning).toHaveBeenCalledWith('What became of the step could not be told: oops', expect.anything());
    expect(exit.mock.calls).toEqual([[0]]);
  });
});
