import { denialQuestion, denialVerdict } from '../../../src/iam/verify/denials';

const OBJECTS = 'arn:aws:s3:::my-models/*';

test('a denial of all requests is asked as it is', () => {
  expect(denialQuestion({ actions: ['s3:DeleteObject'], resources: [OBJECTS] })).toEqual({
    ...{ check: 'access-not-granted', actions: ['s3:DeleteObject'], resources: [OBJECTS] },
  });
});

test.each([[undefined], [['*']]])('a denial on every resource names none: %j', (resources) => {
  expect(denialQuestion({ actions: ['iam:*'], resources })).toEqual({
    check: 'access-not-granted',
    actions: ['iam:*'],
  });
});

test('a denial of some requests is asked as new access, compared with everything but them', () => {
  const context = { 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:TagKeys': ['team', 'cost'] };
  expect(denialQuestion({ actions: ['iam:PassRole'], context })).toEqual({
    check: 'no-new-access',
    existing: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        {
          ...{ Effect: 'Deny', Action: ['iam:PassRole'], Resource: ['*'] },
          Condition: {
            StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
            'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team', 'cost'] },
          },
        },
      ],
    },
  });
});

test.each<[string, string[], string[]]>([
  ['more than 100 actions', Array.from({ length: 101 }, (_, index) => `s3:A${index}`), [OBJECTS]],
  ['more than 100 resources', ['s3:A'], Array.from({ length: 101 }, () => OBJECTS)],
  ['a wildcard in the account', ['s3:A'], ['arn:aws:sagemaker:us-west-2:*:endpoint/a']],
  ['a wildcard for the service', ['s3:A'], ['arn:aws:*']],
  ['an ARN that is too long', ['s3:A'], [`arn:aws:s3:::${'a'.repeat(2_048)}`]],
])('what AWS does not take is not asked: %s', (_, actions, resources) => {
  expect(denialQuestion({ actions, resources })).toEqual({ unasked: expect.stringContaining('AWS takes') });
});

test('a proof is one only where AWS gives it', () => {
  expect(denialVerdict({ result: 'pass', reasons: [] })).toEqual({ state: 'proved' });
  expect(denialVerdict({ result: 'fail', reasons: [] })).toEqual({ state: 'not-proved' });
  expect(denialVerdict({ why: 'AWS throttled it.' })).toEqual({ state: 'unknown', why: 'AWS throttled it.' });
});
