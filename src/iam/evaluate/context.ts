/**
 * What is known about a request besides action and resources: condition keys to values. A list stands for a key with
 * several values, such as `aws:TagKeys`.
 *
 * Nothing is derived: whoever asks gives `aws:username`, `aws:PrincipalArn` and so on, or they are missing.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request's context by its keys in lower case, because IAM does not tell cases of keys apart. */
export interface Context {
  /** @param key in lower case */
  readonly get: (key: string) => string | readonly string[] | undefined;
}

export function contextOf(context: RequestContext): Context {
  let keys: readonly string[] | undefined;
  return {
    // A request has few keys and most statements ask for none, so that folding all of them would cost more than it saves.
    get: (wanted) => {
      keys ??= Object.keys(context);
      // Of several spellings the last one counts.
      for (let index = keys.length - 1; index >= 0; index--) {
        const key = keys[index]!;
        if (key.length === wanted.length && key.toLowerCase() === wanted) return context[key];
      }
      return undefined;
    },
  };
}
