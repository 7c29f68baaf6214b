import fc from 'fast-check';
import { TARGET as PLAIN } from '../target';
import { allow, CONFIG, deny, ENDPOINT, policy } from './cases/case';
import { SEVERITIES } from '../../../src/iam/findings/finding';
import { findingsOfPolicy, findingsOfRole, findingsOfTrust } from '../../../src/iam/findings/findings';
import { RULES } from '../../../src/iam/findings/rules/all-rules';
import { policyDocument } from '../../../src/iam/generate/permissions/policy-document';
import { trustPolicy } from '../../../src/iam/generate/trust/trust-policy';
import type { Target } from '../../../src/iam/target';
import { cases } from '../../cases';

const TARGET: Target = { ...PLAIN, bucket: 'models' };

test('a finding names the statement, what is wrong, why it matters and what to do', () => {
  const document = policy(allow('sagemaker:DescribeEndpoint'), { Sid: 'Create', ...allow('sagemaker:CreateEndpoint') });
  const found = findingsOfPolicy(document).find(({ id }) => id === 'missing-required-resource');
  expect(found).toEqual({
    id: 'missing-required-resource',
    severity: 'warning',
    subject: 'permissions',
    statement: { index: 1, sid: 'Create' },
    title: 'An action needs several resources, and is allowed on a part of them only.',
    message: 'sagemaker:CreateEndpoint is allowed, but on no endpoint-config, which it needs as well.',
    why: expect.stringContaining('on each of the resources'),
    fix: 'Allow sagemaker:CreateEndpoint on arn:PARTITION:sagemaker:REGION:ACCOUNT:endpoint-config/NAME as well.',
    documentation: expect.stringMatching(/^https:\/\/docs\.aws\.amazon\.com\//),
    refusedByAws: false,
  });
});

test('a fix suggests what was most likely meant', () => {
  const [unknown] = findingsOfPolicy(policy(allow('sagemaker:InvokeEndpont')));
  expect(unknown).toMatchObject({
    id: 'unknown-action',
    severity: 'warning',
    fix: 'Did you mean sagemaker:InvokeEndpoint?',
  });
  const [element] = findingsOfPolicy({ ...policy(allow('sagemaker:InvokeEndpoint')), statement: 1 });
  expect(element).toMatchObject({ id: 'unknown-element', fix: expect.stringContaining('Write Statement.') });
});

test.each([
  ['aws:PrincipalOrgId1', 'aws:PrincipalOrgID'],
  ['SourceIp', 'aws:SourceIp'],
  ['s3:SourceVpce', 'aws:SourceVpce'],
  ['aws:PrincipleTag/team', 'aws:PrincipalTag/team'],
  ['s3:prefx', 's3:prefix'],
  ['sagemaker:InstanceTypez', 'sagemaker:InstanceTypes'],
])('a condition key %s was most likely meant to be %s', (key, meant) => {
  const found = findingsOfPolicy(policy({ ...allow('s3:*'), Condition: { StringEquals: { [key]: 'x' } } }));
  expect(found.find(({ id }) => /-condition-key$/.test(id))).toMatchObject({ fix: `Did you mean "${meant}"?` });
});

test('of a condition key that is like no other none is suggested', () => {
  const condition = { StringEquals: { 's3:SomethingEntirelyNew': 'x' } };
  const [found] = findingsOfPolicy(policy({ ...allow('s3:ListBucket', 'arn:aws:s3:::models'), Condition: condition }));
  expect(found).toMatchObject({ id: 'unknown-condition-key', fix: expect.stringMatching(/^Correct the name/) });
});

test('the severest come first, then from the top of the document to its end', () => {
  const found = findingsOfPolicy(
    policy(allow('sagemaker:DescribeEndpoint', '*'), allow('iam:PassRole', '*'), allow('x', '*'), allow('y', '*')),
  );
  const ranks = found.map(({ severity }) => SEVERITIES.indexOf(severity));
  expect(ranks).toEqual([...ranks].sort());
  expect(found.filter(({ severity }) => severity === 'error').map(({ statement }) => statement!.index)).toEqual([2, 3]);
});

test('says the same only so often', () => {
  const found = findingsOfPolicy(policy(allow(Array.from({ length: 50 }, (_, index) => `action${index}`))));
  const invalid = found.filter(({ id }) => id === 'invalid-action');
  expect(invalid).toHaveLength(10);
  expect(invalid.at(-1)!.message).toContain('There are 40 more findings of this kind.');
});

test('of two entries that say the same, one is redundant', () => {
  const found = findingsOfPolicy(policy(allow(['s3:GetObject', 's3:getobject'], 'arn:aws:s3:::models/*')));
  expect(found).toMatchObject([{ id: 'redundant-action', message: '"s3:getobject" is included in "s3:GetObject".' }]);
});

test('only the form of a document over the quota is checked', () => {
  const document = policy({ ...allow('iam:PassRole', '*'), Sid: 'a b' });
  expect(findingsOfPolicy(document).map(({ id }) => id)).toContain('pass-any-role');
  const ids = findingsOfPolicy({ ...document, Id: 'x'.repeat(7_000) }).map(({ id }) => id);
  expect(ids).toEqual(['document-too-large', 'invalid-sid']);
});

test('finds all that is wrong, not only the first thing', () => {
  const found = findingsOfPolicy({
    Statement: [{ Effect: 'allow', Action: 'x' }, 'y', { ...allow('s3:GetObject', 'z'), Sid: 'a b' }],
  });
  expect(found.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      ...['version-required', 'invalid-effect', 'invalid-action', 'missing-resource', 'wrong-type', 'invalid-sid'],
      'invalid-resource-arn',
    ]),
  );
});

describe('one thing is told once', () => {
  const BUCKET = ['arn:aws:s3:::models', 'arn:aws:s3:::models/*'];
  const ROLES = 'arn:aws:iam::123456789012:role/*';

  test.each<[name: string, ids: readonly string[], statements: readonly unknown[]]>([
    ['any role is passed', ['pass-any-role'], [allow('iam:PassRole', '*')]],
    ['any role is passed, as an ARN', ['pass-any-role'], [allow('iam:PassRole', 'arn:aws:iam::*:role/*')]],
    ['any role is assumed', ['assume-any-role'], [allow('sts:AssumeRole', '*')]],
    ['every secret is read', ['every-secret-readable'], [allow('secretsmanager:GetSecretValue', '*')]],
    ['any role is changed', ['privilege-escalation'], [allow('iam:PutRolePolicy', ROLES)]],
    ['any role is changed, on everything', ['privilege-escalation'], [allow('iam:PutRolePolicy', '*')]],
    ['any key is opened', ['resource-policy-escalation'], [allow('kms:PutKeyPolicy', '*')]],
    [
      'all but one role is passed',
      ['pass-any-role'],
      [{ Effect: 'Allow', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::123456789012:role/churn' }],
    ],
    ['all of S3, on a bucket and its objects', ['resource-policy-escalation'], [allow('s3:*', BUCKET)]],
    ['what another statement denies', [], [allow('iam:*', '*'), deny('iam:*', '*')]],
    ['what is denied elsewhere', [], [allow('iam:PassRole', '*'), deny('iam:PassRole', ROLES)]],
  ])('%s', (_, ids, statements) => {
    expect(findingsOfPolicy(policy(...statements)).map(({ id }) => id)).toEqual(ids);
  });
});

test('of a pattern of actions, only those are named that no statement denies', () => {
  const denied = ['iam:PassRole', 'iam:PutRolePolicy', 'iam:CreateAccessKey', 'iam:DeleteRole', 'iam:GetRole'];
  const found = findingsOfPolicy(policy(allow('iam:*', '*'), deny(denied, '*')));
  expect(found.map(({ id }) => id)).toEqual([
    ...['privilege-escalation', 'write-on-every-resource', 'read-on-every-resource'],
  ]);
  const [escalation, writing, reading] = found.map(({ message }) => message);
  expect(escalation).toContain('iam:AttachRolePolicy');
  for (const action of denied) expect(`${escalation}${writing}${reading}`).not.toContain(`"${action}"`);

  const left = (statements: readonly unknown[]) =>
    Number(
      /(\d+) actions/.exec(
        findingsOfPolicy(policy(...statements)).find(({ id }) => id.startsWith('write'))!.message,
      )![1],
    );
  expect(left([allow('iam:*', '*')]) - left([allow('iam:*', '*'), deny(['iam:DeleteRole', 'iam:GetRole'], '*')])).toBe(
    1,
  );
});

test('the wider one of two statements is the question, not the narrower one', () => {
  const found = findingsOfPolicy(
    policy(allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:*', '*'), allow('s3:PutObject', 'arn:aws:s3:::b/*')),
  ).filter(({ id }) => id === 'redundant-statement');
  expect(found).toMatchObject([
    {
      statement: { index: 1 },
      message: 'The statement allows all that statements 1, 3 allow, and more.',
      fix: 'If these are what is needed, remove this one; else remove what it includes.',
    },
  ]);
});

test('of two denials, the narrower one is too many', () => {
  const found = findingsOfPolicy(policy(deny('s3:GetObject', 'arn:aws:s3:::a/*'), deny('s3:*', '*')));
  expect(found).toMatchObject([{ id: 'redundant-statement', statement: { index: 0 } }]);
});

describe('the permission sets', () => {
  const trust = trustPolicy(TARGET, { sagemaker: true, restricted: true });
  const idsOf = (set: 'baseline' | 'deploy', endpoint: string) =>
    findingsOfPolicy(policyDocument({ ...TARGET, endpoint }, [set]), { target: TARGET })
      .filter(({ severity }) => severity !== 'suggestion')
      .map(({ id }) => id);

  test('deploy is flawless', () => {
    expect(idsOf('deploy', 'churn')).toEqual([]);
    expect(idsOf('deploy', 'Churn')).toEqual([]);
  });

  test('baseline can not create an endpoint', () => {
    expect(idsOf('baseline', 'churn')).toEqual(['missing-required-resource']);
  });

  test('the trust of SageMaker is flawless, but does not go with the permissions of a caller', () => {
    expect(findingsOfTrust(trust, { target: TARGET })).toEqual([]);
    const role = findingsOfRole({ permissions: policyDocument(TARGET, ['deploy']), trust });
    expect(role.filter(({ subject }) => subject === 'role').map(({ id }) => id)).toEqual([
      'trust-and-permissions-differ',
    ]);
  });
});

describe('a hostile document', () => {
  const hostile = '`x`](http://evil)<img src=x>|\u202e\u200b\u0000\n# Heading' + 'y'.repeat(5_000);

  test('shows names in quotes, shortened, and nothing invisible', () => {
    const document = policy({ ...allow(hostile, hostile), Sid: hostile, [hostile]: 1 });
    const messages = findingsOfPolicy(document).map(({ message, fix }) => message + fix);
    expect(messages.length).toBeGreaterThan(2);
    for (const message of messages) {
      // eslint-disable-next-line no-control-regex
      expect(message).not.toMatch(/[\u0000-\u001f\u200b\u202e]/);
      expect(message.length).toBeLessThan(600);
    }
    expect(messages.join()).toContain('\\u{202e}\\u{200b}\\u{0}\\u{a}# Heading');
  });

  test.each<[name: string, document: () => unknown]>([
    ['10 MB of text', () => JSON.stringify(policy(allow('x'.repeat(10_000_000))))],
    ['10 MB of white space', () => `{"Version":"2012-10-17",${' '.repeat(10_000_000)}"Statement":[]}`],
    ['a million statements', () => ({ Statement: Array.from({ length: 1_000_000 }, () => ({})) })],
    ['deep nesting', () => '['.repeat(1_000_000)],
    ['patterns that match in many ways', () => policy(allow('s3:GetObject', `arn:aws:s3:::${'*a'.repeat(2_900)}`))],
    [
      'many patterns of actions',
      () =>
        policy(
          allow(
            Array.from({ length: 380 }, (_, index) => `ec2:*${index.toString(36)}*`),
            '*',
          ),
        ),
    ],
    [
      'many resources',
      () =>
        policy(
          allow(
            'sagemaker:*',
            Array.from({ length: 95 }, (_, index) => `${ENDPOINT}${index}`),
          ),
        ),
    ],
    [
      'everything, of which nearly all is denied',
      () => policy(allow('*', '*'), { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::models/*' }),
    ],
    [
      'many patterns of roles',
      () =>
        policy(
          allow(
            'iam:*',
            Array.from({ length: 100 }, (_, index) => `arn:aws:iam::*:role/*${index}*a*b?c*`),
          ),
          deny('iam:PassRole', 'arn:aws:iam::*:role/*a*b*c*'),
        ),
    ],
    ['many statements', () => policy(...Array.from({ length: 55 }, () => allow('sagemaker:CreateEndpoint', CONFIG)))],
  ])('takes no long time: %s', (_, document) => {
    const given = document();
    const start = performance.now();
    expect(Array.isArray(findingsOfPolicy(given))).toBe(true);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test('never makes it fail, whatever is where', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<unknown>('*', 'Allow', 's3:Get*', ENDPOINT, '${', '', null, 0, true, '2012-10-17', '__proto__'),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom(
            ...['Version', 'Statement', 'Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource'],
            ...['Principal', 'NotPrincipal', 'Condition', 'StringEquals', 'ForAllValues:StringLike', 'aws:TagKeys'],
            ...['AWS', 'Federated', 'Bool', 'aws:MultiFactorAuthPresent', '__proto__', 'constructor'],
          ),
          tie('any'),
        ),
      ),
    })).any;
    fc.assert(
      fc.property(value, value, (permissions, trust) => {
        const found = [
          ...findingsOfRole({ permissions, trust }, { target: TARGET, state: { bucket: 'models' } }),
          ...findingsOfPolicy({ Version: '2012-10-17', Statement: permissions }),
          ...findingsOfTrust(JSON.stringify({ Version: '2012-10-17', Statement: [trust] })),
        ];
        return found.every(({ id, message }) => message !== '' && RULES.some((rule) => rule.id === id));
      }),
      cases(1_000),
    );
  });
});

test.each([
  ['*', /^"s3:PutBucketPolicy", "s3:PutBucketAcl" and .* are allowed on "\*"\.$/],
  [
    ['arn:aws:s3:::models', 'arn:aws:s3:::models/*'],
    /^"s3:PutBucketPolicy" and "s3:PutBucketAcl" are allowed on "arn:aws:s3:::models"\.$/,
  ],
])('of all of S3 on %j, what lets others into a bucket is named first', (resource, expected) => {
  const [found] = findingsOfPolicy(policy(allow('s3:*', resource)));
  expect(found!.id).toBe('resource-policy-escalation');
  expect(found!.message).toMatch(expected);
});

test('of much that may be changed on everything, what a model is lost by is named first', () => {
  const found = findingsOfPolicy(policy(allow('s3:*', '*'))).find(({ id }) => id === 'write-on-every-resource');
  expect(found!.message).toMatch(
    / actions are allowed on "\*": "s3:(PutObject|DeleteObject)", "s3:(PutObject|DeleteObject)", /,
  );
});
