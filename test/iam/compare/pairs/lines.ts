import type { Chance } from './chance';

/** A line of a condition block, as text. */
export interface Line {
  readonly quantifier: '' | 'ForAllValues:' | 'ForAnyValue:';
  readonly operator: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** Operators that compare values of one kind, and what is known of these values. */
interface Kind {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly values: readonly string[];
  /** Another value that takes less, or as much. */
  narrower?(value: string, operator: string, chance: Chance): string;
  /** Other values that take the same together. */
  rewritten?(value: string, chance: Chance): readonly string[];
  /** Values of requests that are about as large as this one, or as a part of it. */
  near(value: string): readonly string[];
}

const SECOND = 1_000;

const TEXTS: Kind = {
  operators: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  keys: ['aws:username', 'aws:TagKeys', 'aws:SourceIp'],
  values: ['alice', 'Alice', 'bob', 'a*', '', '10.1.2.3', '${aws:userid}', "${aws:userid, 'bob'}"],
  near: (value) => [value, value.toUpperCase(), `${value}x`],
};

const PATTERNS: Kind = {
  operators: ['StringLike', 'StringNotLike'],
  keys: ['aws:username', 'aws:TagKeys', 'aws:SourceArn'],
  values: ['alice', 'a*', '*e', 'al*', '?*', '*', 'bob', 'b?b', 'arn:aws:*', '${aws:userid}*', 'a${*}'],
  narrower: (value, _, chance) =>
    value.includes('${*}') ? value : value.replace('*', () => chance.from(['*', 'x', '', '?', '?*', 'a*b', '*-'])),
  rewritten: (value) => [value.includes('${*}') ? value : value.replace('*', '**')],
  near: (value) => [
    ...[value, value.replaceAll(/[*?]/g, 'x'), value.replaceAll('*', ''), value.replaceAll('*', 'e:x-y')],
    value.replace('${aws:userid}', 'AIDA'),
  ],
};

const NUMBERS: Kind = {
  operators: [
    ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
    ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
  ],
  keys: ['s3:max-keys', 's3:signatureAge'],
  values: ['5', '7', '7.5', '10', '-3', '1e2', 'five'],
  narrower: (value, operator, chance) => shifted(value, operator, (by) => String(Number(value) + by), chance),
  rewritten: (value, chance) => [chance.from([value, `${value}.0`, `+${value}`, `0${value}`])].filter(isNumber),
  near: (value) => (isNumber(value) ? [0, 1, -1, 0.25].map((by) => String(Number(value) + by)) : [value]),
};

const DATES: Kind = {
  operators: [
    ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals'],
    ...['DateGreaterThan', 'DateGreaterThanEquals'],
  ],
  keys: ['aws:CurrentTime', 'aws:EpochTime'],
  values: ['2026-11-25T00:00:00Z', '2026-11-25', '2026-12', '1795564800', '2027-01-01T00:00:00+01:00', 'yesterday'],
  narrower: (value, operator, chance) =>
    shifted(value, operator, (by) => String((timeOf(value) + by * SECOND * 60) / SECOND), chance),
  rewritten: (value, chance) =>
    chance.from([[String(timeOf(value) / SECOND)], [new Date(timeOf(value)).toISOString()], [value]]),
  near: (value) =>
    Number.isNaN(timeOf(value))
      ? [value]
      : [0, 1, -1].flatMap((by) => [
          String(timeOf(value) / SECOND + by),
          new Date(timeOf(value) + by * SECOND).toISOString(),
        ]),
};

const ADDRESSES: Kind = {
  operators: ['IpAddress', 'NotIpAddress'],
  keys: ['aws:SourceIp', 'aws:VpcSourceIp'],
  values: [
    ...['10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '11.0.0.0/8', '0.0.0.0/0', '10.0.0.0/9', '10.128.0.0/9'],
    ...['2001:db8::/32', '2001:db8:1::/48', '::/0', '2001:db8:0:0::1', 'nowhere'],
  ],
  narrower: (value, _, chance) => chance.from(halvesOf(value)),
  rewritten: (value, chance) => (chance.once(2) ? halvesOf(value) : [value, ...halvesOf(value).slice(1)]),
  near: (value) => endsOf(value),
};

const ARNS: Kind = {
  operators: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
  keys: ['aws:SourceArn'],
  values: [
    ...['arn:aws:iam::123456789012:user/*', 'arn:aws:iam::123456789012:user/alice', 'arn:aws:iam::*:user/a?*'],
    ...['arn:aws:s3:::models*', 'arn:*:*:*:*:*', 'arn:aws:iam::123456789012:user/${aws:userid}', '*', 'arn:aws:s3'],
  ],
  narrower: (value, _, chance) =>
    value.split(':').length < 6 ? value : value.replace('*', () => chance.from(['*', 'x', '?', '?*'])),
  near: (value) => [
    ...[value, value.replaceAll(/[*?]/g, 'x'), value.replaceAll('*', '')],
    ...['arn:aws:iam::123456789012:user/AIDA', 'arn:aws:iam::210987654321:user/alice'],
  ],
};

const BOOLEANS: Kind = {
  operators: ['Bool'],
  keys: ['aws:SecureTransport', 'aws:MultiFactorAuthPresent'],
  values: ['true', 'false', 'True', 'maybe', '${aws:userid}'],
  rewritten: (value) => [/^(true|false)$/i.test(value) ? value.toUpperCase() : value],
  near: () => ['true', 'false', 'TRUE', 'maybe'],
};

const BYTES: Kind = {
  operators: ['BinaryEquals'],
  keys: ['aws:Binary'],
  values: ['QQ==', 'QQ', 'AAEC', '???'],
  near: (value) => [value, `${value}=`],
};

const KINDS: readonly Kind[] = [TEXTS, PATTERNS, NUMBERS, DATES, ADDRESSES, ARNS, BOOLEANS, BYTES];
const KEYS = [...new Set(KINDS.flatMap(({ keys }) => keys))];
const OPERATORS = KINDS.flatMap((kind) => kind.operators.map((operator) => ({ kind, operator })));

/** By name, for tests of each. `Null` is beside them. */
export const OPERATOR_NAMES: readonly string[] = OPERATORS.map(({ operator }) => operator);

/** @param operator of the line; one of all by default */
export function drawLine(chance: Chance, operator?: string): Line {
  if (operator === 'Null' || (operator === undefined && chance.once(10))) return nullLine(chance);
  const drawn = operator === undefined ? chance.from(OPERATORS) : OPERATORS.find((each) => each.operator === operator)!;
  const quantifier = chance.from(['', '', '', 'ForAllValues:', 'ForAnyValue:'] as const);
  return {
    quantifier,
    operator: drawn.operator,
    ifExists: chance.once(4),
    // Which keys have several values is a matter of the service: a few are enough, so that lines meet.
    key: quantifier !== '' && chance.once(2) ? 'aws:TagKeys' : chance.from(drawn.kind.keys),
    values: chance.some(drawn.kind.values, chance.once(30) ? 0 : 1, 3),
  };
}

function nullLine(chance: Chance): Line {
  return {
    ...{ quantifier: '', operator: 'Null', ifExists: false },
    ...{ key: chance.from(KEYS), values: chance.some(['true', 'false'], 1, chance.once(5) ? 2 : 1) },
  };
}

/** A line that takes less, or as much. */
export function narrowerLine(line: Line, chance: Chance): Line {
  if (line.operator === 'Null') return line;
  const kind = kindOf(line);
  const isNegated = line.operator.includes('Not');
  // To exclude more is to take less.
  if (isNegated) return { ...line, values: [...line.values, ...chance.some(kind.values.filter(isReadable), 0, 2)] };
  const values = chance
    .some(line.values, line.values.length > 0 ? 1 : 0)
    .map((value) => (chance.once(3) ? value : (kind.narrower?.(value, line.operator, chance) ?? value)));
  return { ...line, values, ifExists: line.ifExists && chance.once(2) };
}

/** Lines that take the same together: each must hold. */
export function rewrittenLine(line: Line, chance: Chance): Line {
  if (line.operator === 'Null') return { ...line, values: [...line.values, ...line.values.slice(1)] };
  const { rewritten } = kindOf(line);
  const values = line.values.flatMap((value) => {
    const others = isReadable(value) ? rewritten?.(value, chance) : undefined;
    return others && others.length > 0 ? others : [value];
  });
  const isNegated = line.operator.includes('Not');
  return {
    ...line,
    operator: SYNONYMS[line.operator] ?? line.operator,
    // Where a missing key is no case of its own, or counts already.
    ifExists: line.quantifier !== '' || isNegated ? !line.ifExists : line.ifExists,
    values: [...chance.some(values, values.length), ...values.slice(0, chance.below(2))],
  };
}

const SYNONYMS: Readonly<Record<string, string>> = {
  ArnEquals: 'ArnLike',
  ArnLike: 'ArnEquals',
  ArnNotEquals: 'ArnNotLike',
  ArnNotLike: 'ArnNotEquals',
};

/** Values of requests on which the line may turn. */
export function valuesNear(line: Line): readonly string[] {
  const usual = ['', 'zzz', '10.1.2.4', 'true', '6', '1795564800'];
  return [...usual, ...(line.operator === 'Null' ? [] : line.values.flatMap((value) => kindOf(line).near(value)))];
}

function kindOf({ operator }: Line): Kind {
  return OPERATORS.find((each) => each.operator === operator)!.kind;
}

/** Whether a value of the lists above can be compared. */
function isReadable(value: string): boolean {
  return !['five', 'yesterday', 'nowhere', 'maybe', '???', 'arn:aws:s3'].includes(value) && value !== '*';
}

/** A bound farther inside; what must be equal stays. */
function shifted(value: string, operator: string, shift: (by: number) => string, chance: Chance): string {
  if (!isReadable(value) || operator.endsWith('NotEquals') || /^(Numeric|Date)Equals$/.test(operator)) return value;
  return shift((operator.includes('Less') ? -1 : 1) * chance.below(4));
}

function isNumber(text: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e\d+)?$/.test(text);
}

function timeOf(value: string): number {
  return /^\d+$/.test(value) ? Number(value) * SECOND : Date.parse(value);
}

/** Of a range of addresses of these lists. */
function halvesOf(range: string): readonly string[] {
  const [address, length] = range.split('/') as [string, string | undefined];
  if (!isReadable(range) || length === undefined) return [range];
  const next = Number(length) + 1;
  return [`${address}/${next}`, `${withBit(address, Number(length))}/${next}`];
}

/** @returns the address with a bit set that is not, counted from its start */
function withBit(address: string, bit: number): string {
  if (!address.includes(':')) {
    const octets = address.split('.').map(Number);
    octets[Math.floor(bit / 8)]! += 2 ** (7 - (bit % 8));
    return octets.join('.');
  }
  const groups = groupsOf(address);
  groups[Math.floor(bit / 16)]! += 2 ** (15 - (bit % 16));
  return groups.map((group) => group.toString(16)).join(':');
}

function groupsOf(address: string): number[] {
  const [head, tail] = address.split('::').map((half) => half.split(':').filter((group) => group !== '')) as [
    string[],
    string[] | undefined,
  ];
  const missing = 8 - head.length - (tail?.length ?? 0);
  return [...head, ...new Array<string>(missing).fill('0'), ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
}

function endsOf(range: string): readonly string[] {
  const address = range.split('/')[0]!;
  if (address === 'nowhere') return ['nowhere'];
  const last = halvesOf(range).at(-1)!.split('/')[0]!;
  return [address, last, address.includes(':') ? '2001:db9::1' : '9.255.255.255', '12.0.0.0', '::1'];
}
