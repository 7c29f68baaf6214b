import { REFERENCE, type ServiceData } from './data';
import { actionsOfService, findAction } from './names';
import { remembering } from '../../shared/memoize';

/** What an action of a service that is known in full is about. */
export interface ActionDetails {
  readonly resourceTypes: readonly ActionResourceType[];
  /** Condition keys that a request for it can have, besides the global ones. They may hold placeholders: `s3:RequestObjectTag/<key>`. */
  readonly conditionKeys: readonly string[];
}

interface ActionResourceType extends ResourceType {
  /** Whether each request has one. Where no type is required, a request has one of the types. */
  readonly required: boolean;
}

export interface ResourceType {
  /** `endpoint-config` */
  readonly name: string;
  /** In it `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`. */
  readonly arnPattern: string;
  readonly conditionKeys: readonly string[];
}

/** The services that are known in full. */
export const DETAILED_SERVICES: readonly string[] = Object.keys(REFERENCE.details);

/**
 * @param action `s3:GetObject`, in any case
 * @returns `undefined` for unknown actions, and for those of services that are not known in full
 */
export const actionDetails = remembering((action: string): ActionDetails | undefined => {
  const known = findAction(action);
  const service = known && dataOf(known.service);
  if (!service) return undefined;

  const [types, keySet] = service.actions[known.name]!;
  return {
    resourceTypes: words(types).map((type) => ({
      ...resourceType(known.service, type.replace('!', '')),
      required: type.endsWith('!'),
    })),
    conditionKeys: keysOf(known.service, keySet),
  };
});

export function resourceTypesOfService(service: string): readonly ResourceType[] {
  const data = dataOf(service);
  return data ? Object.keys(data.resources).map((name) => resourceType(service, name)) : [];
}

/** The services that ARNs of a service's resources have in their third part, most often its own name only. */
export function arnServices(service: string): readonly string[] {
  return Object.hasOwn(REFERENCE.arnServices, service) ? words(REFERENCE.arnServices[service]!) : [service];
}

function resourceType(service: string, name: string): ResourceType {
  const [arnPattern, keySet] = dataOf(service)!.resources[name]!;
  return { name, arnPattern, conditionKeys: keysOf(service, keySet) };
}

function keysOf(service: string, keySet: number): readonly string[] {
  return words(dataOf(service)!.keySets[keySet]!).map((key) => (key.startsWith(':') ? service + key : key));
}

function dataOf(service: string): ServiceData | undefined {
  return actionsOfService(service).size > 0 && Object.hasOwn(REFERENCE.details, service)
    ? REFERENCE.details[service]
    : undefined;
}

function words(text: string): string[] {
  return text === '' ? [] : text.split(' ');
}
