import { conditionsByJob, issuerOfProvider, subjectForms } from '../../../src/iam/oidc/jobs';
import { readConditions } from '../../../src/iam/policy/read-statement';

const ISSUER = 'token.actions.githubusercontent.com';
const CLASSIC = 'repo:acme/churn:pull_request';
const IMMUTABLE = 'repo:acme@1/churn@2:pull_request';

/** The values of each part, without the audience. */
function partsOf(condition: object, limit = 10): readonly string[] | undefined {
  const forms = subjectForms([CLASSIC, IMMUTABLE]);
  return conditionsByJob(readConditions(condition), ISSUER, forms, limit)?.map(({ conditions }) =>
    conditions
      .filter(({ key }) => !key.endsWith(':aud'))
      .map(({ values }) => values.join())
      .join(' '),
  );
}

test.each([
  [
    'the forms of a subject together',
    { StringEquals: { [`${ISSUER}:sub`]: [CLASSIC, IMMUTABLE, 'x'] } },
    [`${CLASSIC},${IMMUTABLE}`, 'x'],
  ],
  ['whatever the case of the key', { StringEquals: { [`${ISSUER.toUpperCase()}:SUB`]: ['a', 'b'] } }, ['a', 'b']],
  [
    'each value of several claims',
    { StringLike: { [`${ISSUER}:repository`]: ['r', 's*'], [`${ISSUER}:ref`]: ['m', 'd'] } },
    ['r m', 'r d', 's* m', 's* d'],
  ],
  [
    'with all that is asked besides',
    { StringEquals: { [`${ISSUER}:sub`]: ['a', 'b'], 'aws:x': ['1', '2'] } },
    ['a 1,2', 'b 1,2'],
  ],
])('takes conditions apart: %s', (_, condition, parts) => {
  expect(partsOf({ ...condition })).toEqual(parts);
});

test.each([
  ['the audience alone', { StringEquals: { [`${ISSUER}:aud`]: ['a', 'b'] } }],
  ['claims of another provider', { StringEquals: { 'gitlab.com:sub': ['a', 'b'] } }],
  ['a negation', { StringNotEquals: { [`${ISSUER}:sub`]: ['a', 'b'] } }],
  ['what need not be there', { StringEqualsIfExists: { [`${ISSUER}:sub`]: ['a', 'b'] } }],
  ['sets of values', { 'ForAnyValue:StringEquals': { [`${ISSUER}:sub`]: ['a', 'b'] } }],
  ['more than the limit', { StringEquals: { [`${ISSUER}:sub`]: [...'abcdefghijk'] } }],
])('leaves conditions as they are that name none one by one: %s', (_, condition) => {
  expect(partsOf(condition)).toBeUndefined();
});

test('a name is that of a text only where no other text fits', () => {
  const exactness = (operator: string, value: string) =>
    conditionsByJob(readConditions({ [operator]: { [`${ISSUER}:sub`]: value } }), ISSUER, (text) => text, 9)![0]!.job
      .traits[0]!.isExact;
  expect([exactness('StringEquals', 'a*'), exactness('StringLike', 'a')]).toEqual([true, true]);
  expect([exactness('StringLike', 'a*'), exactness('StringEquals', '${aws:x}')]).toEqual([false, false]);
  expect(exactness('StringEqualsIgnoreCase', 'a')).toBe(false);
});

test('with other ids beside the same names, no subject is a form of another', () => {
  const other = 'repo:acme@1/churn@3:ref:refs/heads/main';
  expect(subjectForms([CLASSIC, IMMUTABLE])(IMMUTABLE)).toBe(CLASSIC);
  expect(subjectForms([CLASSIC, IMMUTABLE, other])(IMMUTABLE)).toBe(IMMUTABLE);
});

test.each([
  [{ type: 'Federated', value: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` }, ISSUER],
  [{ type: 'Federated', value: 'arn:aws:iam::123456789012:saml-provider/x' }, undefined],
  [{ type: 'AWS', value: '*' }, undefined],
])('the claims of %j start with %s', (principal, issuer) => {
  expect(issuerOfProvider(principal)).toBe(issuer);
});
