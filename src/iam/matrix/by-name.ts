import type { CutType } from './named-places';
import { exampleOf, type Place } from './place';
import { SOME } from './words';
import { formatArn } from '../../aws/arn';
import { isWithoutResources } from '../reference/action-resources';
import { actionDetails, arnServices } from '../reference/details';
import { findAction } from '../reference/names';
import type { PartialTarget } from '../target';

/** As many of a service as of a type of resource. */
const MAX_OF_A_SERVICE = 100;

/** Whether no more is known of an action than its name and whether it is about resources. */
export function isKnownByName(action: string): boolean {
  return findAction(action) !== undefined && actionDetails(action) === undefined;
}

/** In the place of `typeKey`, since the types of resources are not known: `dynamodb:*`. */
export function serviceKey(action: string): string {
  return `${action.split(':')[0]}:*`;
}

interface PlacesByName {
  readonly places: Place[];
  readonly cut: readonly CutType[];
}

/**
 * Where actions can be tried of which nobody knows the types of resources: on what the policies name of the service, and on
 * something that they do not name.
 *
 * @param actions what is to be tried
 * @param resources ARNs and patterns that the policies name
 * @param examples ARNs to try some of the patterns at
 */
export function placesByName(
  target: PartialTarget,
  actions: readonly string[],
  resources: readonly string[],
  examples: ReadonlyMap<string, string>,
): PlacesByName {
  const about = actions.filter((action) => isKnownByName(action) && !isWithoutResources(action));
  const services = [...new Set(about.map((action) => action.split(':')[0]!))];
  const all = services.map((service) => ({
    service,
    named: resources.filter((resource) => resource !== '*' && isPerhapsOf(service, resource)),
  }));
  return {
    places: all.flatMap(({ service, named }) => [
      ...named
        .slice(0, MAX_OF_A_SERVICE)
        .map((resource) => namedPlace(service, resource, target, examples.get(resource))),
      unnamedPlace(service, target, named.length > 0),
    ]),
    cut: all
      .filter(({ named }) => named.length > MAX_OF_A_SERVICE)
      .map(({ service, named }) => ({
        type: serviceKey(service),
        words: `${service} resource`,
        shown: MAX_OF_A_SERVICE,
        all: named.length,
      })),
  };
}

/** Whether an ARN, or a pattern of ARNs, can be that of one of the service's resources. */
function isPerhapsOf(service: string, resource: string): boolean {
  const [, , named = '*'] = resource.toLowerCase().split(':');
  return /[*?]/.test(named) || arnServices(service).some((each) => each === named || each.includes('$'));
}

function namedPlace(service: string, resource: string, target: PartialTarget, example: string | undefined): Place {
  const missing = Math.max(6 - resource.split(':').length, 0);
  const arn = example ?? exampleOf(resource + ':*'.repeat(missing));
  return {
    words: `${service} resource`,
    name: nameOf(resource, target),
    isOwn: true,
    arns: { [serviceKey(service)]: arn },
  };
}

/** What lies where the deployment does goes by the end of its ARN. */
function nameOf(resource: string, { partition, region, account }: PartialTarget): string {
  const [, , service] = resource.split(':');
  const start = formatArn({ partition, service: service ?? '', region, account, resource: '' });
  return resource.startsWith(start) ? resource.slice(start.length) : resource;
}

function unnamedPlace(service: string, { partition, region, account }: PartialTarget, hasOwn: boolean): Place {
  const arn = formatArn({ partition, service: arnServices(service)[0]!, region, account, resource: SOME });
  const words = `any ${service} resource that no policy names`;
  return { words, isOwn: false, hasOwn, arns: { [serviceKey(service)]: arn } };
}
