import type { ConditionOperator } from './condition-operator';
import type { PolicyKind, PrincipalType, ReadStatement, Selection } from './policy';
import { readPolicy } from './read';
import { invalid, type Parsed, valid } from '../../shared/parsed';

/**
 * A policy that is clear in all that it says. AWS refuses to store any other document, so that such a document grants nothing:
 * there is no sense in looking at the rest of it.
 */
export interface WellFormedPolicy {
  readonly variables: boolean;
  readonly statements: readonly WellFormedStatement[];
}

export interface WellFormedStatement {
  readonly index: number;
  readonly sid?: string;
  /** As the document has it. */
  readonly raw: unknown;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection<string>;
  /** All of them in a trust policy. */
  readonly resources: Selection<string>;
  /** All of them in an identity policy. */
  readonly principals: Selection<PrincipalEntry>;
  readonly conditions: readonly WellFormedCondition[];
}

export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
}

export interface WellFormedCondition {
  readonly operator: ConditionOperator;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

const EVERYTHING: Selection<never> = { not: true, entries: [] };

/**
 * @param document a policy document as parsed JSON, of whatever form
 * @returns what was expected in the first place where the document is not clear, if it is not
 */
export function readWellFormed(document: unknown, kind: PolicyKind): Parsed<WellFormedPolicy> {
  const { variables, statements, problems } = readPolicy(document, kind);
  const problem = problems.find(({ isReadable }) => !isReadable);
  if (!problem) return valid({ variables, statements: statements.map(wellFormedStatement) });
  const { expected, statement } = problem;
  return invalid(statement ? `${expected}, in statement ${statement.index + 1}` : expected);
}

/** Of a statement without problems that matter, all is there. */
function wellFormedStatement(statement: ReadStatement): WellFormedStatement {
  return {
    index: statement.index,
    sid: statement.sid,
    raw: statement.raw,
    effect: statement.effect!,
    actions: statement.actions!,
    resources: statement.resources ?? EVERYTHING,
    principals: (statement.principals as Selection<PrincipalEntry> | undefined) ?? EVERYTHING,
    conditions: statement.conditions.map(({ operator, key, values }) => ({
      operator: operator!,
      key: key.toLowerCase(),
      values,
    })),
  };
}
