const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:\n]/gs;

interface JsonToken {
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

/** A key that an object has once more. */
interface DuplicateKey {
  readonly key: string;
  /** From 1. */
  readonly line: number;
}

/** @param text valid JSON */
export function duplicateKeys(text: string): DuplicateKey[] {
  const duplicates: DuplicateKey[] = [];
  /** The keys so far of every object that is open; an array has none. */
  const open: (Set<string> | undefined)[] = [];
  let string: string | undefined;
  for (const { token, line } of jsonTokens(text)) {
    if (token === '{') {
      open.push(new Set());
    } else if (token === '[') {
      open.push(undefined);
    } else if (token === '}' || token === ']') {
      open.pop();
    } else if (token === ':') {
      const key = JSON.parse(string!) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) duplicates.push({ key, line });
      keys.add(key);
    }
    string = token.startsWith('"') ? token : undefined;
  }
  return duplicates;
}
