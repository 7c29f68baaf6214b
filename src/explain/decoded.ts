const NOT_TEXT =
  'it is no text. (Of the file of a plan, "terraform show -json FILE" prints what explain can tell the policies of.)';

/**
 * The text of a file in UTF-8, or in UTF-16 with a byte order mark, as PowerShell writes it. The mark is left out.
 *
 * @throws Error if it is neither: what a wrong character stood for is not known, and may be what a policy hangs on
 */
export function decoded(bytes: Uint8Array): string {
  const utf16 = utf16Of(bytes);
  const text = textIn(bytes, utf16 ?? 'utf-8');
  if (text === undefined) throw new Error(utf16 ? 'it is no UTF-16.' : `line ${firstWrongLine(bytes)} is not UTF-8.`);
  if (text.includes('\0')) throw new Error(NOT_TEXT);
  return text;
}

function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function textIn(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No other character has the byte of a line break in it. */
function firstWrongLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line++) {
    const end = bytes.indexOf(10, start);
    const next = end === -1 ? bytes.length : end + 1;
    if (textIn(bytes.subarray(start, next), 'utf-8') === undefined) return line;
    start = next;
  }
  return line;
}
