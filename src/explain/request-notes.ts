import type { AccessRequest } from '../iam/evaluate/evaluate';
import { matchesGlob } from '../iam/glob/glob';
import { referenceGlob } from '../iam/glob/reference-pattern';
import { actionDetails, type ResourceType } from '../iam/reference/details';
import { actionText, findAction } from '../iam/reference/names';
import { REFERENCE_SOURCE } from '../iam/reference/source';

/**
 * What makes an answer say less than it seems to: an action that there is not, and resources that a real request for the action
 * touches as well.
 *
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 *
 * @returns a sentence or two for each request that is not complete
 */
export function requestNotes(requests: readonly AccessRequest[]): string[] {
  return [...new Set(requests.flatMap(noteOn))];
}

function noteOn({ action, resources = [] }: AccessRequest): string[] {
  const known = findAction(action);
  if (!known) return [`No action is ${action} in AWS's list of ${REFERENCE_SOURCE.date}.`];

  const name = actionText(known);
  const types = actionDetails(name)?.resourceTypes ?? [];
  const named = resources.filter((resource) => resource !== '*');
  const missing = types.filter((type) => type.required && !named.some((resource) => isOf(resource, type)));
  if (missing.length > 0) {
    const also = named.length > 0 ? ' as well' : '';
    return [
      `A request for ${name} touches ${missing.map(article).join(' and ')}${also}. It is allowed only if it is allowed on each of its resources, so name them all.`,
    ];
  }
  const strange = named.filter((resource) => types.length > 0 && !types.some((type) => isOf(resource, type)));
  return strange.map((resource) => `${name} is never about ${resource}.`);
}

function isOf(resource: string, { arnPattern }: ResourceType): boolean {
  return matchesGlob(referenceGlob(arnPattern), resource);
}

function article({ name }: ResourceType): string {
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
