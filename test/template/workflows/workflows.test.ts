import { execFileSync, spawnSync } from 'node:child_process';
import type { ModelDeploymentIamOptions } from '../../../src';
import { CHURN, filesOf, type RenderedJob, THREE, type WorkflowName, workflowOf, WORKFLOWS } from '../render';

const READ = { contents: 'read', 'id-token': 'write' };
const AND_COMMENT = { ...READ, 'pull-requests': 'write' };
/** What changes the stack can run into a lock, and looks up whether the run that holds it is over. */
const AND_LOOK_UP = { ...READ, actions: 'read' };

function accessOf(steps: RenderedJob['steps']) {
  return steps.find(({ id }) => id === 'access')!;
}

test.each<[WorkflowName, string, object]>([
  ['preview', 'access', AND_COMMENT],
  ['preview', 'fork', {}],
  ['deploy', 'access', { ...AND_COMMENT, ...AND_LOOK_UP }],
  ['deploy', 'deploy-model', READ],
  ['drift', 'access', READ],
  ['drift', 'issue', { issues: 'write' }],
  ['destroy', 'confirm', {}],
  ['destroy', 'access', AND_LOOK_UP],
])('%s: the job %s has the permissions it needs, and no others', (name, job, permissions) => {
  const workflow = workflowOf(CHURN, name);
  expect(workflow.jobs[job]!.permissions).toEqual(permissions);
  // What a job does not name, it would have from here.
  expect(workflow.permissions).toEqual({});
});

describe('report files', () => {
  const access = (options: object, name: WorkflowName) => workflowOf({ ...CHURN, ...options }, name).jobs.access!;

  test.each(['preview', 'deploy'] as const)('%s uploads the findings to code scanning, where one wants it', (name) => {
    const { permissions, steps } = access({ codeScanning: true }, name);
    expect(permissions).toEqual({ ...AND_COMMENT, 'security-events': 'write', actions: 'read' });
    expect(accessOf(steps).with).toHaveProperty('sarif-file', 'model-access.sarif');
    expect(steps.at(-1)).toEqual({
      uses: expect.stringMatching(/^github\/codeql-action\/upload-sarif@/),
      if: "${{ !cancelled() && hashFiles('model-access.sarif') != '' }}",
      with: { sarif_file: 'model-access.sarif', category: 'access-churn-prod' },
    });
  });

  test.each(['preview', 'deploy'] as const)('%s keeps the report with the run, where one wants it', (name) => {
    const { permissions, steps } = access({ reportArtifact: true }, name);
    expect(permissions).toEqual(access({}, name).permissions);
    expect(accessOf(steps).with).toMatchObject({
      'report-file': 'model-access.json',
      'report-html': 'access-churn-prod.html',
    });
    expect(steps.at(-2)).toMatchObject({ with: { name: 'access-churn-prod', path: 'model-access.json' } });
    // By itself, so that a browser opens it; its name is that of the file.
    expect(steps.at(-1)).toMatchObject({ with: { path: 'access-churn-prod.html', archive: false } });
  });

  test.each(['drift', 'destroy'] as const)('%s writes none', (name) => {
    const options = { codeScanning: true, reportArtifact: true };
    expect(access(options, name)).toEqual(access({}, name));
  });

  test('environments do not replace the results of each other', () => {
    const { jobs } = workflowOf({ ...THREE, codeScanning: true }, 'preview');
    const categories = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.with?.category ?? []));
    expect(categories).toEqual(['access-churn-dev', 'access-churn-staging', 'access-churn-prod']);
  });
});

test('there are no other jobs', () => {
  const jobs = WORKFLOWS.flatMap((name) => Object.keys(workflowOf(CHURN, name).jobs));
  expect(jobs).toHaveLength(8);
});

describe.each<[string, ModelDeploymentIamOptions]>([
  ['one environment', CHURN],
  ['three environments', THREE],
])('with %s', (_, options) => {
  test.each(WORKFLOWS)('%s never cancels what runs', (name) => {
    expect(workflowOf(options, name).concurrency['cancel-in-progress']).toBe(false);
  });

  test.each(WORKFLOWS)('%s needs no secret', (name) => {
    expect(JSON.stringify(workflowOf(options, name))).not.toContain('secrets.');
  });

  test.each(WORKFLOWS)('%s leaves no token in the folder that it checks out', (name) => {
    const steps = Object.values(workflowOf(options, name).jobs).flatMap((job) => job.steps);
    for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
      expect(step.with).toEqual({ 'persist-credentials': false });
    }
  });

  test.each(WORKFLOWS)('%s puts no expression into a script, where its value would be run', (name) => {
    const scripts = Object.values(workflowOf(options, name).jobs).flatMap((job) =>
      job.steps.map(({ run }) => run ?? ''),
    );
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });

  test('deploying and destroying take turns, and wait for nothing else', () => {
    const groups = WORKFLOWS.map((name) => workflowOf(options, name).concurrency.group);
    expect(new Set(groups).size).toBe(3);
    expect(groups[1]).toBe(groups[3]);
  });

  test('only jobs of an environment assume the role that may change something', () => {
    for (const name of WORKFLOWS) {
      for (const { environment, steps } of Object.values(workflowOf(options, name).jobs)) {
        const roles = steps.map((step) => String(step.with?.['role-to-assume'] ?? ''));
        const mayWrite = roles.some((role) => role.endsWith('-access-deploy') || role.includes('needs.'));
        expect([name, mayWrite]).toEqual([name, environment !== undefined]);
      }
    }
  });
});

test('third-party actions are pinned to a commit, with the version in a comment', () => {
  const uses = Object.entries(filesOf({ ...THREE, codeScanning: true, reportArtifact: true }))
    .filter(([path]) => path.startsWith('.github/workflows/'))
    .flatMap(([, text]) => text.match(/uses: .*/g) ?? [])
    .filter((use) => !use.includes('model-deployment-iam/'));
  expect(uses.length).toBeGreaterThan(0);
  for (const use of uses) expect(use).toMatch(/^uses: [\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

describe('preview', () => {
  test('runs with credentials for pull requests from here only, and says so to forks', () => {
    const { access, fork } = workflowOf(CHURN, 'preview').jobs;
    expect(access!.if).toBe('github.event.pull_request.head.repo.full_name == github.repository');
    expect(fork!.if).toBe(access!.if!.replace('==', '!='));
    expect(fork!.steps[0]!.env!.MESSAGE).toContain('comes from a fork, so it gets no credentials');
  });

  test('runs again when the label that approves comes or goes, where one is asked for', () => {
    expect(workflowOf(CHURN, 'preview').on.pull_request).toEqual({ branches: ['main'] });
    expect(workflowOf({ ...CHURN, requireApproval: 'broadening' }, 'preview').on.pull_request.types).toEqual(
      expect.arrayContaining(['opened', 'synchronize', 'labeled', 'unlabeled']),
    );
  });
});

describe('deploy', () => {
  test('hands the ARN on to the job that deploys the model', () => {
    const { access, 'deploy-model': deployModel } = workflowOf(CHURN, 'deploy').jobs;
    expect(access!.outputs).toHaveProperty('role-arn', '${{ steps.access.outputs.role-arn }}');
    expect(deployModel!.needs).toBe('access');
    expect(deployModel!.steps[1]!.with!['role-to-assume']).toBe('${{ needs.access.outputs.role-arn }}');
  });

  test('goes through the environments one after the other', () => {
    const { jobs } = workflowOf(THREE, 'deploy');
    expect(Object.entries(jobs).map(([id, { needs, environment }]) => [id, needs, environment])).toEqual([
      ['access-dev', undefined, 'dev'],
      ['deploy-model-dev', 'access-dev', 'dev'],
      ['access-staging', 'deploy-model-dev', 'staging'],
      ['deploy-model-staging', 'access-staging', 'staging'],
      ['access-prod', 'deploy-model-staging', 'prod'],
      ['deploy-model-prod', 'access-prod', 'prod'],
    ]);
  });

  test('deploys no model with a role that lets no job in', () => {
    const [dev, staging, prod] = THREE.environments!;
    const sagemaker = { ...staging!, permissions: ['execution'], ecrRepository: ['churn'] };
    const { jobs } = workflowOf({ ...THREE, environments: [dev!, sagemaker, prod!] }, 'deploy');
    expect(Object.keys(jobs)).toEqual([
      ...['access-dev', 'deploy-model-dev', 'access-staging', 'access-prod', 'deploy-model-prod'],
    ]);
    expect(jobs['access-prod']!.needs).toBe('access-staging');
  });

  test.each([
    [{ githubRef: ['refs/heads/main'] }, false],
    [{ githubEnvironment: 'elsewhere' }, false],
    [{ githubEnvironment: 'production' }, true],
    [{ trust: ['arn:aws:iam::123456789012:role/app'] }, false],
    [
      {
        githubSubject: [
          'repo:acme/churn:environment:production:job_workflow_ref:acme/x/.github/workflows/y.yml@refs/heads/main',
        ],
      },
      true,
    ],
  ])('deploys no model by a job that the role lets not in: %j', (trust, isDeployed) => {
    expect('deploy-model' in workflowOf({ ...CHURN, ...trust } as object as typeof CHURN, 'deploy').jobs).toBe(
      isDeployed,
    );
  });

  test('gives every environment its own endpoint, region, role and state', () => {
    const { jobs } = workflowOf(THREE, 'deploy');
    expect(jobs['access-prod']!.steps.slice(2).flatMap((step) => step.with ?? [])).toEqual([
      { 'role-to-assume': 'arn:aws:iam::333333333333:role/churn-prod-access-deploy', 'aws-region': 'eu-west-1' },
      {
        command: 'up',
        'access-tests': 'access-tests.yml',
        endpoint: 'churn-prod',
        bucket: 'my-models',
        region: 'eu-west-1',
        trust: 'github',
        'github-environment': 'prod',
        'account-id': '333333333333',
        'backend-url': 's3://model-access-333333333333-eu-west-1/prod/churn',
        'permissions-boundary': 'arn:aws:iam::333333333333:policy/churn-prod-access-boundary',
      },
    ]);
  });

  test('passes the access token of Pulumi Cloud on, and only where the state is there', () => {
    const { access } = workflowOf({ ...CHURN, backendUrl: 'https://api.pulumi.com' }, 'deploy').jobs;
    expect(accessOf(access!.steps).env).toEqual({ PULUMI_ACCESS_TOKEN: '${{ secrets.PULUMI_ACCESS_TOKEN }}' });
  });
});

describe('a job that can not begin', () => {
  const stepsOf = (options: ModelDeploymentIamOptions, name: WorkflowName) =>
    workflowOf(options, name).jobs.access!.steps;
  const account = (options: ModelDeploymentIamOptions, name: WorkflowName) =>
    stepsOf(options, name).find(({ env }) => env?.ACCOUNT !== undefined);

  test.each(WORKFLOWS)('%s says which variable has no account, and how to set it', (name) => {
    const { run, env } = account(CHURN, name)!;
    expect(env).toEqual({ ACCOUNT: '${{ vars.AWS_ACCOUNT_ID }}', VARIABLE: 'AWS_ACCOUNT_ID' });
    const told = (given: string) =>
      spawnSync('bash', ['-e', '-c', run!], {
        env: { ...env, ACCOUNT: given, GITHUB_REPOSITORY: 'acme/churn', PATH: process.env.PATH },
        encoding: 'utf8',
      });
    expect([told('123456789012').status, told('123456789012').stdout]).toEqual([0, '']);
    for (const wrong of ['', '1234', '::error::x']) {
      const { status, stdout } = told(wrong);
      expect([status, stdout]).toEqual([
        1,
        expect.stringMatching(
          /^::error title=No AWS account::The variable AWS_ACCOUNT_ID .*gh variable set AWS_ACCOUNT_ID --repo acme\/churn .*\n$/,
        ),
      ]);
    }
  });

  test('does not look for an account that the options have', () => {
    expect(account({ ...CHURN, accountId: '123456789012' }, 'preview')).toBeUndefined();
  });

  test.each(WORKFLOWS)('%s says where the commands are, where AWS lets it in to no role', (name) => {
    const steps = stepsOf(CHURN, name);
    const index = steps.findIndex(({ id }) => id === 'credentials');
    expect(steps[index + 1]).toMatchObject({
      if: "failure() && steps.credentials.outcome == 'failure'",
      run: expect.stringMatching(/^echo '::error [^']*bootstrap\/README\.md[^']*'$/),
    });
  });
});

test('drift runs when the user says', () => {
  expect(workflowOf({ ...CHURN, driftSchedule: '0 6 * * 1' }, 'drift').on.schedule).toEqual([{ cron: '0 6 * * 1' }]);
});

describe('destroy', () => {
  function confirm(typed: string, ref: string): number {
    const { run, env } = workflowOf(CHURN, 'destroy').jobs.confirm!.steps[0]!;
    try {
      execFileSync('bash', ['-e', '-c', run!], { env: { ...env, TYPED: typed, GITHUB_REF: ref }, stdio: 'ignore' });
      return 0;
    } catch (error) {
      return (error as { status: number }).status;
    }
  }

  test.each([
    ['goes on when the endpoint is typed out', 'churn-prod', 'refs/heads/main', 0],
    ['stops at another name', 'churn', 'refs/heads/main', 1],
    ['stops at other letters', 'CHURN-PROD', 'refs/heads/main', 1],
    ['stops on another branch', 'churn-prod', 'refs/heads/mine', 1],
  ])('%s', (_, typed, ref, exitCode) => {
    expect(confirm(typed, ref)).toBe(exitCode);
  });

  test.each([
    ['x\n::stop-commands::x', 'refs/heads/main', "you typed $'x\\n::stop-commands::x', and the endpoint is churn-prod"],
    ['%0A::x', 'refs/heads/main', 'you typed %250A::x, and the endpoint is churn-prod'],
    ['', 'refs/heads/main', "you typed '', and the endpoint is churn-prod"],
    ['churn-prod', 'refs/heads/%0A::x', 'run this workflow on main, not on refs/heads/%250A::x'],
  ])('tells in one line what is wrong with %j on %j', (typed, ref, told) => {
    const { run, env } = workflowOf(CHURN, 'destroy').jobs.confirm!.steps[0]!;
    const { stdout } = spawnSync('bash', ['-e', '-c', run!], {
      env: { ...env, TYPED: typed, GITHUB_REF: ref },
      encoding: 'utf8',
    });
    expect(stdout).toBe(`::error::Nothing is removed: ${told}.\n`);
  });

  test('asks which environment, where there are several', () => {
    const { on, jobs } = workflowOf(THREE, 'destroy');
    expect(on.workflow_dispatch.inputs.environment.options).toEqual(['dev', 'staging', 'prod']);
    expect(jobs['access-staging']).toMatchObject({ needs: 'confirm', if: "inputs.environment == 'staging'" });
    expect(jobs.confirm!.steps[0]!.env!.EXPECTED).toContain('"staging":"churn-staging"');
  });
});

test('findings that pass have a line each, as the Action reads them', () => {
  const ignoreFindings = 'unknown-action = newer than the list\npass-any-role@Deploy = reviewed, ticket #12';
  const { access } = workflowOf({ ...CHURN, ignoreFindings }, 'deploy').jobs;
  expect(accessOf(access!.steps).with!['ignore-findings']).toBe(ignoreFindings);
});

test('a new option changes the lines that have it, and no others', () => {
  const before = filesOf(CHURN);
  const after = filesOf({ ...CHURN, maxSessionDuration: 7200 });
  const changed = Object.keys(after).filter((path) => before[path] !== after[path]);
  expect(changed.map((path) => path.replace('.github/workflows/churn-prod-', ''))).toEqual([
    'deploy.yml',
    'destroy.yml',
    'drift.yml',
    'preview.yml',
  ]);
  for (const path of changed) {
    const added = after[path]!.split('\n').filter((line) => !before[path]!.split('\n').includes(line));
    expect(added.map((line) => line.trim())).toEqual(['max-session-duration: "7200"']);
  }
});

/** What a reader of the scaffold sees; the scripts have tests of their own. */
test.each(WORKFLOWS)('%s reads so', (name) => {
  const path = `.github/workflows/churn-prod-${name}.yml`;
  const withoutScripts = filesOf(CHURN)[path]!.replace(/run: \|[\s\S]*?(?=\n {2}\w|\n {6}- |\n*$)/g, 'run: …');
  expect(withoutScripts).toMatchSnapshot();
});
