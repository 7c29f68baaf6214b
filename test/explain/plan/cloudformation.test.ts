import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emulatorPython } from '../../../sandbox/aws/python';
import { cloudFormationTemplate } from '../../../src/explain/plan/cloudformation';
import type { PlannedRole } from '../../../src/explain/plan/planned-role';

const ROLE: PlannedRole = {
  name: 'churn-prod',
  path: '/models/',
  policy:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::my-models/${aws:PrincipalTag/team}/*"}]}',
  trustPolicy:
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
  maxSessionDuration: 3600,
  tags: { team: 'fraud' },
};

it('gives cfn-lint nothing to say, with everything and with the least', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  const roles = [ROLE, { ...ROLE, tags: {}, permissionsBoundary: undefined }];
  const files = roles.map((role, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(cloudFormationTemplate(role)));
    return file;
  });
  expect(await lint(files)).toBe('');
  rmSync(folder, { recursive: true });
}, 120_000);

async function lint(files: readonly string[]): Promise<string> {
  const program = 'import sys; from cfnlint.runner import main; sys.exit(main())';
  return execFileSync(await emulatorPython(), ['-c', program, ...files], { encoding: 'utf8' });
}

it('has the documents as they are', () => {
  const { Resources } = cloudFormationTemplate(ROLE) as {
    Resources: Record<string, { Properties: Record<string, unknown> }>;
  };
  expect(Resources.Policy!.Properties.PolicyDocument).toEqual(JSON.parse(ROLE.policy));
  expect(Resources.Role!.Properties.AssumeRolePolicyDocument).toEqual(JSON.parse(ROLE.trustPolicy));
});
