import type { ConditionBlock } from '../document';
import type { PrincipalType } from '../evaluate';
import type { Verdict } from './verdict';

/** What two documents allow differently. */
export interface Comparison<D extends Difference> {
  /** Gains first, then what is undecided, then losses. Empty if both documents allow the same, however they say it. */
  readonly differences: readonly D[];
  /**
   * Whether these are all differences. `false` means that the documents are beyond what can be compared in reasonable time;
   * documents within IAM's quotas are so only if they are made for it.
   */
  readonly complete: boolean;
  /** Why a document is not well-formed: it then counts as one that allows nothing. */
  readonly malformed: { readonly before?: string; readonly after?: string };
}

/**
 * Something that one statement makes a difference for. For what is gained, that is a statement that allows now, or one that
 * denied before; for what is lost, one that allowed before, or one that denies now. `undecided` means that it depends on how
 * conditions relate to each other: `StringLike` in place of `StringEquals`, another range of addresses.
 */
export interface Difference {
  readonly kind: Verdict;
  /** An entry of the statement (`s3:GetObject`, `s3:Get*`), or `*` for NotAction. What it names need not be new as a whole. */
  readonly action: string;
  /** The entries of NotAction. */
  readonly exceptActions: readonly string[];
  /** The conditions of the statement. */
  readonly condition?: ConditionBlock;
  /** Conditions under which the other document allows the same, so that nothing differs where one of them holds. */
  readonly unless: readonly ConditionBlock[];
  readonly statement: ComparedStatementReference;
}

export interface ComparedStatementReference {
  readonly document: 'before' | 'after';
  /** Place among the statements of the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

export interface PermissionDifference extends Difference {
  /** An entry of the statement, or `*` for NotResource. */
  readonly resource: string;
  /** The entries of NotResource. */
  readonly exceptResources: readonly string[];
  readonly witness: PermissionWitness;
}

/** A request that the difference is about, as short as possible: an example, to be shown and to be evaluated. */
export interface PermissionWitness {
  readonly action: string;
  /** A valid ARN of a resource where its type is known. Variables of the policy stand in it as they are. */
  readonly resource: string;
}

export interface TrustDifference extends Difference {
  /** An entry of the statement; everybody (`AWS`, `*`) for NotPrincipal. */
  readonly principal: ComparedPrincipal;
  /** The entries of NotPrincipal. */
  readonly exceptPrincipals: readonly ComparedPrincipal[];
  readonly witness: TrustWitness;
}

export interface ComparedPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
}

/** Somebody who can assume the role in one way, as an example. */
export interface TrustWitness {
  readonly action: string;
  readonly principal: ComparedPrincipal;
}
