import { createHash } from 'node:crypto';
import { type Backend, displayedBackend } from './backend';
import { OWNERSHIP_TAG } from '../aws/names';

/**
 * The value of the tag by which a stack knows what it has made, even where its state does not have it. Addresses hold
 * characters that tags may not have, and are nobody's business who reads tags: so it is a hash.
 *
 * @param stack the full name of the stack
 * @returns 64 hexadecimal digits
 */
export function ownershipOf(stack: string, backend: Backend): string {
  // Options say how to reach the same state.
  const place = displayedBackend(backend).replace(/\/+$/, '');
  return createHash('sha256')
    .update(JSON.stringify([place, stack]))
    .digest('hex');
}

/**
 * Whose something in IAM is, as its tags say: of the stack, of another stack of the Action, or of somebody else. Whoever may
 * tag it can make it look like any of them.
 */
export type Owner = 'this-stack' | 'other-stack' | 'others';

/** @param ownership the value of the stack's tag */
export function ownerByTags(
  tags: readonly { readonly Key?: string; readonly Value?: string }[],
  ownership: string,
): Owner {
  const tag = tags.find(({ Key }) => Key === OWNERSHIP_TAG);
  if (tag === undefined) return 'others';
  return tag.Value === ownership ? 'this-stack' : 'other-stack';
}

/** @param path a property path, such as `tags.team` */
export function isOwnershipTag(path: string): boolean {
  return path === `tags.${OWNERSHIP_TAG}` || path === `tagsAll.${OWNERSHIP_TAG}`;
}
