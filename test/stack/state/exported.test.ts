import { setTimeout as sleep } from 'node:timers/promises';
import type { PulumiCommand } from '@pulumi/pulumi/automation';
import type { StackSettings } from '../../../src/stack/settings';
import { exportedState } from '../../../src/stack/state/exported';
import { supposedStack } from '../../../src/stack/workspace';
import { stackNotFoundError } from '../command-errors';

/** In place of Pulumi's workspace, which needs an engine. */
jest.mock('../../../src/stack/workspace', () => ({
  ...jest.requireActual('../../../src/stack/workspace'),
  supposedStack: jest.fn(),
}));

type Running = { run(args: string[], folder: string, environment: object, ...rest: unknown[]): Promise<unknown> };

const SETTINGS = { backend: { url: 'gs://state?secret=x' } } as StackSettings;
const run = jest.fn<Promise<unknown>, unknown[]>();
const ENGINE = { run } as unknown as PulumiCommand;

const log: string[] = [];
const ask = () =>
  exportedState(SETTINGS, { engine: ENGINE, folder: '/folder', environment: { A: 'b' } }, (line) => log.push(line));

beforeEach(() => {
  log.length = 0;
  run.mockReset();
  jest.mocked(supposedStack).mockImplementation(async ({ engine }) => {
    const exportStack = () => (engine as unknown as Running).run(['stack', 'export'], '/folder', {});
    return { exportStack } as never;
  });
});
afterEach(() => delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES);

it('is what the engine exports', async () => {
  run.mockResolvedValue({ version: 3, deployment: { resources: [] } });
  expect(await ask()).toEqual({ resources: [] });
  expect(supposedStack).toHaveBeenCalledWith(
    expect.objectContaining({ folder: '/folder', environment: { A: 'b' } }),
    SETTINGS,
  );
});

it('is nothing where the stack has nothing, and missing where there is none', async () => {
  run.mockResolvedValue({ version: 3, deployment: null });
  expect(await ask()).toEqual({});
  run.mockRejectedValue(stackNotFoundError('s'));
  expect(await ask()).toBeUndefined();
});

it('fails as the engine does', async () => {
  run.mockRejectedValue(new Error('no network'));
  await expect(ask()).rejects.toThrow('no network');
});

it('is not waited for without end, and told what is waited for', async () => {
  process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'engine-silence=0.2';
  run.mockImplementation(async (...options) => {
    const signal = options[5] as AbortSignal;
    while (!signal.aborted) await sleep(10);
    throw new Error('It was ended.');
  });
  await expect(ask()).rejects.toMatchObject({
    reason: 'timed-out',
    message: 'The engine did not come to read the state (gs://state) within 0.2 s. Nothing was run.',
  });
  expect(log[0]).toContain('for: the state (gs://state).');
});
