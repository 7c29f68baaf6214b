import { isKnownByName, placesByName } from './by-name';
import { type CutType, namedPlaces } from './named-places';
import { ANYWHERE, type Place, typeKey } from './place';
import { SOME, typeWords } from './words';
import { formatArn } from '../../aws/arn';
import { isWithoutResources, usualResourceTypes } from '../reference/action-resources';
import { actionDetails, type ResourceType } from '../reference/details';
import type { PartialTarget } from '../target';

interface Places {
  /** The places of the target first, then those of other resources that the policies name, then some like them. */
  readonly places: Place[];
  readonly cut: readonly CutType[];
}

/**
 * @param actions what is to be tried
 * @param resources ARNs and patterns that the policies name
 * @param examples ARNs to try some of the patterns at: see `overlaps`
 */
export function placesFor(
  target: PartialTarget,
  actions: readonly string[],
  resources: readonly string[],
  examples: ReadonlyMap<string, string> = new Map(),
): Places {
  const types = typesOf(actions);
  const familiar = [...endpointPlaces(target), ...bucketPlaces(target)];
  const used = familiar.filter(({ arns }) => Object.keys(arns).some((type) => types.has(type)));
  const covered = new Set(familiar.flatMap(({ arns }) => Object.keys(arns)));
  const { places: named, cut } = namedPlaces(types, resources, used, examples);
  const others = [...types]
    .filter(([key]) => !covered.has(key))
    .flatMap(([key, type]) => {
      const alike = named.filter(({ arns }) => key in arns);
      return [...alike, anotherPlace(key, type, target, alike.length > 0)];
    });
  const byName = placesByName(target, actions, resources, examples);
  const needsNone = actions.some(isAboutNothing);
  const places = [
    ...used,
    ...named.filter(({ arns }) => Object.keys(arns).some((key) => covered.has(key))),
    ...others,
    ...byName.places,
    ...(needsNone ? [ANYWHERE] : []),
  ];
  return { places, cut: [...cut, ...byName.cut] };
}

function isAboutNothing(action: string): boolean {
  if (isKnownByName(action)) return isWithoutResources(action);
  return actionDetails(action) !== undefined && usualResourceTypes(action).length === 0;
}

/** By service and type: `sagemaker:endpoint`. */
function typesOf(actions: readonly string[]): ReadonlyMap<string, ResourceType> {
  const types = new Map<string, ResourceType>();
  for (const action of actions) {
    for (const type of usualResourceTypes(action)) types.set(typeKey(action, type.name), type);
  }
  return types;
}

function endpointPlaces({ partition, region, account, endpoint }: PartialTarget): Place[] {
  if (!endpoint) return [];
  const arnOf = (name: string) =>
    formatArn({ partition, service: 'sagemaker', region, account, resource: `endpoint/${name}` });
  return [
    { words: 'endpoint', name: endpoint, isOwn: true, arns: { 'sagemaker:endpoint': arnOf(endpoint) } },
    { words: 'another endpoint', isOwn: false, hasOwn: true, arns: { 'sagemaker:endpoint': arnOf(SOME) } },
  ];
}

function bucketPlaces({ partition, bucket, prefix = '' }: PartialTarget): Place[] {
  if (!bucket) return [];
  const arnOf = (resource: string) => formatArn({ partition, service: 's3', region: '', account: '', resource });
  const arnsOf = (name: string, folder: string) => ({
    's3:bucket': arnOf(name),
    's3:object': arnOf(`${name}/${folder}${SOME}`),
  });
  const rest: Place = {
    words: 'the rest of the bucket',
    isOwn: false,
    hasOwn: true,
    arns: { 's3:object': arnOf(`${bucket}/${SOME}`) },
  };
  return [
    {
      words: prefix ? 'folder' : 'bucket',
      name: bucket + (prefix && `/${prefix}`),
      isOwn: true,
      arns: arnsOf(bucket, prefix),
    },
    ...(prefix ? [rest] : []),
    { words: 'another bucket', isOwn: false, hasOwn: true, arns: arnsOf(SOME, '') },
  ];
}

function anotherPlace(key: string, type: ResourceType, target: PartialTarget, hasOwn: boolean): Place {
  return { words: `another ${typeWords(type)}`, isOwn: false, hasOwn, arns: { [key]: anyArn(type, target) } };
}

/** An ARN of that type, in the target's region and account. */
export function anyArn({ arnPattern }: ResourceType, { partition, region, account }: PartialTarget): string {
  const [, , service, atRegion, atAccount, ...resource] = arnPattern.split(':');
  return [
    ...['arn', partition, service],
    ...[atRegion && region, atAccount && account],
    resource.join(':').replace(/[*%]/g, SOME),
  ].join(':');
}
