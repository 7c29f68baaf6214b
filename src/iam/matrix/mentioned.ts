import { isKnownByName } from './by-name';
import { actionGlob } from '../glob/action-pattern';
import { matchesGlob } from '../glob/glob';
import { namedEntries, type ReadStatement } from '../policy/policy';
import { readPolicy } from '../policy/read';
import { actionDetails } from '../reference/details';
import { actionsMatching, actionText } from '../reference/names';

/** @returns the actions that statements are about, of services that are known in full; patterns are taken apart */
export function actionsIn(documents: readonly unknown[]): string[] {
  const names = actionEntriesIn(documents).flatMap(namesMatching);
  // Of what a denial with NotAction is about, only that matters which other statements allow.
  const others = statementsIn(documents)
    .filter(allowsAllButSome)
    .flatMap(({ actions }) => {
      const exceptions = new Set(actions!.entries.flatMap(namesMatching));
      return namesMatching('*').filter((name) => !exceptions.has(name));
    });
  return [...new Set([...names, ...others])].filter((name) => actionDetails(name) !== undefined);
}

/** @returns the actions that statements are about, of services of which no more than the names are known */
export function actionsByNameIn(documents: readonly unknown[]): string[] {
  return [...new Set(actionEntriesIn(documents).flatMap(actionsByName))];
}

/** @returns the same of one entry; of a pattern of many services, none */
export function actionsByName(entry: string): string[] {
  return isOfManyServices(entry) ? [] : namesMatching(entry).filter(isKnownByName);
}

/** What statements name, and no row of the matrix can be about. */
export interface Unplaced {
  /**
   * `unknown`: AWS's table has no such action. `many-services`: a pattern that takes in whole services of which the actions are
   * not tried one by one; NotAction is told as `*`.
   */
  readonly why: 'unknown' | 'many-services';
  /** As it is written: `s3:GetObjct`, `*:Get*`. */
  readonly entry: string;
}

/** @returns the entries of which some or all actions are neither in `actionsIn` nor in `actionsByNameIn` */
export function unplacedIn(documents: readonly unknown[]): Unplaced[] {
  const entries = actionEntriesIn(documents);
  const open = [...entries.filter(isOfManyServices), ...(statementsIn(documents).some(allowsAllButSome) ? ['*'] : [])];
  return [
    ...[...new Set(open)].map((entry) => ({ why: 'many-services' as const, entry })),
    ...entries
      .filter((entry) => !isOfManyServices(entry) && namesMatching(entry).length === 0)
      .map((entry) => ({ why: 'unknown' as const, entry })),
  ];
}

/** @returns whether one of the actions is among those that the entry names */
export function isAboutOneOf(entry: string, actions: readonly string[]): boolean {
  const glob = actionGlob(entry.toLowerCase());
  return actions.some((action) => matchesGlob(glob, action.toLowerCase()));
}

function allowsAllButSome({ effect, actions }: ReadStatement): boolean {
  return effect === 'Allow' && actions?.not === true;
}

function isOfManyServices(entry: string): boolean {
  return /[*?]/.test(entry.split(':')[0]!);
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
