import { Progress, type Tell } from '../../sandbox/progress';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Work that goes on until it is told how it ends. */
function work() {
  let resolve!: (value: string) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<string>((...settle) => ([resolve, reject] = settle));
  let tell!: Tell;
  return {
    run: (given: Tell) => ((tell = given), promise),
    tell: (...args: Parameters<Tell>) => tell(...args),
    resolve: (value: string) => resolve(value),
    reject: (error: Error) => reject(error),
  };
}

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) };
}

describe('in a log', () => {
  test('there is a line at the start, one every 30 seconds, and one at the end', async () => {
    const log = terminal(false);
    const engine = work();
    const done = new Progress(log).of('the engine', engine.run);
    engine.tell('downloads modules', 7);
    jest.advanceTimersByTime(30_000);
    engine.tell('compiles packages', 512, 1733);
    jest.advanceTimersByTime(31_000);
    engine.resolve('folder');

    expect(await done).toBe('folder');
    expect(log.written).toEqual([
      'the engine: starts\n',
      '  the engine: downloads modules, 7 so far (30 s)\n',
      '  the engine: compiles packages, 512 of 1733 (1 min 0 s)\n',
      '✓ the engine: ready after 1 min 1 s\n',
    ]);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('a failure is told, and passed on', async () => {
    const log = terminal(false);
    const engine = work();
    const done = new Progress(log).of('the engine', engine.run);
    engine.reject(new Error('no space'));

    await expect(done).rejects.toThrow('no space');
    expect(log.written.at(-1)).toBe('✗ the engine: failed after 0 s\n');
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('on a terminal', () => {
  const UP_AND_CLEAR = (lines: number) => [`\u001b[${lines}A`, '\u001b[0J'];

  test('each has a line that is rewritten, until it is ready and stays', async () => {
    const screen = terminal(true);
    const progress = new Progress(screen);
    const [engine, runner] = [work(), work()];
    const first = progress.of('the engine', engine.run);
    const second = progress.of('the runner', runner.run);
    engine.tell('links');
    jest.advanceTimersByTime(200);
    expect(screen.written.splice(0)).toEqual(['  the engine: links (0 s)\n', '  the runner: starts (0 s)\n']);

    runner.resolve('');
    await second;
    expect(screen.written.splice(0)).toEqual([
      ...UP_AND_CLEAR(2),
      '✓ the runner: ready after 0 s\n',
      '  the engine: links (0 s)\n',
    ]);

    engine.resolve('');
    await first;
    expect(screen.written).toEqual([...UP_AND_CLEAR(1), '✓ the engine: ready after 0 s\n']);
  });

  test('a line is never longer than the screen is wide, so that it can be rewritten', () => {
    const screen = terminal(true);
    const engine = work();
    void new Progress(screen).of('the engine of a very long name', engine.run);
    engine.tell('compiles packages', 512, 1733);
    jest.advanceTimersByTime(200);
    expect(screen.written).toEqual(['  the engine of a very long name: compi\n']);
  });
});
