/**
 * What is known about a request besides action and resources: condition keys to values. A list stands for a key with
 * several values, such as `aws:TagKeys`.
 *
 * Nothing is derived: whoever asks gives `aws:username`, `aws:PrincipalArn` and so on, or they are missing.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request's context with its keys in lower case, because IAM does not tell cases of keys apart. */
export type Context = ReadonlyMap<string, string | readonly string[]>;

export function contextOf(context: RequestContext): Context {
  return new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}
