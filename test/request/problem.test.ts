import { expectedText, inWords } from '../../src/request/problem';

const WORDS = ['another ', { input: 'account-id' as const }, ' than 42'];

it('says what was expected in the names of inputs, with what can be done besides', () => {
  expect(expectedText({ expected: 'a value' })).toBe('a value');
  expect(expectedText({ expected: WORDS, remedy: [', or ', { input: 'name' }] })).toBe(
    'another account-id than 42, or name',
  );
});

it('calls an input by whatever name a front has for it', () => {
  expect(inWords(WORDS, (input) => input.toUpperCase())).toBe('another ACCOUNT-ID than 42');
  expect(inWords('a value', () => 'x')).toBe('a value');
});
