import { SOME } from './words';
import { usualResourceTypes } from '../reference/action-resources';

/** Where an action can be tried: a resource of the deployment, or that its policies name, or one like it that they don't. */
export interface Place {
  /** The resource in words; the name in it is from outside. */
  readonly words: string;
  readonly name?: string;
  /** Whether the deployment is about it, or a policy names it. */
  readonly isOwn: boolean;
  /** Whether there is a place like it that is own, with which it can be compared. */
  readonly hasOwn?: boolean;
  /** An ARN for each type of resource there, by service and type: `s3:object`. */
  readonly arns: Readonly<Record<string, string>>;
}

/** For actions that are about no resource: they are asked of `*`. */
export const ANYWHERE: Place = { words: 'no resource', isOwn: true, arns: {} };

export function typeKey(action: string, type: string): string {
  return `${action.split(':')[0]}:${type}`;
}

/** @returns the place as the action is about it: a bucket and its objects are one place, and most actions are about either */
export function placeAt(place: Place, action: string): Place {
  const isBoth = 's3:bucket' in place.arns && 's3:object' in place.arns;
  const isAboutObjects = usualResourceTypes(action).some(({ name }) => name === 'object');
  return isBoth && isAboutObjects && place.words.includes('bucket')
    ? { ...place, words: `objects in ${place.words}` }
    : place;
}

/** An ARN that the pattern matches. */
export function exampleOf(pattern: string): string {
  return pattern.replaceAll('*', SOME).replaceAll('?', 'x');
}
