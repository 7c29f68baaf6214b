import { readBase64 } from '../evaluate/condition/binary';
import { readDate } from '../evaluate/condition/date';
import { readRange } from '../evaluate/condition/ip-address';
import { readNumber } from '../evaluate/condition/numeric';
import { parsePattern, type PatternPart } from '../glob/pattern';
import type { Comparison } from '../policy/condition-operator';

/** @returns the same for values of a condition that mean the same: `10` and `10.0`, `10.0.0.1` and `10.0.0.1/32` */
export function canonicalValue(comparison: Comparison, value: string, variables: boolean): string {
  switch (comparison) {
    case 'StringEquals':
    case 'StringEqualsIgnoreCase':
    case 'StringLike':
    case 'ArnLike': {
      const wildcards = comparison === 'StringLike' || comparison === 'ArnLike';
      return JSON.stringify(canonicalParts(parsePattern(value, { wildcards, variables })));
    }
    case 'Bool':
    case 'Null':
      return value.toLowerCase();
    default:
      return JSON.stringify(read(comparison, value) ?? { unreadable: value });
  }
}

/** Names of variables are compared without regard to case. */
export function canonicalParts(parts: readonly PatternPart[]): unknown {
  return parts.map((part) => (part.kind === 'variable' ? [part.key.toLowerCase(), part.defaultValue] : part));
}

/** @returns `undefined` if the value is none of its kind */
function read(comparison: Comparison, value: string): string | undefined {
  if (comparison.startsWith('Numeric')) return readNumber(value)?.toString();
  if (comparison.startsWith('Date')) return readDate(value)?.toString();
  if (comparison === 'BinaryEquals') return readBase64(value);

  const range = readRange(value);
  return range && `${range.bits} ${range.address}/${range.prefixLength}`;
}
