import fc from 'fast-check';
import { findingsOfPolicy } from '../../src/iam/findings/findings';
import { jsonErrorPosition } from '../../src/shared/json-error';
import { cases } from '../cases';

it.each<[string, number]>([
  ['{"Version":NaN}', 11],
  ['{"a":1}}', 7],
  ['{"a":1 "b":2}', 7],
  ['{"a":1,}', 7],
  ['{"a":01}', 6],
  ['[1,\n2,\n x]', 8],
  ['[true, tru]', 10],
  ['\u0000', 0],
  ["{'a':1}", 1],
  ['// comment', 0],
])('finds what is wrong in %j', (text, position) => {
  expect(jsonErrorPosition(text)).toBe(position);
});

it('finds a character that no JSON has, wherever it is put', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('1', '"a"', 'null', '{"b":[2]}'), { minLength: 1 }),
      fc.nat(),
      (values, nat) => {
        const members = values.map((value, index) => (index === nat % values.length ? `§${value}` : value));
        const text = `[${members.join(',')}]`;
        expect(jsonErrorPosition(text)).toBe(text.indexOf('§'));
      },
    ),
    cases(200),
  );
});

it('is told with line and column', () => {
  const [finding] = findingsOfPolicy('{\n  "Version": "2012-10-17",\n  "Statement": [None]\n}');
  expect(finding!.message).toBe('The document is not valid JSON: the error is in line 3, column 17.');
});
