import type { Context } from './context';
import { codeUnits, type Glob, globOf, matchesGlob } from '../glob/glob';
import type { PatternPart, VariablePart } from '../glob/pattern';

/** A pattern that may hold variables. */
export class PatternInContext {
  /** The same for every request; `undefined` if there are variables. */
  private readonly fixed?: Glob;

  constructor(private readonly parts: readonly PatternPart[]) {
    if (!parts.some(({ kind }) => kind === 'variable')) this.fixed = globOf(parts, () => undefined);
  }

  /** @returns the glob for a request, or `undefined` if one of the variables has no value */
  globIn(context: Context): Glob | undefined {
    if (this.fixed) return this.fixed;
    return globOf(this.parts, (variable) => {
      const value = valueOf(variable, context);
      return value === undefined ? undefined : codeUnits(value);
    });
  }

  matches(text: string, context: Context): boolean {
    const glob = this.globIn(context);
    return glob !== undefined && matchesGlob(glob, text);
  }
}

/** A text without wildcards that may hold variables: its value for a request, or `undefined` if one of them has no value. */
export function textInContext(parts: readonly PatternPart[]): (context: Context) => string | undefined {
  const pattern = new PatternInContext(parts);
  return (context) => pattern.globIn(context)?.prefix;
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
