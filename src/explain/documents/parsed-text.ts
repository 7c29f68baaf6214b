import { LineCounter, parseDocument, visit } from 'yaml';
import type { Refusal } from './refusal';
import { readSource } from './source-code';
import { jsonFault } from '../../shared/json-fault';
import { yamlExpectation } from '../../shared/located';

export type ParsedText =
  | {
      readonly value: unknown;
      readonly form: 'json' | 'yaml';
      /** The JSON that the value was read from; YAML with a key twice is refused. */
      readonly json?: string;
    }
  | { readonly refusal: Refusal };

/** A key and a colon, or the start of a document or a list. */
const LIKE_YAML = /^(?:---|%YAML|- |["']?[\w:.-]+["']?[ \t]*:(?:[ \t]|\r?$))/m;
const MAX_ALIASES = 100;
const MAX_SHOWN = 40;

/** Reads JSON; or YAML, where nothing looks like JSON: what is nearly JSON would mostly be YAML as well, and mean another thing. */
export function parseText(text: string): ParsedText {
  const start = text.trimStart();
  // As IAM itself answers, and some tools print it.
  if (/^%7B/i.test(start)) {
    const decoded = urlDecoded(start);
    return decoded === start
      ? { refusal: { line: 1, column: 1, expected: 'an URL-encoded text that is whole' } }
      : parseText(decoded);
  }
  const json = readJson(text);
  if ('value' in json || start === '' || /^(?:[{["'“”`]|\/[/*])/.test(start)) return json;
  const hint = readSource(text);
  if (hint) return { refusal: { line: 1, column: 1, ...hint } };
  const first = start.split('\n').find((line) => !/^\s*(#|$)/.test(line)) ?? start;
  if (LIKE_YAML.test(first.trim())) return readYaml(text);
  const shown = first.trim().slice(0, MAX_SHOWN);
  return { refusal: { line: 1, column: 1, expected: `JSON, but it begins with ${JSON.stringify(shown)}` } };
}

/** @returns the text as it is where it is not encoded as a whole */
export function urlDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readJson(text: string): ParsedText {
  try {
    return { value: JSON.parse(text), form: 'json', json: text };
  } catch {
    return { refusal: jsonFault(text) };
  }
}

/** All that is no list and no map is a text, so that an account or a version stays what is written. */
function readYaml(text: string): ParsedText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', prettyErrors: false, logLevel: 'error', lineCounter });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    return { refusal: { line, column: col, expected: yamlExpectation(error) } };
  }
  // The short forms of CloudFormation's functions, such as !Ref: only that something stands there for them is of interest.
  visit(document, {
    Node: (_, { tag }) => (tag?.startsWith('!') ? document.createNode({ [tag]: '' }) : undefined),
  });
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), form: 'yaml' };
  } catch {
    return { refusal: { line: 1, column: 1, expected: `YAML with at most ${MAX_ALIASES} aliases (*)` } };
  }
}
