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

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

test.each<[string, Parameters<typeof denialQuestion>[0], object[]]>([
  [
    'with conditions',
    { actions: ['iam:PassRole'], context: { 'iam:PassedToService': ['ec2.amazonaws.com'] } },
    [
      {
        ...{ Effect: 'Deny', Action: ['iam:PassRole'], Resource: '*' },
        Condition: { StringEquals: { 'iam:PassedToService': ['ec2.amazonaws.com'] } },
      },
    ],
  ],
  [
    'unless something holds, all of it together',
    {
      actions: ['iam:PassRole'],
      context: { 'aws:SecureTransport': ['true'] },
      unless: { 'iam:PassedToService': ['sagemaker.amazonaws.com'], 'aws:PrincipalTag/team': null },
    },
    [
      {
        ...{ Effect: 'Deny', Action: ['iam:PassRole'], Resource: '*' },
        Condition: {
          Bool: { 'aws:SecureTransport': ['true'] },
          StringNotEquals: { 'iam:PassedToService': ['sagemaker.amazonaws.com'] },
        },
      },
      {
        ...{ Effect: 'Deny', Action: ['iam:PassRole'], Resource: '*' },
        Condition: { Bool: { 'aws:SecureTransport': ['true'] }, Null: { 'aws:PrincipalTag/team': 'false' } },
      },
    ],
  ],
  [
    'but on some resources',
    { actions: ['s3:GetObject'], except: [OBJECTS] },
    [{ Effect: 'Deny', Action: ['s3:GetObject'], NotResource: [OBJECTS] }],
  ],
])('a denial of some requests is asked as new access, compared with everything but them: %s', (_, denied, denials) => {
  expect(denialQuestion(denied)).toEqual({
    check: 'no-new-access',
    existing: { Version: '2012-10-17', Statement: [EVERYTHING, ...denials] },
  });
});

test.each([
  { actions: ['s3:A'], resources: [OBJECTS], except: [`${OBJECTS}x`] },
  { actions: ['s3:A'], context: { 'aws:TagKeys': ['team'] } },
  { actions: ['s3:A'], unless: { 'aws:TagKeys': ['team'] } },
])('what would be asked as something else is not asked: %j', (denied) => {
  expect(denialQuestion(denied)).toEqual({ unasked: expect.stringMatching(/^AWS is not asked about /) });
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
