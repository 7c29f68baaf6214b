import { asArray, type JsonObject } from '../../shared/json';

/** JSON values whose order says nothing, in one order. */

/** The values without repetition, in one order, each as a text; `null` stands for no value. Nothing if there are none. */
export function setOf(value: unknown, convert: (each: unknown) => unknown = textOfScalar): unknown {
  const values = asArray(value ?? null).filter((each) => each !== null);
  return values.length > 0 ? sortedSet(values.map((each) => convert(textOfScalar(each)))) : undefined;
}

export function sortedSet(values: readonly unknown[]): readonly unknown[] {
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  return [...texts].sort().map((text): unknown => JSON.parse(text));
}

/** The object with its keys in one order. A key without a value is left out. */
export function sortedKeys(object: JsonObject): JsonObject {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** AWS takes numbers and booleans as their texts. */
export function textOfScalar(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}
