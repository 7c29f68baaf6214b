import type { ResourceType } from '../service-reference';

/** Stands for a name that the policy does not mention. */
export const SOME = 'another-one';

/** `log group`, for the type `log-group`. */
export function typeWords({ name }: ResourceType): string {
  return name === 'endpoint-config' ? 'endpoint configuration' : name.replaceAll('-', ' ');
}
