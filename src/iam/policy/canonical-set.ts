/** JSON values whose order says nothing, in one order. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** The values without repetition, in one order, each as a text; `null` stands for no value. Nothing if there are none. */
export function setOf(value: Json | undefined, convert: (each: Json) => Json = textOfScalar): Json | undefined {
  const values = asArray(value ?? null).filter((each) => each !== null);
  return values.length > 0 ? sortedSet(values.map((each) => convert(textOfScalar(each)))) : undefined;
}

export function sortedSet(values: readonly Json[]): readonly Json[] {
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  return [...texts].sort().map((text) => JSON.parse(text) as Json);
}

/** The object with its keys in one order. A key without a value is left out. */
export function sortedKeys(object: { readonly [key: string]: Json | undefined }): JsonObject {
  const entries = Object.entries(object).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** AWS takes numbers and booleans as their texts. */
export function textOfScalar(value: Json): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asArray(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
