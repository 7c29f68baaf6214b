import type { Inputs } from './inputs';
import type { JobContext } from './job-context';
import type { KnownTarget } from './target';
import { type Backend, stateInS3, parseBackend } from '../stack/backend';
import { parseSecretsProvider, parseStackName } from '../stack/settings';

/** Where the state is kept: it must outlive the job, and be out of reach of the role that it describes. */
export function readState(inputs: Inputs, target: KnownTarget, job: JobContext) {
  const { accessToken, workspace } = job;
  const parsed = parseBackend(inputs.values['backend-url'], { accessToken, folder: workspace });
  const backend = inputs.take('backend-url', parsed);
  const secretsProvider = inputs.takeText('secrets-provider', parseSecretsProvider);
  const stackName = inputs.takeText('stack-name', parseStackName);
  if (!backend) return undefined;

  if (isModelBucket(backend, target)) {
    inputs.refuse('backend-url', "another bucket than the model's, whose role could rewrite its own permissions there");
  }
  if (backend.isLocal && isLost(inputs, job)) {
    const remedy = [', or ', { input: 'allow-ephemeral-state' as const }, ': true'];
    inputs.refuse('backend-url', 'a backend that outlives this GitHub-hosted runner, such as s3://…', remedy);
  }
  if (secretsProvider === 'default' && !backend.isPulumiCloud) {
    inputs.refuse('secrets-provider', 'another one than default, which only Pulumi Cloud has');
  }
  if (stackName?.includes('/') && !stackName.startsWith('organization/') && !backend.isPulumiCloud) {
    inputs.refuse('stack-name', 'a name without an organization, which only Pulumi Cloud has');
  }
  const standard = backend.isPulumiCloud ? 'default' : 'passphrase';
  return { backend, secretsProvider: secretsProvider ?? standard, stackName };
}

/** Stores of other clouds may have a bucket of the same name. */
function isModelBucket(backend: Backend, { bucket }: KnownTarget): boolean {
  return bucket !== undefined && stateInS3(backend)?.bucket === bucket;
}

/** Whether a file would be gone after a command that needs the state to last. */
function isLost({ values }: Inputs, { isHostedRunner }: JobContext): boolean {
  return isHostedRunner && ['up', 'destroy'].includes(values.command) && !values['allow-ephemeral-state'];
}
