import { mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setUpStage } from './stage';
import { runAction } from '../../sandbox/action';
import { deployedInIam, NOTHING } from '../../sandbox/demo/deployed';
import { goTool } from '../../sandbox/go-tools';

const stage = setUpStage();

describe('what is said and what is not', () => {
  it('shows no secret in log, summary or comment', async () => {
    const pullRequest = stage.sandbox.github.addPullRequest();
    const run = await stage.act({
      inputs: { command: 'up', tags: `team=${stage.sandbox.workflowUser.secretAccessKey}` },
      event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    });
    const shown =
      run.log.replace(/^::add-mask::.*$/gm, '') + run.summary + stage.sandbox.github.comments(pullRequest)[0]?.body;

    expect(run.exitCode).toBe(0);
    for (const secret of [stage.sandbox.workflowUser.secretAccessKey, stage.sandbox.github.token]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('tells what permission is missing where it may not comment, and succeeds', async () => {
    const pullRequest = stage.sandbox.github.addPullRequest();
    const token = stage.sandbox.github.tokenOf('github-actions[bot]', { pullRequests: 'read', issues: 'read' });
    const run = await stage.act({
      inputs: { 'github-token': token },
      event: { name: 'pull_request', payload: { pull_request: { number: pullRequest } } },
    });

    expect(run.exitCode).toBe(0);
    expect(run.log).toMatch(/::warning title=No comment on the pull request::.*pull-requests: write/);
    expect(run.summary).toContain('3 to create');
    expect(run.outputs['comment-url']).toBe('');
  });

  it('comments on a failure, and edits that comment when it is over', async () => {
    const pullRequest = stage.sandbox.github.addPullRequest();
    const event = { name: 'pull_request', payload: { pull_request: { number: pullRequest } } };
    await stage.act({ inputs: { region: 'us_west_9', name: 'churn prod' }, event });
    const [first] = stage.sandbox.github.comments(pullRequest).map((comment) => ({ ...comment }));
    expect(first?.body).toMatch(/Nothing ran: 2 inputs/);

    await stage.act({ inputs: {}, event });
    const comments = stage.sandbox.github.comments(pullRequest);
    expect(comments.map(({ id }) => id)).toEqual([first?.id]);
    expect(comments[0]?.body).toMatch(/Preview: would grant .*3 to create/s);
  });

  it('starts no comment where nothing changes, but brings one up to date', async () => {
    await stage.deployed();
    const pullRequest = stage.sandbox.github.addPullRequest();
    const event = { name: 'pull_request', payload: { pull_request: { number: pullRequest } } };

    await stage.act({ inputs: {}, event });
    expect(stage.sandbox.github.comments(pullRequest)).toHaveLength(0);
    await stage.act({ inputs: { permissions: 'baseline' }, event });
    expect(stage.sandbox.github.comments(pullRequest)).toHaveLength(1);
    await stage.act({ inputs: {}, event });
    expect(stage.sandbox.github.comments(pullRequest)[0]?.body).toContain('No changes');
  });
});

describe('changes that are not expected', () => {
  it.each(['preview', 'up'])('fail the step, and nothing is applied: %s', async (command) => {
    const run = await stage.act({ inputs: { command, 'expect-no-changes': 'true' } });

    expect(run.exitCode).toBe(1);
    expect(run.outputs).toMatchObject({ 'failure-reason': 'unexpected-changes', 'has-changes': 'true' });
    expect(await deployedInIam(stage.sandbox)).toEqual(NOTHING);
  });
});

describe('another endpoint for AWS', () => {
  it('is used for IAM and STS, and not for the state', async () => {
    const { AWS_ENDPOINT_URL: _, ...environment } = stage.sandbox.environment;
    const run = await runAction(
      { ...stage.sandbox, environment },
      {
        inputs: {
          command: 'up',
          'aws-endpoint-url': stage.proxy.url,
          'backend-url': `${stage.sandbox.backendUrl}?endpoint=${stage.sandbox.aws.url}&s3ForcePathStyle=true&region=us-east-1`,
        },
      },
    );

    expect(run.exitCode).toBe(0);
    expect(stage.proxy.actions).toEqual(expect.arrayContaining(['GetCallerIdentity', 'CreatePolicy', 'CreateRole']));
    await stage.expectStateToMatchIam();
  });
});

describe('an engine that says more than it was asked for, and then no more', () => {
  it('does not make a finished run a failed one', async () => {
    const folder = await mkdtemp(join(stage.sandbox.folder, 'engine-'));
    const engine = `#!/bin/sh
case "$*" in
  version) exec "$REAL_PULUMI" version ;;
  *history*|*output*) echo 'error: 503 Service Unavailable' >&2; exit 1 ;;
  *) echo 'warning: a new version is available'; exec "$REAL_PULUMI" "$@" ;;
esac
`;
    await writeFile(join(folder, 'pulumi'), engine, { mode: 0o755 });
    const environment = {
      PATH: [folder, stage.sandbox.environment.PATH].join(delimiter),
      REAL_PULUMI: join(await goTool('pulumi'), 'pulumi'),
    };
    for (const command of ['up', 'drift', 'destroy']) {
      const run = await stage.act({ inputs: { command }, environment });
      expect([command, run.outputs['failure-reason'], run.exitCode]).toEqual([command, '', 0]);
    }
  });
});
