import { FakePorts } from './fake-ports';
import { safeLog } from '../../src/action/safe-log';

const HOSTILE = 'a\u202Eb\n::error::x\r\n  ::add-mask::y\u001b[2J ##[error]z';
const HARMLESS = 'a\\u202Eb\n: :error::x\n  : :add-mask::y ## [error]z';

let ports: FakePorts;
beforeEach(() => {
  ports = new FakePorts();
});

test.each(['info', 'debug', 'notice', 'warning', 'error'] as const)(
  '%s prints no commands, and nothing that deceives',
  (port) => {
    safeLog(ports.log)[port](HOSTILE);
    expect(ports.sentTo(port)).toEqual([HARMLESS]);
  },
);

test('a text that is harmless stays as it is', () => {
  const text = 'Wrote a.json\n\tat b::c (see :: and #1) é';
  safeLog(ports.log).info(text);
  expect(ports.sentTo('info')).toEqual([text]);
});

test('titles have one line', () => {
  safeLog(ports.log).error('a', 'b\nc\u202E');
  safeLog(ports.log).warning('a');
  expect(ports.sentTo('error')).toEqual(['a | b\\nc\\u202E']);
  expect(ports.sentTo('warning')).toEqual(['a']);
});

test('annotations are not longer than anybody reads', () => {
  safeLog(ports.log).error('a'.repeat(100_000), 'b'.repeat(100_000));
  expect(ports.sentTo('error')[0]).toHaveLength(4000 + ' | '.length + 200);
});

test('groups fold what their body prints, and give back what it gives', async () => {
  const titles: string[] = [];
  const log = safeLog({ ...ports.log, group: (title, body) => (titles.push(title), body()) });
  expect(await log.group('a\n::endgroup::', async () => 7)).toBe(7);
  expect(titles).toEqual(['a\\n::endgroup::']);
});
