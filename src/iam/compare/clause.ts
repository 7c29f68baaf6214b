import {
  type KeyCondition,
  type SingleCondition,
  canHold,
  opposite,
  singleCondition,
  together,
} from './single-condition';
import type { WellFormedCondition } from '../policy/well-formed';

/** Conditions that must hold together. None of them is always true. */
export type Clause = readonly SingleCondition[];

/**
 * The conditions of a statement: its lines must hold together.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 *
 * @param others conditions of the statement besides
 * @returns `undefined` if they never hold
 */
export function clauseOf(
  conditions: readonly WellFormedCondition[],
  variables: boolean,
  others: readonly SingleCondition[],
): Clause | undefined {
  const all = [...conditions.map((condition) => singleCondition(condition, variables)), ...others];
  const clause = distinct(all).filter((condition) => canHold(opposite(condition)));
  return holdingOf(clause) && clause;
}

/** @returns the conditions of both; `undefined` if they never hold together */
export function clauseOfBoth(one: Clause | undefined, other: Clause | undefined): Clause | undefined {
  const clause = one && other && distinct([...one, ...other]);
  return clause && holdingOf(clause) && clause;
}

/** @returns the same for the same conditions in another order */
export function idOfClause(clause: Clause | undefined): string {
  return JSON.stringify(clause?.map(({ id }) => id).sort());
}

function distinct(conditions: Clause): Clause {
  return [...new Map(conditions.map((condition) => [condition.id, condition])).values()];
}

const HOLDING = new WeakMap<Clause, { readonly holding?: Holding }>();

/** @returns what holds where a clause does; `undefined` if it is known that its conditions can't hold together */
export function holdingOf(clause: Clause): Holding | undefined {
  let known = HOLDING.get(clause);
  if (!known) HOLDING.set(clause, (known = { holding: withAll(new Holding(), clause) }));
  return known.holding;
}

export function withAll(holding: Holding | undefined, clause: Clause): Holding | undefined {
  return clause.reduce((known, condition) => known?.with(condition), holding);
}

/** What is known to hold, key by key. It can hold, as far as that is known. */
export class Holding {
  constructor(private readonly bySubject: ReadonlyMap<string, KeyCondition> = new Map()) {}

  about(subject: string): KeyCondition | undefined {
    return this.bySubject.get(subject);
  }

  /** @returns `undefined` if the condition can't hold besides */
  with(condition: KeyCondition): Holding | undefined {
    const both = this.joinedWith(condition);
    return both && new Holding(new Map(this.bySubject).set(condition.subject, both));
  }

  implies(condition: SingleCondition): boolean {
    if (this.about(condition.subject) === condition) return true;
    return this.excludes(opposite(condition));
  }

  excludes(condition: KeyCondition): boolean {
    return this.joinedWith(condition) === undefined;
  }

  private joinedWith(condition: KeyCondition): KeyCondition | undefined {
    const own = this.about(condition.subject);
    if (own) return joined(own, condition);
    return canHold(condition) ? condition : undefined;
  }
}

const JOINED = new WeakMap<KeyCondition, Map<KeyCondition, KeyCondition | undefined>>();

/**
 * The same are asked about again and again.
 *
 * @returns `undefined` if they can't hold together
 */
function joined(a: KeyCondition, b: KeyCondition): KeyCondition | undefined {
  let known = JOINED.get(a);
  if (!known) JOINED.set(a, (known = new Map()));
  if (!known.has(b)) {
    const both = together(a, b);
    known.set(b, canHold(both) ? both : undefined);
  }
  return known.get(b);
}
