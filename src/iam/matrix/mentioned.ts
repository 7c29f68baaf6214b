import { namedEntries, type ReadStatement } from '../policy/policy';
import { readPolicy } from '../policy/read';
import { actionDetails } from '../reference/details';
import { actionsMatching, actionText } from '../reference/names';

/** @returns the actions that statements are about, of services that are known in full; patterns are taken apart */
export function actionsIn(documents: readonly unknown[]): string[] {
  const names = actionEntriesIn(documents).flatMap(namesMatching);
  // Of what a denial with NotAction is about, only that matters which other statements allow.
  const others = statementsIn(documents)
    .filter(({ effect, actions }) => effect === 'Allow' && actions?.not)
    .flatMap(({ actions }) => {
      const exceptions = new Set(actions!.entries.flatMap(namesMatching));
      return namesMatching('*').filter((name) => !exceptions.has(name));
    });
  return [...new Set([...names, ...others])].filter((name) => actionDetails(name) !== undefined);
}

/** @returns the actions that statements name one by one, of services that are not known in full, which nobody can place */
export function otherActionsIn(documents: readonly unknown[]): string[] {
  const names = actionEntriesIn(documents)
    .filter((entry) => !/[*?]/.test(entry))
    .flatMap(namesMatching);
  return [...new Set(names)].filter((name) => actionDetails(name) === undefined);
}

function namesMatching(pattern: string): string[] {
  return actionsMatching(pattern).map(actionText);
}

/** @returns the entries of Action, as they are written */
export function actionEntriesIn(documents: readonly unknown[]): string[] {
  return [...new Set(statementsIn(documents).flatMap(({ actions }) => namedEntries(actions)))];
}

/** @returns the ARNs and patterns that statements name */
export function resourcesIn(documents: readonly unknown[]): string[] {
  return [...new Set(statementsIn(documents).flatMap(({ resources }) => namedEntries(resources)))];
}

function statementsIn(documents: readonly unknown[]): readonly ReadStatement[] {
  return documents.flatMap((document) => readPolicy(document, 'identity').statements);
}
