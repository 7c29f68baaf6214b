import { actionEntriesIn, actionsIn, resourcesIn } from './mentioned';
import { ANYWHERE, type Place, typeKey } from './place';
import { placesFor } from './places';
import { withVariablesAsConditions } from './variables';
import { type ChangeOfConditions, conditionsAt } from '../compare/conditions-at';
import { evaluate } from '../evaluate/evaluate';
import { compiled, type CompiledPolicy } from '../evaluate/policy';
import { readWellFormed } from '../policy/well-formed';
import { resourcesOfAction, usualResourceTypes } from '../reference/action-resources';
import type { PartialTarget } from '../target';

/**
 * `conditional`: whether it is allowed depends on more of the request than action and resource; `undecided`: that is not known
 * of AWS.
 */
export type Access = 'allowed' | 'conditional' | 'undecided' | 'denied';

export interface MatrixCell {
  readonly now: Access;
  /** The same before the change; there is none if there was no policy. */
  readonly before?: Access;
  /** Where it is conditional before and after: what becomes of the conditions, if something does. */
  readonly conditions?: ChangeOfConditions;
}

export interface MatrixRow {
  readonly action: string;
  /** In the order of the places; `undefined` where the action is never about such a resource. */
  readonly cells: readonly (MatrixCell | undefined)[];
}

/** Which actions are allowed where. */
export interface Matrix {
  readonly places: readonly Place[];
  readonly rows: readonly MatrixRow[];
  /** How many actions that the policies allow are not shown. */
  readonly left: number;
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
): Matrix {
  if (documents.before === undefined && documents.now === undefined) return { places: [], rows: [], left: 0 };
  const both = [documents.before, documents.now];
  const familiar = [...(target.endpoint ? ON_ENDPOINTS : []), ...(target.bucket ? ON_BUCKETS : [])];
  const mentioned = actionsIn(both).filter((action) => !familiar.includes(action));
  const actions = [...familiar, ...mentioned.slice(0, MAX_ROWS - familiar.length)];
  const places = placesFor(target, actions, resourcesIn(both));
  const before = documents.before === undefined ? undefined : extremesOf(documents.before);
  const now = extremesOf(documents.now);
  const conditions = conditionsAt(documents.before, documents.now);
  const rows = actions.map((action) => ({
    action,
    cells: places.map((place) => {
      const resources = resourcesAt(place, action, places);
      if (!resources) return undefined;
      const cell = { now: accessOf(now, action, resources), before: before && accessOf(before, action, resources) };
      const isConditional = cell.now === 'conditional' && cell.before === 'conditional';
      return isConditional ? withConditions(cell, conditions, action, resources) : cell;
    }),
  }));
  const entries = new Set([...familiar, ...actionEntriesIn(both)].map((entry) => entry.toLowerCase()));
  const shown = withoutPointlessPlaces(
    places,
    rows.filter((row) => isWorthShowing(row, entries)),
  );
  return { ...shown, left: mentioned.length + familiar.length - shown.rows.length };
}

/** Of an action on several resources, what becomes of the conditions on each of them counts. */
function withConditions(
  cell: MatrixCell,
  conditions: ReturnType<typeof conditionsAt>,
  action: string,
  resources: readonly string[],
): MatrixCell {
  const texts = resources.flatMap((each) => (each === '*' ? ['*', ...resourcesOfAction(action).standIns] : [each]));
  const changes = new Set(texts.map((resource) => conditions(action, resource)).filter((each) => each !== undefined));
  const [only] = changes;
  return only ? { ...cell, conditions: changes.size > 1 ? 'changed' : only } : cell;
}

/** That a pattern is about an action, and then it is not allowed anywhere for certain, tells nothing. */
function isWorthShowing({ action, cells }: MatrixRow, entries: ReadonlySet<string>): boolean {
  return entries.has(action.toLowerCase()) || cells.some((cell) => cell && isAllowedSomehow(cell));
}

/** A resource like none that the policies name is of interest only where something is allowed on it. */
function withoutPointlessPlaces(places: readonly Place[], rows: readonly MatrixRow[]): Pick<Matrix, 'places' | 'rows'> {
  const isOfInterest = (place: Place, index: number) =>
    place.isOwn || place.hasOwn || rows.some(({ cells }) => cells[index] && isAllowedSomehow(cells[index]));
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
function resourcesAt(place: Place, action: string, places: readonly Place[]): string[] | undefined {
  const keys = usualResourceTypes(action).map(({ name }) => typeKey(action, name));
  if (keys.length === 0) return place === ANYWHERE ? ['*'] : undefined;
  if (!keys.some((key) => key in place.arns)) return undefined;
  // What else the action requires is taken from the deployment itself: only one thing is tried at a time.
  const own = places.filter(({ isOwn }) => isOwn);
  const arns = keys.map((key) => place.arns[key] ?? own.find(({ arns: known }) => key in known)?.arns[key]);
  return arns.map((arn) => arn ?? '*');
}

/** A policy with every condition taken for false where it grants and for true where it denies, and the other way around. */
interface Extremes {
  readonly least: CompiledPolicy;
  readonly most: CompiledPolicy;
}

function extremesOf(document: unknown): Extremes {
  const policy = readWellFormed(document, 'identity');
  const { statements } = policy.ok ? compiled(withVariablesAsConditions(policy.value)) : { statements: [] };
  const unconditional = (counts: 'Allow' | 'Deny') => ({
    statements: statements
      .filter(({ effect, conditions }) => effect === counts || conditions.length === 0)
      .map((statement) => ({ ...statement, conditions: [] })),
  });
  return { least: unconditional('Deny'), most: unconditional('Allow') };
}

function accessOf({ least, most }: Extremes, action: string, resources: readonly string[]): Access {
  const [surely, perhaps] = [least, most].map(
    (policy) => evaluate({ action, resources }, { identity: [policy] }).decision,
  );
  if (surely === 'allowed') return 'allowed';
  if (perhaps === 'allowed') return 'conditional';
  return perhaps === 'undecided' ? 'undecided' : 'denied';
}
