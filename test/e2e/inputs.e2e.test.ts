import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { delimiter, join } from 'node:path';
import {
  CreatePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  type Role,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import { type ActionRun, runAction } from '../../sandbox/action';
import { type LocalAccessAnalyzer, startAccessAnalyzer } from '../../sandbox/aws/access-analyzer';
import { type PolicySimulator, startPolicySimulator } from '../../sandbox/aws/policy-simulator';
import { addressOf, stop, textOf } from '../../sandbox/github/http';
import { PLUGIN, type ReleaseServer, startReleaseServer } from '../../sandbox/releases/release-server';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type InputDefinition, type InputName, INPUTS } from '../../src/contract';
import type { PolicyDocument, Statement } from '../../src/iam/policy/document';
import { decideByOracle } from '../iam/verify/oracle';

/**
 * Every input of the contract, set to a value that is not its default, and what came of it: in IAM, in the state, in files,
 * in outputs and on the pull request. What the log says of it does not count.
 */

const ACCOUNT = '123456789012';
const ISSUER = 'token.actions.githubusercontent.com/acme';
const NAME = 'churn-access';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/boundary`;
const EXECUTION_ROLE = `arn:aws:iam::${ACCOUNT}:role/churn-execution`;
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const DEPLOY_ROLE = `arn:aws:iam::${ACCOUNT}:role/deploy`;
const PARTNER = 'arn:aws:iam::210987654321:role/partner';
const SUBJECT = 'repo:acme@1/other@2';
const CHOSEN_SUBJECT = 'repo:acme/churn:job_workflow_ref:acme/shared/.github/workflows/deploy.yml@refs/heads/main';
const LOCK = '11111111-2222-4333-8444-555555555555';
/** Of the engine; nobody has it. */
const VERSION = '3.999.0';

/** For runs that are not to write over what another one has left. */
const NO_FILES = { 'sarif-file': '', 'report-file': '', 'report-html': '' };

interface Stage {
  readonly sandbox: Sandbox;
  readonly analyzer: LocalAccessAnalyzer;
  readonly simulator: PolicySimulator;
  readonly releases: ReleaseServer;
  readonly token: string;
  /** On the first is the comment, on the second none is wanted. On the third is a label that means nothing. */
  readonly pullRequests: { readonly commented: number; readonly silent: number; readonly labelled: number };
}

interface Seen extends Stage {
  readonly runs: Readonly<Record<RunName, ActionRun>>;
  /** As `up` made them. */
  readonly role: Role;
  readonly policy: PolicyDocument;
  readonly trust: PolicyDocument;
  readonly policyTags: readonly object[];
  readonly state: { readonly secrets_providers: unknown; readonly resources: readonly Resource[] };
  readonly sarif: any;
  readonly report: any;
  readonly page: string;
  /** As it is in the end. */
  readonly roleAfterwards: Role;
  /** Those that are left on the stack. */
  readonly locks: readonly string[];
}

interface Resource {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

/**
 * - `up`: nearly all inputs at once, after a preview with them
 * - `proved`: a preview of more, which AWS says is none
 * - `blind`: again, after somebody has changed the role by hand
 * - `drift`: looks for that
 * - `lockedOut`: again, with a lock on the stack, which `unlock` removes
 * - `otherVersion`, `otherPlugin`: previews that need another engine, or its plugin
 * - `otherApproval`: a preview of another stack, approved in another way
 */
type RunName =
  | 'preview'
  | 'up'
  | 'proved'
  | 'blind'
  | 'drift'
  | 'lockedOut'
  | 'unlock'
  | 'otherAccount'
  | 'otherVersion'
  | 'otherPlugin'
  | 'otherApproval';

interface Check {
  readonly value: string | ((stage: Stage) => string);
  /** Default: `up`. */
  readonly run?: RunName;
  readonly seen: (seen: Seen) => void;
}

function statementsWith(action: string, { policy }: Seen): Statement[] {
  return [policy.Statement].flat().filter(({ Action }) => [Action].flat().includes(action));
}

function resourcesOf(action: string, seen: Seen): string[] {
  return statementsWith(action, seen).flatMap(({ Resource }) => Resource as string | string[]);
}

function trusted(by: 'Service' | 'Federated' | 'AWS', { trust }: Seen): Statement[] {
  return [trust.Statement].flat().filter(({ Principal }) => by in Object(Principal));
}

function subjects(seen: Seen): string[] {
  return trusted('Federated', seen).flatMap((statement) => conditionOf(statement)[`${ISSUER}:sub`] as string[]);
}

function conditionOf({ Condition }: Statement): Record<string, unknown> {
  return Object.assign({}, ...Object.values(Condition ?? {}));
}

const CHECKS: Readonly<Record<InputName, Check>> = {
  command: { value: 'up', seen: ({ role }) => expect(role.RoleName).toBeDefined() },
  endpoint: {
    value: 'churn-staging',
    seen: (seen) => expect(resourcesOf('sagemaker:DescribeEndpoint', seen).join()).toContain(':endpoint/churn-staging'),
  },
  bucket: {
    value: 'other-models',
    seen: (seen) => expect(resourcesOf('s3:ListBucket', seen)).toEqual(['arn:aws:s3:::other-models']),
  },
  region: {
    value: 'eu-west-1',
    seen({ state, policy }) {
      expect(state.resources.find(({ type }) => type === 'pulumi:providers:aws')?.inputs.region).toBe('eu-west-1');
      expect(JSON.stringify(policy)).toContain(`arn:aws:sagemaker:eu-west-1:${ACCOUNT}:`);
    },
  },
  prefix: {
    value: 'churn/',
    seen: (seen) =>
      expect(statementsWith('s3:ListBucket', seen).map(conditionOf)).toEqual([{ 's3:prefix': 'churn/*' }]),
  },
  name: {
    value: NAME,
    seen({ role, runs }) {
      expect(role.RoleName).toBe(NAME);
      expect(runs.up.outputs).toMatchObject({ 'role-name': NAME, 'policy-name': NAME });
    },
  },
  permissions: {
    value: 'observe, release, execution, inference-components',
    seen(seen) {
      expect(statementsWith('sagemaker:CreateModel', seen)).not.toEqual([]);
      expect(statementsWith('sagemaker:DeleteEndpoint', seen)).toEqual([]);
    },
  },
  'bucket-access': {
    value: 'list',
    seen(seen) {
      expect(statementsWith('s3:ListBucket', seen)).not.toEqual([]);
      expect(statementsWith('s3:GetObject', seen)).toEqual([]);
    },
  },
  'endpoint-config': {
    value: 'config-*',
    seen: (seen) =>
      expect(resourcesOf('sagemaker:CreateEndpointConfig', seen).join()).toContain(':endpoint-config/config-*'),
  },
  model: {
    value: 'model-?',
    seen: (seen) => expect(resourcesOf('sagemaker:CreateModel', seen).join()).toContain(':model/model-?'),
  },
  'execution-role-arn': {
    value: EXECUTION_ROLE,
    seen: (seen) => expect(resourcesOf('iam:PassRole', seen)).toEqual([EXECUTION_ROLE]),
  },
  'kms-key-arn': { value: KEY, seen: (seen) => expect(resourcesOf('kms:CreateGrant', seen)).toEqual([KEY]) },
  'ecr-repository': {
    value: 'churn-image',
    seen: (seen) =>
      expect(resourcesOf('ecr:BatchGetImage', seen)).toEqual([
        `arn:aws:ecr:eu-west-1:${ACCOUNT}:repository/churn-image`,
      ]),
  },
  'inference-component': {
    value: 'component-?',
    seen: (seen) =>
      expect(resourcesOf('sagemaker:DescribeInferenceComponent', seen)).toEqual([
        `arn:aws:sagemaker:eu-west-1:${ACCOUNT}:inference-component/component-?`,
      ]),
  },
  'output-bucket': {
    value: 'churn-answers/prod',
    seen: (seen) => expect(resourcesOf('s3:AbortMultipartUpload', seen)).toEqual(['arn:aws:s3:::churn-answers/prod/*']),
  },
  'notification-topic': {
    value: `arn:aws:sns:eu-west-1:${ACCOUNT}:churn-answers`,
    seen: (seen) =>
      expect(resourcesOf('sns:Publish', seen)).toEqual([`arn:aws:sns:eu-west-1:${ACCOUNT}:churn-answers`]),
  },
  'vpc-subnet': {
    value: 'subnet-0123456789abcdef0',
    seen: (seen) =>
      expect(resourcesOf('ec2:CreateNetworkInterface', seen)).toContain(
        `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-0123456789abcdef0`,
      ),
  },
  'vpc-security-group': {
    value: 'sg-0123456789abcdef0',
    seen: (seen) =>
      expect(resourcesOf('ec2:CreateNetworkInterface', seen)).toContain(
        `arn:aws:ec2:eu-west-1:${ACCOUNT}:security-group/sg-0123456789abcdef0`,
      ),
  },
  'extra-statements': {
    value: 'access/extra.json',
    seen: (seen) => expect(statementsWith('dynamodb:GetItem', seen)).toEqual([EXTRA]),
  },
  'access-tests': {
    value: 'access/tests.yml',
    seen({ runs, report }) {
      expect(JSON.parse(runs.up.outputs['access-tests']!)).toEqual({ tests: 1, failing: [] });
      expect(report.access.accessTests.file).toBe('access/tests.yml');
    },
  },
  trust: {
    value: `sagemaker, github, ${PARTNER}`,
    seen: (seen) => expect(trusted('AWS', seen)[0]!.Principal).toEqual({ AWS: [PARTNER] }),
  },
  'restrict-trust': {
    value: 'false',
    seen: (seen) => expect(trusted('Service', seen).map(conditionOf)).toEqual([{}]),
  },
  'trust-external-id': {
    value: 'churn-7f3a',
    seen: (seen) => expect(trusted('AWS', seen).map(conditionOf)).toContainEqual({ 'sts:ExternalId': 'churn-7f3a' }),
  },
  'trust-session-tags': {
    value: 'team, stage',
    seen: (seen) => expect(trusted('AWS', seen).map(conditionOf)).toContainEqual({ 'aws:TagKeys': ['team', 'stage'] }),
  },
  'github-repository': {
    value: 'acme@1/other@2',
    seen: (seen) => expect(subjects(seen).every((subject) => subject.startsWith(`${SUBJECT}:`))).toBe(true),
  },
  'github-ref': {
    value: 'refs/tags/v1',
    seen: (seen) => expect(subjects(seen)).toContain(`${SUBJECT}:ref:refs/tags/v1`),
  },
  'github-environment': {
    value: 'staging',
    seen: (seen) => expect(subjects(seen)).toContain(`${SUBJECT}:environment:staging`),
  },
  'github-pull-requests': {
    value: 'true',
    seen: (seen) => expect(subjects(seen)).toContain(`${SUBJECT}:pull_request`),
  },
  'github-subject-format': { value: 'immutable', seen: (seen) => expect(subjects(seen)).toHaveLength(3) },
  'github-subject': {
    value: CHOSEN_SUBJECT,
    run: 'otherApproval',
    seen: ({ runs: { otherApproval } }) => expect(otherApproval.outputs['trust-policy']).toContain(CHOSEN_SUBJECT),
  },
  'github-audience': {
    value: 'sts.amazonaws.com.cn',
    seen: (seen) =>
      expect(trusted('Federated', seen).map(conditionOf)).toMatchObject([
        { [`${ISSUER}:aud`]: 'sts.amazonaws.com.cn' },
      ]),
  },
  'github-oidc-provider': {
    value: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}`,
    seen: (seen) =>
      expect(trusted('Federated', seen).map(({ Principal }) => Principal)).toEqual([
        { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${ISSUER}` },
      ]),
  },
  'account-id': {
    value: '210987654321',
    run: 'otherAccount',
    seen: ({ runs }) => expect(runs.otherAccount.outputs).toMatchObject({ 'failure-reason': 'credentials' }),
  },
  'role-path': {
    value: '/models/',
    seen({ role, runs }) {
      expect(role.Arn).toBe(`arn:aws:iam::${ACCOUNT}:role/models/${NAME}`);
      expect(runs.up.outputs['policy-arn']).toBe(`arn:aws:iam::${ACCOUNT}:policy/models/${NAME}`);
    },
  },
  'permissions-boundary': {
    value: BOUNDARY,
    seen: ({ role }) => expect(role.PermissionsBoundary?.PermissionsBoundaryArn).toBe(BOUNDARY),
  },
  'boundary-file': {
    value: 'access/boundary.json',
    seen: ({ runs }) => expect(runs.up.outputs.findings).toContain('boundary-file-differs'),
  },
  'max-session-duration': { value: '7200', seen: ({ role }) => expect(role.MaxSessionDuration).toBe(7200) },
  tags: {
    value: 'team=fraud\nstage=two',
    seen({ role, policyTags }) {
      const tags = [
        { Key: 'model-deployment-iam:stack', Value: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { Key: 'stage', Value: 'two' },
        { Key: 'team', Value: 'fraud' },
      ];
      expect(sorted(role.Tags)).toEqual(tags);
      expect(sorted(policyTags)).toEqual(tags);
    },
  },
  adopt: {
    value: 'true',
    seen({ runs, policyTags }) {
      const changes = JSON.parse(runs.up.outputs.changes!) as { type: string; operation: string }[];
      expect(changes).toContainEqual(expect.objectContaining({ type: 'aws:iam/policy:Policy', operation: 'import' }));
      expect(policyTags).toContainEqual(expect.objectContaining({ Key: 'model-deployment-iam:stack' }));
    },
  },
  'stack-name': {
    value: 'models',
    seen: ({ runs }) => expect(runs.up.outputs.stack).toBe('organization/model-deployment-iam/models'),
  },
  'backend-url': {
    value: 'file://state',
    seen: ({ state }) => expect(state.resources.map(({ type }) => type)).toContain('aws:iam/role:Role'),
  },
  'secrets-provider': {
    value: 'hashivault://pulumi',
    seen: ({ state }) =>
      expect(state.secrets_providers).toMatchObject({ type: 'cloud', state: { url: 'hashivault://pulumi' } }),
  },
  'pulumi-version': {
    value: VERSION,
    run: 'otherVersion',
    seen: ({ releases }) => expect(releases.requests).toContainEqual(expect.stringContaining(VERSION)),
  },
  'download-mirror': {
    value: ({ releases }) => releases.url,
    run: 'otherVersion',
    seen: ({ releases }) => expect(releases.requests).not.toEqual([]),
  },
  'download-checksums': {
    value: `${'0'.repeat(64)}  ${PLUGIN}`,
    run: 'otherPlugin',
    seen({ releases, runs: { otherPlugin } }) {
      expect(releases.requests).toContain(`/${PLUGIN}`);
      expect(otherPlugin.outputs['failure-reason']).toBe('engine-unavailable');
    },
  },
  'require-checksums': {
    value: 'false',
    run: 'otherVersion',
    // Otherwise nothing would be asked for: nobody knows what this version has to be.
    seen: ({ releases }) => expect(releases.requests).toContain(`/pulumi-${VERSION}-checksums.txt`),
  },
  'lock-timeout': {
    value: '0s',
    run: 'lockedOut',
    seen({ runs: { lockedOut } }) {
      expect(lockedOut.outputs['failure-reason']).toBe('stack-locked');
      expect(lockedOut.log).not.toContain('Trying again');
    },
  },
  'lock-id': {
    value: LOCK,
    run: 'unlock',
    seen: ({ runs, locks }) => expect([runs.unlock.exitCode, locks]).toEqual([0, []]),
  },
  refresh: {
    value: 'false',
    run: 'blind',
    seen: ({ runs }) => expect(runs.blind.outputs.changes).not.toContain('maxSessionDuration'),
  },
  'expect-no-changes': {
    value: 'true',
    run: 'blind',
    seen({ runs, roleAfterwards, role }) {
      expect(JSON.parse(runs.blind.outputs['change-summary']!)).toEqual({ update: 2 });
      expect(runs.blind.outputs['failure-reason']).toBe('unexpected-changes');
      expect(roleAfterwards.Tags).toEqual(role.Tags);
    },
  },
  'fail-on-drift': {
    value: 'false',
    run: 'drift',
    seen({ runs: { drift } }) {
      expect(drift.outputs.changes).toContain('maxSessionDuration');
      expect([drift.exitCode, drift.outputs['failure-reason']]).toEqual([0, '']);
    },
  },
  'fail-on': {
    value: 'never',
    seen({ runs }) {
      expect(JSON.parse(runs.up.outputs.findings!)[0]).toMatchObject({ severity: 'error' });
      expect(runs.up.exitCode).toBe(0);
    },
  },
  'ignore-findings': {
    value: 'INVALID_ACTION = known to us',
    seen({ runs }) {
      const findings: { id: string; ignored?: string }[] = JSON.parse(runs.up.outputs.findings!);
      expect(findings.find(({ id }) => id === 'INVALID_ACTION')).toMatchObject({ ignored: 'known to us' });
    },
  },
  'require-approval': {
    value: 'any-change',
    seen({ runs }) {
      expect(runs.preview.outputs).toMatchObject({ approval: 'missing', 'failure-reason': 'approval-missing' });
      expect(runs.up.outputs.approval).toBe('approved');
    },
  },
  'approval-label': {
    value: 'care',
    seen: ({ sandbox, pullRequests, runs }) =>
      expect([sandbox.github.labels(pullRequests.commented), runs.up.outputs.approval]).toEqual([['care'], 'approved']),
  },
  'approval-by': {
    value: 'review',
    run: 'otherApproval',
    // By default this label is taken off, because it was there before the comment.
    seen: ({ sandbox, pullRequests }) => expect(sandbox.github.labels(pullRequests.labelled)).toEqual(['iam-approved']),
  },
  'approve-without-github': {
    value: 'GitHub does not answer.',
    run: 'otherApproval',
    seen: ({ runs }) => expect(runs.otherApproval.outputs.approval).toBe('without-github'),
  },
  'access-analyzer': {
    value: 'true',
    seen: ({ runs }) => expect(runs.up.outputs.findings).toContain('INVALID_ACTION'),
  },
  verify: {
    value: 'no-new-access, no-public-access, simulate, deploy-role',
    seen({ analyzer, simulator, runs }) {
      const agrees = /✅ \*\*AWS's simulator agrees on (\d+) of \1 asked\*\*/;
      expect(runs.preview.summary).toMatch(new RegExp(`${agrees.source}, about the policies as they are to be`));
      expect(runs.up.summary).toMatch(new RegExp(`${agrees.source}, about the role as it is now`));
      expect(Number(agrees.exec(runs.up.summary)![1])).toBeGreaterThan(20);
      expect(runs.up.summary).toContain('the trust policy does not let everybody in');
      expect(runs.proved.summary).toContain('**AWS proves: no new access** by the policy');
      expect([...analyzer.violations, ...simulator.violations]).toEqual([]);
    },
  },
  'deploy-role-arn': {
    value: DEPLOY_ROLE,
    seen: ({ runs }) => expect(runs.preview.log).toMatch(/::warning title=up would be denied::.*\/deploy may not do/),
  },
  'approval-accepts-proof': {
    value: 'true',
    run: 'proved',
    seen({ runs }) {
      expect(runs.proved.outputs).toMatchObject({ 'permissions-broadened': 'true', approval: 'proved' });
      expect(runs.proved.exitCode).toBe(0);
    },
  },
  'sarif-file': { value: 'out/access.sarif', seen: ({ sarif }) => expect(sarif.version).toBe('2.1.0') },
  'report-file': { value: 'out/access.json', seen: ({ report }) => expect(report).toMatchObject({ command: 'up' }) },
  'report-html': {
    value: 'out/access.html',
    seen: ({ page }) => expect(page).toMatch(new RegExp(`^<!doctype html>[^]*<h1>[^]*${NAME}`)),
  },
  comment: {
    value: 'never',
    run: 'blind',
    seen: ({ sandbox, pullRequests }) => expect(sandbox.github.comments(pullRequests.silent)).toEqual([]),
  },
  'comment-pr-number': {
    value: ({ pullRequests }) => `${pullRequests.commented}`,
    seen: ({ sandbox, pullRequests, runs }) =>
      expect(runs.up.outputs['comment-url']).toContain(
        `#issuecomment-${sandbox.github.comments(pullRequests.commented)[0]!.id}`,
      ),
  },
  'github-token': {
    value: ({ token }) => token,
    seen: ({ sandbox, pullRequests }) =>
      expect(sandbox.github.comments(pullRequests.commented).map(({ author }) => author)).toEqual(['access-bot']),
  },
  // Every other variable of an endpoint leads nowhere, so that nothing would be there.
  'aws-endpoint-url': { value: ({ simulator }) => simulator.url, seen: ({ role }) => expect(role.Arn).toBeDefined() },
  // Without it, the state on such a runner is refused.
  'allow-ephemeral-state': { value: 'true', seen: ({ state }) => expect(state.resources).not.toEqual([]) },
};

const EXTRA: Statement = {
  Effect: 'Allow',
  Action: ['dynamodb:GetItem'],
  Resource: [`arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/features`],
};

const servers: ReturnType<typeof createServer>[] = [];
let seen: Seen;

beforeAll(async () => {
  const sandbox = await startSandbox();
  const { github, aws } = sandbox;
  const stage: Stage = {
    sandbox,
    analyzer: await startAccessAnalyzer({
      findings: () => [
        {
          ...{ findingType: 'ERROR', issueCode: 'INVALID_ACTION', findingDetails: 'No.', locations: [] },
          learnMoreLink: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/x.html',
        },
      ],
      // Whatever it is about.
      check: () => ({ result: 'PASS', message: 'None.', reasons: [] }),
    }),
    simulator: await startPolicySimulator(
      { decide: decideByOracle, roles: { [DEPLOY_ROLE]: ['{"Version":"2012-10-17","Statement":[]}'] } },
      aws.client(aws.admin),
    ),
    releases: await startReleaseServer(),
    token: github.tokenOf('access-bot'),
    pullRequests: {
      commented: github.addPullRequest(),
      silent: github.addPullRequest(),
      labelled: github.addPullRequest({ labels: ['iam-approved'] }),
    },
  };
  seen = await playedOn(stage);
});
afterAll(async () => {
  await Promise.all([seen?.sandbox.stop(), seen?.releases.stop(), ...servers.map(stop)]);
  await Promise.all([seen?.analyzer.stop(), seen?.simulator.stop()]);
});

it.each(Object.keys(INPUTS) as InputName[])('%s', (name) => {
  const { value, seen: check } = CHECKS[name];
  const { default: standard = '' }: InputDefinition = INPUTS[name];
  expect(typeof value === 'string' ? value : value(seen)).not.toBe(standard);
  check(seen);
});

async function playedOn(stage: Stage): Promise<Seen> {
  const { sandbox, analyzer, releases, pullRequests } = stage;
  const iam = new IAMClient(sandbox.aws.client(sandbox.aws.admin));
  const workspace = join(sandbox.folder, 'workspace');
  await mkdir(join(workspace, 'access'), { recursive: true });
  await mkdir(join(workspace, 'state'));
  await writeFile(join(workspace, 'access/extra.json'), JSON.stringify([EXTRA]));
  await writeFile(
    join(workspace, 'access/tests.yml'),
    "tests:\n  - name: gets features\n    allow: dynamodb:GetItem\n    resource: 'arn:{partition}:dynamodb:{region}:{account}:table/features'\n",
  );
  const narrower = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
  await writeFile(join(workspace, 'access/boundary.json'), JSON.stringify(narrower));
  await iam.send(
    new CreatePolicyCommand({
      PolicyName: 'boundary',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
    }),
  );
  // What others have made under the name of the policy.
  await iam.send(
    new CreatePolicyCommand({
      ...{ PolicyName: NAME, Path: '/models/' },
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
      }),
    }),
  );
  // https://developer.hashicorp.com/vault/api-docs/secret/transit
  const vault = await listening((path, body) => {
    const { plaintext, ciphertext } = JSON.parse(body);
    return {
      data: path.includes('/encrypt/') ? { ciphertext: `vault:v1:${plaintext}` } : { plaintext: ciphertext.slice(9) },
    };
  });

  const environment = {
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    RUNNER_ENVIRONMENT: 'github-hosted',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_ACCESSANALYZER: analyzer.url,
    VAULT_SERVER_URL: vault,
    VAULT_SERVER_TOKEN: 'vault-token',
  };
  const inputs = inputsOf('up', stage);
  const elsewhere = Promise.all([
    runAction(sandbox, { inputs: inputsOf('otherAccount', stage) }),
    runAction(sandbox, {
      inputs: inputsOf('otherVersion', stage),
      environment: { ...releases.trust, RUNNER_TOOL_CACHE: workspace },
    }),
    runAction(sandbox, {
      inputs: { ...inputsOf('otherPlugin', stage), 'download-mirror': releases.url },
      environment: { ...releases.trust, ...withoutPlugin(sandbox), PULUMI_HOME: join(workspace, 'pulumi') },
    }),
    runAction(sandbox, {
      inputs: {
        ...inputsOf('otherApproval', stage),
        ...{ 'require-approval': 'any-change', 'comment-pr-number': `${pullRequests.labelled}` },
      },
    }),
  ]);
  const preview = await runAction(sandbox, { inputs: { ...inputs, command: 'preview' }, environment });
  sandbox.github.addLabel(pullRequests.commented, 'care');
  const up = await runAction(sandbox, { inputs, environment });
  if (up.exitCode !== 0) throw new Error(up.log);

  const [{ Role: role }, { Policy: policy }] = await Promise.all([
    iam.send(new GetRoleCommand({ RoleName: NAME })),
    iam.send(new GetPolicyCommand({ PolicyArn: up.outputs['policy-arn'] })),
  ]);
  const { PolicyVersion: version } = await iam.send(
    new GetPolicyVersionCommand({ PolicyArn: policy!.Arn, VersionId: policy!.DefaultVersionId }),
  );
  const proved = await runAction(sandbox, {
    inputs: {
      ...inputs,
      // What the other runs leave is looked at.
      ...{ ...NO_FILES, 'comment-pr-number': '' },
      ...{ command: 'preview', 'require-approval': 'broadening', 'bucket-access': 'read, write, list' },
      ...inputsOf('proved', stage),
    },
    environment,
  });
  await iam.send(new UpdateRoleCommand({ RoleName: NAME, MaxSessionDuration: 3600 }));
  const blind = await runAction(sandbox, {
    inputs: {
      ...inputs,
      ...{ tags: 'team=fraud', 'require-approval': 'never', 'comment-pr-number': `${pullRequests.silent}` },
      ...inputsOf('blind', stage),
    },
    environment,
  });
  const drift = await runAction(sandbox, {
    inputs: {
      ...inputs,
      // What `up` has left is looked at.
      ...{ comment: 'never', 'require-approval': 'never', ...NO_FILES },
      ...inputsOf('drift', stage),
      command: 'drift',
    },
    environment,
  });
  const locks = join(workspace, 'state/.pulumi/locks', up.outputs.stack!);
  await mkdir(locks, { recursive: true });
  const lock = { pid: 7, username: 'runner', hostname: 'other', timestamp: '2026-01-02T03:04:05Z' };
  await writeFile(join(locks, `${LOCK}.json`), JSON.stringify(lock));
  const quiet = { ...inputs, comment: 'never', 'require-approval': 'never', ...NO_FILES };
  const lockedOut = await runAction(sandbox, { inputs: { ...quiet, ...inputsOf('lockedOut', stage) }, environment });
  const unlock = await runAction(sandbox, {
    inputs: { ...quiet, ...inputsOf('unlock', stage), command: 'unlock' },
    environment,
  });
  const [otherAccount, otherVersion, otherPlugin, otherApproval] = await elsewhere;
  const readJson = async (path: string) => JSON.parse(await readFile(join(workspace, path), 'utf8'));
  return {
    ...stage,
    runs: {
      preview,
      up,
      proved,
      blind,
      drift,
      lockedOut,
      unlock,
      otherAccount,
      otherVersion,
      otherPlugin,
      otherApproval,
    },
    role: role!,
    roleAfterwards: (await iam.send(new GetRoleCommand({ RoleName: NAME }))).Role!,
    policy: documentOf(version!.Document!),
    policyTags: policy!.Tags!,
    trust: documentOf(role!.AssumeRolePolicyDocument!),
    state: (await readJson('state/.pulumi/stacks/model-deployment-iam/models.json')).checkpoint.latest,
    sarif: await readJson('out/access.sarif'),
    report: await readJson('out/access.json'),
    page: await readFile(join(workspace, 'out/access.html'), 'utf8'),
    locks: await readdir(locks).catch(() => []),
  };
}

function inputsOf(run: RunName, stage: Stage): Partial<Record<InputName, string>> {
  const checks = Object.entries(CHECKS).filter(([, check]) => (check.run ?? 'up') === run);
  return Object.fromEntries(
    checks.map(([name, { value }]) => [name, typeof value === 'string' ? value : value(stage)]),
  );
}

/** Programs are found on PATH, but not the plugin. */
function withoutPlugin({ environment }: Sandbox): NodeJS.ProcessEnv {
  const folders = environment.PATH!.split(delimiter);
  return { PATH: folders.filter((folder) => !existsSync(join(folder, 'pulumi-resource-aws'))).join(delimiter) };
}

/** @returns the address of a server that answers with JSON, or that there is nothing */
async function listening(answer: (path: string, body: string) => object | undefined): Promise<string> {
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const found = answer(request.url!, body);
      response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found));
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return addressOf(server);
}

function documentOf(encoded: string): PolicyDocument {
  return JSON.parse(decodeURIComponent(encoded));
}

function sorted(tags: readonly object[] = []): object[] {
  return [...tags].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}
