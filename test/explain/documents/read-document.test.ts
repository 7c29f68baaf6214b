import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { goTool } from '../../../sandbox/go-tools';
import { readDocument } from '../../../src/explain/documents/read-document';
import { cases } from '../../cases';

const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/*' };
const POLICY = { Version: '2012-10-17', Statement: [READ] };
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'sagemaker.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const OF_BUCKET = { Version: '2012-10-17', Statement: [{ ...READ, Principal: '*' }] };
const REFERRING = { Version: '2012-10-17', Statement: [{ ...READ, Resource: { 'Fn::Sub': '${Bucket}/*' } }] };
const encoded = (value: unknown) => encodeURIComponent(JSON.stringify(value));

const GIVEN = { path: 'file.json', again: 'npx model-deployment-iam explain -' };

function read(value: unknown) {
  return readDocument(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2), GIVEN);
}

it.each<[string, unknown, object, string]>([
  ['a policy', POLICY, POLICY, 'identity'],
  ['a trust policy', TRUST, TRUST, 'trust'],
  ['a policy of a resource', OF_BUCKET, OF_BUCKET, 'resource'],
  [
    'get-policy-version',
    { PolicyVersion: { Document: POLICY, VersionId: 'v1', IsDefaultVersion: true } },
    POLICY,
    'identity',
  ],
  [
    'get-policy-version, encoded',
    { PolicyVersion: { Document: encoded(POLICY), VersionId: 'v1' } },
    POLICY,
    'identity',
  ],
  ['get-policy-version, as text', { PolicyVersion: { Document: JSON.stringify(POLICY) } }, POLICY, 'identity'],
  ['get-role', { Role: { RoleName: 'a', AssumeRolePolicyDocument: TRUST } }, TRUST, 'trust'],
  ['get-role, encoded', { Role: { RoleName: 'a', AssumeRolePolicyDocument: encoded(TRUST) } }, TRUST, 'trust'],
  ['get-role-policy', { RoleName: 'a', PolicyName: 'b', PolicyDocument: POLICY }, POLICY, 'identity'],
  ['get-user-policy', { UserName: 'a', PolicyName: 'b', PolicyDocument: encoded(POLICY) }, POLICY, 'identity'],
  ['get-group-policy', { GroupName: 'a', PolicyName: 'b', PolicyDocument: POLICY }, POLICY, 'identity'],
  ['one of list-roles', { RoleName: 'a', AssumeRolePolicyDocument: TRUST }, TRUST, 'trust'],
  ['one version', { VersionId: 'v1', Document: POLICY }, POLICY, 'identity'],
  ['the inline policy of a permission set', { InlinePolicy: JSON.stringify(POLICY) }, POLICY, 'identity'],
  ['a document in a text', JSON.stringify(JSON.stringify(POLICY)), POLICY, 'identity'],
  ['an encoded document', encoded(POLICY), POLICY, 'identity'],
  [
    'a policy in YAML',
    'Version: 2012-10-17\nStatement:\n- Effect: Allow\n  Action: s3:GetObject\n  Resource: arn:aws:s3:::my-models/*\n',
    POLICY,
    'identity',
  ],
  ['get-role in YAML', `Role:\n  AssumeRolePolicyDocument: ${JSON.stringify(TRUST)}\n`, TRUST, 'trust'],
])('reads %s', (_, value, document, kind) => {
  // prettier-ignore
  const result = read(value);
  if (!('file' in result)) throw new Error(result.refusal.expected);
  expect(JSON.parse(result.file.text)).toEqual(document);
  expect(result.file.kind).toBe(kind);
});

it('says what it has taken out of what, and that a version is not the default', () => {
  const result = read({ PolicyVersion: { Document: POLICY, VersionId: 'v2', IsDefaultVersion: false } });
  expect('file' in result && result.file.notes).toEqual([
    'The policy is the one in the output of aws iam get-policy-version.',
    'It is version v2 of the policy, which is not the default one.',
  ]);
});

function refusal(value: unknown): string {
  const result = read(value);
  if (!('refusal' in result)) throw new Error('It was read.');
  const { line, column, expected, hint = [] } = result.refusal;
  return [`${line}:${column} ${expected}`, ...hint].join('\n');
}

it.each([
  ['', '1:1 JSON, but it is empty'],
  ['{\n"a": 1,\n}', '2:7 no comma before }'],
  ['{"a": 1 // one\n}', '1:9 no comment'],
  ['// one\n{}', '1:1 no comment'],
  ["{'a': 1}", `1:2 double quotes (") around texts, not '`],
  ['{“a”: 1}', '1:2 double quotes (") around texts, not “'],
  ['{a: 1}', '1:2 double quotes (") around a'],
  ['{"a": NaN}', '1:7 a value that JSON has, not NaN'],
  ['{"a": True}', '1:7 true, not True'],
  ['{"a": 1\n"b": 2}', '2:1 a comma or a colon in front of this'],
  ['{"a": "b\n"}', '1:9 a quote (") at the end'],
  ['{"a": "\\d"}', 'an escape that JSON has'],
  ['{}\n{}', '2:1 nothing behind the end'],
  ['{"a": [\n"b"', '2:4 JSON, but it ends too early: the [ in line 1 is not closed'],
  ['An error occurred', '1:1 JSON, but it begins with "An error occurred"'],
  ['<!DOCTYPE html>', 'HTML or XML'],
  ['Version: 1\n\tStatement: x', '2:1 '],
  ['a: &a [1]\nb: *c\n', 'YAML'],
  ['null', 'but this is null'],
  ['[1, 2]', 'but this is a list of 2'],
  ['{}', 'but this is an empty one'],
  ['{"a": 1}', 'but this is one with "a"'],
])('refuses %j, and says where and why', (text, expected) => {
  expect(refusal(text)).toContain(expected);
});

describe('of what has policies, or leads to them, it says what to type:', () => {
  const inTemplate = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: POLICY } };

  it.each<[string, unknown, string, ...string[]]>([
    [
      'CloudFormation',
      { Resources: { Policy: inTemplate } },
      'a template of CloudFormation',
      'jq .Resources.Policy.Properties.PolicyDocument file.json | npx model-deployment-iam explain -',
    ],
    [
      'CloudFormation with references',
      { Resources: { Policy: { ...inTemplate, Properties: { PolicyDocument: REFERRING } } } },
      'a template of CloudFormation',
      '1 of its policies has references',
      'aws cloudformation describe-stack-resources',
    ],
    [
      'CloudFormation in YAML',
      'Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement: {Effect: Allow, Action: "*", Resource: !Ref B}\n',
      'a template of CloudFormation',
      'references',
    ],
    [
      'SAM',
      { Transform: 'AWS::Serverless-2016-10-31', Resources: { F: { Type: 'AWS::Serverless::Function' } } },
      'a template of SAM',
      'aws cloudformation get-template --stack-name STACK --template-stage Processed',
    ],
    [
      'a plan of Terraform',
      {
        resource_changes: [{ address: 'aws_iam_policy.a["b"]', change: { after: { policy: JSON.stringify(POLICY) } } }],
      },
      'a plan of Terraform',
      'the policy of aws_iam_policy.a["b"] after the change',
      "jq '.resource_changes[0].change.after.policy' file.json",
    ],
    [
      'a plan of what is not known yet',
      { resource_changes: [] },
      'a plan of Terraform',
      'terraform show -json > state.json',
    ],
    [
      'a state of Terraform',
      {
        terraform_version: '1.9.0',
        values: { root_module: { resources: [{ address: 'a', values: { policy: JSON.stringify(POLICY) } }] } },
      },
      'a state of Terraform',
      "jq '.values.root_module.resources[0].values.policy'",
    ],
    [
      'HCL',
      'resource "aws_iam_policy" "p" {\n}\n',
      'a configuration of Terraform',
      'terraform show -json tfplan > tfplan.json',
    ],
    [
      'HCL in JSON',
      { resource: { aws_iam_policy: { p: { policy: '${data.x.json}' } } } },
      'a configuration of Terraform',
      'terraform show -json tfplan > tfplan.json',
    ],
    [
      'a program',
      "import * as aws from '@pulumi/aws';\n",
      'a program',
      'pulumi stack export > state.json',
      'npx cdk synth STACK --json > template.json',
    ],
    [
      'a state of Pulumi',
      { version: 3, deployment: { resources: [{ urn: 'urn:p', outputs: { policy: JSON.stringify(POLICY) } }] } },
      'a state of Pulumi',
      'the policy of urn:p',
      "jq '.deployment.resources[0].outputs.policy'",
    ],
    [
      'get-account-authorization-details',
      { RoleDetailList: [{ RoleName: 'a', AssumeRolePolicyDocument: encoded(TRUST) }] },
      'get-account-authorization-details',
      'the trust policy of a',
      "jq '.RoleDetailList[0].AssumeRolePolicyDocument'",
    ],
    [
      'list-roles',
      { Roles: [{ RoleName: 'a', AssumeRolePolicyDocument: TRUST }] },
      '"Roles"',
      'the trust policy of a',
      "jq '.Roles[0].AssumeRolePolicyDocument'",
    ],
    ['a name like a number', { Resources: { E1: { PolicyDocument: POLICY } } }, 'one with', `.Resources["E1"].Policy`],
    ['a list of policies', [POLICY], 'a list of 1', "jq '.[0]' file.json"],
    [
      'get-policy',
      { Policy: { Arn: 'arn:aws:iam::1:policy/p', DefaultVersionId: 'v3' } },
      '"Policy"',
      'aws iam get-policy-version --policy-arn arn:aws:iam::1:policy/p --version-id v3 | npx',
    ],
    [
      'list-policy-versions',
      {
        Versions: [
          { VersionId: 'v1', IsDefaultVersion: false },
          { VersionId: 'v2', IsDefaultVersion: true },
        ],
      },
      '"Versions"',
      '--version-id v2 | npx',
    ],
    [
      'create-policy-version',
      { PolicyVersion: { VersionId: 'v2', IsDefaultVersion: true } },
      '"PolicyVersion"',
      '--version-id v2 | npx',
    ],
    [
      'list-attached-role-policies',
      { AttachedPolicies: [{ PolicyName: 'p', PolicyArn: 'arn:aws:iam::1:policy/p' }] },
      '"AttachedPolicies"',
      '--version-id "$(aws iam get-policy --policy-arn arn:aws:iam::1:policy/p --query Policy.DefaultVersionId --output text)"',
    ],
    [
      'list-role-policies',
      { PolicyNames: ['p'] },
      '"PolicyNames"',
      'aws iam get-role-policy --role-name ROLE --policy-name p | npx',
    ],
    [
      'list-policies',
      { Policies: [{ Arn: 'arn:aws:iam::1:policy/p', DefaultVersionId: 'v3' }] },
      '"Policies"',
      '--version-id v3 | npx',
    ],
    ['a policy of a bucket', { Policy: JSON.stringify(OF_BUCKET) }, '"Policy"', 'the policy of a resource'],
    ['a statement', READ, '"Effect"', `jq '{Version: "2012-10-17", Statement: .}' file.json | npx`],
    ['a list of statements', [READ, READ], 'a list of 2', 'Statement: .}'],
  ])('%s', (_, value, what, ...hints) => {
    // prettier-ignore
    const text = refusal(value);
    expect(text.split('\n')[0]).toContain(what);
    for (const hint of hints) expect(text).toContain(hint);
  });

  it('of what is on the standard input, where it came from is left open', () => {
    const result = readDocument(JSON.stringify([POLICY]), { ...GIVEN, path: '-' });
    expect('refusal' in result && result.refusal.hint).toContain(
      "  COMMAND | jq '.[0]' | npx model-deployment-iam explain -",
    );
  });

  it('names what is there twice only once, and not all of very many', () => {
    const same = {
      urn: 'urn:p',
      inputs: { policy: JSON.stringify(POLICY) },
      outputs: { policy: JSON.stringify(POLICY) },
    };
    expect(refusal({ deployment: { resources: [same] } }).match(/jq/g)).toHaveLength(1);
    const many = Array.from({ length: 20 }, (_, index) => ({ ...same, urn: `urn:${index}` }));
    expect(refusal({ deployment: { resources: many } })).toContain('and 14 more');
  });
});

describe('does not choose between two statements in one place', () => {
  const twice = `{"Version": "2012-10-17",\n"Statement": [], "Statement": ${JSON.stringify([READ])}}`;
  it.each([
    ['in what AWS prints', `{"RoleName": "a", "PolicyDocument":\n${twice}}`, 3],
    ['beside the document', `{"PolicyVersion": {},\n"PolicyVersion": {"Document": ${JSON.stringify(POLICY)}}}`, 2],
    ['in a text', JSON.stringify({ RoleName: 'a', PolicyDocument: twice }), 1],
    ['in an encoded text', JSON.stringify({ PolicyVersion: { Document: encodeURIComponent(twice) } }), 1],
    ['in an encoded file', encodeURIComponent(twice), 1],
    ['in YAML', 'Version: x\nStatement: []\nStatement: []\n', 3],
  ])('%s', (_, text, line) => {
    expect(read(text)).toMatchObject({ refusal: { line, expected: expect.stringMatching(/only once in one/) } });
  });
});

it('gives commands that take the policy out, whatever the names around it are', async () => {
  const program = join(await goTool('jq'), 'gojq');
  const anyName = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom("it's", 'a"b', '$(x)', '${y}', 'a.b', 'a b', '\\'),
  );
  const anyContainer = fc.oneof(
    anyName.map((name) => ({
      Resources: { [name]: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: POLICY } } },
    })),
    anyName.map((name) => ({ [name]: [{}, { [name]: JSON.stringify(POLICY) }] })),
    anyName.map((address) => ({
      resource_changes: [{ address, change: { after: { policy: JSON.stringify(POLICY) } } }],
    })),
  );
  fc.assert(
    fc.property(anyContainer, (container) => {
      const input = JSON.stringify(container);
      const result = readDocument(input, { ...GIVEN, path: '-' });
      const command = 'refusal' in result ? result.refusal.hint?.find((line) => line.includes('jq ')) : undefined;
      const filter = /^ *COMMAND \| jq (.*) \| npx model-deployment-iam explain -$/.exec(command!)![1]!;
      const taken = execFileSync('sh', ['-c', `"$0" ${filter}`, program], { input, encoding: 'utf8' });
      expect(read(JSON.parse(taken))).toMatchObject({ file: { kind: 'identity' } });
      expect([POLICY, JSON.stringify(POLICY)]).toContainEqual(JSON.parse(taken));
    }),
    cases(30),
  );
});

it('knows a conflict from HTML', () => {
  expect(refusal('<<<<<<< HEAD\n{}\n=======\n')).toContain('two versions of a file are to be merged yet');
  expect(refusal('<html>')).toContain('HTML');
});

it.each([
  ['a policy', JSON.stringify(POLICY, undefined, 2)],
  ['the output of get-role', JSON.stringify({ Role: { AssumeRolePolicyDocument: TRUST } })],
  [
    'a plan of Terraform',
    JSON.stringify({ resource_changes: [{ change: { after: { policy: JSON.stringify(POLICY) } } }] }),
  ],
  ['an encoded policy', encoded(POLICY)],
])('refuses every beginning of %s, and says in which line it ends', (_, text) => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), (length) => {
      const beginning = text.slice(0, length);
      const result = readDocument(beginning, GIVEN);
      if (!('refusal' in result)) throw new Error('It was read.');
      const { line, column, expected } = result.refusal;
      expect([line, column, expected]).toEqual([expect.any(Number), expect.any(Number), expect.stringMatching(/^\S/)]);
      expect(line).toBeGreaterThan(0);
      expect(line).toBeLessThanOrEqual(text.split('\n').length);
    }),
    cases(300),
  );
});

it('never throws, whatever is done to a document', () => {
  const text = JSON.stringify({ PolicyVersion: { Document: POLICY } }, undefined, 1);
  const edit = fc.tuple(fc.nat(text.length), fc.nat(5), fc.string({ maxLength: 4, unit: 'binary' }));
  fc.assert(
    fc.property(edit, ([at, cut, put]) => {
      const result = readDocument(text.slice(0, at) + put + text.slice(at + cut), GIVEN);
      expect('file' in result || result.refusal.expected !== '').toBe(true);
    }),
    cases(300),
  );
});

it('takes no time for what is made to take long', () => {
  const deep = '['.repeat(100_000);
  expect(refusal(deep)).toContain('ends too early');
  expect(refusal(deep + ']'.repeat(100_000))).toContain('200 levels');
  expect(refusal(`a: &a [${'x,'.repeat(50)}]\n${Array.from({ length: 50 }, (_, i) => `k${i}: &k${i} [*a,*a,*a,*a,*a]`).join('\n')}`)).toBeDefined(); // prettier-ignore
});
