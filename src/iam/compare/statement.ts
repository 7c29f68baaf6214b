import type { ConditionBlock } from '../document';
import type { ComparedStatementReference } from './difference';
import type { ConditionalStatement } from './verdict';
import {
  type PolicyKind,
  type PrincipalEntry,
  type ReadCondition,
  readPolicy,
  type ReadStatement,
  type Selection,
} from '../evaluate/read';

/** A statement of one of the two documents. */
export interface ComparedStatement extends ConditionalStatement {
  readonly reference: ComparedStatementReference;
  readonly actions: Selection<string>;
  readonly resources: Selection<string>;
  readonly principals: Selection<PrincipalEntry>;
  /** Whether `${…}` is a variable in it. */
  readonly variables: boolean;
  readonly conditionBlock?: ConditionBlock;
}

export interface ComparedDocuments {
  /** Of both documents. */
  readonly statements: readonly ComparedStatement[];
  /** Why a document is not well-formed; it has no statements then. */
  readonly malformed: { readonly before?: string; readonly after?: string };
}

/** @param before a policy document as parsed JSON; `undefined` for none; `after` the same */
export function readDocuments(before: unknown, after: unknown, kind: PolicyKind): ComparedDocuments {
  const old = readDocument(before, kind, 'before');
  const current = readDocument(after, kind, 'after');
  return {
    statements: [...old.statements, ...current.statements],
    malformed: { before: old.malformed, after: current.malformed },
  };
}

function readDocument(
  raw: unknown,
  kind: PolicyKind,
  document: ComparedStatementReference['document'],
): { readonly statements: readonly ComparedStatement[]; readonly malformed?: string } {
  if (raw === undefined) return { statements: [] };
  const policy = readPolicy(raw, kind);
  if (!policy.ok) return { statements: [], malformed: `expected ${policy.expected}` };

  const { statements, variables } = policy.value;
  return { statements: statements.map((statement) => comparedStatement(statement, raw, variables, document)) };
}

function comparedStatement(
  { index, sid, effect, actions, resources, principals, conditions }: ReadStatement,
  raw: unknown,
  variables: boolean,
  document: ComparedStatementReference['document'],
): ComparedStatement {
  return {
    reference: { document, index, sid, effect },
    effect,
    actions,
    resources,
    principals,
    variables,
    conditions: conditions.map((condition) => canonicalCondition(condition, variables)).sort(),
    conditionBlock: conditionBlockOf(raw, index),
  };
}

/** @returns the same text for lines of condition blocks that ask for the same */
function canonicalCondition({ operator, key, values }: ReadCondition, variables: boolean): string {
  const { quantifier, comparison, negated, ifExists } = operator;
  const literal = !variables && values.some((value) => value.includes('${'));
  return JSON.stringify([quantifier, comparison, negated, ifExists, literal, key, [...new Set(values)].sort()]);
}

/** The block as the document has it. The document is known to be well-formed. */
function conditionBlockOf(raw: unknown, index: number): ConditionBlock | undefined {
  const { Statement: content } = raw as { Statement: unknown };
  const statement: unknown = Array.isArray(content) ? content[index] : content;
  return (statement as { Condition?: ConditionBlock }).Condition;
}
