import { ADDED_TYPES, additionsTo } from './additions';
import { REFERENCE, type ServiceData } from './data';
import { type ActionName, actionsOfService, findAction } from './names';
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

  const data = service.actions[known.name];
  if (!data) return detailsOfAddition(known);
  const [types, keySet] = data;
  return {
    resourceTypes: words(types).map((type) => ({
      ...resourceType(known.service, type.replace('!', '')),
      required: type.endsWith('!'),
    })),
    conditionKeys: keysOf(known.service, keySet),
  };
});

/** Nobody says which condition keys its requests have, so that they may have any of the service. */
function detailsOfAddition({ service, name }: ActionName): ActionDetails | undefined {
  const resource = additionsTo(service).find((addition) => addition.name === name)?.resource;
  if (resource === undefined) return undefined;
  return {
    resourceTypes: resource === 'none' ? [] : [{ ...resourceType(service, resource), required: true }],
    conditionKeys: keysOfService(service),
  };
}

function keysOfService(service: string): readonly string[] {
  // Each has a letter for its type in front.
  const keys = words(REFERENCE.keys[service] ?? '').map((key) => key.slice(1));
  return keys.map((key) => (key.startsWith(':') ? service + key : key));
}

export function resourceTypesOfService(service: string): readonly ResourceType[] {
  const data = dataOf(service);
  if (!data) return [];
  const names = [...Object.keys(data.resources), ...Object.keys(ADDED_TYPES[service] ?? {})];
  return names.map((name) => resourceType(service, name));
}

/** The services that ARNs of a service's resources have in their third part, most often its own name only. */
export function arnServices(service: string): readonly string[] {
  return Object.hasOwn(REFERENCE.arnServices, service) ? words(REFERENCE.arnServices[service]!) : [service];
}

function resourceType(service: string, name: string): ResourceType {
  const added = ADDED_TYPES[service]?.[name];
  if (added !== undefined) return { name, arnPattern: added, conditionKeys: keysOfService(service) };
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
