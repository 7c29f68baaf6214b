import { counted, grouped } from '../../../src/report/words/count';

test.each([
  [0, '0 actions'],
  [1, '1 action'],
  [999, '999 actions'],
  [1000, '1,000 actions'],
  [1234567, '1,234,567 actions'],
])('%j is %j', (count, expected) => {
  expect(counted(count, 'action')).toBe(expected);
  expect(expected).toContain(grouped(count));
});
