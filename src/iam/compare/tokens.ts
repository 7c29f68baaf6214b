import { actionGlob } from '../glob/action-pattern';
import { codeUnits, COLON, type Tokens, Wildcard } from '../glob/glob';
import { parseResourcePattern, widestResourceGlob } from '../glob/resource-pattern';
import type { Selection } from '../policy/policy';

/** `SERVICE:NAME` */
export const ACTION_FORMS: readonly Tokens[] = [actionTokens('?*:?*')];

/** Trust policies are about nothing else. */
export const TRUST_ACTION_FORMS: readonly Tokens[] = [actionTokens('sts:?*')];

/** An ARN, or the `*` that stands for the missing resource of an action like `sagemaker:ListEndpoints`. */
export const RESOURCE_FORMS: readonly Tokens[] = [
  [
    ...codeUnits('arn:'),
    ...[Wildcard.oneInField, Wildcard.manyInField, COLON],
    ...[Wildcard.oneInField, Wildcard.manyInField, COLON],
    ...[Wildcard.manyInField, COLON],
    ...[Wildcard.manyInField, COLON],
    ...[Wildcard.one, Wildcard.many],
  ],
  codeUnits('*'),
];

/** @returns the tokens in lower case, because IAM does not tell cases of actions apart */
export function actionTokens(entry: string): Tokens {
  return actionGlob(entry).tokens;
}

/** @returns the tokens, with `*` for a variable, which may stand for anything */
export function resourceTokens(entry: string, variables: boolean): Tokens {
  return widestResourceGlob(entry, variables).tokens;
}

export function hasVariables(entry: string, variables: boolean): boolean {
  return parseResourcePattern(entry, variables).some(({ kind }) => kind === 'variable');
}

export function mapSelection<T, U>({ not, entries }: Selection<T>, map: (entry: T) => U): Selection<U> {
  return { not, entries: entries.map(map) };
}
