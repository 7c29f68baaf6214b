import { type InputDefinition, type InputKind, type InputName, INPUTS } from '../contract';
import type { InputProblem } from '../report/model';

type Definition<N extends InputName> = (typeof INPUTS)[N];
type Choice<N extends InputName> = Definition<N> extends { choices: readonly (infer C)[] } ? C : string;

interface Values<N extends InputName> {
  /** Empty where the workflow gives none. */
  text: string;
  choice: Choice<N>;
  list: readonly Choice<N>[];
  boolean: boolean;
  integer: number | undefined;
  tags: readonly (readonly [key: string, value: string])[];
}

/** The inputs as the contract types them. */
export type InputValues = { readonly [N in InputName]: Values<N>[Definition<N>['kind']] };

/** The value of a text, or what was expected instead. */
type Read = { readonly value: unknown } | { readonly expected: string };

/**
 * Reads all inputs, and all that is wrong with them.
 *
 * @param getInput the text that the workflow gives, or an empty one
 * @returns values of all inputs, so that the rest of them can be checked as well: one that can't be read has its default
 */
export function readInputs(getInput: (name: InputName) => string): {
  readonly values: InputValues;
  readonly problems: readonly InputProblem[];
} {
  const values: Partial<Record<InputName, unknown>> = {};
  const problems: InputProblem[] = [];
  for (const [name, definition] of Object.entries(INPUTS) as [InputName, InputDefinition][]) {
    const given = getInput(name).trim();
    const standard = definition.default ?? '';
    const read = readText(given || standard, definition);
    if ('expected' in read) problems.push({ input: name, value: given || undefined, expected: read.expected });
    values[name] = 'value' in read ? read.value : valueOf(READERS[definition.kind](standard, definition));
  }
  return { values: values as InputValues, problems };
}

function readText(text: string, definition: InputDefinition): Read {
  return text === '' && definition.required
    ? { expected: `a value, such as ${definition.example}` }
    : READERS[definition.kind](text, definition);
}

function valueOf(read: Read): unknown {
  return 'value' in read ? read.value : undefined;
}

const READERS: Readonly<Record<InputKind, (text: string, definition: InputDefinition) => Read>> = {
  text: (text) => ({ value: text }),

  choice: (text, { choices = [] }) => (choices.includes(text) ? { value: text } : { expected: anyOf(choices) }),

  list(text, { choices }) {
    if (text === '') return { value: [] };
    const members = [...new Set(text.split(/[\s,]+/).filter((member) => member !== ''))];
    const unknown = choices ? members.filter((member) => !choices.includes(member)) : [];
    if (members.length === 0) return { expected: choices ? anyOf(choices) : 'at least one' };
    return unknown.length === 0 ? { value: members } : { expected: `${anyOf(choices!)}, not ${unknown.join(', ')}` };
  },

  // The words of YAML 1.2, as `core.getBooleanInput` takes them.
  boolean(text) {
    if (['true', 'True', 'TRUE'].includes(text)) return { value: true };
    return ['false', 'False', 'FALSE'].includes(text) ? { value: false } : { expected: 'true or false' };
  },

  integer(text) {
    if (text === '') return { value: undefined };
    return /^\d{1,15}$/.test(text) ? { value: Number(text) } : { expected: 'a whole number' };
  },

  tags(text) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const wrong = lines.find((line) => line.indexOf('=') < 1);
    if (wrong !== undefined) return { expected: `one key=value a line, not ${wrong.trim()}` };
    return {
      value: lines.map((line) => {
        const equals = line.indexOf('=');
        return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
      }),
    };
  },
};

function anyOf(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}
