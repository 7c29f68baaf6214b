import type { ForeignPolicy } from '../stack/role-in-iam';

/** Who may assume a role, and what that leads to. Names are as they are, from outside. */
export interface AccessGraph {
  readonly roleName: string;
  readonly policyName: string;
  readonly principals: readonly Assuming[];
  readonly grants: readonly Grant[];
  /** Policies on the role that are not of this stack. */
  readonly foreign: readonly Pick<ForeignPolicy, 'kind' | 'name'>[];
  /** Whether there is, or may be, a permissions boundary, which denies some of it. */
  readonly isBounded: boolean;
}

export interface Assuming {
  readonly name: string;
  readonly change?: ArrowChange;
  /** More for somebody of outside, for many, and for everybody, who are drawn before others. Default: 0. */
  readonly breadth?: number;
}

/** What a statement allows or denies on resources of one kind. */
export interface Grant {
  readonly actions: string;
  readonly resources: ResourceGroup;
  readonly isDenied: boolean;
  readonly isConditional: boolean;
  readonly change?: ArrowChange;
}

export interface ResourceGroup {
  /** Whether it is about all resources but these. */
  readonly allBut: boolean;
  /** What all of them are, such as `endpoints`; `undefined` where they are only of one service, or of none. */
  readonly kind?: string;
  /** With their kinds before them where there is none for all. */
  readonly names: readonly string[];
  /** The service of the first of them, where it is known. */
  readonly service?: string;
}

/** What was not possible before, or only under other conditions. */
export type ArrowChange = (typeof ARROW_CHANGES)[number];

export const ARROW_CHANGES = ['new', 'eased'] as const;
