import { isDateOfAws } from '../../../src/iam/findings/date';

test.each([
  '2030-01-01T00:00:00Z',
  '2030',
  '2030-01',
  '2030-1-1t2',
  '-1',
  '0',
  '01T',
  '2030-01-01T10:00:00.123456789-08:00',
])('takes %s', (text) => {
  expect(isDateOfAws(text)).toBe(true);
});

test.each([
  '',
  'tomorrow',
  '2030-00-01',
  '2030-01-32',
  '2030-01-01T24:00',
  '2030-01-01T10:60',
  '2030-01-01-01',
  '1.5',
  'T',
])('refuses %s', (text) => {
  expect(isDateOfAws(text)).toBe(false);
});
