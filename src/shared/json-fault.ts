import { jsonErrorPosition } from './json-error';
import type { PlaceProblem } from './place-problem';

/**
 * Where a text stops being JSON, and what a person has most likely done there.
 *
 * @param text no valid JSON
 */
export function jsonFault(text: string): PlaceProblem {
  if (text.trim() === '') return { line: 1, column: 1, expected: 'JSON, but it is empty' };
  const position = jsonErrorPosition(text) ?? text.length;
  if (text.slice(position).trim() === '') return tooEarly(text);
  // The comma that is too many is what has to go, not the bracket that does not fit behind it.
  const comma = /,\s*$/.exec(text.slice(0, position));
  if (comma && /[}\]]/.test(text.charAt(position))) {
    return { ...placeIn(text, comma.index), expected: `no comma before ${text.charAt(position)}` };
  }
  return { ...placeIn(text, position), expected: expectedAt(text, position) };
}

const AS_IN_JSON: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null', undefined: 'null' };

function expectedAt(text: string, position: number): string {
  const found = text.charAt(position);
  const rest = text.slice(position, position + 100);
  const before = text.slice(0, position).trimEnd();
  if (/^(\/[/*]|#)/.test(rest)) return 'no comment, for JSON has none';
  if (/^['‘’“”`]/.test(found)) return `double quotes (") around texts, not ${found}`;
  // Of an escape, engines name either character.
  if (found === '\\' || before.endsWith('\\')) return 'an escape that JSON has, such as \\\\ or \\n';
  if (found < ' ') return 'a quote (") at the end of the text in this line, or \\n for a line break in it';
  if (isJson(before)) return 'nothing behind the end of the document';
  const word = /^-?[\p{L}_$][\p{L}\d_$]*/u.exec(rest)?.[0];
  if (word && AS_IN_JSON[word]) return `${AS_IN_JSON[word]}, not ${word}`;
  if (word && /^-?(NaN|Infinity)$/.test(word)) return `a value that JSON has, not ${word}`;
  if (word) return `double quotes (") around ${word}, if it is a text`;
  if (/[\w"}\]]$/.test(before) && /["{[\d-]/.test(found)) return 'a comma or a colon in front of this';
  return `JSON, but it is none from here on (${found})`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A text need not be closed. */
const TOKEN = /"(?:[^"\\]+|\\.)*(?:"|\\?$)|[{}[\]]/gs;

function tooEarly(text: string): PlaceProblem {
  const open: number[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') open.push(index);
    else if (token === '}' || token === ']') open.pop();
  }
  const opened = open.at(-1);
  const why =
    opened === undefined ? '' : `: the ${text.charAt(opened)} in line ${placeIn(text, opened).line} is not closed`;
  return { ...placeIn(text, text.trimEnd().length), expected: `JSON, but it ends too early${why}` };
}

function placeIn(text: string, position: number) {
  const lines = text.slice(0, position).split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}
