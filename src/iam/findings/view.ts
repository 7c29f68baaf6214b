import type { StatementPlace } from './finding';
import type { ConditionOperator } from '../evaluate/condition/operator-name';
import type { PolicyKind, Selection } from '../evaluate/read';

/**
 * A document as far as it can be read. Other than for evaluating, what is wrong in one place does not keep the rest from
 * being looked at.
 */
export interface PolicyView {
  readonly kind: PolicyKind;
  /** As parsed JSON. */
  readonly document: unknown;
  /** Whether `${…}` is a variable in it. */
  readonly variables: boolean;
  readonly statements: readonly StatementView[];
}

export interface StatementView extends StatementPlace {
  readonly effect?: 'Allow' | 'Deny';
  /** What is undefined is missing, or is not readable. */
  readonly actions?: Selection<string>;
  readonly resources?: Selection<string>;
  readonly principals?: Selection<PrincipalView>;
  readonly conditions: readonly ConditionView[];
}

export interface PrincipalView {
  readonly type: string;
  readonly value: string;
}

export interface ConditionView {
  /** As the document has it. */
  readonly operatorText: string;
  readonly operator?: ConditionOperator;
  /** As the document has it. */
  readonly key: string;
  readonly values: readonly string[];
}

export function placeOf({ index, sid }: StatementPlace): StatementPlace {
  return sid === undefined ? { index } : { index, sid };
}

export function allowsOf(policy: PolicyView): readonly StatementView[] {
  return policy.statements.filter(({ effect }) => effect === 'Allow');
}

/** The entries that a statement names, and none where it names all but them. */
export function namedEntries<T>(selection: Selection<T> | undefined): readonly T[] {
  return selection && !selection.not ? selection.entries : [];
}
