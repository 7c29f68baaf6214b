import type { StepEventMetadata } from '@pulumi/pulumi/automation';
import type { PropertyChange } from './change';
import { isOwnershipTag } from './ownership';
import { isUnchanged } from '../iam/policy/document-change';
import { isObject } from '../shared/json';

/** A resource's properties by name, as in Pulumi's schema. */
export type Properties = Readonly<Record<string, unknown>>;

type Step = Pick<StepEventMetadata, 'old' | 'new' | 'keys' | 'diffs' | 'detailedDiff'>;
/** Of a step, or as it stands in the stack's state. */
type State = Pick<NonNullable<Step['new']>, 'inputs' | 'outputs'> | undefined;

/** How the engine writes a value that is known only once a resource exists. */
export const UNKNOWN_VALUE = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** What stands for it in a report. */
export const KNOWN_LATER = '(known after apply)';

/** Properties whose text is a policy document, in which order and form have no meaning. */
const DOCUMENTS = ['policy', 'assumeRolePolicy'];

/** What the program asks for: the inputs, without the engine's own. */
export function wanted(state: State): Properties | undefined {
  // The engine writes null for a side that there is not, whatever its types say.
  if (!state) return undefined;
  return Object.fromEntries(Object.entries(state.inputs).filter(([name]) => !isInternal(name)));
}

/**
 * What is there, as far as a state knows: the outputs. After a refresh the inputs can't be trusted: the Terraform bridge
 * leaves those as they were that have a state function, and both policy documents have one.
 *
 * The bridge also writes documents in an order of its own. Where one means what the program asked for, the program's text
 * stands for it, so that a report shows no change of form.
 */
export function present(state: State): Properties | undefined {
  const asked = wanted(state);
  if (!state || !asked || !hasOutputs(state)) return asked;
  const found = state.outputs as Properties;
  const asAsked = DOCUMENTS.filter((path) => path in asked && isSame(path, asked[path], found[path]));
  return { ...found, ...Object.fromEntries(asAsked.map((path) => [path, asked[path]])) };
}

/**
 * What a step that changes a resource starts from. A failed update leaves in the state's outputs what it was to make; the
 * engine then repeats the update, though nothing seems to differ. The inputs are those of the last update that succeeded.
 */
export function startOf(step: Step): Properties | undefined {
  const found = present(step.old);
  return changesFrom(found, step).length > 0 ? found : wanted(step.old);
}

/** What changes from what is there to what the program asks for. Whatever the engine marks as changed is part of it. */
export function plannedChanges(step: Step): PropertyChange[] {
  return changesFrom(startOf(step), step);
}

function changesFrom(start: Properties | undefined, step: Step): PropertyChange[] {
  return changesBetween(start, wanted(step.new), { step, compared: [wanted(step.old), wanted(step.new)] });
}

/** How what was found differs from what the state had. Whatever the engine marks as changed is part of it. */
export function foundChanges(step: Step): PropertyChange[] {
  return changesBetween(present(step.old), present(step.new), { step, compared: [wanted(step.old)] });
}

/** Where what is there after an update is not what was asked for: `before` is there, `after` was asked for. */
export function unmetWishes(state: State): PropertyChange[] {
  if (!state || !hasOutputs(state)) return [];
  return changesBetween(present(state), wanted(state), { step: {}, compared: [wanted(state)] });
}

/** What bears on what the role may do, or on who may assume it; the rest is IAM's own affair, such as dates and counts. */
const EFFECTIVE: readonly string[] = [
  ...['policy', 'assumeRolePolicy', 'permissionsBoundary', 'maxSessionDuration', 'name', 'path', 'tags'],
  ...['role', 'policyArn'],
];

/** Without the tag that is the Action's own affair, and no change to anybody who looks at the role. */
export function withoutOwnershipTag(properties: readonly PropertyChange[]): PropertyChange[] {
  return properties.filter(({ path }) => !isOwnershipTag(path));
}

/** How what is there differs from what was there before, as far as it bears on what the role may do. */
export function changesSince(before: Properties | undefined, now: Properties | undefined): PropertyChange[] {
  const compared = Object.fromEntries(EFFECTIVE.map((name) => [name, undefined]));
  return withoutOwnershipTag(changesBetween(before, now, { step: {}, compared: [compared] }));
}

/** @param compared the properties to compare; of any others only those count that the engine marks as changed */
function changesBetween(
  before: Properties = {},
  after: Properties = {},
  { step, compared }: { readonly step: Partial<Step>; readonly compared: readonly (Properties | undefined)[] },
): PropertyChange[] {
  const [old, next] = [flattened(before), flattened(after)];
  const names = new Set(compared.flatMap((properties) => Object.keys(properties ?? {})));
  const differing = [...new Set([...old.keys(), ...next.keys()])].filter(
    (path) => !isSame(path, old.get(path), next.get(path)),
  );
  const marked = markedPaths(step, differing);
  const paths = [...differing.filter((path) => names.has(nameOf(path))), ...marked];
  return [...new Set(paths)]
    .filter((path, _, all) => !isSaidByTags(path, all))
    .map((path) => ({
      path,
      before: old.get(path),
      after: next.get(path),
      replaces: step.keys?.includes(nameOf(path)) ?? false,
    }));
}

/** The engine marks properties by name (`diffs`) and, where the provider tells, by path (`detailedDiff`). */
function markedPaths({ diffs, detailedDiff }: Partial<Step>, differing: readonly string[]): string[] {
  const names = [...Object.keys(detailedDiff ?? {}).map((path) => /^[^.[]*/.exec(path)![0]), ...(diffs ?? [])];
  return [...new Set(names)]
    .filter((name) => !isInternal(name))
    .flatMap((name) => {
      const within = differing.filter((path) => nameOf(path) === name);
      return within.length > 0 ? within : [name];
    });
}

/** Pulumi's AWS provider makes `tagsAll` of the tags, so that a change of those is marked twice. */
function isSaidByTags(path: string, all: readonly string[]): boolean {
  if (nameOf(path) !== 'tagsAll') return false;
  return path === 'tagsAll'
    ? all.some((other) => nameOf(other) === 'tags')
    : all.includes(path.replace('tagsAll', 'tags'));
}

/** Which properties it has filled in, the bridge notes beside them; in maps of what was imported as well. */
const BRIDGE_NOTES = '__defaults';

/** Values by path: maps such as tags have an entry for each key. What is empty is as good as absent. */
function flattened(properties: Properties): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [name, value] of Object.entries(properties)) {
    if (isObject(value)) {
      for (const [key, member] of Object.entries(value)) {
        if (key !== BRIDGE_NOTES) flat.set(`${name}.${key}`, readable(member));
      }
    } else if (value !== undefined && value !== null && value !== '') {
      flat.set(name, readable(value));
    }
  }
  return flat;
}

/** Of `tags.team` it is `tags`. */
function nameOf(path: string): string {
  return path.split('.')[0]!;
}

function readable(value: unknown): unknown {
  return value === UNKNOWN_VALUE ? KNOWN_LATER : value;
}

function isSame(path: string, before: unknown, after: unknown): boolean {
  if (DOCUMENTS.includes(path) && typeof before === 'string' && typeof after === 'string') {
    return isUnchanged(before, after);
  }
  return JSON.stringify(before) === JSON.stringify(after);
}

function hasOutputs(state: NonNullable<State>): boolean {
  return Object.keys((state.outputs as Properties | null) ?? {}).length > 0;
}

/** The engine and the bridge keep notes of their own among the properties. */
function isInternal(name: string): boolean {
  return name.startsWith('__');
}
