import { nameInFile } from './form';
import { type FilePlace, inWords, type Problem } from '../request/problem';

/** Something that is wrong with models files. */
export interface ModelsProblem {
  /** `undefined` where it is in no file. */
  readonly at?: FilePlace;
  /** A sentence without full stop, as of an input: `trust: expected …, but got …`. */
  readonly message: string;
  /** The models that it is about, as `ID in ENVIRONMENT`; none where it is about the whole file. */
  readonly models: readonly string[];
}

/** What is wrong with an input, in the words that the Action has for it. */
export function sentenceOf({ name, value, expected, remedy = '' }: Problem): string {
  const text = [expected, remedy].map((words) => inWords(words, nameInFile)).join('');
  return `${nameInFile(name)}: expected ${text}${value === undefined ? '' : `, but got ${shortened(value)}`}`;
}

const MAX_SHOWN = 200;

/** A text that is given, as far as it helps to find it. */
export function shortened(given: string): string {
  return given.length > MAX_SHOWN ? `${given.slice(0, MAX_SHOWN)}…` : given;
}

const MAX_MODELS_NAMED = 3;

/** @returns `FILE:LINE:COLUMN: …` in one line, as compilers and editors have it */
export function problemLine({ at, message, models }: ModelsProblem): string {
  const place = at ? [at.file, at.line, at.column].filter((part) => part !== undefined).join(':') : undefined;
  return [place, `${message}${modelsIn(models)}`].filter((part) => part !== undefined).join(': ');
}

function modelsIn(models: readonly string[]): string {
  if (models.length === 0) return '';
  const left = models.length - MAX_MODELS_NAMED;
  return ` (${models.slice(0, MAX_MODELS_NAMED).join(', ')}${left > 0 ? ` and ${left} more` : ''})`;
}

/** What is wrong in one place makes as many models wrong as have it from there: it is told once, in the order of the files. */
export function eachOnce(problems: readonly ModelsProblem[]): ModelsProblem[] {
  const known = new Map<string, { problem: ModelsProblem; models: Set<string> }>();
  for (const problem of problems) {
    const key = JSON.stringify([problem.at, problem.message]);
    const same = known.get(key) ?? { problem, models: new Set<string>() };
    for (const model of problem.models) same.models.add(model);
    known.set(key, same);
  }
  const merged = [...known.values()].map(({ problem, models }) => ({ ...problem, models: [...models] }));
  return merged.sort((a, b) => byPlace(a.at, b.at));
}

function byPlace(a: FilePlace | undefined, b: FilePlace | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.column ?? 0) - (b.column ?? 0);
}
