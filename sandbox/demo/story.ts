import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Check, equal } from './check';
import { changePolicyByHand, deployedInIam, deployedInState, NOTHING, stateMatchesIam } from './deployed';
import { createModelRepository, type ModelRepository } from './model-repository';
import { proveRole } from './proof';
import { startWorkflowRunner, type WorkflowResult, type WorkflowRunner } from '../runner/workflow-runner';
import type { Sandbox } from '../sandbox';

/** A step in the life of a pull request. */
export interface Chapter {
  /** A word for files and tests. */
  readonly name: string;
  readonly title: string;
  play(): Promise<Scene>;
}

/** What came of a step. */
export interface Scene {
  readonly checks: readonly Check[];
  readonly workflow?: WorkflowResult;
}

export interface Story {
  readonly chapters: readonly Chapter[];
  /** The Markdown of the comment on the pull request, as it is then. */
  comment(): string | undefined;
}

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';
const BY_HAND = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };

/** What the workflow asks for: at first, then less of it, then more. */
const EVERYTHING = 'permissions: deploy\n          trust: github';
const READING = 'permissions: deploy\n          bucket-access: read\n          trust: github';
const MORE =
  'permissions: deploy\n          trust: github\n          github-ref: main\n          github-pull-requests: true';

/** The life of one pull request, from its first preview to the end of what it deployed. */
export async function pullRequestStory(sandbox: Sandbox): Promise<Story> {
  const { aws, github } = sandbox;
  await createModels(sandbox);
  const runner = await startWorkflowRunner(sandbox);
  const repository = await createModelRepository(sandbox);
  const pullRequest = github.addPullRequest({ title: 'Serve the churn model', headSha: await repository.head() });
  const arns = [`arn:aws:iam::${aws.accountId}:policy/churn-prod`, `arn:aws:iam::${aws.accountId}:role/churn-prod`];
  const comments = () => github.comments(pullRequest);
  const events = eventsOf(runner, repository, sandbox, pullRequest);

  let shown: string | undefined;

  const chapters: Chapter[] = [
    {
      name: 'preview',
      title: 'The pull request is opened: preview',
      async play() {
        const workflow = await events.pullRequest('opened');
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('the pull request has one comment', comments().length, 1),
            says('the comment says what would be created', comments()[0]?.body, /Preview: 3 to create/),
            equal('the ARNs are known already', arnsOf(workflow), arns),
            equal('nothing is in IAM', await deployedInIam(sandbox), NOTHING),
            equal('nothing is in the state', await deployedInState(sandbox, STACK), undefined),
          ],
        };
      },
    },
    {
      name: 'edit',
      title: 'The pull request asks for less: the same comment is edited',
      async play() {
        const before = { ...comments()[0] };
        github.pushToPullRequest(pullRequest, await repository.editWorkflow('model-access.yml', EVERYTHING, READING));
        const workflow = await events.pullRequest('synchronize');
        const [after] = comments();
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('there still is one comment, the same', comments().map(({ id }) => id), [before.id]), // prettier-ignore
            says('it allowed to write the artifacts before', before.body, /may now `s3:GetObject`, `s3:PutObject`/),
            saysNot('it no longer does', after?.body, /may now .*`s3:PutObject`/),
            equal('nothing is in IAM', await deployedInIam(sandbox), NOTHING),
          ],
        };
      },
    },
    {
      name: 'up',
      title: 'The pull request is merged: up, and the next job assumes the role',
      async play() {
        github.mergePullRequest(pullRequest, await repository.head());
        const workflow = await events.push();
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('both jobs succeed', workflow.jobs, { access: 'success', 'deploy-model': 'success' }),
            equal('the ARNs are outputs', arnsOf(workflow), arns),
            says(
              'the next job assumes the role',
              workflow.log,
              /Assumed arn:aws:iam::123456789012:role\/churn-prod as repo:acme\/churn:ref:refs\/heads\/main/,
            ),
            equal('there still is one comment', comments().length, 1),
            says('it says what was created', comments()[0]?.body, /3 created/),
            equal('the policy is attached to the role', (await deployedInIam(sandbox)).attached, arns.slice(0, 1)),
            await stateMatchesIam(sandbox, STACK),
          ],
        };
      },
    },
    {
      name: 'proof',
      title: 'Proof: who may assume the role and what it may do, tried out on the enforcing AWS',
      async play() {
        return { checks: [...(await proveRole(aws, arns[1]!)), await stateMatchesIam(sandbox, STACK)] };
      },
    },
    {
      name: 'more',
      title: 'A second pull request asks for more: the comment says what becomes possible',
      async play() {
        const next = github.addPullRequest({ title: 'Try the model', headSha: await repository.head() });
        await repository.editWorkflow('model-access.yml', READING, MORE);
        const workflow = await events.pullRequest('opened', next);
        const [comment] = github.comments(next);
        shown = comment?.body;
        await repository.editWorkflow('model-access.yml', MORE, READING);
        return {
          workflow,
          checks: [
            succeeds(workflow),
            says('it says what is gained', comment?.body, /➕ `churn-prod` may now `s3:PutObject` on objects/),
            says(
              'it says who may assume the role',
              comment?.body,
              /➕ GitHub jobs .* for pull requests may now assume/,
            ),
            says('it says what is risky', comment?.body, /1 security finding/),
            saysNot('it says of nothing that it is lost', comment?.body, /may no longer/),
            says(
              'the matrix shows the change',
              comment?.body,
              /`s3:PutObject` \| ❌\u00A0→\u00A0✅ bucket `my-models` \| ❌ another bucket \|/,
            ),
            equal('the other pull request is left alone', comments().length, 1),
            await stateMatchesIam(sandbox, STACK),
          ],
        };
      },
    },
    {
      name: 'drift',
      title: 'Someone changes the policy by hand: drift reports it',
      async play() {
        const applied = await deployedInIam(sandbox);
        await changePolicyByHand(sandbox, BY_HAND);
        const workflow = await events.care('drift');
        return {
          workflow,
          checks: [
            equal('the workflow fails, for a schedule that stays green is no alarm', workflow.succeeded, false),
            equal('the drift is an output', workflow.outputs['access.access']?.['has-changes'], 'true'),
            says(
              'the job summary says what was given to the role',
              workflow.summary,
              /somebody gave `churn-prod` `s3:\*`/,
            ),
            equal("Pulumi's state has what was applied", await deployedInState(sandbox, STACK), applied),
            equal('IAM is left as it was found', (await deployedInIam(sandbox)).policy === applied.policy, false),
          ],
        };
      },
    },
    {
      name: 'destroy',
      title: 'The model is retired: destroy',
      async play() {
        const workflow = await events.care('destroy');
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('nothing is left in IAM', await deployedInIam(sandbox), NOTHING),
            equal('no stack is left', await deployedInState(sandbox, STACK), undefined),
          ],
        };
      },
    },
  ];
  return { chapters, comment: () => shown ?? comments()[0]?.body };
}

/** What was there before: two buckets with a file in each. Endpoints need not exist to be asked for. */
async function createModels({ aws }: Sandbox): Promise<void> {
  const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
  for (const bucket of ['my-models', 'payroll']) {
    await aws.createBucket(bucket);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'model.tar.gz', Body: 'a model' }));
  }
}

/** The events of GitHub, and the workflows that they start. */
function eventsOf(runner: WorkflowRunner, { folder, head }: ModelRepository, { github }: Sandbox, pullRequest: number) {
  const repository = { full_name: github.repository, default_branch: 'main' };
  return {
    pullRequest: async (action: 'opened' | 'synchronize', number = pullRequest) =>
      runner.run(folder, 'model-access.yml', {
        name: 'pull_request',
        payload: {
          action,
          number,
          repository,
          pull_request: {
            number,
            head: { ref: 'serve-churn', sha: await head(), repo: repository },
            base: { ref: 'main', repo: repository },
          },
        },
      }),
    push: async () =>
      runner.run(folder, 'model-access.yml', {
        name: 'push',
        payload: { ref: 'refs/heads/main', after: await head(), head_commit: { id: await head() }, repository },
      }),
    care: async (command: 'drift' | 'destroy') =>
      runner.run(folder, 'model-access-care.yml', {
        name: 'workflow_dispatch',
        payload: { inputs: { command }, ref: 'refs/heads/main', repository },
      }),
  };
}

function arnsOf({ outputs }: WorkflowResult): unknown {
  const access = outputs['access.access'];
  return [access?.['policy-arn'], access?.['role-arn']];
}

function succeeds(workflow: WorkflowResult): Check {
  return {
    claim: 'the workflow succeeds',
    holds: workflow.succeeded,
    found: workflow.succeeded ? undefined : workflow.log,
  };
}

function says(claim: string, text: string | undefined, pattern: RegExp): Check {
  const holds = text !== undefined && pattern.test(text);
  return { claim, holds, found: holds ? undefined : text };
}

function saysNot(claim: string, text: string | undefined, pattern: RegExp): Check {
  const holds = text !== undefined && !pattern.test(text);
  return { claim, holds, found: holds ? undefined : text };
}
