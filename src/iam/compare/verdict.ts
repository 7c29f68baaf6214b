/**
 * What a change means for the requests of one class, to which the same statements apply, before and after, if only their
 * conditions hold. Conditions are taken as opaque: two are the same or have nothing to do with each other.
 */
export type Verdict = 'gained' | 'lost' | 'undecided';

export interface ConditionalStatement {
  readonly reference: { readonly document: 'before' | 'after' };
  readonly effect: 'Allow' | 'Deny';
  /** All of them must hold; texts that are the same for the same condition. */
  readonly conditions: readonly string[];
}

export interface Judgement<S extends ConditionalStatement> {
  readonly verdict: Verdict;
  /** The statement that makes the difference: one that allows in one document only, or one that denies in the other. */
  readonly cause: S;
  /** The statements that allow the same in the other document if their conditions hold. */
  readonly unless: readonly S[];
}

/**
 * @param statements all that apply to the requests, of both documents
 * @returns `undefined` if the same requests are allowed before and after, whichever conditions hold
 */
export function judge<S extends ConditionalStatement>(statements: readonly S[]): Judgement<S> | undefined {
  const before = statements.filter(({ reference }) => reference.document === 'before');
  const after = statements.filter(({ reference }) => reference.document === 'after');
  const gained = causeOfGain(before, after);
  const lost = causeOfGain(after, before);
  if (gained) return { verdict: lost ? 'undecided' : 'gained', ...gained };
  return lost && { verdict: 'lost', ...lost };
}

/**
 * Looks for a request that is allowed after and not before. If there is one at all, there is one for which nothing holds but
 * the conditions of one statement that allows after (and of one that denied before): all else only denies after or allows
 * before.
 */
function causeOfGain<S extends ConditionalStatement>(
  before: readonly S[],
  after: readonly S[],
): Omit<Judgement<S>, 'verdict'> | undefined {
  const deniesAfter = after.filter(denies);
  const allowsBefore = before.filter(allows);
  const open = after.filter(allows).filter(({ conditions }) => !someHolds(deniesAfter, new Set(conditions)));

  const newlyAllowing = open.find(({ conditions }) => !someHolds(allowsBefore, new Set(conditions)));
  if (newlyAllowing) return { cause: newlyAllowing, unless: allowsBefore };

  const noLongerDenying = before
    .filter(denies)
    .find((denial) =>
      open.some(({ conditions }) => !someHolds(deniesAfter, new Set([...conditions, ...denial.conditions]))),
    );
  return noLongerDenying && { cause: noLongerDenying, unless: [] };
}

function someHolds(statements: readonly ConditionalStatement[], holding: ReadonlySet<string>): boolean {
  return statements.some(({ conditions }) => conditions.every((condition) => holding.has(condition)));
}

function allows({ effect }: ConditionalStatement): boolean {
  return effect === 'Allow';
}

function denies({ effect }: ConditionalStatement): boolean {
  return effect === 'Deny';
}
