import { announcement } from '../../sandbox/build';

const ENGINE = { title: 'the engine', cpuSeconds: 600 };
const RUNNER = { title: 'the runner', cpuSeconds: 90 };

test.each([
  ['nothing', [], 2, 'Nothing to build: all of it is in the cache.'],
  [
    'a little',
    [RUNNER],
    2,
    'To build, once: the runner. That takes less than a minute on 2 cores, and stays in the cache.',
  ],
  [
    'more',
    [ENGINE, RUNNER],
    2,
    'To build, once: the engine, the runner. That takes about 6 min on 2 cores, and stays in the cache.',
  ],
  [
    'more on a larger machine',
    [ENGINE, RUNNER],
    4,
    'To build, once: the engine, the runner. That takes about 3 min on 4 cores, and stays in the cache.',
  ],
])('says what there is to build: %s', (_, missing, cores, said) => {
  expect(announcement(missing, cores)).toBe(said);
});
