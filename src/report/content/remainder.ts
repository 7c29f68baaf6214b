import type { PermissionDifference, UnchangedPermission } from '../../iam/compare/difference';
import { actionGlob } from '../../iam/glob/action-pattern';
import { globIncludes } from '../../iam/glob/algebra';
import { resourceGlob } from '../../iam/glob/resource-pattern';
import { isExhaustive } from '../words/permissions';

/** @returns what is allowed before and after of the actions and resources that the differences name */
export function remainderOf(
  differences: readonly PermissionDifference[],
  unchanged: readonly UnchangedPermission[],
): readonly UnchangedPermission[] {
  const actions = new Set(differences.flatMap((difference) => difference.actions));
  const isOpen = differences.some((difference) => !isExhaustive(difference));
  const candidates = unchanged.filter((each) => isOpen || each.actions.some((action) => actions.has(action)));
  if (candidates.length === 0) return [];
  const covers = differences.map(coverOf);
  return candidates.filter((candidate) => covers.some((isCovered) => isCovered(candidate)));
}

function coverOf(difference: PermissionDifference): (permission: UnchangedPermission) => boolean {
  const { action, actions, resource } = difference;
  const own = new Set(actions);
  // Of services that are not known in full, a pattern does not tell which of its actions the difference is about.
  const isOther = (permission: UnchangedPermission) =>
    !isExhaustive(difference) &&
    permission.action !== action &&
    globIncludes(actionGlob(action), actionGlob(permission.action));
  const glob = resourceGlob(resource, true);
  return (permission) =>
    (isOther(permission) || (permission.resource !== resource && permission.actions.some((name) => own.has(name)))) &&
    globIncludes(glob, resourceGlob(permission.resource, true));
}
