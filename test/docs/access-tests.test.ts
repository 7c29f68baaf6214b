import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/explain/run';
import { fillTests } from '../../src/iam/expectations/fill-tests';
import { FIELDS } from '../../src/iam/expectations/form';
import { judge } from '../../src/iam/expectations/judge';
import { PLACEHOLDERS, placeholderValues } from '../../src/iam/expectations/placeholders';
import { readTests } from '../../src/iam/expectations/read-tests';
import { policyDocument } from '../../src/iam/generate/permissions/policy-document';
import { trustPolicy } from '../../src/iam/generate/trust/trust-policy';
import { TARGET as PLAIN } from '../iam/target';

const PAGE = readFileSync(join(__dirname, '../../docs/access-tests.md'), 'utf8');
const TARGET = { ...PLAIN, endpoint: 'churn-prod' };

/** The one of the README. */
const ROLE = {
  policies: [{ name: 'the policy', document: policyDocument(TARGET, ['deploy']) }],
  trust: {
    name: 'the trust policy',
    document: trustPolicy(TARGET, {
      ...{ sagemaker: true, restricted: true },
      github: {
        issuer: 'token.actions.githubusercontent.com',
        repository: { owner: 'acme', name: 'churn', ownerId: '123456', repositoryId: '456789' },
        formats: ['classic', 'immutable'],
        jobs: [{ kind: 'ref', ref: 'refs/heads/main' }],
      },
    }),
  },
};

const EXAMPLES = [...PAGE.matchAll(/```yaml\n(tests:\n[^]*?)```/g)].map(([, text]) => text!);

it('has examples', () => {
  expect(EXAMPLES.length).toBeGreaterThan(3);
});

it.each(EXAMPLES.map((text) => [/name: (.*)/.exec(text)![1]!, text]))(
  'has tests that hold for the role of the README: %s',
  (_, text) => {
    const { tests: written, problems } = readTests(text);
    const values = placeholderValues({ ...TARGET, role: { name: 'churn-prod', path: '/' }, repository: 'acme/churn' });
    const { tests, problems: others } = fillTests(written, values, String);
    expect([...problems, ...others]).toEqual([]);
    expect(tests.map((test) => [test.name, judge(test, ROLE)])).toEqual(
      tests.map(({ name }) => [name, { holds: true }]),
    );
  },
);

it('has the output of the command', async () => {
  const [, line, shown] = /```console\n\$ npx model-deployment-iam ([^\n]*)\n([^]*?)```/.exec(PAGE)!;
  const invoke = {
    Effect: 'Allow',
    Action: 'sagemaker:InvokeEndpoint',
    Resource: 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn-prod',
  };
  const pass = {
    Sid: 'Pass',
    Effect: 'Allow',
    Action: 'iam:PassRole',
    Resource: 'arn:aws:iam::123456789012:role/churn',
    Condition: { StringLike: { 'iam:PassedToService': '*.amazonaws.com' } },
  };
  const files: Readonly<Record<string, string>> = {
    'policy.json': JSON.stringify({ Version: '2012-10-17', Statement: [invoke, pass] }),
    'access-tests.yml': EXAMPLES[0]!.split('\n\n').slice(0, 2).join('\n\n'),
  };
  let out = '';
  const print = (text: string) => void (out += text);
  await run(line!.split(' '), {
    readFile: async (path) => files[path]!,
    readInput: async () => '',
    print,
    printError: print,
    colours: false,
    environment: {},
    folder: __dirname,
  });
  expect(out).toBe(shown);
});

it('names every key of a test, and every placeholder', () => {
  for (const name of Object.keys(FIELDS)) expect(PAGE).toContain(`\`${name}\``);
  for (const name of PLACEHOLDERS) expect(PAGE).toContain(`\`{${name}}\``);
});
