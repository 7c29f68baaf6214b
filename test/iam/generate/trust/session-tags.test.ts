import { findingsOfTrust } from '../../../../src/iam/findings/findings';
import { parseSessionTags } from '../../../../src/iam/generate/trust/session-tags';
import { trustPolicy } from '../../../../src/iam/generate/trust/trust-policy';
import { TARGET } from '../../target';

test('are those that are named, each once', () => {
  expect(parseSessionTags(['team', 'cost:center', 'team'])).toEqual({ ok: true, value: ['team', 'cost:center'] });
});

test('are those of the action that sets them, and more', () => {
  const tags = parseSessionTags(['configure-aws-credentials', 'team']);
  expect(tags).toEqual({ ok: true, value: expect.arrayContaining(['GitHub', 'Repository', 'Actor', 'RunId', 'team']) });
});

test('are any', () => {
  expect(parseSessionTags(['*'])).toEqual({ ok: true, value: 'any' });
});

const KEYS =
  'keys of tags, configure-aws-credentials for those that this action sets, or * for any, not %s; a key has at most 128 letters, digits and _.:/=+-@, and does not start with aws:';

test.each(['true', 'False', 'aws:team', 'AWS:x', 'te?m', '${x}', 'team*', 'k'.repeat(129)])('are not %s', (word) => {
  expect(parseSessionTags([word])).toEqual({ ok: false, expected: KEYS.replace('%s', word) });
});

test('are not any and some', () => {
  expect(parseSessionTags(['*', 'team'])).toEqual({ ok: false, expected: '* alone, or keys of tags' });
});

test('are no more than a session can have', () => {
  const keys = Array.from({ length: 51 }, (_, index) => `k${index}`);
  expect(parseSessionTags(keys)).toEqual({ ok: false, expected: 'at most 50 keys, as a session has no more tags' });
});

test('are nothing that the report warns of', () => {
  const sessionTags = ['GitHub', 'Repository'];
  const principals = { arns: ['arn:aws:iam::123456789012:role/app'], sessionTags };
  const document = trustPolicy(TARGET, { sagemaker: false, restricted: true, principals });
  expect(findingsOfTrust(document, { target: TARGET })).toEqual([]);
});
