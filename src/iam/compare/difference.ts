import type { DifferenceKind } from './judgement';
import type { ConditionBlock } from '../policy/document';
import type { PrincipalType } from '../policy/policy';

/** What two documents allow differently, and what they allow alike. */
export interface Comparison<D extends Difference<DifferenceKind>, U extends Difference<'unchanged'>> {
  /** Gains first, then what is undecided, then losses. Empty if both documents allow the same, however they say it. */
  readonly differences: readonly D[];
  /**
   * Differences in what the documents name that allow and forbid nothing, because the action is never about such a resource:
   * `s3:ListBucket` on an object.
   */
  readonly withoutEffect: readonly D[];
  readonly unchanged: readonly U[];
  /**
   * Why these are perhaps not all differences, in a sentence: then nothing is known of the rest. Documents within IAM's
   * quotas are beyond what can be compared in reasonable time only if they are made for it.
   */
  readonly incomplete?: string;
  readonly malformed: Malformed;
}

/** Where a permissions boundary was counted, all is about what the policy and the boundary allow together. */
export interface PermissionComparison extends Comparison<PermissionDifference, UnchangedPermission> {
  /** What the policy allows after and did not before, or perhaps, but the boundary does not; absent without a boundary. */
  readonly cutAway?: readonly PermissionDifference[];
}

/** Why a document is not well-formed. AWS would refuse it, so it counts as one that allows nothing. */
export interface Malformed {
  readonly before?: string;
  readonly after?: string;
}

/**
 * Something that one statement makes a difference for, or allows still. For what is gained, that is a statement that allows
 * now, or one that denied before; for what is lost, one that allowed before, or one that denies now. `undecided` means that
 * it depends on how conditions relate to each other, such as a text and a variable, or on conditions about different keys
 * of which one replaces the other; or that the action has no resource but the statement names some.
 */
export interface Difference<K extends DifferenceKind | 'unchanged'> {
  readonly kind: K;
  /** An entry of the statement (`s3:GetObject`, `s3:Get*`), or `*` for NotAction. What it names need not be new as a whole. */
  readonly action: string;
  /** The entries of NotAction. */
  readonly exceptActions: readonly string[];
  /** Of the actions that the entry names, those that this is about: all known ones, or examples if none are known. */
  readonly actions: readonly string[];
  /** The conditions of the statement. */
  readonly condition?: ConditionBlock;
  /** Conditions under which the other document allows the same, so that nothing differs where one of them holds. */
  readonly unless: readonly ConditionBlock[];
  /**
   * Whether the other document allows such requests, if under other conditions: then only conditions differ. Of a job, whether it
   * lets in the same job.
   */
  readonly underConditions?: boolean;
  readonly statement: ComparedStatementReference;
}

export interface ComparedStatementReference {
  readonly document: 'before' | 'after';
  /** Place among the statements of the document, from 0. */
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** That the document is the permissions boundary; absent for the policy. */
  readonly source?: 'boundary';
}

interface Permission {
  /** An entry of the statement, or `*` for NotResource. */
  readonly resource: string;
  /** The entries of NotResource. */
  readonly exceptResources: readonly string[];
  readonly witness: PermissionWitness;
}

export interface PermissionDifference extends Difference<DifferenceKind>, Permission {
  /** That the policy says the same before and after, and the boundary makes the difference. */
  readonly byBoundary?: boolean;
}

export type UnchangedPermission = Difference<'unchanged'> & Permission;

/** A request that this is about, as short as possible: an example, to be shown and to be evaluated. */
export interface PermissionWitness {
  readonly action: string;
  /** An ARN, of which some parts may be made up, or `*` for a request without a resource. Where the statement has a variable, it has some text. */
  readonly resource: string;
}

export interface Trust {
  /** An entry of the statement; everybody (`AWS`, `*`) for NotPrincipal. */
  readonly principal: ComparedPrincipal;
  /** The entries of NotPrincipal. */
  readonly exceptPrincipals: readonly ComparedPrincipal[];
  /**
   * Of a provider's tokens, which job they are about, or which service account: the same for the same one, whichever form its
   * subject has. Then the conditions are what the statements say of that. Absent where a statement names none.
   */
  readonly job?: string;
  readonly witness: TrustWitness;
}

export interface TrustDifference extends Difference<DifferenceKind>, Trust {
  /**
   * That this is about principals without a permission of their own: the role's account trusts them by name, so they need
   * none. Principals that are trusted only through their account do.
   */
  readonly byTrustAlone?: boolean;
}

export type UnchangedTrust = Difference<'unchanged'> & Trust;
export type TrustComparison = Comparison<TrustDifference, UnchangedTrust>;

export interface ComparedPrincipal {
  readonly type: PrincipalType;
  readonly value: string;
}

/** Somebody who can assume the role in one way, as an example. */
export interface TrustWitness {
  readonly action: string;
  readonly principal: ComparedPrincipal;
}
