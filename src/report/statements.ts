import type { Statement } from '../iam/policy/document';

/**
 * The statements of a document for display. What was found in an account need not be well-formed, so anything that is no
 * statement is left out, and a text that is not JSON has none.
 */
export function readStatements(json: string): Statement[] {
  try {
    const document: unknown = JSON.parse(json);
    return isObject(document)
      ? asArray(document.Statement)
          .filter(isObject)
          .map((found) => found as unknown as Statement)
      : [];
  } catch {
    return [];
  }
}

/** A value or an array of values as texts. */
export function texts(value: unknown): string[] {
  return asArray(value).map((member) => (typeof member === 'string' ? member : JSON.stringify(member)));
}

/** The values by key, for objects of the policy language such as a principal; of anything else none. */
export function entries(value: unknown): [key: string, value: unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

function asArray(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
