import type { InputName } from '../contract';

/** A text, or the parts of one that mentions other inputs: each front calls them by names of its own. */
export type Words = string | readonly (string | { readonly input: InputName })[];

/** Something that is wrong with what the user gave, as data: each front words it. */
export interface Problem<Value = string> {
  /** The name of the input that it is about; in the template, of the option. */
  readonly name: string;
  /** As it was given; `undefined` where nothing was. */
  readonly value?: Value;
  /** What was expected instead: the end of a sentence that starts with "expected". */
  readonly expected: Words;
  /** What the workflow could do about it besides, right behind `expected`. It makes sense only where a step is running. */
  readonly remedy?: Words;
  /** Where it is, if that is in a file. */
  readonly at?: FilePlace;
}

/** A place in a file of the repository. */
export interface FilePlace {
  /** Relative to the root of the repository, with `/` between folders. */
  readonly file: string;
  /** From 1, as is the column. */
  readonly line: number;
  readonly column?: number;
}

/** @param nameOf what the front calls an input */
export function inWords(words: Words, nameOf: (input: InputName) => string): string {
  if (typeof words === 'string') return words;
  return words.map((part) => (typeof part === 'string' ? part : nameOf(part.input))).join('');
}

/** What was expected, as the Action tells it: by the names of its inputs, with the remedy. */
export function expectedText({ expected, remedy = '' }: Pick<Problem, 'expected' | 'remedy'>): string {
  return [expected, remedy].map((words) => inWords(words, (input) => input)).join('');
}
