import { exampleOf, type Place } from './place';
import { typeWords } from './words';
import { type Glob, matchesGlob } from '../glob/glob';
import { referenceGlob } from '../glob/reference-pattern';
import { foldArn, resourceGlob } from '../glob/resource-pattern';
import type { ResourceType } from '../reference/details';

/** As many as a policy has room for, but of all that is on a role together there may be more, and each takes its time. */
const MAX_OF_A_TYPE = 100;

/** Of a type of resource, how many of those that the policies name are looked at. */
export interface CutType {
  /** By service and type: `s3:object`. */
  readonly type: string;
  /** In words: `object`. */
  readonly words: string;
  readonly shown: number;
  readonly all: number;
}

interface NamedPlaces {
  readonly places: Place[];
  /** The types of which not all are looked at. */
  readonly cut: readonly CutType[];
}

/**
 * @param types by service and type: `sagemaker:endpoint`
 * @param resources ARNs and patterns that the policies name; of too many of a type, the first count
 * @param known places that are there already
 * @param examples ARNs to try some of the patterns at
 * @returns with a place for each of the resources, as far as no other place stands for it
 */
export function namedPlaces(
  types: ReadonlyMap<string, ResourceType>,
  resources: readonly string[],
  known: readonly Place[],
  examples: ReadonlyMap<string, string>,
): NamedPlaces {
  const taken = known.flatMap(({ arns }) => Object.values(arns));
  const strange = known.filter(({ isOwn }) => !isOwn).flatMap(({ arns }) => Object.values(arns));
  const byType = [...types].map(([key, type]) => {
    const glob = referenceGlob(type.arnPattern);
    const all = resources
      .filter((resource) => isOfType(key, glob, resource) && !/^[*/]+$/.test(nameOf(resource)))
      .filter(
        (resource) =>
          !taken.includes(exampleOfType(key, resource)) &&
          !strange.some((arn) => matchesGlob(resourceGlob(resource, false), foldArn(arn))),
      );
    return { key, type, all, shown: all.slice(0, MAX_OF_A_TYPE) };
  });
  return {
    places: withObjectsInBuckets(
      byType.flatMap(({ key, type, shown }) => shown.map((resource) => placeOf(resource, key, type, examples))),
    ),
    cut: byType
      .filter(({ all, shown }) => shown.length < all.length)
      .map(({ key, type, all, shown }) => ({
        type: key,
        words: typeWords(type),
        shown: shown.length,
        all: all.length,
      })),
  };
}

/** A wildcard in a bucket's name also stands for a slash and what follows: then it is a pattern of objects as well. */
function isOfType(key: string, glob: Glob, resource: string): boolean {
  return matchesGlob(glob, resource) || (key === 's3:object' && isOfBucketsAndObjects(resource));
}

function isOfBucketsAndObjects(resource: string): boolean {
  return /^arn:[^:]*:s3:::[^/]*[*][^/]*$/.test(resource);
}

function exampleOfType(key: string, resource: string): string {
  const isObject = key === 's3:object' && isOfBucketsAndObjects(resource);
  return exampleOf(isObject ? resource.replace('*', '*/*') : resource);
}

function placeOf(resource: string, key: string, type: ResourceType, examples: ReadonlyMap<string, string>): Place {
  const isObjects = key === 's3:object' && /[*?]/.test(resource);
  const words = isObjects ? 'objects' : typeWords(type);
  return { words, name: nameOf(resource), isOwn: true, arns: { [key]: exampleIn(examples, key, type, resource) } };
}

/** An example that lies in two patterns need not be of the type. */
function exampleIn(examples: ReadonlyMap<string, string>, key: string, type: ResourceType, resource: string): string {
  const example = examples.get(resource);
  return example !== undefined && matchesGlob(referenceGlob(type.arnPattern), example)
    ? example
    : exampleOfType(key, resource);
}

/** A bucket and all of its objects are one place. */
function withObjectsInBuckets(places: readonly Place[]): Place[] {
  const buckets = places.filter(({ words }) => words === 'bucket');
  const isWhole = ({ name, words }: Place, bucket: Place) => words === 'objects' && name === `${bucket.name}/*`;
  return places
    .filter((place) => !buckets.some((bucket) => isWhole(place, bucket)))
    .map((place) => {
      const objects = buckets.includes(place) ? places.find((other) => isWhole(other, place)) : undefined;
      return objects ? { ...place, arns: { ...place.arns, ...objects.arns } } : place;
    });
}

/** The name in an ARN, without the type before it; of objects in S3, bucket and key. */
function nameOf(arn: string): string {
  const resource = arn.split(':').slice(5).join(':');
  return arn.split(':')[2] === 's3' ? resource : resource.replace(/^[^/:]*[/:]/, '');
}
