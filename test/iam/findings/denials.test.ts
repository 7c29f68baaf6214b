import { policy } from './cases/case';
import { waysPastDenials } from '../../../src/iam/findings/rules/denials';
import { viewOf } from '../../../src/iam/findings/view';

const ANYBODY = { type: 'AWS', value: '*' };
const SERVICE = { type: 'Service', value: 'sagemaker.amazonaws.com' };
const TOKEN = { type: 'Federated', value: 'arn:aws:iam::123456789012:oidc-provider/id.acme.io' };

function deny(condition?: object) {
  return { Effect: 'Deny', Principal: '*', Action: 'sts:*', ...(condition && { Condition: condition }) };
}

/** As texts: `StringEquals a:b x`, with `!` in front of a negated one. */
function waysPast(denials: readonly object[], principal = ANYBODY): string[][] {
  return waysPastDenials(viewOf(policy(...denials), 'trust'), 'sts:AssumeRole', principal).map((way) =>
    way.map(({ key, operator, values }) => {
      const { negated, comparison, ifExists } = operator!;
      return `${negated ? '!' : ''}${comparison}${ifExists ? 'IfExists' : ''} ${key} ${values.join()}`;
    }),
  );
}

test.each<[condition: object, opposite: string[]]>([
  [{ StringNotEquals: { 'a:b': 'x' } }, ['StringEquals a:b x']],
  [{ StringNotLikeIfExists: { 'a:b': 'x*' } }, ['StringLike a:b x*']],
  [{ StringEquals: { 'a:b': 'x' } }, ['!StringEquals a:b x']],
  [{ Null: { 'a:b': 'true' } }, ['Null a:b false']],
  // Without the key it is denied, which no opposite says.
  [{ StringEqualsIfExists: { 'a:b': 'x' } }, []],
  [{ 'ForAnyValue:StringEquals': { 'a:b': 'x' } }, []],
  [{ 'ForAnyValue:StringEquals': { 'a:b': 'x' }, StringNotEquals: { 'a:c': 'x' } }, []],
])('the way past a denial with %j is its opposite, if it has one', (condition, opposite) => {
  expect(waysPast([deny(condition)])).toEqual([opposite]);
});

test('each condition of a denial is a way past it, and all denials have to be got past', () => {
  const [one, other] = [{ StringNotEquals: { 'a:b': 'x', 'a:c': 'x' } }, { Bool: { 'a:d': 'true' } }];
  expect(waysPast([deny(one)])).toEqual([['StringEquals a:b x'], ['StringEquals a:c x']]);
  expect(waysPast([deny(one), deny(other)])).toEqual([
    ['StringEquals a:b x', '!Bool a:d true'],
    ['StringEquals a:c x', '!Bool a:d true'],
  ]);
});

test('there is no way past a denial of everybody', () => {
  expect(waysPast([deny()])).toEqual([]);
  expect(waysPast([deny({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })])).toEqual([]);
  expect(waysPast([deny({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })], SERVICE)).toEqual([]);
  expect(waysPast([deny({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })])).toEqual([
    ['!Bool aws:PrincipalIsAWSService true'],
  ]);
});

test('what is always there is no way past a denial that asks for it', () => {
  const ofService = { StringNotEquals: { 'aws:SourceAccount': '1' }, Null: { 'aws:SourceAccount': 'false' } };
  expect(waysPast([deny(ofService)], SERVICE)).toEqual([['StringEquals aws:SourceAccount 1']]);
  expect(waysPast([deny(ofService)])).toHaveLength(2);
  const ofToken = { StringNotEquals: { 'id.acme.io:sub': 'a' }, StringLike: { 'id.acme.io:aud': '*' } };
  expect(waysPast([deny(ofToken)], TOKEN)).toEqual([['StringEquals id.acme.io:sub a']]);
});

test('denials with too many ways past them count for nothing', () => {
  const keys = (start: string) => Object.fromEntries([...'abcdefgh'].map((letter) => [`${start}:${letter}`, 'x']));
  const denials = ['a', 'b'].map((start) => deny({ StringNotEquals: keys(start) }));
  expect(waysPast(denials)).toHaveLength(8);
});
