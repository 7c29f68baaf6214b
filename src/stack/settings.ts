import type { ModelDeploymentAccessArgs } from './access';
import type { Adoption } from './adoption';
import type { Backend } from './backend';
import type { UsedApprovals } from './used-approvals';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** The Pulumi project that all stacks of the Action belong to. */
export const PROJECT = 'model-deployment-iam';

/** Which stack, where its state is, and what is in it. */
export interface StackSettings {
  readonly stackName: string;
  readonly backend: Backend;
  readonly secretsProvider: string;
  readonly region: string;
  /** One for each model. */
  readonly components: readonly StackComponent[];
  /** The value of the tag by which the stack knows what it has made. */
  readonly ownership: string;
  /** Read the real state of the resources before comparing. */
  readonly refresh: boolean;
  /** What the stack is to remember once everything is done. Default: what it remembers already. */
  readonly usedApprovals?: UsedApprovals;
}

/** What a stack has for one model. */
export interface StackComponent {
  /** Its name in the state. In a stack that is about one model only, `SINGLE`. */
  readonly name: string;
  /** With the tags of the user only. */
  readonly args: ModelDeploymentAccessArgs;
  /** Default: nothing is taken over. */
  readonly adoption?: Adoption;
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

/** Reads a stack's name, with the organization in front of it or not. */
export function parseStackName(text: string): Parsed<string> {
  return text.length <= 100 && /^([\w.-]+\/)?[\w.-]+$/.test(text)
    ? valid(text)
    : invalid('at most 100 letters, digits and _.-, with an organization and / in front or not');
}

/**
 * Reads what encrypts the secrets of a stack.
 *
 * https://www.pulumi.com/docs/iac/concepts/secrets/#available-encryption-providers
 */
export function parseSecretsProvider(text: string): Parsed<string> {
  return /^(passphrase|default)$|^(awskms|azurekeyvault|gcpkms|hashivault):\/\//.test(text)
    ? valid(text)
    : invalid('passphrase, default, awskms://…, azurekeyvault://…, gcpkms://… or hashivault://…');
}
