/** Where something is in a text: from the index `start` up to, and without, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * @returns what finds a secret in a text: as it is, and however often it was encoded for an address, quoted for a shell or
 *   written into JSON, XML, Markdown or base64
 */
export function finderOf(secret: string): (text: string) => Span[] {
  const texts = new Set([secret, decoded(secret)]);
  const finders = [...texts].flatMap((text) => [
    literalFinder(text, isPlainWord(text)),
    ...base64Forms(text).map((form) => literalFinder(form, false)),
    hexFinder(text),
  ]);
  return (text) => finders.flatMap((find) => find(text));
}

/** As bytes are shown in dumps: `7061`, `70 61` and `70:61`, in small letters and large ones. */
function hexFinder(secret: string): (text: string) => Span[] {
  const bytes = [...Buffer.from(secret)].map((byte) => byte.toString(16).padStart(2, '0'));
  let pattern: RegExp | undefined;
  return (text) => {
    if (!HEX.test(text)) return [];
    pattern ??= new RegExp(bytes.join('(?:[ :]|, ?|0x|\\\\x)*'), 'gi');
    return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
  };
}

/** Whether there are bytes enough to look for any. */
const HEX = /(?:[0-9a-f]{2}(?:[ :]|, ?|0x|\\x){0,3}){4}/i;

/** Words and numbers could be part of others. */
function isPlainWord(text: string): boolean {
  return /^(?:[A-Za-z]{1,11}|\d+)$/.test(text);
}

/** A word is not part of another one behind `%3A`, `\n` or `\u0022`. */
const WORD_START = '(?:(?<=%[0-9A-Fa-f]{2}|\\\\[nrt]|\\\\u[0-9A-Fa-f]{4})|(?<![A-Za-z0-9]))';
const WORD_END = '(?![A-Za-z0-9])';

function literalFinder(literal: string, isWord: boolean): (text: string) => Span[] {
  // Letters and digits are always written as they are, and to look for some of them is faster by far.
  const core = (literal.match(/[A-Za-z0-9]+/g) ?? ['']).reduce((a, b) => (b.length > a.length ? b : a));
  let pattern: RegExp | undefined;
  return (text) => {
    if (!text.includes(core)) return [];
    pattern ??= new RegExp(
      isWord ? `${WORD_START}${spelledPattern(literal)}${WORD_END}` : spelledPattern(literal),
      'g',
    );
    return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));
  };
}

function spelledPattern(literal: string): string {
  // Blanks in a row may be any number, as in prose, and so may backslashes, where somebody has escaped them.
  const parts = literal.trim().match(/\s+|\\+|[^]/gu) ?? [];
  return parts.map(spelled).join('');
}

/** In JSON, a shell or Markdown, something stands before what means something there. */
const ESCAPES = '[\\\\^`]{0,4}';

function spelled(part: string): string {
  if (/^[A-Za-z0-9]$/.test(part)) return part;
  if (/^\s/.test(part)) return BLANK;
  if (part.startsWith('\\')) return '(?:\\\\+|(?:%(?:25)*5[cC])+)';
  const point = part.codePointAt(0)!;
  const units = [...Array(part.length).keys()].map((at) => hexPattern(part.charCodeAt(at), 4));
  return `(?:${[
    ...(ENTITIES[part] ?? []),
    `${ESCAPES}${part.replace(/[$()*+.?[\]^{|}/-]/g, '\\$&')}`,
    [...Buffer.from(part)].map((byte) => `%(?:25)*${hexPattern(byte, 2)}`).join(''),
    units.map((unit) => `\\\\+u${unit}`).join(''),
    `\\\\+u\\{0*${hexPattern(point, 1)}\\}`,
    `&#(?:[xX]0*${hexPattern(point, 1)}|0*${point});`,
    ...(point < 256 ? [`\\\\+x${hexPattern(point, 2)}`] : []),
  ].join('|')})`;
}

const BLANK =
  '(?:\\\\*\\s|\\+|\\\\+[nrt]|%(?:25)*(?:20|0[9aAdD])|\\\\+u00(?:20|0[9aAdD])|&#(?:[xX]0*(?:20|[9aAdD])|0*(?:32|9|10|13));)+';

/** More ways to write what is special in XML, and quotes within quotes of a shell. */
const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;', '""'],
  "'": ['&apos;', "'\\\\*''", `'"'"'`, "''"],
};

/** In small letters and large ones. */
function hexPattern(code: number, digits: number): string {
  return code
    .toString(16)
    .padStart(digits, '0')
    .replace(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

/** Shorter pieces of base64 are found in all that is long enough. */
const MIN_BASE64 = 8;

/**
 * In base64 three bytes make four characters, so a secret within a longer text (`user:SECRET`) looks different for each
 * of three offsets. Characters that also depend on what stands around the secret are left out.
 */
function base64Forms(secret: string): string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from('\0'.repeat(offset) + secret);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
  });
  return [...new Set(forms)].filter((form) => form.length >= MIN_BASE64);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare % stands for itself.
    return text;
  }
}
