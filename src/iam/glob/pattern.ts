/**
 * Texts of the policy language, taken apart into characters, wildcards and policy variables.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */

interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** `*` (any number of characters) or `?` (one character). */
export interface WildcardPart {
  readonly kind: 'many' | 'one';
  /** Whether it stops at a colon, that is, stays in its field of an ARN. */
  readonly withinField: boolean;
}

/** `${aws:username}` or `${aws:username, 'default'}`. */
export interface VariablePart {
  readonly kind: 'variable';
  readonly key: string;
  readonly defaultValue?: string;
  /** As the policy has it, with `${` and `}`. */
  readonly source: string;
}

export type PatternPart = TextPart | WildcardPart | VariablePart;

interface PatternSyntax {
  /** Whether `*` and `?` are wildcards. */
  readonly wildcards: boolean;
  /** Whether `${…}` is a variable; in documents of before Version 2012-10-17 it is plain text. */
  readonly variables: boolean;
}

const WILDCARD = /([*?])/;
const VARIABLE = /(\$\{[^}]*\})/;
const WILDCARD_OR_VARIABLE = /([*?]|\$\{[^}]*\})/;

/** Takes a text apart. A `${` that nothing closes is plain text. */
export function parsePattern(text: string, syntax: PatternSyntax): PatternPart[] {
  const separator = separatorOf(syntax);
  if (!separator?.test(text)) return text === '' ? [] : [{ kind: 'text', text }];
  return text
    .split(separator)
    .filter((piece) => piece !== '')
    .map((piece) => partOf(piece, syntax));
}

function separatorOf({ wildcards, variables }: PatternSyntax): RegExp | undefined {
  if (wildcards) return variables ? WILDCARD_OR_VARIABLE : WILDCARD;
  return variables ? VARIABLE : undefined;
}

function partOf(piece: string, { wildcards, variables }: PatternSyntax): PatternPart {
  if (wildcards && piece === '*') return { kind: 'many', withinField: false };
  if (wildcards && piece === '?') return { kind: 'one', withinField: false };
  if (variables && piece.startsWith('${') && piece.endsWith('}')) return variableOrEscape(piece);
  return { kind: 'text', text: piece };
}

function variableOrEscape(source: string): PatternPart {
  const inside = source.slice(2, -1);
  if (inside === '*' || inside === '?' || inside === '$') return { kind: 'text', text: inside };

  const withDefault = /^(.*?), *'(.*)' *$/s.exec(inside);
  if (!withDefault) return { kind: 'variable', key: inside.trim(), source };
  return { kind: 'variable', key: withDefault[1]!.trim(), defaultValue: withDefault[2]!, source };
}
