import type { CheckFailure, Properties } from './resource';

/** What AWS or the real provider refuses, and the emulator takes. */

export function required(inputs: Properties, ...properties: string[]): CheckFailure[] {
  return properties
    .filter((property) => inputs[property] === undefined)
    .map((property) => ({ property, reason: `Missing required argument "${property}"` }));
}

export function atMost(inputs: Properties, property: string, length: number): CheckFailure[] {
  const value: unknown = inputs[property];
  return typeof value === 'string' && value.length > length
    ? [{ property, reason: `expected length of ${property} to be in the range (1 - ${length}), got ${value}` }]
    : [];
}

export function isDocument(inputs: Properties, property: string, quota: number): CheckFailure[] {
  const value: unknown = inputs[property];
  if (typeof value !== 'string') return [];
  try {
    const document = JSON.parse(value) as { Statement?: unknown };
    if (!document.Statement) return [{ property, reason: 'MalformedPolicyDocument: Syntax errors in policy.' }];
  } catch (error) {
    return [{ property, reason: `"${property}" contains an invalid JSON policy: ${(error as Error).message}` }];
  }
  const size = value.replace(/\s/g, '').length;
  return size > quota ? [{ property, reason: `LimitExceeded: Cannot exceed quota for PolicySize: ${quota}` }] : [];
}
