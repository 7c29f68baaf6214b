import { createHash } from 'node:crypto';
import { iamArn } from '../aws/arn';
import type { CommentKey } from '../github/marker';
import type { PlaceholderValues } from '../iam/expectations/placeholders';
import type { IgnoredFinding } from '../iam/findings/ignored';
import type { GithubRepository } from '../iam/generate/trust/github';
import type { TrustOptions } from '../iam/generate/trust/trust-policy';
import type { Target } from '../iam/target';
import { testValues } from '../request/access-tests';
import { type AccessTestsFile, documentsOf, type Request } from '../request/request';
import { displayedBackend } from '../stack/backend';
import { ownershipOf } from '../stack/ownership';
import { SINGLE } from '../stack/parts';
import { fullStackName, type StackComponent, type StackSettings } from '../stack/settings';

/** What a request comes to, once the account is known: everything that can be told before the engine runs. */
export interface Plan {
  readonly target: Target;
  readonly trust: TrustOptions;
  readonly ignoredFindings: readonly IgnoredFinding[];
  /** What is expected of the role, and what the placeholders in it stand for. */
  readonly accessTests?: PlannedTests;
  /** The one that the workflow runs in, where it is known. */
  readonly repository?: GithubRepository;
  /** Endpoints that the workflows of the repository name besides. */
  readonly otherEndpoints: readonly string[];
  /** What the stack has for the model. */
  readonly component: StackComponent;
  readonly settings: StackSettings;
  readonly stack: string;
  readonly roleArn: string;
  readonly policyArn: string;
}

export interface PlannedTests extends AccessTestsFile {
  readonly values: PlaceholderValues;
}

export function planOf(request: Request, account: string): Plan {
  const { name, path, permissionsBoundary, maxSessionDuration, tags, backend, secretsProvider, refresh } = request;
  const target: Target = { ...request.target, account };
  const { partition, region } = target;
  const { policy, trust: trustPolicy } = documentsOf(request, account);
  const stackName = request.stackName ?? defaultStackName(name, target);
  const stack = fullStackName({ stackName, backend });
  const args = { name, path, policy, trustPolicy, permissionsBoundary, maxSessionDuration, tags };
  const component: StackComponent = { name: SINGLE, args };
  const settings: StackSettings = {
    stackName,
    backend,
    secretsProvider,
    region,
    refresh,
    components: [component],
    ownership: ownershipOf(stack, backend),
  };
  return {
    target,
    trust: request.trust,
    ignoredFindings: request.ignoredFindings,
    ...(request.accessTests && { accessTests: { ...request.accessTests, values: testValues(request, account) } }),
    repository: request.repository,
    otherEndpoints: request.otherEndpoints,
    component,
    settings,
    stack,
    roleArn: iamArn('role', { partition, account, path, name }),
    policyArn: iamArn('policy', { partition, account, path, name }),
  };
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
