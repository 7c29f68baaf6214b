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

/**
 * The ways in which somebody has signed in, which the list takes for one. AWS's own examples compare it by ForAnyValue.
 *
 * https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html
 */
const SEVERAL = /:amr$/;

/** A key with a placeholder stands for all that begin and end as it does. */
interface KnownKey {
  readonly start: string;
  readonly open: boolean;
  /** What follows the placeholder. */
  readonly end: string;
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
  if (exact) return SEVERAL.test(name) ? { ...exact.type, several: true } : exact.type;
  return known.open.find((each) => isFilledIn(each, name))?.type;
}

/** @param name in lower case */
function isFilledIn({ start, end }: Pick<KnownKey, 'start' | 'end'>, name: string): boolean {
  return name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end);
}

/**
 * Whether a key is a claim of an identity provider, which is called after it: `token.actions.githubusercontent.com:sub`. Not all
 * of them are in AWS's list.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
export function isClaimKey(key: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^:]*)?:./i.test(key);
}

/**
 * The names of all keys, spelt as AWS spells them; what a key has behind a placeholder's start is taken over from another key,
 * such as `team` of `aws:PrincipalTags/team`.
 *
 * @param other a key
 */
export function conditionKeyNames(other: string): readonly string[] {
  const filling = /\/(.*)$/s.exec(other)?.[1];
  return documentedNames().flatMap((name) => {
    const placeholder = name.search(PLACEHOLDER);
    if (placeholder === -1) return [name];
    return filling === undefined ? [] : [name.slice(0, placeholder) + filling];
  });
}

let names: readonly string[] | undefined;

function documentedNames(): readonly string[] {
  return (names ??= [
    ...[...REFERENCE.globalKeys, ...MORE_KEYS].map((key) => nameOf(key, '')),
    ...Object.entries(REFERENCE.keys).flatMap(([service, text]) => text.split(' ').map((key) => nameOf(key, service))),
  ]);
}

/** Whether a key is global: available to, if not present in, requests to all services. */
export function isGlobalConditionKey(key: string): boolean {
  return /^aws:/i.test(key) && conditionKeyType(key) !== undefined;
}

/** @returns whether a key is the one that a service documents, which may hold a placeholder */
export function isDocumentedAs(key: string, documented: string): boolean {
  const { start, open, end } = keyStart(documented);
  const name = key.toLowerCase();
  return open ? name.startsWith(start) && name.endsWith(end) : name === start;
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
  const type = { values: TYPES[letter.toUpperCase()]!, several: letter !== letter.toUpperCase() };
  return { ...keyStart(nameOf(text, service)), type };
}

/** Behind the letter of its type, without the service where that is the one. */
function nameOf(text: string, service: string): string {
  const name = text.slice(1);
  return name.startsWith(':') ? service + name : name;
}

const PLACEHOLDER = /\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/i;

/** What stands around the placeholder of a key: `aws:ResourceTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `ssm:resourceTag/tag-key`. */
function keyStart(key: string): Pick<KnownKey, 'start' | 'open' | 'end'> {
  const name = key.toLowerCase();
  const [, start, end] = /^(.*?)(?:\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$)(.*)$/s.exec(name) ?? [];
  return start === undefined ? { start: name, open: false, end: '' } : { start, open: true, end: end! };
}
