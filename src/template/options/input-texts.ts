import { INPUT_OPTIONS, type InputOption } from './input-options';
import type { InputKind, InputName } from '../../contract';

/** The texts of inputs, as a workflow gives them in `with:`. */
export type InputTexts = { readonly [N in InputName]?: string };

type Values = Readonly<Record<string, unknown>>;

/** @returns the text of every input whose option has a value */
export function inputTexts(options: object): InputTexts {
  const values = options as Values;
  const texts = INPUT_OPTIONS.flatMap(({ input, option, definition }) => {
    const value = values[option];
    return value === undefined || value === null ? [] : [[input, textOf(value, definition.kind)]];
  });
  return Object.fromEntries(texts) as InputTexts;
}

export function optionOf(input: string): InputOption | undefined {
  return INPUT_OPTIONS.find((candidate) => candidate.input === input);
}

/** A value of another type than its option has becomes a text too: the one who checks it says what was expected. */
function textOf(value: unknown, kind: InputKind): string {
  if (typeof value !== 'object') return String(value).trim();
  if (Array.isArray(value)) return value.map((member) => textOf(member, 'text')).join(kind === 'list' ? ', ' : '\n');
  if (kind !== 'tags') return JSON.stringify(value);
  return Object.entries(value as Values)
    .map(([key, text]) => `${key}=${String(text)}`)
    .join('\n');
}
