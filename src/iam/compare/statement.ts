import { type Clause, clauseOf, idOfClause } from './clause';
import type { ComparedStatementReference, Malformed } from './difference';
import type { ConditionalStatement } from './judgement';
import { conditionOfResource } from './single-condition';
import { hasVariables, mapSelection, resourceTokens } from './tokens';
import type { Tokens } from '../glob/glob';
import type { Job } from '../oidc/jobs';
import type { ConditionBlock } from '../policy/document';
import type { PolicyKind, Selection } from '../policy/policy';
import {
  type PrincipalEntry,
  readWellFormed,
  type WellFormedPolicy,
  type WellFormedStatement,
} from '../policy/well-formed';

/** A statement of one of the two documents, or the part of it that is about some of its resources. */
export interface ComparedStatement extends ConditionalStatement {
  readonly reference: ComparedStatementReference;
  readonly actions: Selection<string>;
  readonly resources: Selection<string>;
  /** The patterns of the resources, as far as they depend on nothing but the resource. */
  readonly resourceTokens: Selection<Tokens>;
  readonly principals: Selection<PrincipalEntry>;
  readonly conditionBlock?: ConditionBlock;
  /** Whether the document's version knows variables. */
  readonly variables: boolean;
  /** The one job that it is about, if it is what a statement of trust says of that. */
  readonly job?: Job;
  /** The same for the same conditions, in whatever order. */
  readonly clauseId: string;
  /** The two that it stands for, if it is what a boundary leaves of a statement: that of the policy, and the boundary's. */
  readonly parts?: readonly ComparedStatement[];
}

/** The permissions boundary on each side; a side without a boundary has none. */
export interface Boundaries {
  readonly before?: WellFormedPolicy;
  readonly after?: WellFormedPolicy;
}

export interface ComparedDocuments {
  /** Of both documents; none if they are too large. */
  readonly statements: readonly ComparedStatement[];
  readonly malformed: Malformed;
  /** Whether every statement of each document is one of the other's as well, so that they need not be compared. */
  readonly areAlike: boolean;
  /** Of names and conditions, in both documents together. */
  readonly characters: number;
  readonly areTooLarge: boolean;
}

/** Ten times what IAM takes as one policy, in both documents together. */
export const MAX_CHARACTERS = 60_000;

/** Which document a statement is in. */
type Origin = Pick<ComparedStatementReference, 'document' | 'source'>;

/** @param before a policy document as parsed JSON; `undefined` for none; `after` the same */
export function readDocuments(
  before: unknown,
  after: unknown,
  kind: PolicyKind,
  boundaries: Boundaries = {},
): ComparedDocuments {
  const old = readDocument(before, kind);
  const current = readDocument(after, kind);
  const bounds = [boundaries.before ?? NONE, boundaries.after ?? NONE] as const;
  const characters = [old.policy, current.policy, ...bounds].reduce((sum, policy) => sum + charactersIn(policy), 0);
  const areTooLarge = characters > MAX_CHARACTERS;
  const all = () => [
    ...statementsOf(old.policy, { document: 'before' }),
    ...statementsOf(current.policy, { document: 'after' }),
    ...statementsOf(bounds[0], { document: 'before', source: 'boundary' }),
    ...statementsOf(bounds[1], { document: 'after', source: 'boundary' }),
  ];
  return {
    statements: areTooLarge ? [] : all(),
    malformed: { before: old.malformed, after: current.malformed },
    areAlike: areAlike(old.policy, current.policy) && haveAlike(boundaries),
    characters,
    areTooLarge,
  };
}

/** Whether both sides are bounded alike, or not at all. */
function haveAlike({ before, after }: Boundaries): boolean {
  return before && after ? areAlike(before, after) : before === after;
}

function readDocument(
  document: unknown,
  kind: PolicyKind,
): { readonly policy: WellFormedPolicy; readonly malformed?: string } {
  if (document === undefined) return { policy: NONE };
  const policy = readWellFormed(document, kind);
  return policy.ok ? { policy: policy.value } : { policy: NONE, malformed: `expected ${policy.expected}` };
}

const NONE: WellFormedPolicy = { statements: [], variables: false };

function statementsOf({ statements, variables }: WellFormedPolicy, origin: Origin): ComparedStatement[] {
  return statements.flatMap((statement) => comparedStatements(statement, variables, origin));
}

/** How many characters the statements have to be read for. */
function charactersIn({ statements }: WellFormedPolicy): number {
  let characters = 0;
  for (const { actions, resources, principals, conditions } of statements) {
    for (const entry of actions.entries) characters += entry.length;
    for (const entry of resources.entries) characters += entry.length;
    for (const { value } of principals.entries) characters += value.length;
    for (const { key, values } of conditions) {
      characters += values.reduce((sum, { length }) => sum + length, key.length);
    }
  }
  return characters;
}

function areAlike(before: WellFormedPolicy, after: WellFormedPolicy): boolean {
  const [old, current] = [textsOf(before), textsOf(after)];
  return old.size === current.size && [...old].every((text) => current.has(text));
}

function textsOf({ statements, variables }: WellFormedPolicy): ReadonlySet<string> {
  return new Set(
    statements.map(({ effect, actions, resources, principals, conditions }) =>
      JSON.stringify([
        variables,
        effect,
        ...[actions, resources, principals].map((selection) => sortedSelection<unknown>(selection)),
        conditions.map((condition) => JSON.stringify(condition)).sort(),
      ]),
    ),
  );
}

/**
 * A statement has one part for all entries of Resource without variables, and one for each entry with some: that applies
 * where the variables happen to have the right values.
 */
function comparedStatements(
  { index, sid, raw, effect, actions, resources, principals, conditions }: WellFormedStatement,
  variables: boolean,
  origin: Origin,
): ComparedStatement[] {
  const common = {
    reference: { ...origin, index, sid, effect },
    effect,
    actions,
    principals,
    variables,
    conditionBlock: (raw as { Condition?: ConditionBlock }).Condition,
  };
  const partFor = (named: Selection<string>, varying: readonly string[]): ComparedStatement => ({
    ...common,
    ...senseOf(
      common,
      clauseOf(
        conditions,
        variables,
        varying.map((entry) => conditionOfResource(entry, named.not)),
      ),
    ),
    resources: named,
    resourceTokens: mapSelection(
      {
        not: named.not,
        entries: named.not ? named.entries.filter((entry) => !varying.includes(entry)) : named.entries,
      },
      (entry) => resourceTokens(entry, variables),
    ),
  });

  const varying = resources.entries.filter((entry) => hasVariables(entry, variables));
  if (resources.not) return [partFor(resources, varying)];
  const fixed = resources.entries.filter((entry) => !varying.includes(entry));
  const parts = varying.map((entry) => partFor({ not: false, entries: [entry] }, [entry]));
  return fixed.length > 0 ? [partFor({ not: false, entries: fixed }, []), ...parts] : parts;
}

export function senseOf(
  { reference, effect }: Pick<ComparedStatement, 'reference' | 'effect'>,
  clause: Clause | undefined,
): Pick<ComparedStatement, 'clause' | 'clauseId' | 'sense'> {
  const clauseId = idOfClause(clause);
  const { document, source = 'policy' } = reference;
  return { clause, clauseId, sense: `${document} ${source} ${effect} ${clauseId}` };
}

/** @returns the same text for statements that say the same of the actions that they name */
export function contentOf(statement: ComparedStatement): string {
  const { reference, effect, resourceTokens: tokens, principals, clauseId } = statement;
  return JSON.stringify([reference.source, effect, sortedSelection(tokens), sortedSelection(principals), clauseId]);
}

function sortedSelection<T>({ not, entries }: Selection<T>): unknown {
  return [not, [...new Set(entries.map((entry) => JSON.stringify(entry)))].sort()];
}
