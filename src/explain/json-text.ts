/** @returns JSON in which nothing does something to a terminal, or to the eyes of a reader */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2).replace(UNSEEN, escaped)}\n`;
}

/** Characters that JSON may have as they are. */
const UNSEEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return character.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
