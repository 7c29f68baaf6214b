import { counted } from './counted';
import { code } from './render/markdown';
import type { PermissionDifference, UnchangedPermission } from '../iam/compare';
import {
  actionDetails,
  actionsMatching,
  DETAILED_SERVICES,
  isUsuallyWithoutResource,
  isWithoutResources,
} from '../iam/reference';

type Named = Pick<
  PermissionDifference | UnchangedPermission,
  'action' | 'exceptActions' | 'actions' | 'resource' | 'exceptResources' | 'statement'
>;

/** So few are named one by one. */
const FEW = 4;

/** The actions of a permission as inline Markdown. */
export function actionWords(named: Named): string {
  const { action, actions, exceptActions } = named;
  if (isEveryAction(named)) {
    return exceptActions.length > 0 ? `**all actions but** ${exceptActions.map(code).join(', ')}` : '**all actions**';
  }
  if (!isPattern(named)) return code(action);
  if (isExhaustive(named) && actions.length <= FEW) return actions.map(code).join(', ');

  const pattern = exceptActions.length > 0 ? `**all but** ${exceptActions.map(code).join(', ')}` : code(action);
  return isExhaustive(named) ? `${pattern} (${share(named)})` : pattern;
}

/** Whether a statement allows whatever there is, perhaps with exceptions. What a denial takes away is not all, but what was there. */
export function isEveryAction({ action, statement: { effect } }: Named): boolean {
  return action === '*' && effect === 'Allow';
}

/** Whether `actions` has all that are meant: of services that are not known in full it has but examples. */
export function isExhaustive(named: Named): boolean {
  if (!isPattern(named)) return true;
  const service = named.action.split(':')[0]!.toLowerCase();
  return DETAILED_SERVICES.includes(service) || named.actions.every((action) => actionDetails(action) !== undefined);
}

/** Whether none of the actions is about a resource, so that `*` is all that a statement can name. */
export function isWithoutResource({ action, actions, resource, exceptResources }: Named): boolean {
  const takesNone = (name: string) => isUsuallyWithoutResource(name) || actionDetails(name)?.resourceTypes.length === 0;
  const names = actions.length > 0 ? actions : [action];
  return resource === '*' && exceptResources.length === 0 && names.every(takesNone);
}

/** Whether a statement names resources for actions that have none, so that nobody knows whether it has an effect. */
export function isOfUnknownEffect({ actions, resource }: Named): boolean {
  return resource !== '*' && actions.length > 0 && actions.every(isWithoutResources);
}

function isPattern({ action, exceptActions }: Named): boolean {
  return exceptActions.length > 0 || /[*?]/.test(action);
}

function share({ action, actions, exceptActions }: Named): string {
  const all = exceptActions.length > 0 || action === '*' ? actions.length : actionsMatching(action).length;
  return actions.length < all ? `${actions.length} of ${counted(all, 'action')}` : counted(actions.length, 'action');
}
