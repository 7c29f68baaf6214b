import { groupBy } from '../../group-by';
import type { Access as Allowed, MatrixCell, MatrixRow, Place } from '../../iam/matrix';
import { type Block, fold, table } from '../block';
import { counted } from '../counted';
import { code, text } from '../markdown';
import type { Access } from '../model';

const SIGNS: Readonly<Record<Allowed, string>> = { allowed: '✅', conditional: '🔶', denied: '❌' };

/** What the role may and may not do, action by action, on the deployment's own resources and on others like them. */
export function matrixSection({ assessment }: Access, open: boolean): Block[] {
  if (!assessment || assessment.matrix.rows.length === 0) return [];
  const { places, rows, left } = assessment.matrix;
  const isSure = !rows.some(({ cells }) => cells.some((cell) => [cell?.now, cell?.before].includes('conditional')));
  const changes = rows.some(({ cells }) => cells.some((cell) => cell?.before && cell.before !== cell.now));
  const legend = [
    '✅ allowed · ❌ denied',
    ...(isSure ? [] : ['🔶 if its conditions hold']),
    ...(changes ? ['an arrow marks what changes'] : []),
  ].join(' · ');
  return [
    {
      ...table(
        ['Action', 'On', 'There', 'On any other'],
        rows.flatMap((row) => linesOf(row, places)),
        { weight: 'important', fold: fold('What the role may and may not do', open, legend) },
      ),
      foot: left > 0 ? ['', leftWords(left)] : [],
    },
  ];
}

function leftWords(left: number): string {
  return left === 1 ? '1 more action is allowed or named.' : `${counted(left, 'more action')} are allowed or named.`;
}

/** What is tried, with what comes of it there, and on others like it. Inline Markdown. */
interface Line {
  readonly words: string;
  readonly name?: string;
  readonly there: string;
  readonly elsewhere: string;
}

/** A row of the table for each kind of resource; only the first one names the action. */
function linesOf({ action, cells }: MatrixRow, places: readonly Place[]): string[][] {
  const tried = places.flatMap((place, index) => (cells[index] ? [{ place, sign: cellWords(cells[index]) }] : []));
  const own = tried.filter(({ place }) => place.isOwn);
  const others = tried.filter(({ place }) => !place.isOwn);
  const lines = own.map(({ place, sign }): Line => {
    const alike = others.filter((other) => isLike(other.place, place));
    return { words: place.words, name: place.name, there: sign, elsewhere: elsewhereWords(alike) };
  });
  const unnamed = others.filter((other) => !own.some(({ place }) => isLike(other.place, place)));
  const all = [
    ...mergedLines(lines),
    ...unnamed.map(({ place, sign }): Line => ({ words: place.words, there: '', elsewhere: sign })),
  ];
  return all.map(({ words, name, there, elsewhere }, index) => [
    index === 0 ? code(action) : '',
    [text(words), name].filter(Boolean).join(' '),
    there,
    elsewhere,
  ]);
}

/** Resources of one kind of which the same is true share a line. */
function mergedLines(lines: readonly Line[]): Line[] {
  return groupBy(lines, ({ words, there, elsewhere }) => JSON.stringify([words, there, elsewhere])).map((alike) => ({
    ...alike[0]!,
    name: alike.flatMap(({ name }) => (name === undefined ? [] : code(name))).join(', '),
  }));
}

function isLike(one: Place, other: Place): boolean {
  return Object.keys(one.arns).some((type) => type in other.arns);
}

/** One sign where it is the same on all others. */
function elsewhereWords(others: readonly { readonly place: Place; readonly sign: string }[]): string {
  const signs = new Set(others.map(({ sign }) => sign));
  return signs.size <= 1
    ? [...signs].join('')
    : others.map(({ place, sign }) => `${sign} ${text(place.words)}`).join(', ');
}

function cellWords(cell: MatrixCell | undefined): string {
  if (!cell) return '';
  const { now, before = now } = cell;
  return before === now ? SIGNS[now] : `${SIGNS[before]}\u00A0→\u00A0**${SIGNS[now]}**`;
}
