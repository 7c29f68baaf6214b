import { after, before, type Cut, type Point, type Ranges } from './ranges';
import { readDate } from '../evaluate/condition/date';
import { type AddressRange, readAddress, readRange } from '../evaluate/condition/ip-address';
import { readNumber } from '../evaluate/condition/numeric';
import type { Comparison } from '../policy/condition-operator';

/** The texts that are numbers, dates or addresses of some ranges. */
export interface RangeSet {
  readonly kind: 'ranges';
  readonly scale: Scale;
  readonly ranges: Ranges<Point>;
}

/** How texts are read as points, and how these are written. */
interface Scale {
  readonly name: string;
  /** All points of it. */
  readonly all: Ranges<Point>;
  /** @returns `undefined` for a text that is none of its kind */
  read(text: string): Point | undefined;
  /** @returns `undefined` for a point that no text of a usual form stands for */
  write(point: Point): string | undefined;
}

const ALL_NUMBERS: Ranges<Point> = [before(-Infinity), after(Infinity)];

const NUMBERS: Scale = {
  name: 'numbers',
  all: ALL_NUMBERS,
  read: readNumber,
  write: (point) => String(point).replace('Infinity', '1e999'),
};

/** Milliseconds since 1970. */
const DATES: Scale = {
  name: 'dates',
  all: ALL_NUMBERS,
  read: readDate,
  write: (point) => {
    const seconds = Number(point) / 1000;
    if (Number.isSafeInteger(seconds)) return String(seconds);
    return Math.abs(seconds) < LAST_SECOND ? new Date(Number(point)).toISOString() : undefined;
  },
};

/** That of the year 9999, about. */
const LAST_SECOND = 250_000_000_000;

const IPV6_START = 2n ** 128n;

/** IPv4 addresses, and IPv6 addresses far behind them. */
const ADDRESSES: Scale = {
  name: 'addresses',
  all: [before(0n), before(2n ** 32n), before(IPV6_START), before(2n * IPV6_START)],
  read: (text) => {
    const address = readAddress(text);
    return address && pointOf(address);
  },
  write: (point) => (BigInt(point) < IPV6_START ? ipv4(Number(point)) : ipv6(BigInt(point) - IPV6_START)),
};

/**
 * The values that a condition with such an operator and this value takes.
 *
 * @returns `undefined` if the value can't be read, as nothing is equal to it
 */
export function rangeSetOf(comparison: Comparison, value: string): RangeSet | undefined {
  if (comparison === 'IpAddress') {
    const range = readRange(value);
    return range && { kind: 'ranges', scale: ADDRESSES, ranges: rangesOfAddresses(range) };
  }
  const scale = scaleOf(comparison);
  const bound = scale.read(value);
  if (bound === undefined) return undefined;
  const order = comparison.replace(/^(Numeric|Date)/, '') as keyof typeof ORDERS;
  return { kind: 'ranges', scale, ranges: ORDERS[order](bound) };
}

/** All texts that an operator can compare. */
export function wholeRangeSet(comparison: Comparison): RangeSet {
  const scale = scaleOf(comparison);
  return { kind: 'ranges', scale, ranges: scale.all };
}

function scaleOf(comparison: Comparison): Scale {
  if (comparison === 'IpAddress') return ADDRESSES;
  return comparison.startsWith('Date') ? DATES : NUMBERS;
}

const FIRST = before<Point>(-Infinity);
const LAST = after<Point>(Infinity);

const ORDERS = {
  Equals: (bound: Point) => between(before(bound), after(bound)),
  LessThan: (bound: Point) => between(FIRST, before(bound)),
  LessThanEquals: (bound: Point) => between(FIRST, after(bound)),
  GreaterThan: (bound: Point) => between(after(bound), LAST),
  GreaterThanEquals: (bound: Point) => between(before(bound), LAST),
} as const;

/** Less than the least is nothing. */
function between(from: Cut<Point>, to: Cut<Point>): Ranges<Point> {
  return from.at === to.at && from.isAfter === to.isAfter ? [] : [from, to];
}

function rangesOfAddresses(range: AddressRange): Ranges<Point> {
  const first = pointOf(range);
  return [before(first), before(first + 2n ** BigInt(range.bits - range.prefixLength))];
}

function pointOf({ bits, address }: AddressRange): bigint {
  return bits === 32 ? address : IPV6_START + address;
}

function ipv4(address: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(address / 2 ** bits) % 256).join('.');
}

function ipv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (address / 2n ** BigInt(16 * (7 - index))) % 65536n);
  return groups.map((group) => group.toString(16)).join(':');
}

/** More ranges are not looked at for examples. */
const MAX_RANGES = 16;

/** @returns texts of the set: ends of ranges, and what is next to them or amid them */
export function examplesOfRanges({ scale, ranges }: RangeSet): string[] {
  const examples: string[] = [];
  for (let index = 0; index < Math.min(ranges.length, 2 * MAX_RANGES); index += 2) {
    const [from, to] = [ranges[index]!.at, ranges[index + 1]!.at];
    const points = typeof from === 'bigint' ? [from] : pointsAround(from, Number(to));
    examples.push(...points.flatMap((point) => scale.write(point) ?? []));
  }
  return examples;
}

function pointsAround(from: number, to: number): number[] {
  return [from, to, from + 1, to - 1, (from + to) / 2, 0].filter((point) => !Number.isNaN(point));
}
