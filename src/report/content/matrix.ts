import {
  type Access as Allowed,
  type Matrix,
  MAX_OF_A_TYPE,
  type MatrixCell,
  type MatrixRow,
  type Place,
} from '../../iam/matrix';
import { groupBy } from '../../shared/group-by';
import { type Block, fold, table } from '../block';
import { counted } from '../counted';
import type { Access } from '../model';
import { code, text } from '../render/markdown';

const SIGNS: Readonly<Record<Allowed, string>> = { allowed: '✅', conditional: '🔶', undecided: '❔', denied: '❌' };

/**
 * What the role may and may not do, action by action, on the deployment's own resources and on others like them. Each cell
 * names its resources, so that nobody has to look up what a column is about.
 */
export function matrixSection({ assessment }: Access, open: boolean): Block[] {
  if (!assessment || assessment.matrix.rows.length === 0) return [];
  const { places, rows } = assessment.matrix;
  const has = (access: Allowed) =>
    rows.some(({ cells }) => cells.some((cell) => cell?.now === access || cell?.before === access));
  const legend = [
    '✅ allowed · ❌ denied',
    ...(has('conditional') ? ['🔶 if its conditions hold'] : []),
    ...(has('undecided') ? ['❔ AWS does not say'] : []),
    ...(rows.some(isChanged) ? ['changes come first, with an arrow'] : []),
  ].join(' · ');
  return [
    {
      ...table(['Action', 'On the resources named', 'On any other'], linesOf([...rows].sort(changedFirst), places), {
        weight: 'important',
        fold: fold('What the role may and may not do', open, legend),
      }),
      foot: footOf(assessment.matrix),
    },
  ];
}

/** What there was no room for. */
function footOf({ places, left }: Matrix): string[] {
  const kinds = groupBy(
    places.filter(({ isOwn }) => isOwn),
    ({ words }) => words,
  );
  const sentences = [
    ...(left > 0
      ? [`${counted(left, 'more action')} that the policy names ${left === 1 ? 'is' : 'are'} not shown.`]
      : []),
    ...(kinds.some(({ length }) => length >= MAX_OF_A_TYPE)
      ? [`Of each kind of resource, the first ${MAX_OF_A_TYPE} are shown.`]
      : []),
  ];
  return sentences.length > 0 ? ['', sentences.join(' ')] : [];
}

function changedFirst(a: MatrixRow, b: MatrixRow): number {
  return Number(isChanged(b)) - Number(isChanged(a));
}

function isChanged({ cells }: MatrixRow): boolean {
  return cells.some((cell) => cell?.before !== undefined && cell.before !== cell.now);
}

/** A line of the table for all actions of which the same is true. Inline Markdown. */
function linesOf(rows: readonly MatrixRow[], places: readonly Place[]): string[][] {
  const lines = rows.map(({ action, cells }) => {
    const tried = places.flatMap((place, index) => (cells[index] ? [{ place, sign: signOf(cells[index]) }] : []));
    return {
      action,
      own: triedWords(tried.filter(({ place }) => place.isOwn)),
      others: triedWords(tried.filter(({ place }) => !place.isOwn)),
    };
  });
  return groupBy(lines, ({ own, others }) => JSON.stringify([own, others])).map((alike) => [
    alike.map(({ action }) => code(action)).join('<br>'),
    alike[0]!.own,
    alike[0]!.others,
  ]);
}

/** What comes of an action at a place. */
interface Tried {
  readonly place: Place;
  readonly sign: string;
}

/** Resources of one kind of which the same is true stand together. */
function triedWords(tried: readonly Tried[]): string {
  return groupBy(tried, ({ place: { words }, sign }) => JSON.stringify([words, sign]))
    .map((alike) => {
      const [{ place, sign }] = alike as [Tried];
      const names = alike.flatMap(({ place: { name } }) => (name === undefined ? [] : code(name))).join(', ');
      return [sign, text(placeWords(place)), names].filter(Boolean).join(' ');
    })
    .join('<br>');
}

/** Of what no policy names and the deployment has none, there is no other. */
function placeWords({ words, isOwn, hasOwn, arns }: Place): string {
  if (Object.keys(arns).length === 0) return '(takes no resource)';
  return isOwn || hasOwn ? words : words.replace(/^another /, 'any ');
}

function signOf({ now, before = now }: MatrixCell): string {
  return before === now ? SIGNS[now] : `${SIGNS[before]}\u00A0→\u00A0${SIGNS[now]}`;
}
