import type { PermissionDifference, UnchangedPermission } from '../../iam/compare/difference';
import { globIncludes } from '../../iam/glob/algebra';
import { resourceGlob } from '../../iam/glob/resource-pattern';

/** @returns what is allowed before and after of the actions and resources that the differences name */
export function remainderOf(
  differences: readonly PermissionDifference[],
  unchanged: readonly UnchangedPermission[],
): readonly UnchangedPermission[] {
  const actions = new Set(differences.flatMap((difference) => difference.actions));
  const candidates = unchanged.filter((each) => each.actions.some((action) => actions.has(action)));
  if (candidates.length === 0) return [];
  const covers = differences.map(coverOf);
  return candidates.filter((candidate) => covers.some((isCovered) => isCovered(candidate)));
}

function coverOf({ actions, resource }: PermissionDifference): (permission: UnchangedPermission) => boolean {
  const own = new Set(actions);
  const glob = resourceGlob(resource, true);
  return (permission) =>
    permission.resource !== resource &&
    permission.actions.some((action) => own.has(action)) &&
    globIncludes(glob, resourceGlob(permission.resource, true));
}
