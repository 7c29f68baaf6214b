import { type KnownKeys, statementFor } from './known-keys';
import type { DecidingStatement } from './verdict';
import { isObject, type JsonObject } from '../../shared/json';
import { combinedPolicy } from '../policy/combined-policy';

/** A policy that has a say. */
export interface JudgedPolicy {
  /** Parsed JSON, of whatever form. */
  readonly document: unknown;
  /** In the middle of a sentence: `the policy`. */
  readonly name: string;
}

export interface JudgedPolicies {
  /** Of the role, its own first. */
  readonly policies: readonly JudgedPolicy[];
  readonly boundary?: JudgedPolicy;
}

/** A statement, and where it is from. */
export interface Placed {
  readonly raw: JsonObject;
  readonly origin: DecidingStatement;
}

/** What decides on requests of which some condition keys are known. */
export interface Scene {
  readonly own: readonly Placed[];
  readonly bounding?: readonly Placed[];
}

export function sceneOf({ policies, boundary }: JudgedPolicies, known: KnownKeys): Scene {
  return {
    own: policies.flatMap((policy) => statementsOf(policy, known)),
    ...(boundary && { bounding: statementsOf(boundary, known) }),
  };
}

function statementsOf({ document, name }: JudgedPolicy, known: KnownKeys): readonly Placed[] {
  const { Statement } = combinedPolicy([document]) as { readonly Statement: readonly unknown[] };
  return Statement.flatMap((each, index) => {
    // Where a statement says nothing here, the others keep their places.
    const raw = isObject(each) ? statementFor(each, known) : undefined;
    const sid = isObject(each) && typeof each.Sid === 'string' && each.Sid !== '' ? each.Sid : undefined;
    return raw ? [{ raw, origin: { policy: name, index, ...(sid !== undefined && { sid }) } }] : [];
  });
}

/** @returns a document with the statements in their order, but without their Sids: several policies may have the same */
export function documentOf(statements: readonly object[]): JsonObject {
  return { Version: '2012-10-17', Statement: statements.map((statement) => ({ ...statement, Sid: undefined })) };
}
