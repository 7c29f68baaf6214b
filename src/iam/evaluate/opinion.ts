import type { Context } from './context';
import type { CompiledPolicy, CompiledStatement } from './policy';
import { isBetterMatch, matchPrincipals, type PrincipalMatch, type RequestPrincipal } from './principal';

/** Where a policy comes from, seen from the request. */
export type PolicySource = 'identity' | 'boundary' | 'trust';

export interface StatementReference {
  readonly source: PolicySource;
  /** Place among the policies of the source, from 0. */
  readonly policy: number;
  /** Place among the statements of the policy, from 0. */
  readonly statement: number;
  readonly sid?: string;
}

/** What is asked of one statement after the other. */
export interface Question {
  /** In lower case. */
  readonly action: string;
  /** As `foldArn` leaves it. */
  readonly resource: string;
  /** Only statements of a trust policy look at it. */
  readonly principal?: RequestPrincipal;
  readonly context: Context;
  readonly hasBoundary: boolean;
  /** Statements that allow apply as well if they name some ARNs of these forms. */
  readonly undecided?: readonly string[];
}

/** What the policies of one source say: the first statement that denies, else the best one that allows. */
export interface Opinion {
  readonly denies?: StatementReference;
  readonly allows?: StatementReference;
  /** How well the statement fits the principal; always `exact` outside a trust policy. */
  readonly match: PrincipalMatch;
}

export function opinionOf(source: PolicySource, policies: readonly CompiledPolicy[], question: Question): Opinion {
  let allows: StatementReference | undefined;
  let best: PrincipalMatch = 'none';
  for (const [policy, { statements }] of policies.entries()) {
    for (const statement of statements) {
      // Only in a trust policy can one statement fit better than another.
      if (statement.effect === 'Allow' && allows && source !== 'trust') continue;

      const match = matchStatement(statement, source, question);
      if (match === 'none') continue;
      const reference = { source, policy, statement: statement.index, sid: statement.sid };
      if (statement.effect === 'Deny') return { denies: reference, match };
      if (isBetterMatch(match, best)) {
        allows = reference;
        best = match;
      }
    }
  }
  return { allows, match: best };
}

function matchStatement(statement: CompiledStatement, source: PolicySource, question: Question): PrincipalMatch {
  const { action, resource, context, principal, hasBoundary, undecided } = question;
  const applies =
    statement.actions.matches(action) &&
    (statement.resources.matches(resource, context) ||
      (undecided !== undefined && statement.effect === 'Allow' && statement.resources.namesSome(undecided))) &&
    statement.conditions.every((holds) => holds(context));
  if (!applies) return 'none';
  if (source !== 'trust') return 'exact';

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html: Deny with NotPrincipal
  // denies every principal that has a permissions boundary.
  if (hasBoundary && statement.effect === 'Deny' && statement.principals.not) return 'exact';
  return matchPrincipals(statement.principals, principal!);
}
