import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  GetRoleCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { type BootstrapPlace, bootstrapByCloudFormation, bootstrapByPulumi } from './bootstrap';
import { makeCalls } from '../aws/make-calls';
import { run } from '../process';
import type { WorkflowEvent } from '../runner/workflow-event';
import { type RunnerOptions, startWorkflowRunner, type WorkflowResult } from '../runner/workflow-runner';
import type { Sandbox } from '../sandbox';

/** A scaffolded repository in the sandbox: what happens to it on GitHub, and what there is in AWS. */
export interface ModelLife {
  /** Creates what must exist once, by CloudFormation or by Pulumi, as the page in its bootstrap/ says. */
  bootstrap(form: 'cloudformation' | 'pulumi', environments: readonly BootstrapPlace[]): Promise<void>;
  openPullRequest(options?: { readonly fromFork?: boolean }): Promise<WorkflowResult>;
  merge(): Promise<WorkflowResult>;
  checkDrift(): Promise<WorkflowResult>;
  destroy(inputs: Readonly<Record<string, string>>): Promise<WorkflowResult>;
  /** The Markdown of the comments on the pull request. */
  comments(): string[];
  issues(): Promise<{ readonly title: string; readonly body: string; readonly state: string }[]>;
  roleExists(name: string, account?: string): Promise<boolean>;
  /** Creates what an endpoint can be created from, as someone would who may do so. */
  createEndpointConfiguration(name: string): Promise<void>;
  /** Changes a policy as someone would in AWS's console. */
  changePolicyByHand(name: string, account?: string): Promise<void>;
  /** Undoes that. */
  changeBack(name: string): Promise<void>;
}

/**
 * @param folder a git repository, with the scaffold in its commit
 * @param options the model's id, and the commit of the Action in its workflows, if it is of a release
 */
export async function startModelLife(
  sandbox: Sandbox,
  folder: string,
  options: {
    readonly model: string;
    /** Default: the moving tag, as a package has it that was not made by a release. */
    readonly commit?: string;
    /** Accounts by the variables of the repository that have them. Default: that of the only environment. */
    readonly accounts?: Readonly<Record<string, string>>;
  },
): Promise<ModelLife> {
  const { aws, github } = sandbox;
  const { model, commit, accounts = { AWS_ACCOUNT_ID: aws.accountId } } = options;
  const checkout = await checkOut(folder, sandbox);
  const runner = await startWorkflowRunner(sandbox, runnerOptions(commit, accounts));
  const head = (await run('git', ['rev-parse', 'HEAD'], { cwd: folder })).trim();
  const pullRequest = github.addPullRequest({ headSha: head });
  const repository = { full_name: github.repository, default_branch: 'main' };
  const iamOf = (account: string) => new IAMClient(aws.client(aws.admins[account]!));
  const arnOf = (name: string, account = aws.accountId) => `arn:aws:iam::${account}:policy/${name}`;
  const play = (workflow: string, event: WorkflowEvent) => runner.run(checkout, `${model}-${workflow}.yml`, event);

  return {
    async bootstrap(form, environments) {
      const create = form === 'pulumi' ? bootstrapByPulumi : bootstrapByCloudFormation;
      for (const environment of environments) await create(sandbox, folder, environment);
    },

    openPullRequest({ fromFork = false } = {}) {
      const source = fromFork ? { ...repository, full_name: 'stranger/churn' } : repository;
      return play('preview', {
        name: 'pull_request',
        payload: {
          action: 'opened',
          number: pullRequest,
          repository,
          pull_request: {
            number: pullRequest,
            head: { ref: 'change', sha: head, repo: source },
            base: { ref: 'main', repo: repository },
          },
        },
      });
    },

    merge() {
      github.mergePullRequest(pullRequest, head);
      return play('deploy', {
        name: 'push',
        payload: { ref: 'refs/heads/main', after: head, head_commit: { id: head }, repository },
      });
    },

    checkDrift: () => play('drift', { name: 'workflow_dispatch', payload: { ref: 'refs/heads/main', repository } }),

    destroy: (inputs) =>
      play('destroy', { name: 'workflow_dispatch', payload: { ref: 'refs/heads/main', repository, inputs } }),

    comments: () => github.comments(pullRequest).map(({ body }) => body),

    async issues() {
      const response = await fetch(`${github.url}/repos/${github.repository}/issues?state=all`, {
        headers: { authorization: `Bearer ${github.token}` },
      });
      const all = (await response.json()) as { title: string; body: string; state: string; pull_request?: object }[];
      return all.filter((issue) => issue.pull_request === undefined);
    },

    roleExists: (name, account = aws.accountId) =>
      iamOf(account)
        .send(new GetRoleCommand({ RoleName: name }))
        .then(
          () => true,
          (error: Error) => {
            if (error.name.startsWith('NoSuchEntity')) return false;
            throw error;
          },
        ),

    async createEndpointConfiguration(name) {
      const role = `arn:aws:iam::${aws.accountId}:role/sagemaker`;
      const served = { ModelName: name, ExecutionRoleArn: role, PrimaryContainer: { Image: 'churn' } };
      const variant = { VariantName: 'all', ModelName: name, InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };
      const configuration = { EndpointConfigName: name, ProductionVariants: [variant] };
      const results = await makeCalls(aws, aws.admin, [
        { service: 'sagemaker', call: 'create_model', with: served },
        { service: 'sagemaker', call: 'create_endpoint_config', with: configuration },
      ]);
      if (results.some((result) => result !== 'allowed')) throw new Error(results.join('; '));
    },

    async changePolicyByHand(name, account = aws.accountId) {
      const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] };
      await iamOf(account).send(
        new CreatePolicyVersionCommand({
          PolicyArn: arnOf(name, account),
          PolicyDocument: JSON.stringify(document),
          SetAsDefault: true,
        }),
      );
    },

    async changeBack(name) {
      const iam = iamOf(aws.accountId);
      const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arnOf(name) }));
      const applied = Versions.find(({ IsDefaultVersion }) => !IsDefaultVersion)!.VersionId!;
      const byHand = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)!.VersionId!;
      await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: arnOf(name), VersionId: applied }));
      await iam.send(new DeletePolicyVersionCommand({ PolicyArn: arnOf(name), VersionId: byHand }));
    },
  };
}

/** What is committed, as a workflow gets it: the runner copies the whole folder for each job, with all that is installed in it. */
async function checkOut(folder: string, { folder: parent, github }: Sandbox): Promise<string> {
  const checkout = await mkdtemp(join(parent, 'checkout-'));
  await run('git', ['clone', '--quiet', folder, checkout]);
  await run('git', ['remote', 'set-url', 'origin', `https://github.com/${github.repository}`], { cwd: checkout });
  return checkout;
}

function runnerOptions(commit = 'v1', accounts: Readonly<Record<string, string>>): RunnerOptions {
  return { action: `model-deployment-iam/model-deployment-iam@${commit}`, variables: accounts };
}
