/**
 * The text of a file. A byte order mark, which editors on Windows like to put first, is left out.
 *
 * @throws Error if it is not UTF-8: what a wrong character stood for is not known, and may be what a policy hangs on
 */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error('it is not UTF-8.');
  }
}
