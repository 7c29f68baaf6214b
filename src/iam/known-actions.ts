import type { KnownAction } from './compare';
import { actionsMatching, actionText, DETAILED_SERVICES } from './reference';

/** Comparing patterns of all services action by action would take too long; the others are compared as patterns. */
const SERVICES = new Set(DETAILED_SERVICES);

/** @returns all actions of the services that patterns among the entries (`s3:Get*`) name, so that they can be taken apart */
export function knownActionsFor(entries: readonly string[]): KnownAction[] {
  const patterns = entries.filter((entry) => /[*?]/.test(entry));
  const services = new Set(patterns.map((entry) => entry.split(':')[0]!.toLowerCase()));
  const known = services.has('*') ? SERVICES : new Set([...services].filter((service) => SERVICES.has(service)));
  return [...known].flatMap((service) =>
    actionsMatching(`${service}:*`).map((action) => ({ name: actionText(action) })),
  );
}
