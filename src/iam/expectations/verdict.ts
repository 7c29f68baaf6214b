import type { Expected } from './access-test';
import type { RequestPrincipal } from '../evaluate/principal';

/** How a test came out. */
export type Verdict = { readonly holds: true } | Failing;

export interface Failing {
  readonly holds: false;
  /** What is so instead; `unclear` where that is not known, for whatever reason. */
  readonly found: Expected | 'unclear';
  /** A request that the test describes and that is not as expected; made up where the test leaves it open. */
  readonly example?: ExampleRequest;
  /** The statement that decided, if one did. */
  readonly statement?: DecidingStatement;
  /** Why, in a sentence or two. Plain text. */
  readonly why: string;
}

export interface ExampleRequest {
  readonly action: string;
  /** Of a test of permissions. */
  readonly resource?: string;
  /** Of a test of trust. */
  readonly principal?: RequestPrincipal;
}

export interface DecidingStatement {
  /** The policy, in the middle of a sentence: `the policy`. */
  readonly policy: string;
  /** Place among its statements, from 0. */
  readonly index: number;
  readonly sid?: string;
}

export const HOLDS: Verdict = { holds: true };

export function unclear(why: string): Failing {
  return { holds: false, found: 'unclear', why };
}
