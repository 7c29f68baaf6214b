import type { RequestPrincipal } from '../evaluate/principal';

/**
 * What is expected of a role: that every request which this describes is allowed, or that none is. What it does not mention
 * may be anything, so that nothing passes because it was left out.
 */
export interface AccessTest {
  readonly name: string;
  readonly expect: Expected;
  /** Actions, or patterns of them, as policies write them: at least one. */
  readonly actions: readonly string[];
  /** ARNs, or patterns of them with `*` and `?`; absent for any resource, or for none where the action is about none. */
  readonly resources?: readonly string[];
  /** The same: what it is not about. */
  readonly except?: readonly string[];
  /** What the requests have. */
  readonly context?: TestContext;
  /** What they do not have, all of it together. */
  readonly unless?: TestContext;
  /** Who asks to assume the role; then it is about the trust policy. `*` as a value stands for all of the type. */
  readonly principals?: readonly RequestPrincipal[];
  /** Where it begins in its file, from 1. */
  readonly line: number;
}

export type Expected = 'allow' | 'deny';

/**
 * Condition keys to what a request has there: one of the values, which may be patterns; of a key that has several values at a
 * time, all of them together. `null` says that it does not have the key.
 */
export type TestContext = Readonly<Record<string, readonly string[] | null>>;
