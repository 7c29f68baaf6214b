import { isKnownByName } from './by-name';
import { actionGlob } from '../glob/action-pattern';
import { matchesGlob } from '../glob/glob';
import { namedEntries, type ReadStatement } from '../policy/policy';
import { readPolicy } from '../policy/read';
import { actionDetails } from '../reference/details';
import { actionsMatching, actionText } from '../reference/names';

/**
 * The actions that statements are about, first those of services that are known in full; patterns are taken apart, but for what
 * patterns of many services take in of services of which no more than the names are known. Of what a pattern denies, only that
 * matters which some statement allows.
 */
export function actionsIn(documents: readonly unknown[]): string[] {
  const about = aboutSomething(documents);
  const ofOneService = actionEntriesIn(documents).filter((entry) => !isOfManyServices(entry));
  const byName = new Set(ofOneService.flatMap(namesMatching).filter(isKnownByName));
  return [...about.filter((name) => actionDetails(name) !== undefined), ...about.filter((name) => byName.has(name))];
}

function aboutSomething(documents: readonly unknown[]): string[] {
  const statements = statementsIn(documents);
  const allowed = new Set(statements.filter(({ effect }) => effect === 'Allow').flatMap(namesOf));
  const denied = statements
    .filter(({ effect }) => effect === 'Deny')
    .flatMap(({ actions }) => namedEntries(actions))
    .flatMap((entry) => namesMatching(entry).filter((name) => allowed.has(name) || !/[*?]/.test(entry)));
  return [...new Set([...allowed, ...denied])];
}

function namesOf({ actions }: ReadStatement): string[] {
  if (!actions?.not) return namedEntries(actions).flatMap(namesMatching);
  const exceptions = new Set(actions.entries.flatMap(namesMatching));
  return namesMatching('*').filter((name) => !exceptions.has(name));
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

/** @returns the entries of which some or all actions are not in `actionsIn` */
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

/** @returns the names of the actions that an entry takes in, of all services */
export function namesMatching(pattern: string): string[] {
  return actionsMatching(pattern).map(actionText);
}

/** @returns the entries of Action, as they are written */
export function actionEntriesIn(documents: readonly unknown[]): string[] {
  return [...new Set(statementsIn(documents).flatMap(({ actions }) => namedEntries(actions)))];
}

/**
 * @param effect Default: both
 * @returns the ARNs and patterns that statements name
 */
export function resourcesIn(documents: readonly unknown[], effect?: 'Allow' | 'Deny'): string[] {
  const statements = statementsIn(documents).filter((each) => effect === undefined || each.effect === effect);
  return [...new Set(statements.flatMap(({ resources }) => namedEntries(resources)))];
}

function statementsIn(documents: readonly unknown[]): readonly ReadStatement[] {
  return documents.flatMap((document) => readPolicy(document, 'identity').statements);
}
