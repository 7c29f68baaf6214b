import { codeUnits, type Glob, globOf, type PatternPart, type VariablePart } from '../glob';
import type { Context } from './context';

/** A pattern that may hold variables: the glob for a request, or `undefined` if one of its variables has no value. */
export type PatternInContext = (context: Context) => Glob | undefined;

export function patternInContext(parts: readonly PatternPart[]): PatternInContext {
  if (parts.some((part) => part.kind === 'variable')) {
    return (context) =>
      globOf(parts, (variable) => {
        const value = valueOf(variable, context);
        return value === undefined ? undefined : codeUnits(value);
      });
  }
  const glob = globOf(parts, () => undefined);
  return () => glob;
}

/** A text without wildcards that may hold variables: its value for a request, or `undefined` as above. */
export function textInContext(parts: readonly PatternPart[]): (context: Context) => string | undefined {
  const pattern = patternInContext(parts);
  return (context) => pattern(context)?.prefix;
}

/**
 * The text that stands for a variable, in which `*` and `?` are no wildcards. A key with several values has no such text, and
 * an empty one is no value.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
function valueOf({ key, defaultValue }: VariablePart, context: Context): string | undefined {
  const value = context.get(key.toLowerCase());
  return typeof value === 'string' && value !== '' ? value : defaultValue;
}
