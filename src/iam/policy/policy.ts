import type { ConditionOperator } from './condition-operator';

/** `identity` policies (managed, inline, boundaries) name resources, `trust` policies name principals. */
export type PolicyKind = 'identity' | 'trust';

/**
 * A policy document as far as it can be read: what is wrong in one place does not keep the rest from being read. Whoever needs
 * all of it asks for a `WellFormedPolicy`.
 */
export interface ReadPolicy {
  readonly kind: PolicyKind;
  /** Whether `${…}` is a variable in it. */
  readonly variables: boolean;
  readonly statements: readonly ReadStatement[];
  /** From the top of the document to its end. */
  readonly problems: readonly FormProblem[];
}

export interface StatementId {
  /** Place among the statements of the document, from 0. */
  readonly index: number;
  /** An empty one counts as none. */
  readonly sid?: string;
}

/** What is undefined is missing, or can't be read. */
export interface ReadStatement extends StatementId {
  /** As the document has it: parsed JSON of whatever form. */
  readonly raw: unknown;
  readonly effect?: 'Allow' | 'Deny';
  readonly actions?: Selection<string>;
  /** A trust policy has none: its role is the resource. */
  readonly resources?: Selection<string>;
  /** An identity policy has none: whoever it is attached to is the principal. */
  readonly principals?: Selection<ReadPrincipal>;
  readonly conditions: readonly ReadCondition[];
}

/** The entries of `Action` (`not` is false) or of `NotAction` (`not` is true), and the same for resources and principals. */
export interface Selection<T> {
  readonly not: boolean;
  /** As the document has them. */
  readonly entries: readonly T[];
}

/** The entries that a statement names, and none where it names all but them. */
export function namedEntries<T>(selection: Selection<T> | undefined): readonly T[] {
  return selection && !selection.not ? selection.entries : [];
}

export interface ReadPrincipal {
  /** One of `PRINCIPAL_TYPES`, or one that IAM does not know. */
  readonly type: string;
  readonly value: string;
}

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/** One line of a condition block: `operator: { key: values }`. */
export interface ReadCondition {
  /** As the document has it. */
  readonly operatorText: string;
  readonly operator?: ConditionOperator;
  /** As the document has it; IAM does not tell cases of keys apart. */
  readonly key: string;
  /** Numbers and booleans as their texts. */
  readonly values: readonly string[];
}

/** Something about the form of a document that is not as AWS asks for. */
export interface FormProblem {
  readonly fault: FormFault;
  /** There is none where the document as a whole is meant. */
  readonly statement?: StatementId;
  /** An element (`NotAction`), a type of principals (`Principal.AWS`), a condition operator or a condition key. */
  readonly element: string;
  /** What is there: parsed JSON of whatever form. */
  readonly found?: unknown;
  /** What was expected instead: the end of a sentence that starts with "expected". */
  readonly expected: string;
  /** Whether it is clear all the same what the document says. AWS refuses all other documents, and some of these. */
  readonly isReadable?: boolean;
}

export type FormFault =
  /** Of the document itself, or of the statement. */
  | 'no-object'
  | 'unknown-element'
  /** Another value where there must be one text. */
  | 'no-text'
  | 'version'
  | 'effect'
  /** Other characters in a Sid than there may be. */
  | 'characters'
  /** What is found is the place of the first statement that has it. */
  | 'repeated-sid'
  | 'missing'
  | 'no-statements'
  /** An element and its negation. */
  | 'both'
  /** Resources in a trust policy, principals in an identity policy. */
  | 'misplaced'
  /** An array without entries. */
  | 'empty'
  | 'null'
  /** Another value where there must be texts. */
  | 'no-texts'
  | 'no-principals'
  | 'principal-type'
  | 'nobody'
  | 'no-condition'
  | 'no-operator'
  | 'no-keys'
  | 'no-key'
  | 'operator'
  | 'no-value'
  | 'value';
