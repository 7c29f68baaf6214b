import { type BrokenRule, broken } from './broken-rule';
import type { Parts } from './parts';
import type { Surroundings } from './request';
import { displayedBackend } from '../../stack/backend';
import type { InputValues } from '../inputs';

/** Where the state is kept: it must outlive the job, and be out of reach of the role that it describes. */
export function brokenStateRules(inputs: InputValues, parts: Parts, surroundings: Surroundings): BrokenRule[] {
  const { backend, bucket, secretsProvider, stackName } = parts;
  if (!backend) return [];
  const rules: BrokenRule[] = [];
  // Stores of other clouds may have a bucket of the same name.
  if (bucket && displayedBackend(backend).startsWith('s3:') && backend.bucket === bucket.name) {
    const expected = "another bucket than the model's, whose role could rewrite its own permissions there";
    rules.push(broken('backend-url', expected));
  }
  if (backend.isLocal && isEphemeral(inputs, surroundings)) {
    const expected =
      'a backend that outlives this GitHub-hosted runner, such as s3://…, or allow-ephemeral-state: true';
    rules.push(broken('backend-url', expected));
  }
  if (secretsProvider === 'default' && !backend.isPulumiCloud) {
    rules.push(broken('secrets-provider', 'another one than default, which only Pulumi Cloud has'));
  }
  if (stackName?.includes('/') && !stackName.startsWith('organization/') && !backend.isPulumiCloud) {
    rules.push(broken('stack-name', 'a name without an organization, which only Pulumi Cloud has'));
  }
  return rules;
}

function isEphemeral(inputs: InputValues, { isHostedRunner }: Surroundings): boolean {
  return isHostedRunner && ['up', 'destroy'].includes(inputs.command) && !inputs['allow-ephemeral-state'];
}
