import type { Access, MatrixCell } from '../../../iam/matrix/cell';
import type { Matrix, MatrixRow } from '../../../iam/matrix/matrix';
import { type Place, placeAt } from '../../../iam/matrix/place';
import { groupBy } from '../../../shared/group-by';
import { placeWords } from '../../content/matrix';

/** An action on resources of one kind, of which the same is true. */
export interface AccessRow {
  readonly action: string;
  /** In words. */
  readonly kind: string;
  /** From outside. */
  readonly names: readonly string[];
  readonly cell: MatrixCell;
  readonly change: AccessChange;
}

/** What becomes of the access; what was not there before is all new. */
export type AccessChange = 'new' | 'wider' | 'narrower' | 'gone' | 'other' | 'none';

/** What a reader must not miss comes first. */
const ORDER: readonly AccessChange[] = ['new', 'wider', 'other', 'narrower', 'gone', 'none'];

export function accessRows({ places, rows }: Matrix): AccessRow[] {
  const all = rows.flatMap((row) => rowsOf(row, places));
  return ORDER.flatMap((change) => all.filter((row) => row.change === change));
}

function rowsOf({ action, cells }: MatrixRow, places: readonly Place[]): AccessRow[] {
  const tried = places.flatMap((place, index) =>
    cells[index] ? [{ place: placeAt(place, action), cell: cells[index] }] : [],
  );
  return groupBy(tried, ({ place, cell }) => JSON.stringify([place.words, place.isOwn, cell])).map((alike) => {
    const [{ place, cell }] = alike as [(typeof tried)[number]];
    const names = alike.flatMap(({ place: { name } }) => (name === undefined ? [] : [name]));
    return { action, kind: placeWords(place), names, cell, change: changeOf(cell) };
  });
}

const RANKS: Readonly<Record<Access, number>> = { denied: 0, undecided: 1, conditional: 2, allowed: 3 };

/** Where there was no policy, nothing is said to be new: all of it is. */
function changeOf({ before, now, conditions }: MatrixCell): AccessChange {
  if (before === undefined || (before === now && !conditions)) return 'none';
  if (conditions) return { eased: 'wider', tightened: 'narrower', changed: 'other' }[conditions] as AccessChange;
  if (before === 'undecided' || now === 'undecided') return 'other';
  if (RANKS[now] > RANKS[before]) return before === 'denied' ? 'new' : 'wider';
  return now === 'denied' ? 'gone' : 'narrower';
}
