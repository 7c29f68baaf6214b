import { hostname } from 'node:os';
import { FakePorts, type GivenInputs } from './fake-ports';
import { afterKill } from '../../src/action/post';
import { locateEngine } from '../../src/stack/engine/locate';
import { locksOn } from '../../src/stack/lock/locks-on';
import { recordedState } from '../../src/stack/state/record';

/** In place of the engine and of the backend. */
jest.mock('../../src/stack/engine/locate', () => ({ locateEngine: jest.fn() }));
jest.mock('../../src/stack/engine/version', () => ({ engineVersionOnPath: jest.fn() }));
jest.mock('../../src/stack/lock/locks-on', () => ({ locksOn: jest.fn() }));
jest.mock('../../src/stack/state/record', () => ({ recordedState: jest.fn() }));

const BEGUN = '2026-11-30T10:00:00.000Z';
const LOCK = { uuid: 'lock', hostname: hostname(), since: '2026-11-30T11:00:01+01:00', username: 'runner', pid: 4711 };

const kill = jest.spyOn(process, 'kill');

beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(locateEngine).mockResolvedValue({} as never);
  jest.mocked(locksOn).mockResolvedValue([]);
  jest.mocked(recordedState).mockResolvedValue({ resources: [], pending: [] });
});
afterAll(() => kill.mockRestore());

async function after(inputs: GivenInputs, saved: Record<string, string>): Promise<FakePorts> {
  const ports = new FakePorts({ command: 'up', ...inputs });
  ports.secrets = ['ghs_token'];
  await afterKill(ports, (name) => saved[name] ?? '');
  return ports;
}

it('has nothing to tell of a step that had begun nothing', async () => {
  const ports = await after({}, {});
  expect(ports.sentTo('info')).toEqual(['The step ended before it had begun anything.']);
  expect(ports.sentTo('summary')).toEqual([]);
});

it('tells in the log, the summary and the comment what the state shows, without secrets', async () => {
  jest.mocked(recordedState).mockResolvedValue({
    resources: [{ urn: 'r', type: 'aws:iam/role:Role', id: 'ghs_token' }],
    pending: [],
  });
  const ports = await after({}, { begun: BEGUN, account: '123456789012', cancelled: 'true', result: 'Cancelled' });
  const comments = ports.api.comments.map(({ body }) => body);
  for (const told of [...ports.sentTo('summary'), ...comments, ports.sentTo('error').join()]) {
    expect(told).toContain('after the workflow was cancelled');
    expect(told).toContain('records Role ');
  }
  expect([...ports.sentTo('summary'), ...comments].join()).not.toContain('ghs_token');
  expect(comments).toEqual([expect.stringContaining('churn-prod.us-west-2.123456789012')]);
});

it('asks the engine of the tool cache, where the step had it from there', async () => {
  const ports = new FakePorts({ command: 'up' });
  Object.assign(ports.environment, { RUNNER_TOOL_CACHE: '/opt/tools' });
  const saved: Record<string, string> = { begun: BEGUN, account: '123456789012' };
  await afterKill(ports, (name) => saved[name] ?? '');
  expect(locateEngine).toHaveBeenCalledWith(expect.objectContaining({ toolCache: '/opt/tools' }));
});

it('looks at nothing where nothing was to be changed, or it is not known of which account', async () => {
  const preview = await after({ command: 'preview' }, { begun: BEGUN, account: '123456789012' });
  expect(preview.sentTo('summary').join()).toContain('preview changes nothing');
  const early = await after({}, { begun: BEGUN });
  expect(early.sentTo('summary').join()).toContain('It had not begun to change anything.');
  expect([locksOn, recordedState].map((look) => jest.mocked(look).mock.calls)).toEqual([[], []]);
});

it('waits for the engine that is still at work, and looks then', async () => {
  jest
    .mocked(locksOn)
    .mockResolvedValueOnce([{ address: 'lock', lock: LOCK }])
    .mockResolvedValueOnce([]);
  let asked = 0;
  kill.mockImplementation(() => {
    if (++asked > 3) throw Object.assign(new Error('gone'), { code: 'ESRCH' });
    return true;
  });
  const ports = await after({}, { begun: BEGUN, account: '123456789012' });
  expect(kill).toHaveBeenCalledWith(4711, 0);
  expect(ports.sentTo('info')[0]).toBe('Waiting for the engine, which is still at work (pid 4711)');
  expect(ports.sentTo('summary').join()).toContain('No lock is left.');
});

it.each([
  ['of another machine', { ...LOCK, hostname: 'elsewhere' }],
  ['from before the step', { ...LOCK, since: '2026-11-30T09:59:58Z' }],
])('takes a lock %s for that of another run', async (_, lock) => {
  jest.mocked(locksOn).mockResolvedValue([{ address: 'lock', lock }]);
  const ports = await after({}, { begun: BEGUN, account: '123456789012' });
  expect(kill).not.toHaveBeenCalled();
  expect(ports.sentTo('summary').join()).toContain('Another run holds the stack: lock');
});

it('tells the rest where something can not be looked at, and installs no engine', async () => {
  jest.mocked(locksOn).mockRejectedValue(new Error('S3 answers 403.'));
  jest.mocked(locateEngine).mockImplementation(async ({ tools }) => {
    await (await tools()).downloadTool('https://get.pulumi.com');
    return {} as never;
  });
  const ports = new FakePorts({ command: 'destroy' });
  Object.assign(ports, { tools: async () => ({ find: () => '' }) });
  await afterKill(ports, (name) => ({ begun: BEGUN, account: '123456789012' })[name as 'begun'] ?? '');
  const summary = ports.sentTo('summary').join();
  expect(summary).toContain('lock is left could not be looked at: S3 answers 403.');
  expect(summary).toContain('could not be looked at: There is no Pulumi engine.');
});
