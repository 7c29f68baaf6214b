import { createHash } from 'node:crypto';
import { iamArn } from '../aws/arn';
import type { CommentKey } from '../github/marker';
import type { AccessTest } from '../iam/expectations/access-test';
import { fillTests } from '../iam/expectations/fill-tests';
import type { IgnoredFinding } from '../iam/findings/ignored';
import type { GithubRepository } from '../iam/generate/trust/github';
import type { TrustOptions } from '../iam/generate/trust/trust-policy';
import type { Target } from '../iam/target';
import { sourceOf, testValues } from '../request/access-tests';
import { documentsOf, type Request } from '../request/request';
import { displayedBackend } from '../stack/backend';
import { ownershipOf } from '../stack/ownership';
import { fullStackName, type StackSettings } from '../stack/settings';

/** What a request comes to, once the account is known: everything that can be told before the engine runs. */
export interface Plan {
  readonly target: Target;
  readonly trust: TrustOptions;
  readonly ignoredFindings: readonly IgnoredFinding[];
  /** What is expected of the role. */
  readonly accessTests?: { readonly file: string; readonly tests: readonly AccessTest[] };
  /** The one that the workflow runs in, where it is known. */
  readonly repository?: GithubRepository;
  /** Endpoints that the workflows of the repository name besides. */
  readonly otherEndpoints: readonly string[];
  readonly settings: StackSettings;
  readonly stack: string;
  readonly roleArn: string;
  readonly policyArn: string;
}

export function planOf(request: Request, account: string): Plan {
  const { name, path, permissionsBoundary, maxSessionDuration, tags, backend, secretsProvider, refresh } = request;
  const target: Target = { ...request.target, account };
  const { partition, region } = target;
  const { policy, trust: trustPolicy } = documentsOf(request, account);
  const stackName = request.stackName ?? defaultStackName(name, target);
  const stack = fullStackName({ stackName, backend });
  const settings: StackSettings = {
    stackName,
    backend,
    secretsProvider,
    region,
    refresh,
    component: { name, path, policy, trustPolicy, permissionsBoundary, maxSessionDuration, tags },
    ownership: ownershipOf(stack, backend),
  };
  return {
    target,
    trust: request.trust,
    ignoredFindings: request.ignoredFindings,
    ...(request.accessTests && { accessTests: testsFor(request, account) }),
    repository: request.repository,
    otherEndpoints: request.otherEndpoints,
    settings,
    stack,
    roleArn: iamArn('role', { partition, account, path, name }),
    policyArn: iamArn('policy', { partition, account, path, name }),
  };
}

/** What is wrong with the tests was told before the account was known, and is not a matter of the account. */
function testsFor(request: Request, account: string): Plan['accessTests'] {
  const { file, tests: written } = request.accessTests!;
  const { tests, problems } = fillTests(written, testValues(request, account), sourceOf);
  const [problem] = problems;
  if (problem) throw new Error(`The tests in ${file} are not usable in ${account}: expected ${problem.expected}`);
  return { file, tests };
}

/** Nothing that tells two deployments apart is missing, so that they can share a backend. */
function defaultStackName(name: string, { region, account }: Target): string {
  return `${pulumiName(name)}.${region}.${account}`;
}

/** IAM allows characters in names that Pulumi does not. What stands for them must not make two names the same. */
function pulumiName(name: string): string {
  const allowed = name.replace(/[^\w.-]/g, '_');
  return allowed === name ? name : `${allowed}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;
}

/** The comment on a pull request that is about this stack. */
export function commentKeyOf({ stack, settings }: Plan): CommentKey {
  return { stack, backend: displayedBackend(settings.backend) };
}
