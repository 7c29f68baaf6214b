import { wrapped } from './wrapped';
import { groupBy } from '../../../shared/group-by';
import type { AccessGraph, ArrowChange, Assuming, Grant, ResourceGroup } from '../../access-graph';
import { grouped } from '../../words/count';

/**
 * Where the parts of a graph stand: principals, the role, what it may do, and resources, in columns from left to right. The role
 * is as high as all of it, and resources as all that leads to them, so that arrows are straight and cross nothing. What changes
 * comes first. All in pixels of the drawing.
 */
interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly headings: readonly Heading[];
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

interface Heading {
  readonly x: number;
  /** The base line of the text. */
  readonly y: number;
  readonly text: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Stands over the lines, and says what is special about the box. */
  readonly mark?: string;
  /** Plain text. */
  readonly lines: readonly string[];
  readonly look: Look;
}

/** `strange`: not of this stack; `none`: stands for nothing. */
type Look = 'plain' | 'changed' | 'denied' | 'strange' | 'none';

export interface Arrow {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly look: Look;
}

export const LINE = 16;
export const PADDING = 8;
const BETWEEN = 10;
const ARROW = 40;
const MARGIN = 4;
const CHARACTER = 7.3;
const TOP = 30;
/** In characters. */
const WIDTHS = { principals: 32, role: 18, permissions: 30, resources: 36 };
/** Of resources of one kind. */
const MAX_NAMES = 5;

const MARKS: Readonly<Record<ArrowChange, string>> = { new: '+ NEW', eased: '▲ EASED' };

type Column = keyof typeof WIDTHS;

const X = columnsFrom(MARGIN);

export function layOutGraph(graph: AccessGraph): GraphLayout {
  const principals = stacked('principals', principalParts(graph), TOP);
  const groups = changedFirst(
    groupBy(changedFirst(graph.grants, isChanged), ({ resources }) => JSON.stringify(resources)),
    (grants) => grants.some(isChanged),
  );
  const right: Box[] = [];
  const arrows: Arrow[] = [];
  let y = TOP;
  for (const grants of groups) {
    const permissions = stacked('permissions', grants.map(permissionPart), y);
    const [resource] = stacked('resources', [resourcePart(grants[0]!.resources)], y) as [Box];
    const height = Math.max(bottomOf(permissions) - y, resource.height);
    right.push(...permissions, { ...resource, height });
    for (const box of permissions) arrows.push(...arrowsThrough(box));
    y += height + BETWEEN;
  }
  const foreign = stacked('permissions', graph.foreign.map(foreignPart), y);
  const bottom = Math.max(bottomOf(principals), bottomOf(right), bottomOf(foreign), TOP + 4 * LINE);
  const role: Box = {
    ...{ x: X.role, y: TOP, width: widthOf('role'), height: bottom - TOP, look: 'plain' },
    lines: wrapped(graph.roleName, WIDTHS.role),
  };
  return {
    width: X.resources + widthOf('resources') + MARGIN,
    height: bottom + MARGIN,
    headings: [
      { ...headingAt('principals'), text: 'Who may assume it' },
      { ...headingAt('role'), text: 'Role' },
      { ...headingAt('permissions'), text: 'What its policies say' },
      { ...headingAt('resources'), text: 'On what' },
    ],
    boxes: [...principals, role, ...right, ...foreign],
    arrows: [
      ...principals.flatMap((box) => (box.look === 'none' ? [] : [arrowBehind(box, X.role)])),
      ...arrows,
      ...foreign.map(arrowTo),
    ],
  };
}

function isChanged({ change }: Assuming | Grant): boolean {
  return change !== undefined;
}

function changedFirst<T>(all: readonly T[], is: (each: T) => boolean): T[] {
  return [...all.filter((each) => is(each)), ...all.filter((each) => !is(each))];
}

type Part = Pick<Box, 'mark' | 'lines' | 'look'>;

function principalParts({ principals }: AccessGraph): Part[] {
  if (principals.length === 0) return [{ lines: ['nobody'], look: 'none' }];
  return changedFirst(principals, isChanged).map(({ name, change }) => ({
    ...(change ? { mark: MARKS[change], look: 'changed' as const } : { look: 'plain' as const }),
    lines: wrapped(name, WIDTHS.principals),
  }));
}

function permissionPart({ actions, isDenied, isConditional, change }: Grant): Part {
  const lines = wrapped(`${actions}${isConditional ? ', if …' : ''}`, WIDTHS.permissions);
  if (isDenied) return { mark: '✕ NEVER', lines, look: 'denied' };
  return change ? { mark: MARKS[change], lines, look: 'changed' } : { lines, look: 'plain' };
}

function resourcePart(group: ResourceGroup): Part {
  const { names } = group;
  const shown = names.slice(0, MAX_NAMES).flatMap((name) => wrapped(name, WIDTHS.resources));
  const left = names.length - MAX_NAMES;
  const title = titleOf(group);
  return {
    ...(title !== '' && { mark: wrapped(title, WIDTHS.resources)[0]! }),
    lines: [...shown, ...(left > 0 ? [`and ${grouped(left)} more`] : [])],
    look: 'plain',
  };
}

export function titleOf({ allBut, kind }: ResourceGroup): string {
  return [...(allBut ? ['all but'] : []), ...(kind === undefined ? [] : [kind])].join(' ');
}

function foreignPart({ kind, name }: AccessGraph['foreign'][number]): Part {
  return { mark: `${kind} policy of others`, lines: wrapped(name, WIDTHS.permissions), look: 'strange' };
}

/** The parts in a column, one under the other. */
function stacked(column: Column, parts: readonly Part[], top: number): Box[] {
  const boxes: Box[] = [];
  for (const part of parts) {
    const height = (part.lines.length + (part.mark === undefined ? 0 : 1)) * LINE + 2 * PADDING;
    const y = boxes.length === 0 ? top : bottomOf(boxes) + BETWEEN;
    boxes.push({ ...part, x: X[column], y, width: widthOf(column), height });
  }
  return boxes;
}

function bottomOf(boxes: readonly Box[]): number {
  return Math.max(0, ...boxes.map(({ y, height }) => y + height));
}

/** From the role to what it may do, and on to the resource. */
function arrowsThrough(box: Box): Arrow[] {
  return [arrowTo(box), arrowBehind(box, X.resources)];
}

function arrowTo(box: Box): Arrow {
  return { from: X.role + widthOf('role'), to: box.x, y: box.y + box.height / 2, look: box.look };
}

function arrowBehind(box: Box, to: number): Arrow {
  return { from: box.x + box.width, to, y: box.y + box.height / 2, look: box.look };
}

function headingAt(column: Column) {
  return { x: X[column], y: TOP - BETWEEN };
}

function widthOf(column: Column): number {
  return Math.ceil(WIDTHS[column] * CHARACTER) + 2 * PADDING;
}

function columnsFrom(start: number): Readonly<Record<Column, number>> {
  let x = start;
  const at = (column: Column) => {
    const here = x;
    x += widthOf(column) + ARROW;
    return here;
  };
  return {
    principals: at('principals'),
    role: at('role'),
    permissions: at('permissions'),
    resources: at('resources'),
  };
}
