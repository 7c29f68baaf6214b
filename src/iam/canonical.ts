import type { OneOrMany, PolicyDocument, Statement } from './document';

/**
 * One form for all texts that mean the same to AWS: AWS takes a single value and an array of it as the same, ignores the
 * order of arrays and keys, and returns documents in another order than they were given.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The elements of a statement in the order in which people write them. */
const ORDER = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * @param text a policy document as JSON
 * @returns its canonical form: the same for texts that mean the same, and only for those as far as form goes (it does not
 *   work out which statements are redundant). `undefined` if the text is not JSON, or nested too deep to be a policy.
 */
export function canonicalForm(text: string): string | undefined {
  try {
    return JSON.stringify(canonical(JSON.parse(text) as Json));
  } catch {
    return undefined;
  }
}

/** Whether two texts of policy documents mean the same to AWS as far as form goes. Texts that are no JSON must be equal. */
export function areEquivalent(a: string, b: string): boolean {
  const form = canonicalForm(a);
  return a === b || (form !== undefined && form === canonicalForm(b));
}

function canonical(document: Json): Json {
  if (!isObject(document) || document.Statement === undefined) return document;
  const statements = asArray(document.Statement).map(canonicalStatement);
  return sortedKeys({ ...document, Statement: sortedSet(statements) });
}

function canonicalStatement(statement: Json): Json {
  if (!isObject(statement)) return statement;
  const given = Object.entries(statement).filter(([key, value]) => !(key === 'Sid' && value === ''));
  const elements = given.map(([key, value]): [string, Json] => {
    switch (key) {
      case 'Action':
      case 'NotAction':
        // Actions are compared without regard to case.
        return [
          key,
          sortedSet(asArray(value).map((action) => (typeof action === 'string' ? action.toLowerCase() : action))),
        ];
      case 'Resource':
      case 'NotResource':
        return [key, sortedSet(asArray(value))];
      case 'Principal':
      case 'NotPrincipal':
        return [key, canonicalPrincipal(value)];
      case 'Condition':
        return [key, isObject(value) ? canonicalCondition(value) : value];
      default:
        return [key, value];
    }
  });
  return sortedKeys(Object.fromEntries(elements));
}

/**
 * `"*"` is short for `{"AWS": "*"}`, and an account may be named by its number or by its root.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
function canonicalPrincipal(principal: Json): Json {
  const byType = principal === '*' ? { AWS: '*' } : principal;
  if (!isObject(byType)) return byType;
  return setsOf(byType, (value, type) =>
    type === 'AWS' && typeof value === 'string' ? value.replace(/^arn:[^:]*:iam::(\d{12}):root$/, '$1') : value,
  );
}

function canonicalCondition(condition: { readonly [key: string]: Json }): Json {
  return sortedKeys(
    Object.fromEntries(
      Object.entries(condition).map(([operator, keys]): [string, Json] => [
        operator,
        isObject(keys) ? setsOf(inLowerCase(keys), textOfScalar) : keys,
      ]),
    ),
  );
}

/** Condition keys are compared without regard to case. Two keys that differ in nothing else can't become one. */
function inLowerCase(object: { readonly [key: string]: Json }): { readonly [key: string]: Json } {
  const folded = Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.keys(folded).length === Object.keys(object).length ? folded : object;
}

/** Conditions take numbers and booleans and their texts as the same. */
function textOfScalar(value: Json): Json {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** Every value as a sorted array. */
function setsOf(object: { readonly [key: string]: Json }, convert: (value: Json, key: string) => Json): Json {
  const entries = Object.entries(object).map(([key, value]): [string, Json] => [
    key,
    sortedSet(asArray(value).map((each) => convert(each, key))),
  ]);
  return sortedKeys(Object.fromEntries(entries));
}

function sortedSet(values: readonly Json[]): Json {
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  return [...texts].sort().map((text) => JSON.parse(text) as Json);
}

function sortedKeys(object: { readonly [key: string]: Json }): Json {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asArray(value: Json): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

/** The document as compact JSON, its elements in the order in which people write them. */
export function toJson(document: PolicyDocument): string {
  return JSON.stringify(inReadingOrder(document));
}

/** The document as JSON for people. A text that is not JSON stays as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(inReadingOrder(JSON.parse(text) as PolicyDocument), undefined, 2);
  } catch {
    return text;
  }
}

function inReadingOrder(document: PolicyDocument): PolicyDocument {
  if (!isObject(document as unknown as Json)) return document;
  const { Version, Id, Statement: statements, ...rest } = document;
  return { Version, Id, ...rest, Statement: mapOneOrMany(statements, statementInReadingOrder) };
}

function statementInReadingOrder(statement: Statement): Statement {
  if (!isObject(statement as unknown as Json)) return statement;
  const rank = (key: string) => (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);
  return Object.fromEntries(Object.entries(statement).sort(([a], [b]) => rank(a) - rank(b))) as unknown as Statement;
}

function mapOneOrMany<T>(values: OneOrMany<T>, map: (value: T) => T): OneOrMany<T> {
  return Array.isArray(values) ? (values as readonly T[]).map(map) : map(values as T);
}
