import type { AxisClass } from './axis';
import type { Comparison, Difference } from './difference';
import type { ComparedDocuments, ComparedStatement } from './statement';
import type { Judgement, Verdict } from './verdict';
import type { Selection } from '../evaluate/read';

const ORDER: readonly Verdict[] = ['gained', 'undecided', 'lost'];

/** Puts differences in order, and says the same only once. */
export function comparisonOf<D extends Difference & { readonly witness: unknown }>(
  { malformed }: ComparedDocuments,
  differences: readonly D[],
  complete: boolean,
): Comparison<D> {
  const distinct = new Map<string, D>();
  for (const difference of differences) {
    const key = JSON.stringify({ ...difference, unless: undefined, witness: undefined });
    const same = distinct.get(key);
    if (!same || difference.unless.length < same.unless.length) distinct.set(key, difference);
  }
  return {
    differences: [...distinct.values()].sort(
      (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.statement.index - b.statement.index,
    ),
    complete,
    malformed,
  };
}

export function explanationOf({
  verdict,
  cause,
  unless,
}: Judgement<ComparedStatement>): Pick<Difference, 'kind' | 'condition' | 'unless' | 'statement'> {
  return {
    kind: verdict,
    condition: cause.conditionBlock,
    unless: unless.flatMap(({ conditionBlock }) => (conditionBlock ? [conditionBlock] : [])),
    statement: cause.reference,
  };
}

/** @returns the entry by which a statement names a class; `undefined` for NotAction and the like, which name all others */
export function entryOf<T>(
  statement: ComparedStatement,
  { entries }: Selection<T>,
  { naming }: AxisClass<ComparedStatement>,
): T | undefined {
  const entry = naming.get(statement);
  return entry === undefined ? undefined : entries[entry];
}

export function exceptions<T>({ not, entries }: Selection<T>): readonly T[] {
  return not ? entries : [];
}
