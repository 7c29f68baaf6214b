import { codeUnits, type Glob, globOf, LAST_CODE_UNIT, type Tokens, Wildcard } from './glob';
import { parsePattern, type PatternPart, type VariablePart, type WildcardPart } from './pattern';
import { remembering } from '../../shared/memoize';

const FIELDS_BEFORE_LAST = /^(?:[^:]*:){5}/;

/**
 * Takes an entry of `Resource` or `NotResource` apart.
 *
 * Wildcards stay in their field of the ARN, but a `*` at the end of a field may run over the colons behind it, and so may
 * every wildcard in the last field. Fields that are missing at the end are completed with `*`. Variables are variables only
 * in the last field, which starts after the fifth colon.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse
 *
 * @param variables whether the document's version knows variables
 */
export function parseResourcePattern(text: string, variables: boolean): PatternPart[] {
  const pattern = foldArn(completed(text));
  const start = startOfLastField(pattern);
  return [
    ...withinFields(parsePattern(pattern.slice(0, start), { wildcards: true, variables: false })),
    ...parsePattern(pattern.slice(start), { wildcards: true, variables }),
  ];
}

/**
 * The glob of an entry of `Resource` or `NotResource`, in which a variable stands for itself: it is the same as the same
 * variable elsewhere, and a part of `*`.
 */
export const resourceGlob = remembering((entry: string, variables: boolean): Glob => {
  return globOf(parseResourcePattern(entry, variables), lettersOfVariable)!;
});

/** The same with variables that stand for all that they could be. */
export const widestResourceGlob = remembering((entry: string, variables: boolean): Glob => {
  return globOf(parseResourcePattern(entry, variables), () => [Wildcard.many])!;
});

const START_OF_VARIABLE = 2 * (LAST_CODE_UNIT + 1);

/** Letters that no text has. Names of variables are compared without regard to case. */
export function lettersOfVariable({ key, defaultValue }: VariablePart): Tokens {
  const name = JSON.stringify([key.toLowerCase(), defaultValue]);
  return [START_OF_VARIABLE, ...codeUnits(name).map((unit) => unit + LAST_CODE_UNIT + 1)];
}

/**
 * An ARN, or a pattern of ARNs, with partition and service in lower case. They have but one spelling, so IAM does not tell
 * cases apart there, while names in the last field differ by case.
 */
export function foldArn(text: string): string {
  const head = /^[^:]*:[^:]*:[^:]*:/.exec(text)?.[0] ?? '';
  return head.toLowerCase() + text.slice(head.length);
}

function completed(pattern: string): string {
  return pattern.startsWith('arn:') && !FIELDS_BEFORE_LAST.test(pattern) ? `${pattern}:*` : pattern;
}

function startOfLastField(pattern: string): number {
  return FIELDS_BEFORE_LAST.exec(pattern)?.[0].length ?? pattern.length;
}

function withinFields(parts: readonly PatternPart[]): PatternPart[] {
  return parts.map((part, index): PatternPart => {
    if (part.kind !== 'many' && part.kind !== 'one') return part;
    return { ...part, withinField: !(part.kind === 'many' && endsField(parts[index + 1])) } satisfies WildcardPart;
  });
}

function endsField(next: PatternPart | undefined): boolean {
  return next === undefined || (next.kind === 'text' && next.text.startsWith(':'));
}
