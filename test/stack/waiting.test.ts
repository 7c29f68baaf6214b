import type { EngineEvent } from '@pulumi/pulumi/automation';
import { started, finished, type Step } from './engine-events';
import { COMPONENT } from '../../src/stack/beginning';
import { watchSilence } from '../../src/stack/waiting';
import { ROLE_TYPE } from '../report/samples';

const UPDATE: Step = { op: 'update', type: ROLE_TYPE, old: { inputs: {} }, new: { inputs: {} } };

let lines: string[];
let waiting: ReturnType<typeof watchSilence>;

beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  waiting = watchSilence((line) => lines.push(line), 's3://state');
});
afterEach(() => {
  waiting.stop();
  jest.useRealTimers();
});

it('tells again and again what the engine is at while it is silent', () => {
  waiting.add(started(UPDATE));
  jest.advanceTimersByTime(61_000);
  expect(lines).toEqual([
    expect.stringMatching(/^Still waiting after 30 s for: update modelDeploymentRole\./),
    expect.stringMatching(/^Still waiting after 60 s for: update modelDeploymentRole\./),
  ]);
});

it('tells nothing while there are events', () => {
  for (let second = 0; second < 100; second += 20) {
    waiting.add(started(UPDATE));
    jest.advanceTimersByTime(20_000);
  }
  expect(lines).toEqual([]);
});

it('does not name what is done', () => {
  waiting.add(started(UPDATE));
  waiting.add(finished(UPDATE));
  jest.advanceTimersByTime(31_000);
  expect(lines).toEqual([expect.stringMatching(/for: the state, the plugin, or the program\./)]);
});

it('tells nothing after it was stopped', () => {
  waiting.stop();
  jest.advanceTimersByTime(100_000);
  expect(lines).toEqual([]);
});

describe('an engine that gets no further', () => {
  it.each([
    ['nothing was heard of', [], 'it had not begun; it was starting, or opening the state (s3://state)'],
    ['has begun', [{ preludeEvent: { config: {} } }], 'it was starting the AWS plugin, running the program, or writing the state'], // prettier-ignore
    ['is at a resource', [started(UPDATE)], 'in flight: update modelDeploymentRole'],
    ['is at the component', [started({ ...UPDATE, type: COMPONENT })], 'it had not begun; it was starting, or opening the state (s3://state)'], // prettier-ignore
    ['was at a resource', [{ preludeEvent: { config: {} } }, started(UPDATE), finished(UPDATE)], 'it was starting the AWS plugin, running the program, or writing the state'], // prettier-ignore
    ['is done', [{ summaryEvent: {} }], 'it was done, and writing the state (s3://state)'],
  ])('is given up after ten minutes, and it is told where it was: it %s', (_, events, where) => {
    for (const event of events) waiting.add(event as EngineEvent);
    jest.advanceTimersByTime(599_000);
    expect(waiting.signal.aborted).toBe(false);
    jest.advanceTimersByTime(1_000);
    expect(waiting.signal.reason).toMatchObject({
      reason: 'timed-out',
      message: `The engine got no further for 600 s, and was stopped: ${where}.`,
    });
  });

  it.each([
    ['takes up a resource', started(UPDATE), false],
    ['is done with one', finished(UPDATE), false],
    ['only says something', { diagnosticEvent: { severity: 'info', message: 'retrying' } }, true],
    ['only writes something', { stdoutEvent: { message: '.' } }, true],
  ])('is one that meanwhile does nothing but talk: it %s', (_, event, isGivenUp) => {
    jest.advanceTimersByTime(500_000);
    waiting.add(event as EngineEvent);
    jest.advanceTimersByTime(200_000);
    expect(waiting.signal.aborted).toBe(isGivenUp);
  });

  it('is not given up after it has ended', () => {
    waiting.stop();
    jest.advanceTimersByTime(1_000_000);
    expect(waiting.signal.aborted).toBe(false);
  });
});
