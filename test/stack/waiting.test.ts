import { started, finished, type Step } from './engine-events';
import { tellOfWaiting } from '../../src/stack/waiting';
import { ROLE_TYPE } from '../report/samples';

const UPDATE: Step = { op: 'update', type: ROLE_TYPE, old: { inputs: {} }, new: { inputs: {} } };

let lines: string[];
let waiting: ReturnType<typeof tellOfWaiting>;

beforeEach(() => {
  jest.useFakeTimers();
  lines = [];
  waiting = tellOfWaiting((line) => lines.push(line));
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
