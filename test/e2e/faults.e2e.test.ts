import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { type FaultProxy, startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { goTool } from '../../sandbox/go-tools';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { actionPolicyDocument } from '../../src/iam/generate/action-permissions';

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';

let sandbox: Sandbox;
let proxy: FaultProxy;
let iam: IAMClient;
let s3: S3Client;

beforeAll(async () => {
  sandbox = await startSandbox();
  iam = new IAMClient(sandbox.aws.client(sandbox.aws.admin));
  s3 = new S3Client({ ...sandbox.aws.client(sandbox.aws.admin), forcePathStyle: true });
});
beforeEach(async () => {
  proxy = await startFaultProxy(sandbox.aws.url);
});
// Every test starts with nothing there, and ends so.
afterEach(async () => {
  await proxy.stop();
  if (await deployedInState(sandbox, STACK)) {
    const { exitCode } = await act({ inputs: { command: 'destroy' } });
    expect(exitCode).toBe(0);
    expect(await deployedInState(sandbox, STACK)).toBeUndefined();
  }
  expect(await deployedInIam(sandbox)).toEqual(NOTHING);
});
afterAll(() => sandbox.stop());

function act(options: ActionOptions): Promise<ActionRun> {
  return runAction(sandbox, options);
}

/** With the proxy between the Action and AWS. */
function actThroughProxy(options: ActionOptions): Promise<ActionRun> {
  return act({ ...options, environment: { AWS_ENDPOINT_URL: proxy.url, ...options.environment } });
}

async function expectStateToMatchIam(): Promise<void> {
  expect(await deployedInState(sandbox, STACK)).toEqual(await deployedInIam(sandbox));
}

describe('a change that fails half-way', () => {
  it('names what AWS denied, keeps what was done, and goes on from there', async () => {
    proxy.inject({
      action: 'CreateRole',
      refusal: {
        status: 403,
        code: 'AccessDenied',
        message:
          'User: arn:aws:iam::123456789012:user/ci is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/churn-prod because no identity-based policy allows the iam:CreateRole action',
      },
    });
    const failed = await actThroughProxy({ inputs: { command: 'up' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs).toMatchObject({
      'failure-reason': 'permission-denied',
      'has-changes': 'true',
      'role-arn': 'arn:aws:iam::123456789012:role/churn-prod',
    });
    expect(failed.log).toContain('AWS denied iam:CreateRole on arn:aws:iam::123456789012:role/churn-prod.');
    expect(failed.summary).toContain('permission denied');
    expect((await deployedInIam(sandbox)).policyArn).toBeDefined();
    await expectStateToMatchIam();

    const repeated = await act({ inputs: { command: 'up' } });
    expect(repeated.exitCode).toBe(0);
    expect(JSON.parse(repeated.outputs['change-summary']!)).toEqual({ create: 2 });
    await expectStateToMatchIam();
  });

  it('names a role that is there already and that the stack does not manage', async () => {
    const trust = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await iam.send(new CreateRoleCommand({ RoleName: 'churn-prod', AssumeRolePolicyDocument: trust }));
    const failed = await act({ inputs: { command: 'up' } });
    await iam.send(new DeleteRoleCommand({ RoleName: 'churn-prod' }));

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('name-taken');
    expect(failed.log).toContain('There is a role named churn-prod already');
  });
});

describe('what AWS refuses, as the bridge words it', () => {
  it.each([
    ['MalformedPolicyDocument', 400, 'Syntax errors in policy.', 'refused', /Syntax errors in policy\./],
    [
      'ServiceFailure',
      400,
      'Something else.',
      'engine-failure',
      /creating IAM Policy \(churn-prod\): .*Something else\./,
    ],
  ])('%s is told once, in a sentence, on its resource', async (code, status, message, reason, sentence) => {
    proxy.inject({ action: 'CreatePolicy', refusal: { status, code, message } });
    const failed = await actThroughProxy({ inputs: { command: 'up' }, environment: { SANDBOX_AWS_WAITS: '0.01' } });

    expect(failed.outputs['failure-reason']).toBe(reason);
    expect(failed.log).toMatch(sentence);
    expect(failed.log + failed.summary).not.toMatch(/provider2\.go|sdk\.helper_schema|error occurred|provider=aws@/);
    const changes = JSON.parse(failed.outputs.changes!) as { type: string; status: string; error?: string }[];
    const told = changes.filter(({ error }) => error !== undefined);
    expect(told).toMatchObject([{ type: 'aws:iam/policy:Policy', status: 'failed' }]);
    expect(told[0]!.error).toBe(`creating IAM Policy (churn-prod): ${code}: ${message}`);
  });

  it('names credentials that only the provider finds invalid', async () => {
    proxy.inject({
      action: 'CreatePolicy',
      refusal: { status: 403, code: 'ExpiredToken', message: 'The security token included in the request is expired' },
    });
    const failed = await actThroughProxy({ inputs: { command: 'up' } });
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('aws-actions/configure-aws-credentials');
  });
});

describe('a workflow that is cancelled', () => {
  it('finishes what it began, says so, and leaves no lock', async () => {
    proxy.inject({ action: 'CreatePolicy', delay: 1500 });
    let isSent = false;
    const cancelled = await actThroughProxy({
      inputs: { command: 'up' },
      onLog: (log, kill) => {
        if (isSent || !/started: create .*modelDeploymentPolicy/.test(log)) return;
        isSent = true;
        kill('SIGINT');
      },
    });

    expect(cancelled.exitCode).toBe(1);
    expect(cancelled.outputs['failure-reason']).toBe('cancelled');
    expect(cancelled.log).toMatch(/Cancelling; in flight: .*create aws:iam\/policy:Policy modelDeploymentPolicy/);
    expect(cancelled.summary).toContain('cancelled');
    expect(cancelled.summary).not.toContain('in flight');
    expect(await lockFiles()).toEqual([]);
    await expectStateToMatchIam();

    expect((await act({ inputs: { command: 'up' } })).exitCode).toBe(0);
    await expectStateToMatchIam();
  });
});

describe('a workflow that is cancelled while no engine runs', () => {
  it.each<[when: string, action: string, delayed: number, inputs: ActionOptions['inputs']]>([
    ['STS is slow', 'GetCallerIdentity', 1, {}],
    ['IAM is slow, before the gates', 'ListRolePolicies', 1, { 'require-approval': 'broadening' }],
  ])('applies nothing: %s', async (_, action, times, inputs) => {
    proxy.inject({ action, delay: 20_000, times });
    const begun = Date.now();
    let isAsked = false;
    const asked = setInterval(() => (isAsked ||= proxy.actions.includes(action)), 20);
    const cancelled = await actThroughProxy({
      inputs: { command: 'up', ...inputs },
      onStart: async (kill) => {
        while (!isAsked) await sleep(20);
        kill('SIGINT');
      },
    });
    clearInterval(asked);

    expect(cancelled.outputs['failure-reason']).toBe('cancelled');
    expect(cancelled.summary).toContain('Cancelled');
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(proxy.actions).not.toContain('CreatePolicy');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });
});

describe('a stack that another run holds', () => {
  it('is named with who holds it since when, and nothing changes', async () => {
    await act({ inputs: { command: 'up' } });
    const lock = { pid: 7, username: 'runner', hostname: 'other-machine', timestamp: '2026-01-02T03:04:05Z' };
    const key = `.pulumi/locks/${STACK}/11111111-2222-4333-8444-555555555555.json`;
    await s3.send(new PutObjectCommand({ Bucket: 'my-pulumi-state', Key: key, Body: JSON.stringify(lock) }));
    const failed = await act({ inputs: { command: 'up', permissions: 'baseline' } });
    await s3.send(new DeleteObjectCommand({ Bucket: 'my-pulumi-state', Key: key }));

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('stack-locked');
    expect(failed.log).toContain('The stack is locked by runner@other-machine since 2026-01-02T03:04:05Z.');
    await expectStateToMatchIam();
  });
});

describe('credentials', () => {
  it('that AWS does not know are refused before anything runs', async () => {
    const credentials = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'unknown' };
    const failed = await act({ inputs: { command: 'up' }, credentials });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('aws-actions/configure-aws-credentials');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });

  it('of another account than the one that is asked for are refused before anything runs', async () => {
    const failed = await act({ inputs: { command: 'up', 'account-id': '999999999999' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('credentials');
    expect(failed.log).toContain('The credentials are of the account 123456789012, not of 999999999999.');
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });
});

describe('the state', () => {
  it('in a bucket that does not exist is a failure that names the backend', async () => {
    const failed = await act({ inputs: { command: 'preview', 'backend-url': 's3://no-such-bucket' } });

    expect(failed.exitCode).toBe(1);
    expect(failed.outputs['failure-reason']).toBe('backend');
    expect(failed.log).toContain('Check `backend-url`');
  });

  it('holds no secrets, so that it opens with any passphrase, and with none', async () => {
    for (const passphrase of ['correct horse', 'other horse', '']) {
      const run = await act({ inputs: { command: 'up' }, environment: { PULUMI_CONFIG_PASSPHRASE: passphrase } });
      expect(run.exitCode).toBe(0);
      await expectStateToMatchIam();
    }
    const run = await act({ inputs: { command: 'destroy' }, environment: { PULUMI_CONFIG_PASSPHRASE: 'lost' } });
    expect(run.exitCode).toBe(0);
  });
});

describe('what is said and what is not', () => {
  it('shows no secret in log, summary or comment', async () => {
    const pullRequest = sandbox.github.addPullRequest();
    const run = await act({
      inputs: { command: 'up', tags: `team=${sandbox.workflowUser.secretAccessKey}` },
      event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    });
    const shown =
      run.log.replace(/^::add-mask::.*$/gm, '') + run.summary + sandbox.github.comments(pullRequest)[0]?.body;

    expect(run.exitCode).toBe(0);
    for (const secret of [sandbox.workflowUser.secretAccessKey, sandbox.github.token]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('tells what permission is missing where it may not comment, and succeeds', async () => {
    const pullRequest = sandbox.github.addPullRequest();
    const token = sandbox.github.tokenOf('github-actions[bot]', { pullRequests: 'read', issues: 'read' });
    const run = await act({
      inputs: { 'github-token': token },
      event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    });

    expect(run.exitCode).toBe(0);
    expect(run.log).toMatch(/::warning title=No comment on the pull request::.*pull-requests: write/);
    expect(run.summary).toContain('3 to create');
    expect(run.outputs['comment-url']).toBe('');
  });

  it('comments on a failure, and edits that comment when it is over', async () => {
    const pullRequest = sandbox.github.addPullRequest();
    const event = { name: 'pull_request', payload: { pull_request: { number: pullRequest } } };
    await act({ inputs: { region: 'us-west-9', name: 'churn prod' }, event });
    const [first] = sandbox.github.comments(pullRequest).map((comment) => ({ ...comment }));
    expect(first?.body).toMatch(/Nothing ran: 2 inputs/);

    await act({ inputs: {}, event });
    const comments = sandbox.github.comments(pullRequest);
    expect(comments.map(({ id }) => id)).toEqual([first?.id]);
    expect(comments[0]?.body).toContain('Preview: 3 to create');
  });

  it('starts no comment where nothing changes, but brings one up to date', async () => {
    await act({ inputs: { command: 'up' } });
    const pullRequest = sandbox.github.addPullRequest();
    const event = { name: 'pull_request', payload: { pull_request: { number: pullRequest } } };

    await act({ inputs: {}, event });
    expect(sandbox.github.comments(pullRequest)).toHaveLength(0);
    await act({ inputs: { permissions: 'baseline' }, event });
    expect(sandbox.github.comments(pullRequest)).toHaveLength(1);
    await act({ inputs: {}, event });
    expect(sandbox.github.comments(pullRequest)[0]?.body).toContain('No changes');
  });
});

describe('changes that are not expected', () => {
  it.each(['preview', 'up'])('fail the step, and nothing is applied: %s', async (command) => {
    const run = await act({ inputs: { command, 'expect-no-changes': 'true' } });

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ 'failure-reason': 'unexpected-changes', 'has-changes': 'true' });
    expect(await deployedInIam(sandbox)).toEqual(NOTHING);
  });
});

describe('state on the runner itself', () => {
  const hosted = { RUNNER_ENVIRONMENT: 'github-hosted' };

  it('is refused on a hosted runner, before anything runs', async () => {
    const run = await act({ inputs: { command: 'up', 'backend-url': 'file://state' }, environment: hosted });

    expect(run.exitCode).toBe(1);
    expect(run.outputs['failure-reason']).toBe('invalid-input');
    expect(run.log).toContain('allow-ephemeral-state');
  });

  it('is taken where the user says that it is saved', async () => {
    const inputs = { 'backend-url': `file://${sandbox.folder}`, 'allow-ephemeral-state': 'true' };
    expect((await act({ inputs: { ...inputs, command: 'up' }, environment: hosted })).exitCode).toBe(0);
    expect((await act({ inputs: { ...inputs, command: 'destroy' }, environment: hosted })).exitCode).toBe(0);
  });
});

describe('another endpoint for AWS', () => {
  it('is used for IAM and STS, and not for the state', async () => {
    const { AWS_ENDPOINT_URL: _, ...environment } = sandbox.environment;
    const run = await runAction(
      { ...sandbox, environment },
      {
        inputs: {
          command: 'up',
          'aws-endpoint-url': proxy.url,
          'backend-url': `${sandbox.backendUrl}?endpoint=${sandbox.aws.url}&s3ForcePathStyle=true&region=us-east-1`,
        },
      },
    );

    expect(run.exitCode).toBe(0);
    expect(proxy.actions).toEqual(expect.arrayContaining(['GetCallerIdentity', 'CreatePolicy', 'CreateRole']));
    await expectStateToMatchIam();
  });
});

async function lockFiles(): Promise<string[]> {
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: 'my-pulumi-state', Prefix: '.pulumi/locks/' }),
  );
  return Contents.map(({ Key }) => Key!);
}

describe('least privilege', () => {
  it('lets a workflow that may only read preview and look for drift, even in a bucket that holds no state yet', async () => {
    const { aws } = sandbox;
    await aws.createBucket('empty-state');
    const scope = {
      partition: 'aws',
      account: aws.accountId,
      path: '/',
      name: 'churn-prod',
      stateBucket: 'empty-state',
    } as const;
    const credentials = await aws.createUser('reader', actionPolicyDocument(scope, ['preview', 'drift']));
    const inputs = { 'backend-url': 's3://empty-state' };

    const preview = await act({ inputs, credentials });
    expect(preview.log).toContain('Preview: 3 to create');
    expect(preview.exitCode).toBe(0);
    const drift = await act({ inputs: { ...inputs, command: 'drift' }, credentials });
    expect(drift.outputs).toMatchObject({ 'failure-reason': 'stack-missing', 'has-changes': '' });
    const up = await act({ inputs: { ...inputs, command: 'up' }, credentials });
    expect(up.outputs['failure-reason']).toBe('backend');
  });

  it('writes nothing where there is no state yet, unless it makes some, whatever it may write', async () => {
    const { aws, folder } = sandbox;
    await aws.createBucket('unmarked-state');
    const local = join(folder, 'unmarked-state');
    await mkdir(local);
    const scope = { partition: 'aws', account: aws.accountId, path: '/', name: 'churn-new' } as const;
    const commands = ['preview', 'drift', 'destroy'] as const;
    const credentials = await aws.createUser(
      'writer',
      actionPolicyDocument({ ...scope, stateBucket: 'unmarked-state' }, ['preview', 'up', 'destroy', 'drift']),
    );
    const runs = await Promise.all(
      ['s3://unmarked-state', `file://${local}`].flatMap((url) =>
        commands.map((command) => act({ inputs: { command, name: 'churn-new', 'backend-url': url }, credentials })),
      ),
    );
    expect(runs.map(({ outputs }) => outputs['failure-reason'])).toEqual([
      '',
      'stack-missing',
      '',
      '',
      'stack-missing',
      '',
    ]);
    const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket: 'unmarked-state' }));
    expect([KeyCount, await readdir(local)]).toEqual([0, []]);
  });

  it('reads a role that has inline policies as well', async () => {
    await act({ inputs: { command: 'up' } });
    const inline = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
    const policy = { RoleName: 'churn-prod', PolicyName: 'by-hand' };
    await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: JSON.stringify(inline) }));
    const run = await act({ inputs: { command: 'drift' } });
    await iam.send(new DeleteRolePolicyCommand(policy));

    expect(run.outputs['failure-reason']).toBe('drift');
  });
});

describe('an engine that says more than it was asked for, and then no more', () => {
  it('does not make a finished run a failed one', async () => {
    const folder = await mkdtemp(join(sandbox.folder, 'engine-'));
    const engine = `#!/bin/sh
case "$*" in
  version) exec "$REAL_PULUMI" version ;;
  *history*|*output*) echo 'error: 503 Service Unavailable' >&2; exit 1 ;;
  *) echo 'warning: a new version is available'; exec "$REAL_PULUMI" "$@" ;;
esac
`;
    await writeFile(join(folder, 'pulumi'), engine, { mode: 0o755 });
    const environment = {
      PATH: [folder, sandbox.environment.PATH].join(delimiter),
      REAL_PULUMI: join(await goTool('pulumi'), 'pulumi'),
    };
    for (const command of ['up', 'drift', 'destroy']) {
      const run = await act({ inputs: { command }, environment });
      expect([command, run.outputs['failure-reason'], run.exitCode]).toEqual([command, '', 0]);
    }
  });
});
