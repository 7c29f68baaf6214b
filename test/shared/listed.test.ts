import { listed } from '../../src/shared/listed';

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j', (items, text) => {
  expect(listed(items, 'and')).toBe(text);
  expect(listed(items, 'or')).toBe(text.replace('and', 'or'));
});
