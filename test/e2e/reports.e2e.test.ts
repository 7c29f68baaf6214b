import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { type LocalAccessAnalyzer, startAccessAnalyzer } from '../../sandbox/aws/access-analyzer';
import { startPolicySimulator } from '../../sandbox/aws/policy-simulator';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

let sandbox: Sandbox;
let workspace: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  workspace = join(sandbox.folder, 'workspace');
});
beforeEach(() => mkdir(workspace));
afterEach(() => rm(workspace, { recursive: true }));
afterAll(() => sandbox.stop());

function act({ inputs, environment }: ActionOptions): Promise<ActionRun> {
  const GITHUB_WORKFLOW_REF = 'acme/churn/.github/workflows/model-access.yml@refs/heads/main';
  return runAction(sandbox, {
    inputs,
    environment: { GITHUB_WORKSPACE: workspace, GITHUB_WORKFLOW_REF, ...environment },
  });
}

async function readJson(...path: string[]) {
  return JSON.parse(await readFile(join(workspace, ...path), 'utf8'));
}

describe('files for machines', () => {
  it('are the findings as SARIF at the file of the workflow, and the report as JSON', async () => {
    // SageMaker alone is trusted with what a workflow is to do, which is a finding.
    const files = { 'sarif-file': 'out/access.sarif', 'report-file': 'out/access.json' };
    const run = await act({ inputs: { trust: 'sagemaker', ...files } });
    expect(run.exitCode).toBe(0);

    const { version, runs } = await readJson('out', 'access.sarif');
    expect(version).toBe('2.1.0');
    expect(runs[0].results.length).toBeGreaterThan(0);
    expect(JSON.stringify(runs[0].results[0].locations)).toContain('.github/workflows/model-access.yml');
    expect(await readJson('out', 'access.json')).toMatchObject({
      outcome: 'completed',
      command: 'preview',
      access: { stack: expect.stringContaining('churn-prod') },
    });
  });

  it('show a finding at the statement of the repository that it is about', async () => {
    const statements = [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-data/*' },
      { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    ];
    await writeFile(join(workspace, 'extra.json'), JSON.stringify(statements, undefined, 2));
    await act({ inputs: { 'sarif-file': 'access.sarif', 'extra-statements': 'extra.json' } });

    const { runs } = await readJson('access.sarif');
    const [result] = runs[0].results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'pass-any-role');
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'extra.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: 7 },
        },
      },
    ]);
  });

  it('are not written outside of the workspace', async () => {
    const outside = await act({ inputs: { 'report-file': '../report.json' } });
    expect(outside.outputs['failure-reason']).toBe('invalid-input');

    await symlink(sandbox.folder, join(workspace, 'way-out'));
    const linked = await act({ inputs: { 'report-file': 'way-out/report.json' } });
    expect(linked.exitCode).toBe(0);
    expect(linked.log).toMatch(/::warning title=No report file::.*leads out of the workspace/);
    expect(existsSync(join(sandbox.folder, 'report.json'))).toBe(false);
  });
});

describe('access-analyzer', () => {
  let analyzer: LocalAccessAnalyzer;
  const findings = () => [
    {
      findingType: 'ERROR' as const,
      issueCode: 'INVALID_ACTION',
      findingDetails: 'The action is not what it seems.',
      learnMoreLink: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
      locations: [],
    },
  ];

  afterEach(() => analyzer.stop());

  it("adds what AWS finds, under AWS's own names, and up applies nothing on an error", async () => {
    analyzer = await startAccessAnalyzer({ findings });
    const run = await act({
      inputs: { command: 'up', 'access-analyzer': 'true' },
      environment: { AWS_ENDPOINT_URL_ACCESSANALYZER: analyzer.url },
    });

    expect(run.outputs['failure-reason']).toBe('findings');
    expect(JSON.parse(run.outputs.findings!)).toContainEqual(
      expect.objectContaining({ id: 'INVALID_ACTION', severity: 'error' }),
    );
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
    expect(analyzer.requests.map(({ policyType }) => policyType).sort()).toEqual([
      'IDENTITY_POLICY',
      'RESOURCE_POLICY',
    ]);
    expect(analyzer.violations).toEqual([]);
  });

  it('says so where it may not be asked, as of all that verify asks, and goes on', async () => {
    analyzer = await startAccessAnalyzer({
      fault: () => ({ error: 'AccessDeniedException', message: 'no' }),
      checkFault: () => ({ error: 'ThrottlingException', message: 'Slow down.' }),
    });
    const { aws } = sandbox;
    const simulator = await startPolicySimulator(
      {
        // It knows of no policy that allows anything.
        decide: () => 'implicitDeny',
        fault: (operation) =>
          operation === 'SimulatePrincipalPolicy' ? { code: 'AccessDenied', status: 403, message: 'no' } : undefined,
      },
      aws.client(aws.admin),
    );
    const run = await act({
      inputs: {
        ...{ 'access-analyzer': 'true', 'aws-endpoint-url': simulator.url },
        verify: 'no-new-access, no-public-access, simulate, deploy-role',
        'deploy-role-arn': `arn:aws:iam::${aws.accountId}:role/deploy`,
      },
      environment: { AWS_ENDPOINT_URL_ACCESSANALYZER: analyzer.url },
    });
    await simulator.stop();

    expect(run.exitCode).toBe(0);
    expect(run.summary).toContain('access-analyzer:ValidatePolicy');
    expect(run.summary).toContain('there is nothing yet to compare with');
    expect(run.summary).toContain('AWS throttled the question (CheckNoPublicAccess');
    expect(run.summary).toContain('Allow iam:SimulatePrincipalPolicy');
    const [, agreed, asked] = /simulator agrees on (\d+) of (\d+) asked/.exec(run.summary)!;
    expect(Number(agreed)).toBeLessThan(Number(asked));
    expect(JSON.parse(run.outputs.findings!)).toContainEqual(
      expect.objectContaining({ id: 'simulator-disagrees', severity: 'security' }),
    );
    expect([...analyzer.violations, ...simulator.violations]).toEqual([]);
  });
});
