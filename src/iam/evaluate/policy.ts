import { compileCondition, type ConditionTest } from './condition/condition';
import { ActionTest, ResourceTest } from './selection';
import { lazily } from '../../shared/memoize';
import type { PolicyKind, Selection } from '../policy/policy';
import {
  type PrincipalEntry,
  readWellFormed,
  type WellFormedPolicy,
  type WellFormedStatement,
} from '../policy/well-formed';

/** A policy document, ready to be asked many times. */
export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** Why the document is not well-formed. AWS would refuse it, so it has no statements here. */
  readonly malformed?: string;
}

export interface CompiledStatement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: ActionTest;
  readonly resources: ResourceTest;
  readonly principals: Selection<PrincipalEntry>;
  readonly conditions: readonly ConditionTest[];
}

/**
 * @param document a policy document as parsed JSON, of whatever form
 * @param kind `trust` for the trust policy of a role, `identity` for every other one
 */
export function compilePolicy(document: unknown, kind: PolicyKind = 'identity'): CompiledPolicy {
  const policy = readWellFormed(document, kind);
  return policy.ok ? compiled(policy.value) : { statements: [], malformed: `expected ${policy.expected}` };
}

/** For whoever has read the policy already. */
export function compiled({ statements, variables }: WellFormedPolicy): CompiledPolicy {
  return { statements: statements.map((statement) => compileStatement(statement, variables)) };
}

function compileStatement(statement: WellFormedStatement, variables: boolean): CompiledStatement {
  return {
    index: statement.index,
    sid: statement.sid,
    effect: statement.effect,
    actions: new ActionTest(statement.actions),
    resources: new ResourceTest(statement.resources, variables),
    principals: statement.principals,
    conditions: statement.conditions.map((condition) => lazily(() => compileCondition(condition, variables))),
  };
}
