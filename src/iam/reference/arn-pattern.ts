/**
 * A pattern of ARNs in AWS's data as a regular expression.
 *
 * @param arnPattern `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`
 */
export function regExpOfArnPattern(arnPattern: string): RegExp {
  const source = arnPattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.+')
    .replaceAll('%', '[^/:]+');
  return new RegExp(`^${source}$`, 's');
}
