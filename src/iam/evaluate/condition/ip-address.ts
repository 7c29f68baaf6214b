import { comparing } from './value-test';

/** A range of addresses; a single address is a range of its own. */
export interface AddressRange {
  readonly bits: 32 | 128;
  /** The first one. */
  readonly address: bigint;
  readonly prefixLength: number;
}

/**
 * An address of one version is in no range of the other. A request comes from one address, never from a range.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_IPAddress
 */
export const ipAddress = comparing(readRange, contains, readAddress);

function contains(inner: AddressRange, outer: AddressRange): boolean {
  if (inner.bits !== outer.bits || inner.prefixLength < outer.prefixLength) return false;
  const size = 2n ** BigInt(outer.bits - outer.prefixLength);
  return inner.address / size === outer.address / size;
}

export function readAddress(text: string): AddressRange | undefined {
  const range = readRange(text);
  return range?.prefixLength === range?.bits ? range : undefined;
}

export function readRange(text: string): AddressRange | undefined {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text);
  if (!match) return undefined;

  const bits = match[1]!.includes(':') ? 128 : 32;
  const address = bits === 128 ? readIpv6(match[1]!) : readIpv4(match[1]!);
  const prefixLength = match[2] === undefined ? bits : Number(match[2]);
  if (address === undefined || prefixLength > bits) return undefined;
  const size = 2n ** BigInt(bits - prefixLength);
  return { bits, address: address - (address % size), prefixLength };
}

function readIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  const valid = octets.length === 4 && octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) < 256);
  return valid ? octets.reduce((address, octet) => address * 256n + BigInt(octet), 0n) : undefined;
}

/** Reads all of RFC 4291's forms: `::` for a run of zeros, and an IPv4 address as the last two groups. */
function readIpv6(text: string): bigint | undefined {
  const withGroups = ipv4TailAsGroups(text);
  const halves = withGroups?.split('::') ?? [];
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')));
  if (!head || halves.length > 2) return undefined;

  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;

  const groups = [...head, ...new Array<string>(missing).fill('0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((address, group) => address * 65536n + BigInt(`0x${group}`), 0n);
}

function ipv4TailAsGroups(text: string): string | undefined {
  const tail = /[^:]*$/.exec(text)![0];
  if (!tail.includes('.')) return text;

  const address = readIpv4(tail);
  if (address === undefined) return undefined;
  const groups = [address / 65536n, address % 65536n].map((group) => group.toString(16));
  return text.slice(0, -tail.length) + groups.join(':');
}
