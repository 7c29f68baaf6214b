import type { Selection } from '../evaluate/read';
import { codeUnits, globOf, parsePattern, parseResourcePattern } from '../glob';
import type { Tokens } from './axis';
import type { VariableLetters } from './variable-letters';

/** `SERVICE:NAME` */
export const ACTION_FORMS: readonly Tokens[] = [actionTokens('?*:?*')];

/** An ARN, or the `*` that stands for the missing resource of an action like `sagemaker:ListEndpoints`. */
export const RESOURCE_FORMS: readonly Tokens[] = [
  globOf(parseResourcePattern('arn:?*:?*:*:*:?*', false), () => undefined)!.tokens,
  codeUnits('*'),
];

/** @returns the tokens in lower case, because IAM does not tell cases of actions apart */
export function actionTokens(entry: string): Tokens {
  return globOf(parsePattern(entry.toLowerCase(), { wildcards: true, variables: false }), () => undefined)!.tokens;
}

export function resourceTokens(entry: string, variables: boolean, { letterOf }: VariableLetters): Tokens {
  return globOf(parseResourcePattern(entry, variables), (variable) => [letterOf(variable)])!.tokens;
}

export function mapSelection<T, U>({ not, entries }: Selection<T>, map: (entry: T) => U): Selection<U> {
  return { not, entries: entries.map(map) };
}
