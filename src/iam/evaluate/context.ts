/**
 * What is known about a request besides action and resources: condition keys to values. A list stands for a key with
 * several values, such as `aws:TagKeys`.
 *
 * Nothing is derived: whoever asks gives `aws:username`, `aws:PrincipalArn` and so on, or they are missing.
 */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** A request's context by its keys in lower case, because IAM does not tell cases of keys apart. */
export class Context {
  private keys?: readonly string[];

  constructor(private readonly values: RequestContext) {}

  /** @param wanted in lower case */
  get(wanted: string): string | readonly string[] | undefined {
    // A request has few keys and most statements ask for none, so that folding all of them would cost more than it saves.
    this.keys ??= Object.keys(this.values);
    // Of several spellings the last one counts.
    for (let index = this.keys.length - 1; index >= 0; index--) {
      const key = this.keys[index]!;
      if (key.length === wanted.length && key.toLowerCase() === wanted) return this.values[key];
    }
    return undefined;
  }
}
