import { createWorkflowRoles } from './workflow-roles';
import type { LocalAws } from '../aws/local-aws';
import type { LocalGitHub } from '../github/local-github';
import { unsignedToken } from '../runner/job-token';
import type { RunnerOptions } from '../runner/workflow-runner';
import type { Sandbox } from '../sandbox';

/** Where the story plays: AWS as it is on this machine or as it is in an account, and a GitHub on this machine. */
export interface Place {
  readonly aws: Pick<LocalAws, 'accountId' | 'region' | 'admin' | 'client' | 'createBucket'>;
  readonly github: LocalGitHub;
  /** A folder of its own. */
  readonly folder: string;
  /** All variables of a process in it but its credentials. */
  readonly environment: NodeJS.ProcessEnv;
  /** Where the state is kept, as in `backend-url`. */
  readonly backendUrl: string;
  readonly names: Names;
  /** For the runner of the workflows. */
  readonly runner: RunnerOptions;
  /** A token of a job that may assume the model's role. */
  readonly token: () => Promise<string>;
  /** Tokens of jobs that may not. */
  readonly strangers: readonly string[];
  /** What the job with the role asks AWS for, as arguments of its CLI. Default: what the README has, an endpoint's answer. */
  readonly use?: string;
  /** What the workflows say here in place of what they say in the README. Default: nothing else. */
  readonly instead?: readonly (readonly [inReadme: string, here: string])[];
  /** Makes what the workflows need in AWS, if it is not there. */
  readonly prepare: () => Promise<void>;
  /** Waits until what was changed in AWS is so for everyone. */
  readonly settle: () => Promise<void>;
}

interface Names {
  /** Of the endpoint, and so of the role and the policy. */
  readonly role: string;
  /** The bucket with the artifacts, and one that is none of the model's. */
  readonly models: string;
  readonly others: string;
  /** The ARNs of the roles that the workflows assume. */
  readonly previewRole: string;
  readonly deployRole: string;
}

/** The names that the README has, and the tokens of any job. */
export function placeInSandbox(sandbox: Sandbox): Place {
  const { aws, github } = sandbox;
  const subject = (job: string, repository = github.repository) => unsignedToken(`repo:${repository}:${job}`);
  return {
    ...sandbox,
    names: {
      role: 'churn-prod',
      models: 'my-models',
      others: 'payroll',
      previewRole: `arn:aws:iam::${aws.accountId}:role/churn-prod-access-preview`,
      deployRole: `arn:aws:iam::${aws.accountId}:role/churn-prod-access-deploy`,
    },
    runner: {},
    token: async () => subject('environment:production'),
    strangers: [
      subject('pull_request'),
      subject('ref:refs/heads/main'),
      subject('environment:production', 'stranger/churn'),
    ],
    prepare: () => createWorkflowRoles(sandbox),
    settle: async () => undefined,
  };
}
