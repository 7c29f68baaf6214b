/** What can be in order: numbers, or whole numbers of any size. */
export type Point = number | bigint;

/** A place on the line of all points: just before one of them, or just after it. */
export interface Cut<P extends Point> {
  readonly at: P;
  readonly isAfter: boolean;
}

/** A set of points: the cuts where it begins and where it ends by turns, in order. */
export type Ranges<P extends Point> = readonly Cut<P>[];

export function before<P extends Point>(at: P): Cut<P> {
  return { at, isAfter: false };
}

export function after<P extends Point>(at: P): Cut<P> {
  return { at, isAfter: true };
}

export function union<P extends Point>(a: Ranges<P>, b: Ranges<P>): Ranges<P> {
  return combined(a, b, (inA, inB) => inA || inB);
}

export function intersection<P extends Point>(a: Ranges<P>, b: Ranges<P>): Ranges<P> {
  return combined(a, b, (inA, inB) => inA && inB);
}

export function difference<P extends Point>(a: Ranges<P>, b: Ranges<P>): Ranges<P> {
  return combined(a, b, (inA, inB) => inA && !inB);
}

export function covers<P extends Point>(ranges: Ranges<P>, point: P): boolean {
  const passed = ranges.filter(({ at, isAfter }) => (isAfter ? at < point : at <= point));
  return passed.length % 2 === 1;
}

/** Goes through the cuts of both from the lowest to the highest. */
function combined<P extends Point>(
  a: Ranges<P>,
  b: Ranges<P>,
  keep: (inA: boolean, inB: boolean) => boolean,
): Ranges<P> {
  const cuts: Cut<P>[] = [];
  let [indexA, indexB, isInside] = [0, 0, false];
  while (indexA < a.length || indexB < b.length) {
    const [cutA, cutB] = [a[indexA], b[indexB]];
    const next = !cutB || (cutA && order(cutA, cutB) <= 0) ? cutA! : cutB;
    if (cutA && order(cutA, next) === 0) indexA++;
    if (cutB && order(cutB, next) === 0) indexB++;
    if (keep(indexA % 2 === 1, indexB % 2 === 1) !== isInside) {
      isInside = !isInside;
      cuts.push(next);
    }
  }
  return cuts;
}

function order<P extends Point>(a: Cut<P>, b: Cut<P>): number {
  if (a.at === b.at) return Number(a.isAfter) - Number(b.isAfter);
  return a.at < b.at ? -1 : 1;
}
