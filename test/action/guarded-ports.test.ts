import { FakePorts } from './fake-ports';
import { guardedPorts } from '../../src/action/guarded-ports';
import type { Ports } from '../../src/action/ports';
import { redactor } from '../../src/report/redact';

const CANARY = 'canary/"of"+all';
const clean = redactor([CANARY]);

/** What goes out by each port, with the canary in all of it. What comes in does not leave by it. */
const SENDING: { readonly [K in keyof Ports]: 'comes in' | ((ports: Ports) => unknown) } = {
  input: 'comes in',
  environment: 'comes in',
  event: 'comes in',
  repository: 'comes in',
  run: 'comes in',
  secrets: 'comes in',
  signal: 'comes in',
  tools: 'comes in',
  output: ({ output }) => output('changes', JSON.stringify([{ error: CANARY }])),
  save: ({ save }) => save('result', CANARY),
  log: async ({ log }) => {
    for (const level of ['info', 'debug', 'notice', 'warning', 'error'] as const) log[level](CANARY, CANARY);
    expect(await log.group(CANARY, async () => 7)).toBe(7);
  },
  summary: ({ summary }) => summary(CANARY),
  writeFile: ({ writeFile }) => writeFile('report.json', JSON.stringify({ [CANARY]: [CANARY] })),
  pullRequests: async ({ pullRequests }) => {
    const api = await pullRequests('token');
    const { id } = await api.createComment(7, CANARY);
    await api.updateComment(id, encodeURIComponent(CANARY));
  },
  workflowRuns: async ({ workflowRuns }) =>
    (await workflowRuns('token')).statusOf({ owner: CANARY, repository: CANARY, run: 1, attempt: 1 }),
};

it.each(Object.entries(SENDING))('lets nothing secret out by the port %s', async (_, send) => {
  if (send === 'comes in') return;
  const fake = new FakePorts();
  const statusOf = jest.fn(async () => 'completed');
  fake.statusOf = statusOf;
  await send(guardedPorts(fake, clean));
  const sent = JSON.stringify([
    fake.sent,
    fake.outputs,
    fake.saved,
    fake.files,
    fake.api.comments,
    statusOf.mock.calls,
  ]);
  expect(sent).toContain('***');
  expect(sent).not.toContain('canary');
});

it('passes on what comes in as it is, the secret token too', async () => {
  const fake = new FakePorts({ endpoint: CANARY });
  fake.secrets = [CANARY];
  const ports = guardedPorts(fake, clean);
  expect(ports.input('endpoint')).toBe(CANARY);
  expect([ports.event, ports.environment, ports.secrets]).toEqual([fake.event, fake.environment, [CANARY]]);
  await ports.pullRequests(CANARY);
  expect(fake.sentTo('pullRequests')).toEqual([CANARY]);
});

it('no error of GitHub tells one, which would be shortened before it is told', async () => {
  const broken = () => Promise.reject(new Error(`It knows ${CANARY}`));
  async function* brokenPages() {
    yield await broken();
  }
  const api = { viewerLogin: broken, listComments: brokenPages } as never;
  const ports = guardedPorts({ ...new FakePorts(), pullRequests: async () => api } as never, clean);
  const guarded = await ports.pullRequests('token');
  await expect(guarded.viewerLogin()).rejects.toThrow(/^It knows \*\*\*$/);
  await expect(guarded.listComments(7)[Symbol.asyncIterator]().next()).rejects.toThrow(/^It knows \*\*\*$/);
});
