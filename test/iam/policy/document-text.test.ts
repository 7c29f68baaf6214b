import { parseDocumentText } from '../../../src/iam/policy/document-text';

it.each([
  ['{"Version":"2012-10-17"}', { Version: '2012-10-17' }],
  ['null', null],
  ['{', '{'],
  ['', ''],
  [undefined, undefined],
])('takes %j for %j', (text, document) => {
  expect(parseDocumentText(text)).toEqual(document);
});
