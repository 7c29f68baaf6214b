import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ActionOptions, type ActionRun, runAction } from '../action';
import { startFaultProxy } from '../aws/fault-proxy';
import { changePolicyByHand } from '../demo/deployed';
import type { Sandbox } from '../sandbox';

/** What a reviewer may meet on a pull request, or whoever looks after what is deployed in a job summary. */
export interface Situation {
  /** A word for files. */
  readonly name: string;
  readonly title: string;
  /** What is there before; by default, what `DEPLOYED` asks for. */
  readonly from?: 'nothing' | ActionOptions['inputs'];
  /** Where it is read: default, on the pull request. */
  readonly shownIn?: 'summary';
  play(stage: Stage): Promise<ActionRun>;
}

export interface Stage {
  readonly sandbox: Sandbox;
  act(inputs: ActionOptions['inputs'], environment?: NodeJS.ProcessEnv): Promise<ActionRun>;
}

type Inputs = ActionOptions['inputs'];

const DEPLOYED: Inputs = { permissions: 'deploy', trust: 'github', 'github-ref': 'main' };

/** All of one model. */
export const SITUATIONS: readonly Situation[] = [
  {
    name: 'first-deployment',
    title: 'The first pull request of a model',
    from: 'nothing',
    play: ({ act }) => act(DEPLOYED),
  },
  {
    name: 'small-edit',
    title: 'A small edit: the role may write to the bucket no longer',
    play: ({ act }) => act({ ...DEPLOYED, 'bucket-access': 'read' }),
  },
  {
    name: 'broadened-trust',
    title: 'Jobs of pull requests may assume the role as well',
    play: ({ act }) => act({ ...DEPLOYED, 'github-pull-requests': 'true' }),
  },
  {
    name: 'more',
    title: 'The role may do more, and more jobs may assume it',
    from: { 'bucket-access': 'read' },
    play: ({ act }) => act({ ...DEPLOYED, 'github-pull-requests': 'true' }),
  },
  {
    name: 'removal',
    title: 'A role that deployed is only to invoke from now on',
    play: ({ act }) => act({ ...DEPLOYED, permissions: 'invoke' }),
  },
  {
    name: 'no-change',
    title: 'Nothing changes',
    play: ({ act }) => act({ ...DEPLOYED, comment: 'always' }),
  },
  {
    name: 'failed-half-way',
    title: 'AWS denies the second half of `up`',
    from: 'nothing',
    async play({ sandbox, act }) {
      const proxy = await startFaultProxy(sandbox.aws.url);
      proxy.inject({ action: 'CreateRole', refusal: { status: 403, code: 'AccessDenied', message: DENIED } });
      try {
        return await act({ ...DEPLOYED, command: 'up' }, { AWS_ENDPOINT_URL: proxy.url });
      } finally {
        await proxy.stop();
      }
    },
  },
  {
    name: 'invalid-input',
    title: 'Inputs that are no names of AWS',
    play: ({ act }) => act({ ...DEPLOYED, endpoint: 'churn_prod', bucket: 'My_Models', 'max-session-duration': '8h' }),
  },
  {
    name: 'forty-statements',
    title: 'Forty statements more',
    async play({ sandbox, act }) {
      const workspace = await mkdtemp(join(sandbox.folder, 'workspace-'));
      await writeFile(join(workspace, 'statements.json'), JSON.stringify(fortyStatements()));
      return act({ ...DEPLOYED, 'extra-statements': 'statements.json' }, { GITHUB_WORKSPACE: workspace });
    },
  },
  {
    name: 'drift',
    title: 'Somebody has changed the policy by hand',
    shownIn: 'summary',
    async play({ sandbox, act }) {
      await changePolicyByHand(sandbox, EVERYTHING_IN_S3);
      return act({ ...DEPLOYED, command: 'drift' });
    },
  },
  {
    name: 'destroy',
    title: 'The model is retired',
    shownIn: 'summary',
    play: ({ act }) => act({ ...DEPLOYED, command: 'destroy' }),
  },
];

const DENIED =
  'User: arn:aws:sts::123456789012:assumed-role/model-access-deploy/GitHubActions is not authorized to perform: iam:CreateRole on resource: arn:aws:iam::123456789012:role/churn-prod because no identity-based policy allows the iam:CreateRole action';

const EVERYTHING_IN_S3 = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
};

/** No more fits into a policy. */
function fortyStatements(): object[] {
  return Array.from({ length: 40 }, (_, index) => ({
    Effect: 'Allow',
    Action: index % 2 === 0 ? 'dynamodb:GetItem' : 'dynamodb:PutItem',
    Resource: `arn:aws:dynamodb:us-west-2:123456789012:table/features-${index + 1}`,
  }));
}

/** What people read of a situation. */
interface Reading {
  readonly markdown: string;
  /** The report as HTML; there is none where the inputs are invalid. */
  readonly page?: string;
}

const PAGE = 'report.html';

/** Plays a situation on a pull request of its own. AWS and the state are as they were, afterwards. */
export async function playSituation({ from, shownIn, play }: Situation, sandbox: Sandbox): Promise<Reading> {
  const takeBack = await sandbox.aws.snapshot();
  const pullRequest = sandbox.github.addPullRequest();
  const onPullRequest: Inputs = { 'comment-pr-number': String(pullRequest), 'report-html': PAGE };
  try {
    if (from !== 'nothing') {
      const { exitCode, log } = await runAction(sandbox, { inputs: { ...DEPLOYED, ...from, command: 'up' } });
      if (exitCode !== 0) throw new Error(`What is to be there before could not be deployed: ${log}`);
    }
    const { summary, log, folder } = await play({
      sandbox,
      act: (inputs, environment) => runAction(sandbox, { inputs: { ...onPullRequest, ...inputs }, environment }),
    });
    const markdown = shownIn === 'summary' ? summary : sandbox.github.comments(pullRequest)[0]?.body;
    if (!markdown) throw new Error(`There is nothing to be shown: ${log}`);
    const page = await readFile(join(folder, PAGE), 'utf8').catch(() => undefined);
    return { markdown, page };
  } finally {
    await takeBack();
  }
}
