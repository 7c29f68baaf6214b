import { FakePorts } from './fake-ports';
import { tellLastWords } from '../../src/action/last-words';
import { run } from '../../src/action/run';
import { runCommand } from '../../src/action/run-command';
import { redactReport } from '../../src/report/redact';

/** In place of AWS and of the engine, which a unit test can't have. */
jest.mock('../../src/action/run-command', () => ({ runCommand: jest.fn() }));
/** Every report goes through it, before anything is told. */
jest.mock('../../src/report/redact', () => {
  const actual = jest.requireActual<typeof import('../../src/report/redact')>('../../src/report/redact');
  return { ...actual, redactReport: jest.fn(actual.redactReport) };
});

const BROKEN = new Error('broken: hush-hush');

function broken(): never {
  throw BROKEN;
}

/** Of a run that fails by a fault of the Action itself, with a secret in its words. */
function failingPorts(): FakePorts {
  jest.mocked(runCommand).mockRejectedValue(new TypeError('x is undefined'));
  const ports = new FakePorts({ command: 'up', 'report-file': 'report.json' });
  return Object.assign(ports, { secrets: ['hush-hush'] });
}

/** Where the failure was told. */
function told({ outputs, api, ...ports }: FakePorts): string[] {
  const has = (text: string | undefined) => /x is undefined|broken/.test(text ?? '');
  return [
    ...(outputs['failure-reason'] === 'internal' ? ['outputs'] : []),
    ...['error', 'summary'].filter((port) => ports.sent.some(([name, ...texts]) => name === port && texts.some(has))),
    ...(api.comments.some(({ body }) => has(body)) ? ['comment'] : []),
  ];
}

const EVERYWHERE = ['outputs', 'error', 'summary', 'comment'];

describe('of what breaks while a failure is told, everything else is told all the same', () => {
  it.each<[string, (ports: FakePorts) => void, string[]]>([
    ['nothing', () => undefined, EVERYWHERE],
    ['the lines of the log', (ports) => Object.assign(ports.log, { info: broken }), EVERYWHERE],
    ['the annotations', (ports) => Object.assign(ports.log, { error: broken }), ['outputs', 'summary', 'comment']],
    [
      'the whole log',
      (ports) => Object.assign(ports.log, { info: broken, warning: broken, error: broken, notice: broken }),
      ['outputs', 'summary', 'comment'],
    ],
    ['the debug log', (ports) => Object.assign(ports.log, { debug: broken }), ['outputs', 'error', 'summary']],
    ['the outputs', (ports) => Object.assign(ports, { output: broken }), ['error', 'summary', 'comment']],
    ['the summary', (ports) => Object.assign(ports, { summary: broken }), ['outputs', 'error', 'comment']],
    ['the connection to GitHub', (ports) => Object.assign(ports, { pullRequests: broken }), ['outputs', 'error', 'summary']], // prettier-ignore
    [
      'the event',
      (ports) => (ports.event = { name: 'pull_request', payload: new Proxy({}, { get: broken }) }),
      ['outputs', 'error', 'summary'],
    ],
    [
      'the report',
      () => {
        jest.mocked(redactReport).mockImplementationOnce(broken);
      },
      ['outputs', 'error', 'summary'],
    ],
    ['everything but the summary', (ports) => {
      jest.mocked(redactReport).mockImplementationOnce(broken);
      Object.assign(ports.log, { info: broken, warning: broken, error: broken, debug: broken });
      Object.assign(ports, { output: broken });
    }, ['summary']], // prettier-ignore
  ])('%s', async (_, breaks, expected) => {
    const ports = failingPorts();
    breaks(ports);
    expect(await run(ports)).toBe(false);
    expect(told(ports).sort()).toEqual([...expected].sort());
    // The runner masks the log.
    expect(JSON.stringify([ports.sentTo('summary'), ports.outputs, ports.api.comments])).not.toContain('hush-hush');
  });

  it('the inputs, which are asked for once more to tell of them', async () => {
    const ports = failingPorts();
    const { input } = ports;
    Object.assign(ports, { input: (name: Parameters<typeof input>[0]) => (name === 'command' ? broken() : input(name)) }); // prettier-ignore
    expect(await run(ports)).toBe(false);
    expect(told(ports)).toEqual(['outputs', 'error', 'summary']);
  });
});

it('has no power in the summary, and no secret', async () => {
  const ports = new FakePorts();
  await tellLastWords(
    new Error('<img src=x> @everyone hush-hush\n## big'),
    Object.assign(ports, { secrets: ['hush-hush'] }),
  );
  expect(ports.sentTo('summary')).toEqual([
    expect.stringContaining('fault of the Action itself: &lt;img src=x&gt; `@everyone` \\*\\*\\* ## big'),
  ]);
});
