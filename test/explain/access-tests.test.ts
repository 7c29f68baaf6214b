import { run } from '../../src/explain/run';
import { policyDocument } from '../../src/iam/generate/permissions/policy-document';
import { trustPolicy } from '../../src/iam/generate/trust/trust-policy';
import { TARGET } from '../iam/target';

const BUCKET = 'arn:aws:s3:::my-models/churn/*';
const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: BUCKET };
const document = (...statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

const FILES: Record<string, string> = {
  'policy.json': document(READ),
  'large.json': JSON.stringify(
    policyDocument({ ...TARGET, prefix: 'churn/', executionRole: 'arn:aws:iam::123456789012:role/exec' }, [
      'deploy',
      'observe',
      'release',
    ]),
  ),
  'boundary.json': document({ ...READ, Resource: 'arn:aws:s3:::other/*' }),
  'trust.json': JSON.stringify(trustPolicy(TARGET, { sagemaker: true, restricted: true })),
  'good.yml': "tests:\n  - name: reads\n    allow: s3:GetObject\n    resource: '{bucket-arn}/{prefix}*'\n",
  'bad.yml':
    "tests:\n  - name: reads\n    allow: s3:GetObject\n    resource: '{bucket-arn}/*'\n  - name: writes <not>\n    deny: s3:Put*\n",
  'trust.yml':
    'tests:\n  - name: SageMaker\n    allow: sts:AssumeRole\n    principal: { Service: sagemaker.amazonaws.com }\n    context: { aws:SourceArn: "arn:aws:sagemaker:us-west-2:123456789012:model/x" }\n',
  'wrong.yml': 'tests:\n  - name: a\n    deny: s3:GetObjekt\n  - name: b\n    denny: s3:GetObject\n',
};
const PLACE = '--bucket my-models/churn --region us-west-2';

async function explained(line: string) {
  const shown = { out: '', error: '' };
  const code = await run(line.split(' '), {
    readFile: async (path) => {
      if (FILES[path] === undefined) throw new Error('ENOENT: no such file or directory');
      return FILES[path];
    },
    readInput: async () => FILES['good.yml']!,
    print: (text) => void (shown.out += text),
    printError: (text) => void (shown.error += text),
    colours: false,
    environment: {},
    folder: __dirname,
  });
  return { code, ...shown };
}

it.each([
  ['all tests hold', `policy.json --test good.yml ${PLACE}`, 0],
  ['they are on the standard input', `policy.json --test - ${PLACE}`, 0],
  ['a test does not hold', `policy.json --test bad.yml ${PLACE}`, 1],
  ['the boundary denies', `policy.json --boundary boundary.json --test good.yml ${PLACE}`, 1],
  ['a test of trust holds', 'policy.json --trust trust.json --test trust.yml', 0],
  ['nobody knows the trust policy', 'policy.json --test trust.yml', 2],
  ['a placeholder has no value', 'policy.json --test good.yml', 2],
  ['the tests can not be read', 'policy.json --test wrong.yml', 2],
  ['there are no tests', 'policy.json --test none.yml', 2],
  ['a bucket is none', 'policy.json --test good.yml --bucket My_Models', 2],
  ['something else is asked as well', `policy.json --test good.yml ${PLACE} --request s3:GetObject`, 2],
  ['tests are written as well', `policy.json --test good.yml ${PLACE} --write-tests`, 2],
  ['there is nothing for JUnit', 'policy.json --format junit', 2],
])('exits where %s', async (_, line, code) => {
  expect((await explained(`explain ${line}`)).code).toBe(code);
});

it('says what is so instead of what was expected, and nothing of what else is wrong', async () => {
  const { out } = await explained(`explain policy.json --test bad.yml ${PLACE}`);
  expect(out).toBe(`Access tests · 1 of 2 access tests hold
- ❌ reads (bad.yml:2)
  Expected: allow s3:GetObject on arn:aws:s3:::my-models/*
  Found: deny s3:GetObject on arn:aws:s3:::my-models/x
  No statement of the policies allows it.
- ✅ writes <not>

Note
A permissions boundary was not looked at; give it with --boundary if the role has one.
`);
});

it('does not take the values of placeholders from the policy, which would make tests hold that should not', async () => {
  const { error } = await explained('explain policy.json --test good.yml');
  expect(error).toBe('good.yml:4:15: expected no {bucket-arn}, which has no value here: give --bucket and --region\n');
});

it('tells all that is wrong with the tests, each with its place', async () => {
  expect((await explained('explain policy.json --test wrong.yml')).error).toMatch(
    /^wrong\.yml:3:11: expected an action in .*did you mean s3:GetObject\?\nwrong\.yml:5:5: expected deny, not "denny"\n$/,
  );
  expect((await explained('explain policy.json --test trust.yml')).error).toBe(
    'trust.yml:2:1: expected --trust, for this is a test of trust\n',
  );
});

it('writes JUnit, whatever the names are', async () => {
  const { out } = await explained(`explain policy.json --test bad.yml ${PLACE} --format junit`);
  expect(out).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="2" failures="1" errors="0">
  <testsuite name="bad.yml" tests="2" failures="1" errors="0" skipped="0">
    <testcase name="reads" classname="bad.yml" file="bad.yml" line="2">
      <failure type="deny" message="No statement of the policies allows it.">Expected: allow s3:GetObject on arn:aws:s3:::my-models/*. Found: deny s3:GetObject on arn:aws:s3:::my-models/x. No statement of the policies allows it.</failure>
    </testcase>
    <testcase name="writes &lt;not&gt;" classname="bad.yml" file="bad.yml" line="5"/>
  </testsuite>
</testsuites>
`);
});

it('writes JSON and Markdown', async () => {
  const json = JSON.parse((await explained(`explain policy.json --test bad.yml ${PLACE} --format json`)).out);
  expect(json).toMatchObject({
    file: 'bad.yml',
    results: [
      { test: { name: 'reads', line: 2 }, verdict: { holds: false, found: 'deny' } },
      { verdict: { holds: true } },
    ],
  });
  const { out } = await explained(`explain policy.json --test bad.yml ${PLACE} --format markdown`);
  expect(out).toContain('- ❌ **reads** (`bad.yml:2`)');
  expect(out).toContain('&lt;not&gt;');
});

it.each<[string, string, string]>([
  ['--endpoint', 'x_y', 'as --endpoint'],
  ['--region', 'mars', 'as --region'],
  ['--account', '12', 'an account of 12 digits as --account'],
  ['--repository', 'churn', 'as --repository'],
  ['--execution-role', 'exec', 'an ARN as --execution-role'],
])('refuses a value of %s', async (option, value, problem) => {
  const { code, error } = await explained(`explain policy.json --test good.yml ${option} ${value}`);
  expect([code, error]).toEqual([2, expect.stringContaining(problem)]);
});

it('fills placeholders from the ARNs of endpoint and role', async () => {
  FILES['all.yml'] = [
    'tests:',
    '  - name: it',
    '    deny: [sagemaker:InvokeEndpoint, iam:PassRole, iam:CreatePolicyVersion]',
    "    resource: ['{endpoint-arn}', '{role-arn}', '{policy-arn}', '{execution-role}']",
    "  - { name: two, deny: sts:AssumeRoleWithWebIdentity, token: { repository: '{repository}' } }",
  ].join('\n');
  const line =
    'policy.json --trust trust.json --test all.yml --format json --endpoint arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn --role arn:aws:iam::123456789012:role/models/churn --execution-role arn:aws:iam::123456789012:role/exec --repository acme/churn';
  const { results } = JSON.parse((await explained(`explain ${line}`)).out);
  expect(results[0].test.resources).toEqual([
    ...['arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn', 'arn:aws:iam::123456789012:role/models/churn'],
    ...['arn:aws:iam::123456789012:policy/models/churn', 'arn:aws:iam::123456789012:role/exec'],
  ]);
  expect(results[1].test.context['token.actions.githubusercontent.com:sub']).toEqual([
    'repo:acme/churn:*',
    'repo:acme@*/churn@*:*',
  ]);
});

it.each(['text', 'markdown', 'json', 'junit'])('tells nothing that has the form of a secret: as %s', async (format) => {
  // Put together, so that scanners for leaked secrets don't report it.
  const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
  const condition = { StringEquals: { 'aws:PrincipalTag/key': secret } };
  FILES['secret.json'] = document({ ...READ, Sid: secret, Condition: condition }, { ...READ, Resource: secret });
  FILES['secret.yml'] = `tests: [{ name: ${secret}, deny: s3:GetObject }]`;
  FILES['secret-typo.yml'] = `tests: [{ name: a, deny: s3:${secret} }]`;
  const shown = await Promise.all([
    explained(`explain secret.json --test secret.yml --format ${format}`),
    explained(`explain secret.json --test secret-typo.yml --format ${format}`),
    explained('explain secret.json --write-tests'),
  ]);
  expect(shown.map(({ code }) => code)).toEqual([1, 2, 0]);
  expect(JSON.stringify(shown)).not.toContain(secret);
});

describe('--write-tests', () => {
  it('writes tests that hold, by the command that it names', async () => {
    FILES['access-tests.yml'] = (await explained('explain large.json --write-tests')).out;
    const [, line] = /# npx model-deployment-iam (.*)\n/.exec(FILES['access-tests.yml'])!;
    const { code, out } = await explained(line!);
    expect([code, out]).toEqual([0, expect.stringMatching(/^Access tests · (\d+) of \1 access tests hold/)]);
  });

  it('leaves to the model what it can', async () => {
    const { out } = await explained('explain large.json --write-tests');
    expect(out).not.toMatch(/^ .*(us-west-2|123456789012|my-models|churn)/m);
    expect(out).toContain('resource: "arn:{partition}:s3:::{bucket}/{prefix}*"');
  });

  it('writes that something else is denied, so that the tests notice a policy that allows more', async () => {
    FILES['small.yml'] = (await explained('explain policy.json --write-tests')).out;
    for (const more of [
      { ...READ, Action: 's3:PutObject' },
      { ...READ, Resource: 'arn:aws:s3:::other/*' },
      { ...READ, Action: 'iam:PassRole', Resource: '*' },
    ]) {
      FILES['more.json'] = document(READ, more);
      expect((await explained(`explain more.json --test small.yml ${PLACE} --account 123456789012`)).code).toBe(1);
    }
    FILES['less.json'] = document({ ...READ, Resource: 'arn:aws:s3:::my-models/churn/a' });
    expect((await explained(`explain less.json --test small.yml ${PLACE} --account 123456789012`)).code).toBe(1);
  });

  it('says what it has left out', async () => {
    FILES['conditional.json'] = document(READ, { ...READ, Condition: { Bool: { 'aws:SecureTransport': 'true' } } });
    expect((await explained('explain conditional.json --write-tests')).out).toContain(
      '# Of 1 of the 2 statements nothing is here',
    );
    expect((await explained('explain large.json --write-tests')).out).toContain('nothing is here');
  });
});
