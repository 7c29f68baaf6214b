/**
 * A policy document as somebody wrote it, parsed. A text that is not JSON stays as it is: whoever looks at it takes it for a
 * malformed document, and says so.
 */
export function parseDocumentText(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
