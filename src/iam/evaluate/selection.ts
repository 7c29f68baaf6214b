import type { Context } from './context';
import { PatternInContext } from './variable';
import { actionGlob } from '../glob/action-pattern';
import { globsOverlap } from '../glob/algebra';
import { type Glob, matchesGlob } from '../glob/glob';
import { referenceGlob } from '../glob/reference-pattern';
import { parseResourcePattern, widestResourceGlob } from '../glob/resource-pattern';
import type { Selection } from '../policy/policy';

/** Which actions a statement is about. */
export class ActionTest {
  private globs?: readonly Glob[];

  constructor(private readonly selection: Selection<string>) {}

  /** @param action in lower case */
  matches(action: string): boolean {
    const { not, entries } = this.selection;
    this.globs ??= entries.map((entry) => actionGlob(entry));
    for (const glob of this.globs) if (matchesGlob(glob, action)) return !not;
    return not;
  }
}

/** Which resources a statement is about. */
export class ResourceTest {
  private patterns?: readonly PatternInContext[];

  constructor(
    private readonly selection: Selection<string>,
    private readonly variables: boolean,
  ) {}

  /**
   * An entry with a variable that has no value matches no resource, so in `NotResource` it leaves none out.
   *
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
   * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
   *
   * @param resource as `foldArn` leaves it
   */
  matches(resource: string, context: Context): boolean {
    const { not, entries } = this.selection;
    this.patterns ??= entries.map((entry) => new PatternInContext(parseResourcePattern(entry, this.variables)));
    for (const pattern of this.patterns) if (pattern.matches(resource, context)) return !not;
    return not;
  }

  /** Whether an entry of Resource names some of the ARNs. */
  namesSome(arnPatterns: readonly string[]): boolean {
    const { not, entries } = this.selection;
    return !not && entries.some((entry) => arnPatterns.some((pattern) => this.overlaps(entry, pattern)));
  }

  private overlaps(entry: string, arnPattern: string): boolean {
    return globsOverlap(widestResourceGlob(entry, this.variables), referenceGlob(arnPattern));
  }
}
