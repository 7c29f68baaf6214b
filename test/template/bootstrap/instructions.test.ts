import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'projen';
import { ModelDeploymentIam, type ModelDeploymentIamOptions } from '../../../src';
import { CHURN, emptyProject, LEAST, THREE } from '../render';

const OWN = { ...LEAST, previewRoleArn: 'arn:aws:iam::123456789012:role/ci-preview', accountId: '123456789012' };

function page(...models: readonly ModelDeploymentIamOptions[]): string {
  const project = emptyProject();
  for (const model of models) new ModelDeploymentIam(project, model);
  return Testing.synth(project)['bootstrap/README.md'];
}

test('has every command in both forms, for every environment of every model', () => {
  const text = page(THREE, { ...CHURN, endpoint: 'fraud-prod' });
  const slugs = ['churn-dev', 'churn-staging', 'churn-prod', 'fraud-prod'];
  expect(text.match(/--template-file \S+/g)).toEqual(
    slugs.map((slug) => `--template-file bootstrap/${slug}/cloudformation.yml`),
  );
  expect(text.match(/pulumi up .*--cwd \S+/g)).toEqual(
    slugs.map((slug) => `pulumi up --stack bootstrap --cwd bootstrap/${slug}`),
  );
  expect(text).not.toMatch(/\{\{|undefined/);
});

test('creates every environment once, and lets only the branch deploy there', () => {
  const text = page(THREE, {
    ...THREE,
    modelId: 'fraud',
    endpoint: 'f',
    environments: [{ name: 'DEV', endpoint: 'f' }],
  });
  expect(text.match(/environments\/\w+"/g)).toEqual(['dev', 'staging', 'prod'].map((name) => `environments/${name}"`));
  expect(page({ ...CHURN, defaultBranch: 'release/1.0' })).toContain(`--raw-field 'name=release/1.0'`);
});

test.each<[string, ModelDeploymentIamOptions, RegExp, RegExp]>([
  ['an account that a variable has', CHURN, /gh variable set AWS_ACCOUNT_ID --repo/, /gh secret|gh label/],
  ['Pulumi Cloud', { ...CHURN, backendUrl: 'https://api.pulumi.com' }, /gh secret set PULUMI_ACCESS_TOKEN/, /gh label/],
  ['approvals by a label', { ...CHURN, requireApproval: 'broadening' }, /gh label create 'iam-approved'/, /gh secret/],
  [
    'a label with anything in it',
    { ...CHURN, requireApproval: 'any-change', approvalLabel: "it's $(touch x)" },
    /gh label create 'it'\\''s \$\(touch x\)'/,
    /gh secret/,
  ],
  ['nothing', OWN, /Nothing: the roles and the state are your own/, /gh (variable|secret|label)|cloudformation/],
  [
    'a role for SageMaker',
    { ...CHURN, permissions: ['execution'], ecrRepository: ['churn'] },
    /No job here deploys the model/,
    /deploy-model\.sh/,
  ],
  [
    'a role of its own',
    LEAST,
    /That is a role that reads \(for pull requests and drift checks\)\./,
    /OIDC provider,|the bucket for/,
  ],
])('asks for what the options need: %s', (_, options, needed, others) => {
  expect(page(options)).toMatch(needed);
  expect(page(options)).not.toMatch(others);
});

test('follows the options', () => {
  expect(page({ ...CHURN, driftSchedule: '0 6 * * 1' })).toContain('at `0 6 * * 1` (UTC)');
  expect(page(THREE)).toContain('The repository has the environments `dev`, `staging` and `prod`');
});

test('a page of the user’s is left as it is', () => {
  const project = emptyProject();
  mkdirSync(join(project.outdir, 'bootstrap'));
  writeFileSync(join(project.outdir, 'bootstrap/README.md'), '# Mine');
  const warn = jest.spyOn(project.logger, 'warn').mockReturnValue();
  new ModelDeploymentIam(project, CHURN);
  expect(Testing.synth(project)['bootstrap/README.md']).toBe('# Mine');
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('bootstrap/README.md is left as it is'));
});

describe('the commands', () => {
  /** Programs that write down what they are asked to do. */
  const PROGRAM = `#!/usr/bin/env bash
printf '%s\\n' "$(basename "$0") $*" >> "$CALLS"
case "$*" in
  *'--input -'*) cat >> "$CALLS" ;;
  *users/*) echo '[{"type":"User","id":7}]' ;;
  *customization*) echo 1 ;;
  *created_at*) echo 2026-08-01 ;;
  *login*) echo "$NAMES" ;;
esac
`;

  function play(text: string, repository: string, names: string) {
    const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-test-'));
    for (const program of ['gh', 'aws', 'pulumi']) {
      writeFileSync(join(folder, program), PROGRAM);
      chmodSync(join(folder, program), 0o755);
    }
    const blocks = [...text.matchAll(/```sh\n([^]*?)```/g)].map(([, block]) => block);
    const script = blocks.join('\n').replace(/^repository=.*$/m, 'repository=$GIVEN');
    const { status, stderr } = spawnSync('bash', ['-eu', '-c', script], {
      cwd: folder,
      env: {
        ...{ PATH: `${folder}:${process.env.PATH}`, CALLS: join(folder, 'calls') },
        ...{ GIVEN: repository, NAMES: names },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    });
    return {
      status,
      stderr,
      calls: readFileSync(join(folder, 'calls'), 'utf8'),
      pwned: existsSync(join(folder, 'pwned')),
    };
  }

  test('can be typed as they are, and protect the environment', () => {
    const { status, stderr, calls } = play(page(CHURN), 'acme/churn', 'acme@1/churn@2');
    expect([status, stderr]).toEqual([0, '']);
    const [, body] = /environments\/production --input -\n([^]*?\n\})/.exec(calls)!;
    expect(JSON.parse(body!)).toEqual({
      deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
      reviewers: [{ type: 'User', id: 7 }],
    });
    expect(calls).toContain(
      'gh api --method POST repos/acme/churn/environments/production/deployment-branch-policies --raw-field name=main',
    );
    expect(calls).toContain('Repository=acme/churn ImmutableRepository=acme@1/churn@2 ImmutableOnly=1');
    expect(calls).toContain('pulumi up --stack bootstrap --cwd bootstrap/churn-prod');
  });

  test.each<[string, readonly ModelDeploymentIamOptions[]]>([
    ['several environments and models', [THREE, { ...CHURN, endpoint: 'fraud-prod', defaultBranch: 'trunk' }]],
    ['roles of one’s own', [OWN]],
    ['Pulumi Cloud', [{ ...CHURN, backendUrl: 'https://api.pulumi.com' }]],
  ])('can be typed as they are with %s', (_, models) => {
    const { status, stderr } = play(page(...models), 'acme/churn', 'acme@1/churn@2');
    expect([status, stderr]).toEqual([0, '']);
  });

  test.each(['acme/$(touch pwned)', 'acme/`touch pwned`', 'acme/x; touch pwned', "acme/'x' && touch pwned"])(
    'take a name for a name: %s',
    (name) => {
      const options = { ...CHURN, requireApproval: 'any-change', approvalLabel: name };
      const { status, calls, pwned } = play(page(options), name, name);
      expect([status, pwned]).toEqual([0, false]);
      expect(calls).toContain(`ImmutableRepository=${name} `);
      expect(calls).toContain(`gh label create ${name} `);
    },
  );
});
