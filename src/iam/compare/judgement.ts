import type { Clause } from './clause';
import { areOpposite, areUnderstood, type SingleCondition, excludes, implies } from './single-condition';

/**
 * What a change means for the requests of one class, to which the same statements apply, before and after, if only their
 * conditions hold.
 */
export type DifferenceKind = 'gained' | 'lost' | 'undecided';

export interface ConditionalStatement {
  readonly reference: { readonly document: 'before' | 'after' };
  readonly effect: 'Allow' | 'Deny';
  /** It applies where one of them holds. */
  readonly clauses: readonly Clause[];
  /** The same for statements of one document that have the same effect where the same clauses hold. */
  readonly sense: string;
}

export interface Judgement<S extends ConditionalStatement> {
  readonly kind: DifferenceKind;
  /** A statement that makes a difference: one that allows in one document only, or one that denies in the other. */
  readonly cause: S;
  /** The statements that allow the same in the other document if their conditions hold. */
  readonly unless: readonly S[];
}

/**
 * How sure it is that a request exists which is allowed in one document only:
 * - `certain`: what must not hold can't hold, or is known not to follow from what must
 * - `likely`: the conditions are about different keys, or stand together in a statement, so that one does not follow from
 *   the other by itself
 * - `open`: they are about the same key, and nothing is known of how they relate
 */
type Confidence = (typeof CONFIDENCES)[number];

const CONFIDENCES = ['open', 'likely', 'certain'] as const;

interface Find<S> {
  readonly cause: S;
  readonly clause: Clause;
  readonly confidence: Confidence;
}

/** What the documents tell of conditions beyond what they say. */
interface Known {
  /** Whether a clause is as good in the other document, and thus no part of an exchange. */
  isKept(clause: Clause): boolean;
  /** Whether a statement mentions both: nobody asks for what follows from something else. */
  standTogether(a: SingleCondition, b: SingleCondition): boolean;
}

const NOTHING_KNOWN: Known = { isKept: () => false, standTogether: () => false };

/** Beyond that many pairs of opposite conditions they are not looked into. */
const MAX_OPPOSITES = 6;

/**
 * A replaced condition is undecided unless it is known how the two relate, since one can be a narrower form of the other in
 * any disguise. A condition that is added narrows, one that is removed broadens.
 *
 * @param statements all that apply to the requests, of both documents
 * @returns nothing if the same requests are allowed before and after, whichever conditions hold
 */
export function judge<S extends ConditionalStatement>(statements: readonly S[]): readonly Judgement<S>[] {
  const distinct = withoutRepetitions(statements);
  const before = distinct.filter(({ reference }) => reference.document === 'before');
  const after = distinct.filter(({ reference }) => reference.document === 'after');
  const gains = gainsBetween(before, after);
  const losses = gainsBetween(after, before);
  const judgements = [
    ...gains.map((gain) => judgementOf(gain, 'gained', losses.length > 0, before)),
    ...losses.map((loss) => judgementOf(loss, 'lost', gains.length > 0, after)),
  ];
  // What was replaced and what it was replaced by are one question.
  const asked = judgements.find(({ kind }) => kind === 'undecided');
  return judgements.filter((judgement) => judgement.kind !== 'undecided' || judgement === asked);
}

/** @returns the statements that can allow a request whatever other conditions hold or do not hold */
export function allowing<S extends ConditionalStatement>(statements: readonly S[]): readonly S[] {
  const distinct = withoutRepetitions(statements);
  const denials = clausesOf(distinct.filter(denies));
  return distinct
    .filter(allows)
    .filter(({ clauses }) => clauses.some((clause) => confidenceOf(clause, denials, NOTHING_KNOWN) !== undefined));
}

/** Of statements that apply under the same conditions the first one says it all. */
function withoutRepetitions<S extends ConditionalStatement>(statements: readonly S[]): readonly S[] {
  const first = new Map<string, S>();
  for (const statement of statements) {
    if (!first.has(statement.sense)) first.set(statement.sense, statement);
  }
  return [...first.values()];
}

function judgementOf<S extends ConditionalStatement>(
  { cause, confidence }: Find<S>,
  kind: 'gained' | 'lost',
  isExchange: boolean,
  others: readonly S[],
): Judgement<S> {
  // Where nothing can be gained, the worst that a loss can turn out to be is none.
  const isSure = confidence === 'certain' || (!isExchange && (confidence === 'likely' || kind === 'lost'));
  const unless = allows(cause) ? others.filter(allows).filter((other) => canApplyTogether(cause, other)) : [];
  return { kind: isSure ? kind : 'undecided', cause, unless };
}

/** Looks for requests that are allowed after and not before. */
function gainsBetween<S extends ConditionalStatement>(before: readonly S[], after: readonly S[]): readonly Find<S>[] {
  const denialsBefore = clausesOf(before.filter(denies));
  const denialsAfter = clausesOf(after.filter(denies));
  const grantsBefore = clausesOf(before.filter(allows));
  const grantsAfter = clausesOf(after.filter(allows));
  const kept = new Set([
    ...grantsBefore.filter((clause) => isImplied(clause, grantsAfter)),
    ...denialsAfter.filter((clause) => isImplied(clause, denialsBefore)),
  ]);
  const mentions = [...before, ...after].map(({ clauses }) => new Set(clauses.flat().map(({ id }) => id)));
  const known: Known = {
    isKept: (clause) => kept.has(clause),
    standTogether: (a, b) => mentions.some((ids) => ids.has(a.id) && ids.has(b.id)),
  };

  const forbidden = [...denialsAfter, ...grantsBefore];
  const newlyAllowing = findsIn(after.filter(allows), (clause) => confidenceOf(clause, forbidden, known));
  if (newlyAllowing.length > 0) return newlyAllowing;

  return findsIn(before.filter(denies), (denial) =>
    best(grantsAfter.map((grant) => confidenceOf([...grant, ...denial], denialsAfter, known))),
  );
}

/** @returns the statements for which there are such requests, but not those that add nothing to others among them */
function findsIn<S extends ConditionalStatement>(
  statements: readonly S[],
  confidence: (clause: Clause) => Confidence | undefined,
): readonly Find<S>[] {
  const all = statements
    .flatMap((cause) => cause.clauses.map((clause) => ({ cause, clause, confidence: confidence(clause) })))
    .filter((find): find is Find<S> => find.confidence !== undefined)
    .sort((a, b) => rank(b.confidence) - rank(a.confidence) || a.clause.length - b.clause.length);
  const kept: Find<S>[] = [];
  for (const find of all) {
    const addsNothing = kept.some(({ cause, clause }) => cause === find.cause || isImpliedBy(clause, find.clause));
    if (!addsNothing) kept.push(find);
  }
  return kept;
}

/**
 * How sure it is that all of these conditions can hold while none of the forbidden clauses does.
 *
 * @returns `undefined` if they can't
 */
function confidenceOf(holding: Clause, forbidden: readonly Clause[], known: Known, depth = 0): Confidence | undefined {
  if (excludeEachOther(holding, holding)) return undefined;
  const openOnes = forbidden.filter((clause) => !excludeEachOther(holding, clause));
  if (isImplied(holding, openOnes)) return undefined;

  const opposites = oppositesIn(openOnes, holding);
  if (opposites) {
    if (depth === MAX_OPPOSITES) return 'open';
    return best(opposites.map((condition) => confidenceOf([...holding, condition], openOnes, known, depth + 1)));
  }
  return worst(openOnes.map((clause) => confidenceThatFails(clause, holding, known)));
}

/** How sure it is that a clause does not hold by accident where others hold. */
function confidenceThatFails(clause: Clause, holding: Clause, known: Known): Confidence {
  const failing = clause.filter((condition) => !holding.some((held) => implies(held, condition)));
  const confidence = best(failing.map((condition) => confidenceThatIndependent(condition, holding, known)));
  return confidence === 'likely' && known.isKept(clause) ? 'certain' : confidence!;
}

function confidenceThatIndependent(condition: SingleCondition, holding: Clause, { standTogether }: Known): Confidence {
  const related = holding.filter(({ subject }) => subject === condition.subject);
  if (related.length === 0) return 'likely';
  if (related.every((held) => areUnderstood(held, condition))) return 'certain';
  return related.every((held) => standTogether(held, condition)) ? 'likely' : 'open';
}

/** @returns two conditions of which one must hold, and that matter to the clauses both */
function oppositesIn(
  clauses: readonly Clause[],
  holding: Clause,
): readonly [SingleCondition, SingleCondition] | undefined {
  const isOpen = ({ id }: SingleCondition) => !holding.some((held) => held.id === id);
  for (const clause of clauses) {
    const negated = clause.filter((condition) => condition.texts?.negated && isOpen(condition));
    for (const condition of negated) {
      const opposite = clauses.flat().find((other) => areOpposite(condition, other) && isOpen(other));
      if (opposite) return [condition, opposite];
    }
  }
  return undefined;
}

function excludeEachOther(a: Clause, b: Clause): boolean {
  return a.some((condition) => b.some((other) => excludes(condition, other)));
}

function canApplyTogether(a: ConditionalStatement, b: ConditionalStatement): boolean {
  return a.clauses.some((clause) => b.clauses.some((other) => !excludeEachOther(clause, other)));
}

function isImplied(holding: Clause, clauses: readonly Clause[]): boolean {
  return clauses.some((clause) => isImpliedBy(clause, holding));
}

function isImpliedBy(clause: Clause, holding: Clause): boolean {
  return clause.every((condition) => holding.some((held) => implies(held, condition)));
}

function clausesOf(statements: readonly ConditionalStatement[]): readonly Clause[] {
  return statements.flatMap(({ clauses }) => clauses);
}

function rank(confidence: Confidence): number {
  return CONFIDENCES.indexOf(confidence);
}

function best(confidences: readonly (Confidence | undefined)[]): Confidence | undefined {
  return confidences.reduce<Confidence | undefined>(
    (chosen, each) => (each && (!chosen || rank(each) > rank(chosen)) ? each : chosen),
    undefined,
  );
}

/** @returns `certain` if there is none */
function worst(confidences: readonly Confidence[]): Confidence {
  return confidences.reduce<Confidence>((chosen, each) => (rank(each) < rank(chosen) ? each : chosen), 'certain');
}

function allows({ effect }: ConditionalStatement): boolean {
  return effect === 'Allow';
}

function denies({ effect }: ConditionalStatement): boolean {
  return effect === 'Deny';
}
