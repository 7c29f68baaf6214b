import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Check, equal } from './check';
import { changePolicyByHand, deployedInIam, deployedInState, NOTHING, stateMatchesIam } from './deployed';
import { createModelRepository, type ModelRepository } from './model-repository';
import type { Place } from './place';
import { proveRole } from './proof';
import type { Comment } from '../github/repository';
import { subjectOf } from '../runner/job-token';
import { startWorkflowRunner, type WorkflowResult, type WorkflowRunner } from '../runner/workflow-runner';

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
  /** The comments on its pull requests, as they are then. */
  comments(): readonly Comment[];
}

/** What the workflow asks for: at first, then less of it, then more. */
const EVERYTHING = 'permissions: deploy\n          trust: github';
const READING = 'permissions: deploy\n          bucket-access: read\n          trust: github';
const MORE = 'permissions: deploy\n          trust: github\n          github-pull-requests: true';

/** The last of these edits, as GitHub has it. */
const CHANGED = {
  path: '.github/workflows/model-access.yml',
  patch: [
    '@@ -34,4 +34,5 @@ jobs:',
    '           permissions: deploy',
    '-          bucket-access: read',
    '           trust: github',
    '+          github-ref: main',
    '+          github-pull-requests: true',
  ].join('\n'),
};

/** The life of one pull request, from its first preview to the end of what it deployed. */
export async function pullRequestStory(place: Place): Promise<Story> {
  const { aws, github, names } = place;
  await place.prepare();
  await createModels(place);
  const runner = await startWorkflowRunner(place, place.runner);
  const repository = await createModelRepository(place);
  const pullRequest = github.addPullRequest({ title: 'Serve the churn model', headSha: await repository.head() });
  const stack = `organization/model-deployment-iam/${names.role}.${aws.region}.${aws.accountId}`;
  const arns = ['policy', 'role'].map((kind) => `arn:aws:iam::${aws.accountId}:${kind}/${names.role}`);
  const inIam = () => deployedInIam(place, names.role);
  const inState = () => deployedInState(place, stack);
  const comments = () => github.comments(pullRequest);
  const events = eventsOf(runner, repository, place, pullRequest);

  const pullRequests = [pullRequest];

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
            says('the comment says what would be created', comments()[0]?.body, /Preview: would grant .*3 to create/s),
            equal('the ARNs are known already', arnsOf(workflow), arns),
            equal('nothing is in IAM', await inIam(), NOTHING),
            equal('nothing is in the state', await inState(), undefined),
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
            says(
              'it allowed to write the artifacts before',
              before.body,
              /would be able to `s3:GetObject`, `s3:PutObject`/,
            ),
            saysNot('it no longer does', after?.body, /would be able to .*`s3:PutObject`/),
            equal('nothing is in IAM', await inIam(), NOTHING),
          ],
        };
      },
    },
    {
      name: 'up',
      title: 'The pull request is merged: up, and the next job assumes the role',
      async play() {
        await repository.editWorkflow('model-access.yml', EVERYTHING, READING);
        github.mergePullRequest(pullRequest, await repository.head());
        const workflow = await events.push();
        const token = await place.token();
        await place.settle();
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('both jobs succeed', workflow.jobs, { access: 'success', 'deploy-model': 'success' }),
            equal('the ARNs are outputs', arnsOf(workflow), arns),
            says('the next job assumes the role', workflow.log, literally(`Assumed ${arns[1]} as ${subjectOf(token)}`)),
            equal('there still is one comment', comments().length, 1),
            says('it says what was created', comments()[0]?.body, /3 created/),
            equal('the policy is attached to the role', (await inIam()).attached, arns.slice(0, 1)),
            await stateMatchesIam(place, stack),
          ],
        };
      },
    },
    {
      name: 'proof',
      title: 'Proof: who may assume the role and what it may do, tried out on the enforcing AWS',
      async play() {
        return { checks: [...(await proveRole(place, arns[1]!)), await stateMatchesIam(place, stack)] };
      },
    },
    {
      name: 'more',
      title: 'A second pull request asks for more: the comment says what becomes possible',
      async play() {
        const headSha = await repository.head();
        const next = github.addPullRequest({ title: 'Try the model', headSha, files: [CHANGED] });
        await repository.editWorkflow('model-access.yml', READING, MORE);
        const workflow = await events.pullRequest('opened', next);
        pullRequests.push(next);
        const [comment] = github.comments(next);
        await repository.editWorkflow('model-access.yml', MORE, READING);
        return {
          workflow,
          checks: [
            succeeds(workflow),
            says(
              'it says what is gained',
              comment?.body,
              literally(`➕ \`${names.role}\` would be able to \`s3:PutObject\` on objects`),
            ),
            says(
              'it says who may assume the role',
              comment?.body,
              /➕ jobs .* for pull requests would be able to assume/,
            ),
            says('it says what is risky', comment?.body, /1 security finding/),
            says('it leads to the line', comment?.body, /\[line 37\]\(.*R37>\): adds `github-pull-requests: true`/),
            saysNot('it says of nothing that it is lost', comment?.body, /would no longer/),
            says(
              'the matrix shows the change',
              comment?.body,
              literally(
                `\`s3:PutObject\` | ❌\u00A0→\u00A0✅ objects in bucket \`${names.models}\` | ❌ objects in another bucket |`,
              ),
            ),
            equal('the other pull request is left alone', comments().length, 1),
            await stateMatchesIam(place, stack),
          ],
        };
      },
    },
    {
      name: 'drift',
      title: 'Someone changes the policy by hand: drift reports it',
      async play() {
        const applied = await inIam();
        await changePolicyByHand(place, byHand(names.models), names.role);
        await place.settle();
        const workflow = await events.care();
        return {
          workflow,
          checks: [
            equal('the workflow fails, for a schedule that stays green is no alarm', workflow.succeeded, false),
            equal('the drift is an output', workflow.outputs['drift.access']?.['has-changes'], 'true'),
            equal('an issue is opened', workflow.jobs.alarm, 'success'),
            says(
              'the job summary says what was given to the role',
              workflow.summary,
              literally(`somebody gave \`${names.role}\` \`s3:`),
            ),
            equal("Pulumi's state has what was applied", await inState(), applied),
            equal('IAM is left as it was found', (await inIam()).policy === applied.policy, false),
          ],
        };
      },
    },
    {
      name: 'destroy',
      title: 'The model is retired: destroy',
      async play() {
        const workflow = await events.care(names.role);
        await place.settle();
        return {
          workflow,
          checks: [
            succeeds(workflow),
            equal('nothing is left in IAM', await inIam(), NOTHING),
            equal('no stack is left', await inState(), undefined),
          ],
        };
      },
    },
  ];
  return {
    chapters,
    comments: () => pullRequests.flatMap((number) => github.comments(number).map((each) => ({ ...each }))),
  };
}

/** What was there before: two buckets with a file in each. Endpoints need not exist to be asked for. */
async function createModels({ aws, names }: Place): Promise<void> {
  const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
  for (const bucket of [names.models, names.others]) {
    await aws.createBucket(bucket);
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'model.tar.gz', Body: 'a model' }));
  }
}

/** More than it had, and still nothing but the bucket of the model. */
function byHand(bucket: string): object {
  const Resource = [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`];
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource }] };
}

/** The events of GitHub, and the workflows that they start. */
function eventsOf(runner: WorkflowRunner, { folder, head }: ModelRepository, { github }: Place, pullRequest: number) {
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
    /** @param typed the endpoint's name, to remove everything; otherwise it looks for drift */
    care: async (typed = '') =>
      runner.run(folder, 'model-access-care.yml', {
        name: 'workflow_dispatch',
        payload: { inputs: { destroy: typed }, ref: 'refs/heads/main', repository },
      }),
  };
}

function arnsOf({ outputs }: WorkflowResult): unknown {
  const access = outputs['preview.access'] ?? outputs['access.access'];
  return [access?.['policy-arn'], access?.['role-arn']];
}

function succeeds(workflow: WorkflowResult): Check {
  return {
    claim: 'the workflow succeeds',
    holds: workflow.succeeded,
    found: workflow.succeeded ? undefined : workflow.log,
  };
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

function says(claim: string, text: string | undefined, pattern: RegExp): Check {
  const holds = text !== undefined && pattern.test(text);
  return { claim, holds, found: holds ? undefined : text };
}

function saysNot(claim: string, text: string | undefined, pattern: RegExp): Check {
  const holds = text !== undefined && !pattern.test(text);
  return { claim, holds, found: holds ? undefined : text };
}
