import type { Comparison, Difference, PermissionWitness, TrustWitness } from './difference';
import type { Judgement, DifferenceKind } from './judgement';
import { type ComparedDocuments, type ComparedStatement, MAX_CHARACTERS } from './statement';
import { groupBy } from '../../shared/group-by';
import type { Selection } from '../policy/policy';

const TOO_LARGE = `The documents have more than ${MAX_CHARACTERS} characters of names and conditions together`;
const TOO_ENTANGLED = 'The patterns of the documents overlap in more ways than can be looked at in reasonable time';

const ORDER: readonly DifferenceKind[] = ['gained', 'undecided', 'lost'];

/** What two statements say if they are the same but for the conditions under which the other document allows it too. */
type Row = Difference<DifferenceKind | 'unchanged'> & { readonly witness: PermissionWitness | TrustWitness };

/** What was found, in no order and with repetitions. */
export interface Found<D, U> {
  readonly differences: readonly D[];
  readonly withoutEffect: readonly D[];
  readonly unchanged: readonly U[];
  /** Whether all differences were found. */
  readonly isComplete: boolean;
}

/** Puts differences in order, and says the same only once. */
export function comparisonOf<D extends Difference<DifferenceKind> & Row, U extends Difference<'unchanged'> & Row>(
  { malformed, areAlike, areTooLarge }: ComparedDocuments,
  { differences, withoutEffect, unchanged, isComplete }: Found<D, U>,
): Comparison<D, U> {
  const reason = areTooLarge ? TOO_LARGE : TOO_ENTANGLED;
  return {
    differences: inOrder(differences),
    withoutEffect: inOrder(withoutEffect),
    unchanged: distinct(unchanged).sort((a, b) => a.statement.index - b.statement.index),
    malformed,
    incomplete: areAlike || (isComplete && !areTooLarge) ? undefined : reason,
  };
}

/** The same once, gains first. */
export function inOrder<D extends Difference<DifferenceKind> & Row>(differences: readonly D[]): readonly D[] {
  return distinct(differences).sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.statement.index - b.statement.index,
  );
}

export function explanationOf({
  kind,
  cause,
  unless,
  underConditions,
}: Judgement<ComparedStatement>): Pick<
  Difference<DifferenceKind>,
  'kind' | 'condition' | 'unless' | 'underConditions' | 'statement'
> {
  return {
    kind,
    condition: cause.conditionBlock,
    underConditions,
    unless: unless.flatMap(({ conditionBlock }) => (conditionBlock ? [conditionBlock] : [])),
    statement: cause.reference,
  };
}

export function exceptions<T>({ not, entries }: Selection<T>): readonly T[] {
  return not ? entries : [];
}

/** @returns one row for those that differ only in the examples they were found by, with the shortest example */
function distinct<R extends Row>(rows: readonly R[]): R[] {
  const alike = groupBy(rows, (row) =>
    JSON.stringify({ ...row, actions: undefined, unless: undefined, underConditions: undefined, witness: undefined }),
  );
  return alike.map(merged);
}

function merged<R extends Row>(rows: readonly R[]): R {
  const [first] = rows as readonly [R, ...R[]];
  // Of thousands of rows nearly all have the same list.
  const lists = new Set(rows.map(({ actions }) => actions));
  return {
    ...first,
    actions: [...new Set([...lists].flat())],
    // For some of what it is about nothing was allowed, and that is what counts.
    underConditions: rows.every(({ underConditions }) => underConditions),
    unless: rows.reduce((least, { unless }) => (unless.length < least.length ? unless : least), first.unless),
    witness: rows.reduce((shortest, { witness }) => (isShorter(witness, shortest) ? witness : shortest), first.witness),
  };
}

function isShorter(witness: Row['witness'], than: Row['witness']): boolean {
  return JSON.stringify(witness).length < JSON.stringify(than).length;
}
