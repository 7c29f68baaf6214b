import { setOf, sortedKeys } from './canonical-set';
import { isObject, type JsonObject } from '../../shared/json';

/** How a principal is called in a canonical form. */
export type NameOf = (principal: string) => string;

const ROOT = /^arn:([^:]*):iam::(\d{12}):root$/;

/**
 * An account may be named by its number or by the ARN of its root; here it is by its number.
 *
 * @param partitions those of the ARNs are added here
 */
export function namedByAccount(partitions: Set<string>): NameOf {
  return (principal) => {
    const [, partition, account] = ROOT.exec(principal) ?? [];
    if (partition === undefined || account === undefined) return principal;
    partitions.add(partition);
    return account;
  };
}

/**
 * `"*"` is short for `{"AWS": "*"}`. A type without principals names nobody.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 *
 * @param principal the content of `Principal` or `NotPrincipal`
 * @returns `undefined` if it names nobody
 */
export function canonicalPrincipal(principal: unknown, nameOf: NameOf): unknown {
  const named = (value: unknown) => (typeof value === 'string' ? nameOf(value) : value);
  if (principal === '*') return canonicalPrincipal({ AWS: '*' }, nameOf);
  // AWS knows no such principals.
  if (!isObject(principal)) return setOf(principal, named);

  const types = Object.entries(principal).map(([type, values]) => [
    type,
    type === 'AWS' ? setOf(values, named) : setOf(values),
  ]);
  const byType = sortedKeys(Object.fromEntries(types) as JsonObject);
  return Object.keys(byType).length > 0 ? byType : undefined;
}
