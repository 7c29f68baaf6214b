import { type Clause, type Holding, holdingOf, withAll } from './clause';
import { best, type Confidence, rank, worst } from './confidence';
import { canHoldUsually, confidenceThatHolds, opposite, type SingleCondition } from './single-condition';

/**
 * What a change means for the requests of one class, to which the same statements apply, before and after, if only their
 * conditions hold.
 */
export type DifferenceKind = 'gained' | 'lost' | 'undecided';

export interface ConditionalStatement {
  readonly reference: { readonly document: 'before' | 'after' };
  readonly effect: 'Allow' | 'Deny';
  /** It applies where they hold; there are none if it never applies. */
  readonly clause?: Clause;
  /** The same for statements of one document that have the same effect where the same conditions hold. */
  readonly sense: string;
}

export interface Judgement<S extends ConditionalStatement> {
  readonly kind: DifferenceKind;
  /** A statement that makes a difference: one that allows in one document only, or one that denies in the other. */
  readonly cause: S;
  /** The statements that allow the same in the other document if their conditions hold. */
  readonly unless: readonly S[];
  /** Whether the other document allows such requests, if under other conditions. */
  readonly underConditions: boolean;
}

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

/** How often a condition may be taken for true and for false, in one answer. */
const MAX_CASES = 64;

/**
 * A replaced condition is undecided unless it is known how the two relate, since one can be a narrower form of the other in
 * any disguise. A condition that is added narrows, one that is removed broadens.
 *
 * @param statements all that apply to the requests, of both documents
 * @returns nothing if the same requests are allowed before and after, whichever conditions hold
 */
export function judge<S extends ConditionalStatement>(statements: readonly S[]): readonly Judgement<S>[] {
  return withOneQuestion(judgedBy(statements, 'grants first'));
}

/**
 * The same, but with a judgement of its own for everything that is undecided, and for denials that make a difference beside
 * grants that do.
 */
export function judgeEach<S extends ConditionalStatement>(statements: readonly S[]): readonly Judgement<S>[] {
  return judgedBy(statements, 'all');
}

/** Whether denials are looked at that come or go together with what is granted anew or no longer. */
type Finds = 'grants first' | 'all';

function judgedBy<S extends ConditionalStatement>(statements: readonly S[], finds: Finds): readonly Judgement<S>[] {
  const distinct = withoutRepetitions(statements);
  const before = distinct.filter(({ reference }) => reference.document === 'before');
  const after = distinct.filter(({ reference }) => reference.document === 'after');
  const gains = gainsBetween(before, after, finds);
  const losses = gainsBetween(after, before, finds);
  return [
    ...gains.map((gain) => judgementOf(gain, 'gained', losses.length > 0, before)),
    ...losses.map((loss) => judgementOf(loss, 'lost', gains.length > 0, after)),
  ];
}

/** What was replaced and what it was replaced by are one question. */
export function withOneQuestion<S extends ConditionalStatement>(
  judgements: readonly Judgement<S>[],
): readonly Judgement<S>[] {
  const asked = judgements.find(({ kind }) => kind === 'undecided');
  return judgements.filter((judgement) => judgement.kind !== 'undecided' || judgement === asked);
}

/** @returns the statements that can allow a request whatever other conditions hold or do not hold */
export function allowing<S extends ConditionalStatement>(statements: readonly S[]): readonly S[] {
  const distinct = withoutRepetitions(statements);
  const denials = clausesOf(distinct.filter(denies));
  return distinct
    .filter(allows)
    .filter(({ clause }) => clause && confidenceOf(clause, denials, NOTHING_KNOWN) !== undefined);
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
  return { kind: isSure ? kind : 'undecided', cause, unless, underConditions: allowing(others).length > 0 };
}

/** Looks for requests that are allowed after and not before. */
function gainsBetween<S extends ConditionalStatement>(
  before: readonly S[],
  after: readonly S[],
  finds: Finds,
): readonly Find<S>[] {
  const denialsBefore = clausesOf(before.filter(denies));
  const denialsAfter = clausesOf(after.filter(denies));
  const grantsBefore = clausesOf(before.filter(allows));
  const grantsAfter = clausesOf(after.filter(allows));
  const kept = new Set([
    ...grantsBefore.filter((clause) => isImplied(clause, grantsAfter)),
    ...denialsAfter.filter((clause) => isImplied(clause, denialsBefore)),
  ]);
  const mentions = clausesOf([...before, ...after]).map((clause) => new Set(clause.map(({ id }) => id)));
  const known: Known = {
    isKept: (clause) => kept.has(clause),
    standTogether: (a, b) => mentions.some((ids) => ids.has(a.id) && ids.has(b.id)),
  };

  const forbidden = [...denialsAfter, ...grantsBefore];
  const newlyAllowing = findsIn(after.filter(allows), (clause) => confidenceOf(clause, forbidden, known));
  if (newlyAllowing.length > 0 && finds === 'grants first') return newlyAllowing;

  const told = new Set(newlyAllowing.map(({ clause }) => clause));
  const others = grantsAfter.filter((clause) => !told.has(clause));
  return [
    ...newlyAllowing,
    ...findsIn(before.filter(denies), (denial) =>
      best(others.map((grant) => confidenceOf([...grant, ...denial], denialsAfter, known))),
    ),
  ];
}

/** @returns the statements for which there are such requests, but not those that add nothing to others among them */
function findsIn<S extends ConditionalStatement>(
  statements: readonly S[],
  confidence: (clause: Clause) => Confidence | undefined,
): readonly Find<S>[] {
  const all = statements
    .flatMap((cause): Find<S>[] => {
      const found = cause.clause && confidence(cause.clause);
      return found ? [{ cause, clause: cause.clause, confidence: found }] : [];
    })
    .sort((a, b) => rank(b.confidence) - rank(a.confidence) || a.clause.length - b.clause.length);
  const kept: Find<S>[] = [];
  for (const find of all) {
    const addsNothing = kept.some(({ clause }) => isImpliedBy(clause, find.clause));
    if (!addsNothing) kept.push(find);
  }
  return kept;
}

/**
 * How sure it is that all of these conditions can hold while none of the forbidden clauses does.
 *
 * @returns `undefined` if they can't
 */
function confidenceOf(asked: Clause, forbidden: readonly Clause[], known: Known): Confidence | undefined {
  const holding = holdingOf(asked);
  return holding && confidenceIn(holding, forbidden, { asked, known, casesLeft: MAX_CASES });
}

interface Search {
  readonly asked: Clause;
  readonly known: Known;
  casesLeft: number;
}

function confidenceIn(from: Holding, forbidden: readonly Clause[], search: Search): Confidence | undefined {
  const settled = settle(from, forbidden);
  if (!settled) return undefined;

  const { holding, failing, open } = settled;
  let last = holding;
  for (const condition of open.flatMap((clause) => clause.conditions)) {
    const next = last.with(opposite(condition));
    if (!next) {
      // One of them must hold, so each case is looked at.
      if (search.casesLeft-- <= 0) return 'open';
      const clauses = open.map(({ clause }) => clause);
      return best(
        [condition, opposite(condition)].map((each) => {
          const inCase = holding.with(each);
          return inCase && confidenceIn(inCase, clauses, search);
        }),
      );
    }
    last = next;
  }
  return worst([...failing, ...open].map((clause) => confidenceThatFails(clause, last, search)));
}

/** A clause that must not hold, and those of its conditions that do not follow from what holds: one of them must fail. */
interface OpenClause {
  readonly clause: Clause;
  readonly conditions: Clause;
}

interface Settled {
  readonly holding: Holding;
  /** Clauses with one condition that can fail, which therefore does. */
  readonly failing: readonly OpenClause[];
  readonly open: readonly OpenClause[];
}

/** @returns `undefined` if one of the clauses must hold */
function settle(from: Holding, forbidden: readonly Clause[]): Settled | undefined {
  let holding = from;
  const failing: OpenClause[] = [];
  let open: readonly OpenClause[] = forbidden.map((clause) => ({ clause, conditions: clause }));
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    const left: OpenClause[] = [];
    for (const { clause, conditions: possible } of open) {
      if (possible.some((condition) => holding.excludes(condition))) continue;
      const conditions = possible.filter((condition) => !holding.implies(condition));
      if (conditions.length > 1) {
        left.push({ clause, conditions });
      } else {
        const [only] = conditions;
        const next = only && holding.with(opposite(only));
        if (!next) return undefined;
        holding = next;
        failing.push({ clause, conditions });
        isSettled = false;
      }
    }
    open = left;
  }
  return { holding, failing, open };
}

/** How sure it is that a clause does not hold by accident where others hold. */
function confidenceThatFails({ clause, conditions }: OpenClause, holding: Holding, search: Search): Confidence {
  const confidence = best(conditions.map((condition) => confidenceThatIndependent(condition, holding, search)))!;
  return confidence === 'likely' && search.known.isKept(clause) ? 'certain' : confidence;
}

function confidenceThatIndependent(condition: SingleCondition, holding: Holding, { asked, known }: Search): Confidence {
  const related = asked.filter(({ subject }) => subject === condition.subject);
  const inAll = holding.about(condition.subject)!;
  if (related.length === 0) return canHoldUsually(inAll) ? 'likely' : 'open';
  const confidence = confidenceThatHolds(inAll) ?? 'open';
  const isUnlikely = related.every((held) => known.standTogether(held, condition));
  return confidence === 'open' && isUnlikely ? 'likely' : confidence;
}

function canApplyTogether({ clause: a }: ConditionalStatement, { clause: b }: ConditionalStatement): boolean {
  return a !== undefined && b !== undefined && withAll(holdingOf(a), b) !== undefined;
}

function isImplied(holding: Clause, clauses: readonly Clause[]): boolean {
  return clauses.some((clause) => isImpliedBy(clause, holding));
}

function isImpliedBy(clause: Clause, holding: Clause): boolean {
  const known = holdingOf(holding);
  return known !== undefined && clause.every((condition) => known.implies(condition));
}

function clausesOf(statements: readonly ConditionalStatement[]): readonly Clause[] {
  return statements.flatMap(({ clause }) => (clause ? [clause] : []));
}

function allows({ effect }: ConditionalStatement): boolean {
  return effect === 'Allow';
}

function denies({ effect }: ConditionalStatement): boolean {
  return effect === 'Deny';
}
