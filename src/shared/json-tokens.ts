const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]/gs;

export interface JsonToken {
  /** A text in its quotes, or one of `{}[],:`. */
  readonly token: string;
  /** From 1. */
  readonly line: number;
}

/**
 * What a parsed value no longer tells: what stands where. Numbers, `true`, `false` and `null` are left out.
 *
 * @param text valid JSON
 */
export function* jsonTokens(text: string): Generator<JsonToken> {
  let line = 1;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') line++;
    else yield { token, line };
  }
}
