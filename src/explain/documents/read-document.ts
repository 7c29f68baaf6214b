import { documentOfOutput } from './aws-output';
import { type Given, refusalOf } from './container';
import { type DocumentKind, isDocument, kindOfDocument } from './document-kind';
import { type ParsedText, parseText } from './parsed-text';
import type { Refusal } from './refusal';
import { isObject } from '../../shared/json';
import { duplicateKeys } from '../../shared/json-text';

/** A policy document as a file has it. */
export interface PolicyFile {
  /** JSON. As it is in the file where the file holds nothing else. */
  readonly text: string;
  /** Whether lines of the text are lines of the file. */
  readonly isAsInFile: boolean;
  readonly kind: DocumentKind;
  /** How it came to be read in this way, in a sentence each. Plain text. */
  readonly notes: readonly string[];
}

/** Reads a policy document, or the output of AWS's CLI that has one. */
export function readDocument(
  text: string,
  given: Omit<Given, 'form'>,
): { readonly file: PolicyFile } | { readonly refusal: Refusal } {
  const parsed = parseText(text);
  if ('refusal' in parsed) return parsed;
  if (isTooDeep(parsed.value)) {
    return { refusal: { line: 1, column: 1, expected: `no objects and lists in more than ${MAX_DEPTH} levels` } };
  }
  const inner = innermost(parsed);
  if ('refusal' in inner) return inner;
  const { value, form, notes } = inner;
  const isPolicy = isObject(value) && ('Statement' in value || 'Version' in value) && !isLarger(value);
  if (!isPolicy) return { refusal: { line: 1, column: 1, ...refusalOf(value, { ...given, form }) } };
  const isAsInFile = value === parsed.value && form === 'json' && text.trimStart().startsWith('{');
  const twice = isAsInFile ? undefined : repeatedKey(inner.layers, text);
  if (twice) return { refusal: twice };
  return {
    file: {
      text: isAsInFile ? text : JSON.stringify(value),
      isAsInFile,
      kind: kindOfDocument(value),
      notes: form === 'yaml' && notes.length === 0 ? ['It is in YAML, which IAM itself does not take.'] : notes,
    },
  };
}

/** No tool writes more, and not everything that looks at a value could follow. */
const MAX_DEPTH = 200;

function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= MAX_DEPTH; depth++) {
    level = level.flatMap((each) =>
      typeof each === 'object' && each !== null ? (Object.values(each) as unknown[]) : [],
    );
    if (level.length === 0) return false;
  }
  return true;
}

/** Other things have a Version as well. */
function isLarger(value: object): boolean {
  return !('Statement' in value) && Object.keys(value).some((key) => !['Version', 'Id'].includes(key));
}

/** What is written down anew has each key once, and not what AWS would refuse, or take in its place. */
function repeatedKey(layers: readonly string[], file: string): Refusal | undefined {
  for (const layer of layers) {
    const [first] = duplicateKeys(layer);
    if (!first) continue;
    const expected = `the key ${JSON.stringify(first.key)} only once in one object`;
    return layer === file
      ? { line: first.line, column: 1, expected }
      : { line: 1, column: 1, expected: `${expected}, in the text of the document` };
  }
  return undefined;
}

type Inner = Extract<ParsedText, { value: unknown }> & {
  readonly notes: readonly string[];
  /** The JSON of the file, and of texts in it, from outside to inside. */
  readonly layers: readonly string[];
};

/** A text in a text in what AWS answers: no more than that. */
const MAX_LAYERS = 4;

function innermost(parsed: Extract<ParsedText, { value: unknown }>): Inner | { readonly refusal: Refusal } {
  let current: Inner = { ...parsed, notes: [], layers: layerOf(parsed) };
  for (let layer = 0; layer < MAX_LAYERS && !isDocument(current.value); layer++) {
    const { value, notes, form, layers } = current;
    const output = isObject(value) && !('Statement' in value) ? documentOfOutput(value) : undefined;
    if (output) {
      const { document, what, remark } = output;
      current = {
        value: document,
        form,
        layers,
        notes: [...notes, `The policy is the one in ${what}.`, ...(remark ? [remark] : [])],
      };
    } else if (typeof value === 'string' && /^\s*(\{|%7B|")/i.test(value)) {
      const text = parseText(value);
      if ('refusal' in text) {
        const { expected, hint } = text.refusal;
        return { refusal: { line: 1, column: 1, expected: `${expected}, in the text of the document`, hint } };
      }
      current = { ...text, form, notes, layers: [...layers, ...layerOf(text)] };
    } else {
      break;
    }
  }
  return current;
}

function layerOf({ json }: { readonly json?: string }): readonly string[] {
  return json === undefined ? [] : [json];
}
