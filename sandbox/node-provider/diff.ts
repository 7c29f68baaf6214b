import type { Properties, ResourceType } from './resource';

/** As in the protocol: the kinds of a property's difference, each followed by its replacing twin. */
const KINDS = { add: 0, delete: 2, update: 4 } as const;

export interface Difference {
  readonly property: string;
  readonly kind: (typeof KINDS)[keyof typeof KINDS];
  readonly isReplacing: boolean;
}

/** How the inputs of a resource differ from its state, property by property. */
export function differences(type: ResourceType<unknown>, state: Properties, inputs: Properties): Difference[] {
  return type.inputs
    .filter((property) => !isSame(type, property, state[property], inputs[property]))
    .map((property) => ({
      property,
      kind: isEmpty(state[property]) ? KINDS.add : isEmpty(inputs[property]) ? KINDS.delete : KINDS.update,
      isReplacing: type.replacing.includes(property),
    }));
}

function isSame(type: ResourceType<unknown>, property: string, before: unknown, after: unknown): boolean {
  if (isEmpty(before) && isEmpty(after)) return true;
  if (type.isSame?.(property, before, after)) return true;
  return JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
}

/** AWS does not tell no tags from empty ones, and no description from an empty one. */
function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
