import { isObject, type JsonObject } from '../shared/json';

/** A JSON object of unknown shape, or `undefined` if the value is something else. */
export function asObject(value: unknown): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}
