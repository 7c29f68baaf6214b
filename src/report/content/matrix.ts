import type { Access as Allowed, MatrixCell } from '../../iam/matrix/cell';
import type { BoundaryState, Matrix, MatrixRow, UnplacedEntry } from '../../iam/matrix/matrix';
import type { CutType } from '../../iam/matrix/named-places';
import { type Place, placeAt } from '../../iam/matrix/place';
import { groupBy } from '../../shared/group-by';
import { type Block, table } from '../block';
import { BREAK, code, icon, type Inline, joined, type Part, type Words, words } from '../inline';
import { counted } from '../words/count';
import type { Stage } from '../words/stage';

export const SIGNS: Readonly<Record<Allowed, string>> = {
  allowed: '✅',
  conditional: '🔶',
  undecided: '❔',
  denied: '❌',
};

/** What becomes of conditions, so that it looks different from none that change. */
const CONDITIONS: Readonly<Record<NonNullable<MatrixCell['conditions']>, readonly [word: string, meaning: string]>> = {
  eased: ['wider', 'its conditions hold in more cases'],
  tightened: ['narrower', 'its conditions hold in fewer cases'],
  changed: ['other conditions', 'its conditions hold in other cases, or it is not known in which'],
};

const BOUNDARY: Readonly<Record<Exclude<BoundaryState, 'none'>, string>> = {
  counted: 'within the permissions boundary',
  'not-looked-at': 'boundary not looked at',
};

const TITLES: Readonly<Record<Stage, string>> = {
  planned: 'What the role can and cannot do',
  applied: 'What the role can and cannot do',
  unfinished: 'What the role was to be able to do',
};

/** In one cell, each on a line. Of more resources, it is said how many there are; more actions run on. */
const MAX_NAMES = 10;

/**
 * What the role can and cannot do, action by action, on the deployment's own resources and on others like them. Each cell
 * names its resources, so that nobody has to look up what a column is about.
 */
export function matrixSection(
  matrix: Matrix,
  open: boolean,
  { stage = 'planned', isGone = false }: { readonly stage?: Stage; readonly isGone?: boolean } = {},
): Block[] {
  const { places, rows, boundary, cut = [] } = matrix;
  if (rows.length === 0) return [];
  const has = (access: Allowed) =>
    rows.some(({ cells }) => cells.some((cell) => cell?.now === access || cell?.before === access));
  const legend = [
    '✅ allowed · ❌ not allowed',
    ...(has('conditional') ? ['🔶 if its conditions hold'] : []),
    ...Object.entries(CONDITIONS).flatMap(([change, [word, meaning]]) =>
      rows.some(({ cells }) => cells.some((cell) => cell?.conditions === change))
        ? [`🔶 → 🔶 ${word}: ${meaning}`]
        : [],
    ),
    ...(has('undecided') ? ['❔ AWS does not say'] : []),
    ...(rows.some(({ cells }) => cells.some((cell) => cell?.byBoundary))
      ? ['(boundary) the policy allows more, its permissions boundary does not']
      : []),
    ...(rows.some(isChanged) ? ['changes come first, with an arrow'] : []),
    ...(boundary === 'none' ? [] : [BOUNDARY[boundary]]),
  ].join(' · ');
  const told = places.map((place) => toldApart(place, cut, places));
  return [
    table(['Action', 'On the resources named', 'On any other'], linesOf([...rows].sort(changedFirst), told), {
      weight: 'important',
      facts: { kind: 'matrix', matrix: { ...matrix, places: told } },
      fold: { title: isGone && stage === 'applied' ? 'What the role could do' : TITLES[stage], more: legend, open },
      note: noteOn(matrix),
    }),
  ];
}

/** What there was no room for, and what no row can be about. */
function noteOn({ places, rows, cut = [], left, leftChanged, unplaced = [] }: Matrix): string | undefined {
  const services = places.flatMap(({ arns }) => Object.keys(arns).flatMap((key) => /^(.+):\*$/.exec(key)?.[1] ?? []));
  const byName = [...new Set(services)].slice(0, MAX_NAMES);
  const changed =
    leftChanged === 0
      ? ''
      : leftChanged === left
        ? left === 1
          ? ', and it changes too'
          : ', and all of these change too'
        : `, and ${leftChanged} of these change${leftChanged === 1 ? 's' : ''} too`;
  const sentences = [
    ...(left > 0
      ? [
          `${rows.length} of ${counted(rows.length + left, 'action')} shown, those that change first; ${left} more ${left === 1 ? 'is' : 'are'} not${changed}.`,
        ]
      : []),
    ...Object.entries(UNPLACED).flatMap(([why, sentence]) => {
      const entries = unplaced.filter((each) => each.why === why);
      return entries.length > 0 ? [`${sentence}: ${entriesText(entries)}.`] : [];
    }),
    ...(byName.length > 0
      ? [
          `Which resources the actions of ${byName.join(', ')} are about is not known here: each is tried on all that the policies name of the service.`,
        ]
      : []),
    ...cut.map(
      ({ words: kind, shown, all }) =>
        `${shown} of ${counted(all, kind)} shown, those that change first; nothing is said of the other ${all - shown}.`,
    ),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

const UNPLACED: Readonly<Record<UnplacedEntry['why'], string>> = {
  'many-services':
    'Of these patterns, which take in many services, the table has only the services that are known here in full',
  unknown: 'Not in the table, because no such action is known here',
};

/** What changes first. */
function entriesText(all: readonly UnplacedEntry[]): string {
  const entries = [...all].sort((a, b) => Number(b.isChanged) - Number(a.isChanged));
  const named = entries.slice(0, MAX_NAMES).map(({ entry, isChanged: is }) => (is ? `${entry} (changes)` : entry));
  const cut = entries.slice(MAX_NAMES);
  const changing = cut.filter((each) => each.isChanged).length;
  const more = cut.length === 0 ? '' : ` and ${cut.length} more${changing > 0 ? ` (${changing} of these change)` : ''}`;
  return `${named.join(', ')}${more}`;
}

function changedFirst(a: MatrixRow, b: MatrixRow): number {
  return Number(isChanged(b)) - Number(isChanged(a));
}

function isChanged({ cells }: MatrixRow): boolean {
  return cells.some((cell) => cell !== undefined && isChangedCell(cell));
}

function isChangedCell({ before, now, conditions }: MatrixCell): boolean {
  return before !== undefined && (before !== now || conditions !== undefined);
}

/** A line of the table for all actions of which the same is true. */
function linesOf(rows: readonly MatrixRow[], places: readonly Place[]): Words[][] {
  const lines = rows.map(({ action, cells }) => {
    const tried = places.flatMap((place, index) =>
      cells[index] ? [triedAt(placeAt(place, action), cells[index])] : [],
    );
    return {
      action,
      own: triedWords(tried.filter(({ place }) => place.isOwn)),
      others: triedWords(tried.filter(({ place }) => !place.isOwn)),
    };
  });
  return groupBy(lines, ({ own, others }) => JSON.stringify([own, others])).map((alike) => {
    const actions = alike.map(({ action }) => code(action));
    return [joined(actions, actions.length > MAX_NAMES ? ', ' : BREAK), alike[0]!.own, alike[0]!.others];
  });
}

/** What comes of an action at a place. */
interface Tried {
  readonly place: Place;
  readonly sign: string;
  readonly now: Allowed;
  readonly isChanged: boolean;
  readonly byBoundary: boolean;
}

function triedAt(place: Place, cell: MatrixCell): Tried {
  return {
    place,
    sign: signOf(cell),
    now: cell.now,
    isChanged: isChangedCell(cell),
    byBoundary: cell.byBoundary ?? false,
  };
}

/** What is gained comes before what is lost, and that before what stays. */
function urgencyOf({ isChanged: is, now }: Tried): number {
  return is ? (now === 'denied' ? 1 : 2) : 0;
}

/** Resources of one kind of which the same is true stand together, what changes first. */
function triedWords(tried: readonly Tried[]): Words {
  const groups = groupBy(tried, ({ place: { words: kind }, sign, byBoundary }) =>
    JSON.stringify([kind, sign, byBoundary]),
  );
  const lines = [...groups]
    .sort(([a], [b]) => urgencyOf(b!) - urgencyOf(a!))
    .map((alike) => {
      const [{ place, sign, byBoundary }] = alike as [Tried];
      // A pattern takes in more than a name, so it is not what is left out.
      const all = alike.flatMap(({ place: { name } }) => name ?? []);
      const broadest = [...all.filter(isNamePattern), ...all.filter((name) => !isNamePattern(name))];
      const names = (all.length > MAX_NAMES ? broadest : all).map((name) => code(name));
      return words`${icon(sign)} ${placeWords(place)}${namesWords(names)}${byBoundary ? ' (boundary)' : ''}`;
    });
  return joined(lines, BREAK);
}

function isNamePattern(name: string): boolean {
  return /[*?]/.test(name);
}

function namesWords(names: readonly Inline[]): Part {
  if (names.length === 0) return '';
  const more = names.length - MAX_NAMES;
  return words` ${joined(names.slice(0, MAX_NAMES), ', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Of what no policy names and the deployment has none, there is no other. */
export function placeWords({ words: kind, isOwn, hasOwn, arns }: Place): string {
  if (Object.keys(arns).length === 0) return '(takes no resource)';
  return isOwn || hasOwn ? kind : kind.replace(/^another /, 'any ');
}

/** That something is denied on another one must not pass for one of those that were cut, or that a pattern takes in. */
function toldApart(place: Place, cut: readonly CutType[], places: readonly Place[]): Place {
  const [, kind] = /^another (.+)$/s.exec(place.words) ?? [];
  const isPattern = ({ name = '', arns }: Place) =>
    Object.keys(arns).some((type) => type in place.arns && (type === 's3:object' ? /^[^/]*[*?]/ : /[*?]/).test(name));
  if (kind === undefined || !(cut.some(({ type }) => type in place.arns) || places.some(isPattern))) return place;
  return { ...place, words: `any ${kind} that no policy names` };
}

function signOf({ now, before = now, conditions }: MatrixCell): string {
  if (conditions) return `${SIGNS[now]}\u00A0→\u00A0${SIGNS[now]}\u00A0${CONDITIONS[conditions][0]}:`;
  return before === now ? SIGNS[now] : `${SIGNS[before]}\u00A0→\u00A0${SIGNS[now]}`;
}
