import { type InputDefinition, INPUTS, type InputName } from '../contract';
import type { Located } from '../shared/located';
import { invalid, type Parsed, valid } from '../shared/parsed';

/** More than any policy, trust policy or set of tags may have: what many models have is read for each of them. */
const MAX_LENGTH = 10_000;

/** @returns a value as a workflow would give it to the input: what it means is read by the same code then */
export function textOfValue(name: InputName, value: Located): Parsed<string> {
  const read = readValue(name, value);
  return read.ok && read.value.length > MAX_LENGTH
    ? invalid(`at most ${MAX_LENGTH} characters, but there are ${read.value.length}`)
    : read;
}

function readValue(name: InputName, value: Located): Parsed<string> {
  const { kind, example, default: standard }: InputDefinition = INPUTS[name];
  if (value.kind === 'nothing') return invalid(`a value, such as ${example ?? standard}, or to be left out`);
  if (kind === 'tags') return textOfTags(value);
  if (value.kind === 'text') return isBlank(value.text, kind) ? invalid('a value') : valid(value.text);
  if (kind !== 'list') return invalid(`one value, such as ${example ?? standard}, not a ${value.kind}`);
  return value.kind === 'list' ? textOfList(value.members) : invalid('a list of values, not a map');
}

/** Nothing is what some texts and lists are to be where the defaults say otherwise. */
function isBlank(text: string, kind: InputDefinition['kind']): boolean {
  return text.trim() === '' && kind !== 'text' && kind !== 'list';
}

function textOfList(members: readonly Located[]): Parsed<string> {
  const texts = members.map((member) => (member.kind === 'text' ? member.text : ''));
  const wrong = texts.find((text) => !/^[^\s,]+$/.test(text));
  return wrong === undefined
    ? valid(texts.join('\n'))
    : invalid(`a list of single values, without blanks and commas in them, not ${wrong || 'an empty one'}`);
}

function textOfTags(value: Located): Parsed<string> {
  if (value.kind !== 'map') return invalid('a map of keys and values, such as team: fraud');
  const lines: string[] = [];
  for (const { key, value: tag } of value.entries) {
    if (tag.kind !== 'text') return invalid(`a text as the value of ${key}`);
    if (/[=\r\n]/.test(key) || /[\r\n]/.test(tag.text)) {
      return invalid(`a tag in one line, without = in its key ${key}`);
    }
    lines.push(`${key}=${tag.text}`);
  }
  return valid(lines.join('\n'));
}
