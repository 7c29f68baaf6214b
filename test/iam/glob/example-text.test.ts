import fc from 'fast-check';
import { globsOverlap } from '../../../src/iam/glob/algebra';
import { exampleText, MADE_UP_CHARACTER } from '../../../src/iam/glob/example-text';
import { matchesGlob } from '../../../src/iam/glob/glob';
import { referenceGlob } from '../../../src/iam/glob/reference-pattern';
import { resourceGlob, widestResourceGlob } from '../../../src/iam/glob/resource-pattern';
import { cases } from '../../cases';

const X = MADE_UP_CHARACTER;
const ROLE = 'arn:%:iam::%:role/*';

test.each([
  ['arn:aws:iam::123456789012:role/churn', 'arn:aws:iam::123456789012:role/churn'],
  ['arn:aws:iam::123456789012:role/churn-*', 'arn:aws:iam::123456789012:role/churn-'],
  ['arn:aws:iam::123456789012:role/*', `arn:aws:iam::123456789012:role/${X}`],
  ['arn:aws:iam::123456789012:role/?a?', `arn:aws:iam::123456789012:role/${X}a${X}`],
  ['arn:aws:iam::123456789012:*', `arn:aws:iam::123456789012:role/${X}`],
  ['*', `arn:${X}:iam::${X}:role/${X}`],
  ['arn:aws:iam::123456789012:user/*', undefined],
  ['arn:aws:s3:::models', undefined],
])('of %s that is a role: %s', (entry, text) => {
  expect(exampleText(widestResourceGlob(entry, true), referenceGlob(ROLE))).toBe(text);
});

test('is found however many wildcards there are', () => {
  const entry = `arn:aws:iam::123456789012:role/*a${'?'.repeat(40)}`;
  expect(exampleText(widestResourceGlob(entry, true), referenceGlob(ROLE))).toHaveLength(entry.length - 1);
});

test('a variable without a value is in no text', () => {
  const entry = 'arn:aws:iam::123456789012:role/${aws:username}';
  expect(exampleText(resourceGlob(entry, true), referenceGlob(ROLE))).toBeUndefined();
});

test('there is one exactly where patterns overlap, and both match it', () => {
  const pattern = (characters: readonly string[]) =>
    fc.array(fc.constantFrom(...characters), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern(['a', 'b', ':', '/', '*', '?']), pattern(['a', 'b', ':', '/', '*', '%']), (entry, form) => {
      const [one, other] = [resourceGlob(entry, false), referenceGlob(form)];
      const text = exampleText(one, other);
      if (text === undefined) return !globsOverlap(one, other);
      return matchesGlob(one, text) && matchesGlob(other, text);
    }),
    cases(2_000),
  );
});
