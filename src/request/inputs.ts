import type { FilePlace, Problem, Words } from './problem';
import { type InputDefinition, type InputKind, type InputName, INPUTS } from '../contract';
import { listed } from '../shared/listed';
import { invalid, type Parsed, valid } from '../shared/parsed';

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

type InputOfKind<Kind extends InputKind> = {
  [N in InputName]: Definition<N>['kind'] extends Kind ? N : never;
}[InputName];

/** The inputs, and all that turns out to be wrong with them while they are read. */
export class Inputs {
  /** Of all inputs, so that the rest can be read as well: one that is not as the contract says has its default. */
  readonly values: InputValues;
  private readonly notAsContract: Problem[] = [];
  private readonly unreadable: Problem[] = [];
  private readonly refused: Problem[] = [];

  /** @param getInput the text that the workflow gives, or an empty one */
  constructor(getInput: (name: InputName) => string) {
    const values: Partial<Record<InputName, unknown>> = {};
    for (const [name, definition] of Object.entries(INPUTS) as [InputName, InputDefinition][]) {
      const given = getInput(name).trim();
      const standard = definition.default ?? '';
      const read = readText(given || standard, definition);
      if (!read.ok) this.notAsContract.push({ name, value: given || undefined, expected: read.expected });
      values[name] = valueOf(read.ok ? read : READERS[definition.kind](standard, definition));
    }
    this.values = values as InputValues;
  }

  /** First those of single inputs, then those of inputs that do not go together. */
  get problems(): readonly Problem[] {
    const names = this.notAsContract.map(({ name }) => name);
    // The default of such an input may be wrong as well, which is no other problem.
    const others = [...this.unreadable, ...this.refused].filter(({ name }) => !names.includes(name));
    return [...this.notAsContract, ...others];
  }

  /** Notes that an input does not go together with others. */
  refuse(name: InputName, expected: Words, remedy?: Words): void {
    this.refused.push({ name, value: shownValue(this.values[name]), expected, remedy });
  }

  /** Notes that the file that an input names is not as it should be in one place. */
  refuseIn(name: InputName, at: FilePlace, expected: string): void {
    const place = [at.file, at.line, at.column].filter((part) => part !== undefined).join(':');
    this.refused.push({ name, value: shownValue(this.values[name]), expected: `${expected} (in ${place})`, at });
  }

  /** @returns what was read; `undefined` where it could not be, which is noted */
  take<T>(name: InputName, parsed: Parsed<T>): T | undefined {
    if (parsed.ok) return parsed.value;
    const { expected, remedy } = parsed;
    this.unreadable.push({ name, value: shownValue(this.values[name]), expected, remedy });
    return undefined;
  }

  /** @returns what a text says; `undefined` where there is none */
  takeText<T>(name: InputOfKind<'text'>, parse: (text: string) => Parsed<T>): T | undefined {
    const text = this.values[name];
    return text === '' ? undefined : this.take(name, parse(text));
  }

  /** @returns what each member of a list says; `undefined` where there is none, or one can't be read */
  takeEach<T>(name: InputOfKind<'list'>, parse: (text: string) => Parsed<T>): readonly T[] | undefined {
    const members = this.values[name].map((member) => {
      const parsed = parse(member);
      return this.take(name, parsed.ok ? parsed : invalid(`${parsed.expected}, not ${member}`));
    });
    const read = members.filter((member) => member !== undefined);
    return read.length > 0 && read.length === members.length ? read : undefined;
  }
}

function readText(text: string, definition: InputDefinition): Parsed<unknown> {
  return text === '' && definition.required
    ? invalid(`a value, such as ${definition.example}`)
    : READERS[definition.kind](text, definition);
}

function valueOf(read: Parsed<unknown>): unknown {
  return read.ok ? read.value : undefined;
}

const READERS: Readonly<Record<InputKind, (text: string, definition: InputDefinition) => Parsed<unknown>>> = {
  text: (text) => valid(text),

  choice: (text, { choices = [] }) => (choices.includes(text) ? valid(text) : invalid(listed(choices, 'or'))),

  list(text, { choices, example }) {
    if (text === '') return valid([]);
    const members = listMembers(text);
    const unknown = choices ? members.filter((member) => !choices.includes(member)) : [];
    if (members.length === 0) return invalid(choices ? listed(choices, 'or') : `at least one, such as ${example}`);
    return unknown.length === 0 ? valid(members) : invalid(`${listed(choices!, 'or')}, not ${unknown.join(', ')}`);
  },

  // The words of YAML 1.2, as `core.getBooleanInput` takes them.
  boolean(text) {
    if (['true', 'True', 'TRUE'].includes(text)) return valid(true);
    return ['false', 'False', 'FALSE'].includes(text) ? valid(false) : invalid('true or false');
  },

  integer(text, { expected = 'a whole number' }) {
    if (text === '') return valid(undefined);
    return /^\d{1,15}$/.test(text) ? valid(Number(text)) : invalid(expected);
  },

  tags(text) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    const wrong = lines.find((line) => line.indexOf('=') < 1);
    if (wrong !== undefined) return invalid(`one key=value a line, not ${wrong.trim()}`);
    return valid(
      lines.map((line) => {
        const equals = line.indexOf('=');
        return [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
      }),
    );
  },
};

/** A value as a problem shows it, in one line. */
function shownValue(value: InputValues[InputName]): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'object') return String(value);
  return value.map((member) => (typeof member === 'string' ? member : member.join('='))).join(', ') || undefined;
}

/** @returns what a list of an input has, once each, however it is separated: by commas, blanks or lines */
export function listMembers(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((member) => member !== ''))];
}
