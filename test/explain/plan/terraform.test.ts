import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { goTool } from '../../../sandbox/go-tools';
import type { PlannedRole } from '../../../src/explain/plan/planned-role';
import { terraformConfiguration } from '../../../src/explain/plan/terraform';

const ROLE: PlannedRole = {
  name: 'churn-prod',
  path: '/models/',
  // In the order of Terraform's `jsonencode`.
  policy: '{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}',
  trustPolicy: '{"Statement":[],"Version":"2012-10-17"}',
  permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
  maxSessionDuration: 3600,
  tags: { team: 'fraud' },
};

let parser: string;
beforeAll(async () => {
  parser = join(await goTool('hcl2json'), 'hcl2json');
}, 120_000);

/** What HashiCorp's own parser reads; what needs no resource is evaluated. */
function read(configuration: string) {
  return JSON.parse(execFileSync(parser, ['-simplify'], { input: configuration, encoding: 'utf8' }));
}

it('makes the role, the policy and their attachment', () => {
  const { resource, output } = read(terraformConfiguration(ROLE));
  const { name, path, tags } = ROLE;
  expect(resource).toEqual({
    aws_iam_policy: {
      model_deployment: [{ name, path, tags, description: expect.any(String), policy: ROLE.policy }],
    },
    aws_iam_role: {
      model_deployment: [
        {
          ...{ name, path, tags },
          assume_role_policy: ROLE.trustPolicy,
          max_session_duration: 3600,
          permissions_boundary: ROLE.permissionsBoundary,
        },
      ],
    },
    aws_iam_role_policy_attachment: {
      model_deployment: [
        {
          policy_arn: '${aws_iam_policy.model_deployment.arn}',
          role: '${aws_iam_role.model_deployment.name}',
        },
      ],
    },
  });
  expect(Object.keys(output)).toEqual(['policy_arn', 'role_arn']);
});

it('leaves out what is not asked for', () => {
  const { resource } = read(terraformConfiguration({ ...ROLE, tags: {}, permissionsBoundary: undefined }));
  expect(Object.keys(resource.aws_iam_role.model_deployment[0])).toEqual(
    expect.not.arrayContaining(['tags', 'permissions_boundary']),
  );
});

it('says what the documents say, whatever is in them', () => {
  const printable = [...'ab $%{}"é€😀'];
  // JSON.parse of Node 24.9 takes some keys with escapes for a key with a backslash that it has seen before.
  const key = fc.string({ unit: fc.constantFrom(...printable) });
  const text = fc.string({ unit: fc.constantFrom(...printable, ...'\\\n\b\f\t\u0000\u2028') });
  const values = fc.sample(fc.dictionary(key, fc.oneof(text, fc.array(text), fc.boolean(), fc.integer())), 300);
  const policy = JSON.stringify({ values });
  const { resource } = read(terraformConfiguration({ ...ROLE, policy }));
  expect(JSON.parse(resource.aws_iam_policy.model_deployment[0].policy)).toEqual(JSON.parse(policy));
});

it('takes a backslash in a key for one', () => {
  const { resource } = read(terraformConfiguration({ ...ROLE, tags: { 'a\\b': 'c' } }));
  expect(resource.aws_iam_role.model_deployment[0].tags).toEqual({ 'a\\b': 'c' });
});
