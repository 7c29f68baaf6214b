const MAX_SHOWN = 100;

/** Control characters, and those that are not seen or that turn the direction of the text around them. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}]/gu;

/** A name out of a document, in quotes, fit for a sentence: of limited length, and with nothing invisible in it. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const characters = [...text.slice(0, 2 * MAX_SHOWN)];
  const start = characters.slice(0, MAX_SHOWN).join('');
  const shown = start.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
  return `"${shown}${start.length < text.length ? '…' : ''}"`;
}

const MAX_LISTED = 5;

/** Several names out of a document, as a part of a sentence. */
export function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, MAX_LISTED).map(quoted);
  const left = values.length - shown.length;
  if (left > 0) return `${shown.join(', ')} and ${left} more`;
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
