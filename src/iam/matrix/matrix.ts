import { isKnownByName, serviceKey } from './by-name';
import { cellOf, type MatrixCell, sideOf } from './cell';
import { actionEntriesIn, actionsIn, isAboutOneOf, resourcesIn, type Unplaced, unplacedIn } from './mentioned';
import type { CutType } from './named-places';
import { overlaps } from './overlaps';
import { ANYWHERE, type Place, typeKey } from './place';
import { placesFor } from './places';
import { conditionsAt } from '../compare/conditions-at';
import type { Boundaries } from '../compare/statement';
import { namedEntries } from '../policy/policy';
import { isWithoutResources, usualResourceTypes } from '../reference/action-resources';
import type { PartialTarget } from '../target';

export interface MatrixRow {
  readonly action: string;
  /** In the order of the places; `undefined` where the action is never about such a resource. */
  readonly cells: readonly (MatrixCell | undefined)[];
}

/** Which actions are allowed where. */
export interface Matrix {
  readonly places: readonly Place[];
  readonly rows: readonly MatrixRow[];
  /** Types of resources of which the policies name more than are looked at; absent where all are. */
  readonly cut?: readonly CutType[];
  /** How many actions that the policies name are not shown. */
  readonly left: number;
  /** How many of them are among those that the change is about. */
  readonly leftChanged: number;
  /** What the policies name besides, and no row is about; absent if there is nothing. */
  readonly unplaced?: readonly UnplacedEntry[];
  readonly boundary: BoundaryState;
}

export interface UnplacedEntry extends Unplaced {
  /** Whether the change is about an action that it names. */
  readonly isChanged: boolean;
}

/** `not-looked-at`: there may be a permissions boundary, or there is one, and what it denies is not known here. */
export type BoundaryState = 'none' | 'counted' | 'not-looked-at';

/** What there is besides the policies. */
export interface MatrixCircumstances {
  /** Permissions boundaries count only where they are `counted`. */
  readonly boundary: BoundaryState;
  readonly boundaries?: Boundaries;
  /** Actions that the change is about, the most important first. */
  readonly changed?: readonly string[];
}

/** What a deployment can be about: these are shown even where no policy mentions them. */
const ON_ENDPOINTS = ['CreateEndpoint', 'UpdateEndpoint', 'DeleteEndpoint', 'InvokeEndpoint'].map(
  (name) => `sagemaker:${name}`,
);
const ON_BUCKETS = ['GetObject', 'PutObject', 'DeleteObject', 'ListBucket'].map((name) => `s3:${name}`);

const MAX_ROWS = 40;

/**
 * Asks a policy, and the one that was there before it, for one action after the other: on the resources of the target, and
 * on others like them.
 *
 * @param target what is not known of it is not asked about
 * @param documents parsed policy documents; `undefined` where there is none
 */
export function permissionMatrix(
  target: PartialTarget,
  documents: { readonly before?: unknown; readonly now?: unknown },
  { boundary, boundaries = {}, changed = [] }: MatrixCircumstances,
): Matrix {
  const { before: old, now: current } = documents;
  if (old === undefined && current === undefined) return { places: [], rows: [], left: 0, leftChanged: 0, boundary };
  const both = [old, current];
  const familiar = [...(target.endpoint ? ON_ENDPOINTS : []), ...(target.bucket ? ON_BUCKETS : [])];
  const mentioned = actionsIn(both);
  // Of a new policy all is new, so that what people look for first can come first.
  const changing = old === undefined ? [] : changed;
  const isChanging = new Set(changing);
  const actions = withinRoom(
    changedFirst([...familiar, ...changedFirst(mentioned, changed)], changing),
    familiar.filter((action) => isChanging.has(action)),
  );
  const bounds = boundary === 'counted' ? boundaries : {};
  const named = resourcesByChange(old, current);
  const examples = overlaps(resourcesIn(both, 'Deny'), resourcesIn(both, 'Allow'));
  const { places: ofPolicies } = placesFor(target, actions, named, examples);
  const all = [...new Set([...named, ...resourcesBounding(bounds)])];
  const { places, cut } = placesFor(target, actions, all, examples);
  const before = old === undefined ? undefined : sideOf(old, bounds.before);
  const now = sideOf(current, bounds.after);
  const conditions = conditionsAt(old, current, bounds);
  const rows = actions.map((action) => ({
    action,
    cells: places.map((place) => {
      const resources = resourcesAt(place, action, places);
      return resources && cellOf(action, resources, { before, now, conditions });
    }),
  }));
  const entries = new Set([...familiar, ...actionEntriesIn(both)].map((entry) => entry.toLowerCase()));
  const shown = withoutPointlessPlaces(
    places,
    rows.filter((row) => isWorthShowing(row, entries)),
    (place) => !ofPolicies.some((other) => isSamePlace(other, place)),
  );
  const shownActions = new Set(shown.rows.map(({ action }) => action));
  const left = mentioned.filter((action) => !shownActions.has(action));
  const unplaced = unplacedIn(both).map((each) => ({ ...each, isChanged: isAboutOneOf(each.entry, changing) }));
  return {
    ...shown,
    ...(cut.length > 0 && { cut }),
    ...(unplaced.length > 0 && { unplaced }),
    left: left.length,
    leftChanged: left.filter((action) => isChanging.has(action)).length,
    boundary,
  };
}

/** That a pattern is about an action, and then the policies do not allow it anywhere for certain, tells nothing. */
function isWorthShowing({ action, cells }: MatrixRow, entries: ReadonlySet<string>): boolean {
  return entries.has(action.toLowerCase()) || cells.some((cell) => cell && (isAllowedSomehow(cell) || cell.byBoundary));
}

/** @returns the actions, those that the change is about first */
function changedFirst(actions: readonly string[], changed: readonly string[]): readonly string[] {
  const known = new Set(actions);
  const first = changed.filter((action) => known.has(action));
  return [...new Set([...first, ...actions])];
}

/** @param kept those that have a row in any case */
function withinRoom(actions: readonly string[], kept: readonly string[]): readonly string[] {
  const others = actions.filter((action) => !kept.includes(action)).slice(0, MAX_ROWS - kept.length);
  return actions.filter((action) => kept.includes(action) || others.includes(action));
}

/** What the policies name, first what only one of them does. */
function resourcesByChange(before: unknown, now: unknown): readonly string[] {
  const [old, current] = [resourcesIn([before]), resourcesIn([now])];
  const isInBoth = (resource: string) => old.includes(resource) && current.includes(resource);
  const all = [...new Set([...old, ...current])];
  return [...all.filter((resource) => !isInBoth(resource)), ...all.filter(isInBoth)];
}

function resourcesBounding({ before, after }: Boundaries): readonly string[] {
  return [before, after]
    .flatMap((policy) => policy?.statements ?? [])
    .flatMap(({ resources }) => namedEntries(resources));
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.words === other.words && one.name === other.name;
}

/**
 * A resource like none that the policies name, or that only a boundary names, is of interest only where something is allowed
 * on it.
 */
function withoutPointlessPlaces(
  places: readonly Place[],
  rows: readonly MatrixRow[],
  isOfBoundary: (place: Place) => boolean,
): Pick<Matrix, 'places' | 'rows'> {
  const isOfInterest = (place: Place, index: number) =>
    ((place.isOwn || place.hasOwn) && !isOfBoundary(place)) ||
    rows.some(({ cells }) => cells[index] && isAllowedSomehow(cells[index]));
  const kept = places.flatMap((place, index) => (isOfInterest(place, index) ? [index] : []));
  return {
    places: kept.map((index) => places[index]!),
    rows: rows.map(({ action, cells }) => ({ action, cells: kept.map((index) => cells[index]) })),
  };
}

function isAllowedSomehow({ now, before }: MatrixCell): boolean {
  return [now, before].some((access) => access === 'allowed' || access === 'conditional');
}

/** @returns one resource of each type that the action requires; `undefined` if none of them is at the place */
export function resourcesAt(place: Place, action: string, places: readonly Place[]): string[] | undefined {
  const keys = keysOf(action);
  if (keys.length === 0) return place === ANYWHERE ? ['*'] : undefined;
  if (!keys.some((key) => key in place.arns)) return undefined;
  // What else the action requires is taken from the deployment itself: only one thing is tried at a time.
  const own = places.filter(({ isOwn }) => isOwn);
  const arns = keys.map((key) => place.arns[key] ?? own.find(({ arns: known }) => key in known)?.arns[key]);
  return arns.map((arn) => arn ?? '*');
}

function keysOf(action: string): string[] {
  if (isKnownByName(action)) return isWithoutResources(action) ? [] : [serviceKey(action)];
  return usualResourceTypes(action).map(({ name }) => typeKey(action, name));
}
