import type { ModelDeploymentAccessArgs } from './access';
import type { Backend } from './backend';

/** The Pulumi project that all stacks of the Action belong to. */
export const PROJECT = 'model-deployment-iam';

/** Which stack, where its state is, and what is in it. */
export interface StackSettings {
  readonly stackName: string;
  readonly backend: Backend;
  readonly secretsProvider: string;
  readonly region: string;
  readonly access: ModelDeploymentAccessArgs;
  /** Read the real state of the resources before comparing. */
  readonly refresh: boolean;
}

/**
 * @returns the name by which the backend knows the stack. Backends that are not Pulumi Cloud have one organization only,
 *   called `organization`; in Pulumi Cloud it stands in front of the stack's name, or is the token's default.
 */
export function fullStackName({ stackName, backend }: Pick<StackSettings, 'stackName' | 'backend'>): string {
  const parts = stackName.split('/');
  const name = parts.at(-1)!;
  const organization = backend.isPulumiCloud ? parts.slice(0, -1) : ['organization'];
  return [...organization.slice(0, 1), PROJECT, name].join('/');
}

/** A stack's name, with the organization in front of it or not. */
export function isStackName(text: string): boolean {
  return text.length <= 100 && /^([\w.-]+\/)?[\w.-]+$/.test(text);
}
