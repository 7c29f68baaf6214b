import { newAccessQuestion, newAccessVerdict } from '../../../src/iam/verify/new-access';

const document = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const READ = document('s3:GetObject');
const REASONS = [{ description: 'New access in the statement with index: 0.', statement: { index: 0 } }];

describe('AWS is asked', () => {
  test('about both sides of a document that changes', () => {
    const change = { before: READ, after: document('s3:*') };
    expect(newAccessQuestion(change)).toEqual(change);
  });

  test.each([
    ['a document that is new', { after: READ }, 'nothing-before'],
    ['one that stays', { before: READ, after: READ }, 'unchanged'],
    ['one that is only written in another way', { before: READ, after: READ.replace('"*"', '["*"]') }, 'unchanged'],
    ['one that goes', { before: READ }, 'unchanged'],
  ])('nothing about %s', (_, change, state) => {
    expect(newAccessQuestion(change)).toEqual({ state });
  });
});

test.each([
  ['pass', false, { state: 'proved' }],
  ['pass', true, { state: 'conservative' }],
  ['fail', true, { state: 'new-access', reasons: REASONS }],
  ['fail', false, { state: 'not-confirmed', reasons: REASONS }],
] as const)('%s where ours may allow more is %s: %j', (result, mayAllowMore, verdict) => {
  const reasons = result === 'fail' ? REASONS : [];
  expect(newAccessVerdict({ result, reasons }, mayAllowMore)).toEqual(verdict);
});

test('no answer proves nothing', () => {
  expect(newAccessVerdict({ why: 'AWS throttled it.' }, false)).toEqual({
    state: 'no-answer',
    why: 'AWS throttled it.',
  });
});
