import { code, table } from './markdown';
import type { InputDefinition, OutputDefinition } from '../../src/contract';

/** @returns a Markdown table with a row for each input of the Action */
export function inputsTable(inputs: Readonly<Record<string, InputDefinition>>): string {
  const rows = Object.entries(inputs).map(([name, input]) => [code(name), defaultOf(input), explained(input)]);
  return table(['Input', 'Default', 'Description'], rows);
}

/** @returns a Markdown table with a row for each output of the Action */
export function outputsTable(outputs: Readonly<Record<string, OutputDefinition>>): string {
  const rows = Object.entries(outputs).map(([name, { description, example }]) => [
    code(name),
    description,
    code(example),
  ]);
  return table(['Output', 'Description', 'Example'], rows);
}

function defaultOf(input: InputDefinition): string {
  if (input.required) return '**required**';
  return input.default === undefined ? '' : code(input.default);
}

function explained({ kind, description, example }: InputDefinition): string {
  const sentences = [description];
  if (kind === 'list') sentences.push('A list, separated by commas, spaces or new lines.');
  if (example !== undefined) sentences.push(`Example: ${code(example)}`);
  return sentences.join(' ');
}
