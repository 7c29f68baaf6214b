import type { AccessRequest } from '../iam/evaluate/evaluate';
import { PRINCIPAL_TYPES } from '../iam/policy/policy';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** A condition key and its value, such as `aws:SourceIp=192.0.2.1`: every condition key has a prefix and a colon. */
const CONTEXT = /^([\w.-]+:[^=]+)=(.*)$/s;
const PRINCIPAL = /^principal=([^:]*):(.+)$/s;

/**
 * Reads `ACTION[,RESOURCE…][,KEY=VALUE…][,principal=TYPE:VALUE]`.
 *
 * Names of resources may have commas in them, so a part that is neither an ARN nor a condition key with a value belongs to
 * the part before it. A key that is there several times has several values.
 */
export function parseRequest(text: string): Parsed<AccessRequest> {
  const [action = '', ...parts] = text.split(',');
  if (!/^[\w-]+:\w+$/.test(action)) return invalid('an action such as s3:GetObject first');

  const resources: string[] = [];
  const context: [key: string, value: string][] = [];
  let principal: AccessRequest['principal'];
  let append: ((rest: string) => void) | undefined;
  for (const part of parts) {
    const condition = /^arn:/.test(part) ? null : CONTEXT.exec(part);
    if (part.startsWith('principal=')) {
      const [, name, value] = PRINCIPAL.exec(part) ?? [];
      const type = PRINCIPAL_TYPES.find((known) => known === name);
      if (!type) return invalid(`principal=TYPE:VALUE with one of the types ${PRINCIPAL_TYPES.join(', ')}`);
      const named = { type, value: value! };
      principal = named;
      append = (rest) => (named.value += `,${rest}`);
    } else if (condition) {
      const entry: [string, string] = [condition[1]!, condition[2]!];
      context.push(entry);
      append = (rest) => (entry[1] += `,${rest}`);
    } else if (/^arn:|^\*$/.test(part)) {
      const index = resources.push(part) - 1;
      append = (rest) => (resources[index] += `,${rest}`);
    } else if (append) {
      append(part);
    } else {
      return invalid(`an ARN, * or KEY=VALUE, not ${part === '' ? 'nothing' : part}`);
    }
  }
  return valid({
    action,
    ...(resources.length > 0 && { resources }),
    ...(principal && { principal }),
    ...(context.length > 0 && { context: valuesByKey(context) }),
  });
}

function valuesByKey(entries: readonly (readonly [key: string, value: string])[]): AccessRequest['context'] {
  const byKey = new Map<string, string[]>();
  for (const [key, value] of entries) byKey.set(key, [...(byKey.get(key) ?? []), value]);
  return Object.fromEntries([...byKey].map(([key, values]) => [key, values.length === 1 ? values[0]! : values]));
}
