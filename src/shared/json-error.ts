/**
 * Where a text stops being JSON, as a clause.
 *
 * @param text no valid JSON
 * @returns an empty text if the engine doesn't tell
 */
export function jsonErrorText(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const position = jsonErrorPosition(text);
  if (position === undefined) return /end of JSON/.test(errorOf(text)) ? 'it ends too early' : '';
  if (text.slice(position).trim() === '') return 'it ends too early';
  const lines = text.slice(0, position).split('\n');
  return `the error is in line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
}

/**
 * Where a text stops being JSON. Engines word their messages as they like, and quote the text in them; only the position is of
 * use, and V8 leaves it out where a token is unexpected. Then it is looked for: a beginning of the text that ends before that
 * token is merely incomplete.
 *
 * @param text no valid JSON
 * @returns the index of the first character that is wrong; `undefined` if the engine doesn't tell
 */
export function jsonErrorPosition(text: string): number | undefined {
  const error = errorOf(text);
  const position = /position (\d+)/.exec(error)?.[1];
  if (position !== undefined) return Number(position);
  if (!hasUnexpectedToken(error)) return undefined;

  let [incomplete, wrong] = [0, text.length];
  while (wrong - incomplete > 1) {
    const middle = Math.floor((incomplete + wrong) / 2);
    if (hasUnexpectedToken(errorOf(text.slice(0, middle)))) wrong = middle;
    else incomplete = middle;
  }
  return wrong - 1;
}

function errorOf(text: string): string {
  try {
    JSON.parse(text);
    return '';
  } catch (error) {
    return String(error);
  }
}

function hasUnexpectedToken(error: string): boolean {
  return error.includes('Unexpected token');
}
