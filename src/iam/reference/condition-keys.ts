import { REFERENCE } from './data';

/** What kind of values a condition key has. */
export interface ConditionKeyType {
  readonly values: 'String' | 'Numeric' | 'Bool' | 'Date' | 'IpAddress' | 'Arn';
  /** Whether a request can have several values. */
  readonly several: boolean;
}

const TYPES: Readonly<Record<string, ConditionKeyType['values']>> = {
  S: 'String',
  N: 'Numeric',
  B: 'Bool',
  D: 'Date',
  I: 'IpAddress',
  A: 'Arn',
};

/** Keys that AWS documents elsewhere, or that differ between its sources. */
const MORE_KEYS = ['Asagemaker:VolumeKmsKey', 'Ssts:ExternalId', 'Ssts:RoleSessionName'];

/** A key with a placeholder stands for all that begin as it does. */
interface KnownKey {
  readonly start: string;
  readonly open: boolean;
  readonly type: ConditionKeyType;
}

let known: { readonly exact: ReadonlyMap<string, KnownKey>; readonly open: readonly KnownKey[] } | undefined;

/**
 * @param key in any case
 * @returns `undefined` if no service and no global condition key has that name
 */
export function conditionKeyType(key: string): ConditionKeyType | undefined {
  known ??= readAll();
  const name = key.toLowerCase();
  const exact = known.exact.get(name);
  if (exact) return exact.type;
  return known.open.find(({ start }) => name.startsWith(start) && name.length > start.length)?.type;
}

/** Whether a key is global: available to, if not present in, requests to all services. */
export function isGlobalConditionKey(key: string): boolean {
  return /^aws:/i.test(key) && conditionKeyType(key) !== undefined;
}

/** @returns whether a key is the one that a service documents, which may hold a placeholder */
export function isDocumentedAs(key: string, documented: string): boolean {
  const { start, open } = keyStart(documented);
  return open ? key.toLowerCase().startsWith(start) : key.toLowerCase() === start;
}

function readAll(): NonNullable<typeof known> {
  const all = [
    ...[...REFERENCE.globalKeys, ...MORE_KEYS].map((text) => readKey(text, '')),
    ...Object.entries(REFERENCE.keys).flatMap(([service, text]) => text.split(' ').map((key) => readKey(key, service))),
  ];
  return {
    exact: new Map(all.filter(({ open }) => !open).map((key) => [key.start, key])),
    open: all.filter(({ open }) => open),
  };
}

function readKey(text: string, service: string): KnownKey {
  const letter = text[0]!;
  const name = text.slice(1);
  const type = { values: TYPES[letter.toUpperCase()]!, several: letter !== letter.toUpperCase() };
  return { ...keyStart(name.startsWith(':') ? service + name : name), type };
}

/** What stands in front of the placeholder of a key: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `ssm:resourceTag/tag-key`. */
function keyStart(key: string): { start: string; open: boolean } {
  const placeholder = key.search(/\$\{|<|(?<=\/)tag-key$/);
  return placeholder === -1
    ? { start: key.toLowerCase(), open: false }
    : { start: key.slice(0, placeholder).toLowerCase(), open: true };
}
