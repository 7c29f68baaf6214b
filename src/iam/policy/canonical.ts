import { canonicalPrincipal, type NameOf, namedByAccount } from './canonical-principal';
import { setOf, sortedKeys, sortedSet, textOfScalar } from './canonical-set';
import type { OneOrMany, PolicyDocument, Statement } from './document';
import { asArray, isObject, type JsonObject } from '../../shared/json';

/**
 * One form for all texts that mean the same to AWS: AWS takes a single value and an array of it as the same, ignores the
 * order of arrays and keys, and returns documents in another order than they were given. Texts are read generously, also
 * those that AWS does not store: that it does not is a finding, and no question of what they mean.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */

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

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const DEFAULT_VERSION = '2008-10-17';

/**
 * @param text a policy document as JSON; an empty text is a document that says nothing
 * @returns its canonical form: the same for texts that mean the same, and only for those as far as form goes (it does not
 *   work out which statements are redundant, and an account has one name in all partitions). `undefined` if the text is not
 *   JSON, or nested too deep to be a policy.
 */
export function canonicalForm(text: string): string | undefined {
  return formOf(text, namedByAccount(new Set()));
}

/**
 * Whether two texts of policy documents mean the same to AWS as far as form goes. What is no JSON means nothing: it is
 * equivalent to no text, not even to itself.
 */
export function areEquivalent(a: string, b: string): boolean {
  const asGiven = formOf(a, (principal) => principal);
  if (asGiven === undefined) return false;
  if (asGiven === formOf(b, (principal) => principal)) return true;
  // A number is an account of the partition that the document belongs to, so the ARNs must not be of several.
  const partitions = new Set<string>();
  const named = namedByAccount(partitions);
  return formOf(a, named) === formOf(b, named) && partitions.size === 1;
}

function formOf(text: string, nameOf: NameOf): string | undefined {
  try {
    return JSON.stringify(canonicalDocument(text.trim() === '' ? {} : JSON.parse(text), nameOf));
  } catch {
    return undefined;
  }
}

function canonicalDocument(content: unknown, nameOf: NameOf): unknown {
  const document = onlyOne(content);
  if (!isObject(document)) return document;
  const statements = asArray(document.Statement ?? []).map((statement) => canonicalStatement(statement, nameOf));
  return sortedKeys({
    Version: DEFAULT_VERSION,
    ...document,
    Id: orNothing(document.Id),
    Statement: statements.length > 0 ? sortedSet(statements) : undefined,
  });
}

/** A document alone in an array is that document, and none at all is one that says nothing. */
function onlyOne(content: unknown): unknown {
  const [document = {}, ...others] = asArray(content ?? {});
  return isObject(document) && others.length === 0 ? document : content;
}

function canonicalStatement(statement: unknown, nameOf: NameOf): unknown {
  if (!isObject(statement)) return statement;
  return sortedKeys({
    ...statement,
    Sid: orNothing(statement.Sid),
    Effect: canonicalEffect(statement.Effect),
    Principal: canonicalPrincipal(statement.Principal, nameOf),
    NotPrincipal: canonicalPrincipal(statement.NotPrincipal, nameOf),
    Action: setOf(statement.Action, canonicalAction),
    NotAction: setOf(statement.NotAction, canonicalAction),
    Resource: setOf(statement.Resource),
    NotResource: setOf(statement.NotResource),
    Condition: canonicalCondition(statement.Condition),
  });
}

function canonicalEffect(effect: unknown): unknown {
  return ['Allow', 'Deny'].find((known) => known.toLowerCase() === String(effect).toLowerCase()) ?? effect;
}

/** Actions are compared without regard to case. */
function canonicalAction(action: unknown): unknown {
  if (typeof action !== 'string') return action;
  return action === '*:*' ? '*' : action.toLowerCase();
}

/** An operator without keys asks for nothing; a key without values asks for one that no request has. */
function canonicalCondition(condition: unknown): unknown {
  if (!isObject(condition)) return condition;
  const operators = Object.entries(condition).map(([operator, keys]): [string, unknown] => [
    operator,
    isObject(keys) ? valuesByKey(inLowerCase(keys)) : keys,
  ]);
  const asking = operators.filter(([, keys]) => !isObject(keys) || Object.keys(keys).length > 0);
  return asking.length > 0 ? sortedKeys(Object.fromEntries(asking)) : undefined;
}

function valuesByKey(keys: JsonObject): JsonObject {
  const entries = Object.entries(keys).map(([key, values]): [string, unknown] => [
    key,
    sortedSet(asArray(values).map(textOfScalar)),
  ]);
  return sortedKeys(Object.fromEntries(entries));
}

/** Condition keys are compared without regard to case. Two keys that differ in nothing else can't become one. */
function inLowerCase(object: JsonObject): JsonObject {
  const folded = Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.keys(folded).length === Object.keys(object).length ? folded : object;
}

function orNothing(text: unknown): unknown {
  return text === '' ? undefined : text;
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
  if (!isObject(document)) return document;
  const { Version, Id, Statement: statements, ...rest } = document;
  return { Version, Id, ...rest, Statement: mapOneOrMany(statements, statementInReadingOrder) };
}

function statementInReadingOrder(statement: Statement): Statement {
  if (!isObject(statement)) return statement;
  const rank = (key: string) => (ORDER.indexOf(key) + ORDER.length + 1) % (ORDER.length + 1);
  return Object.fromEntries(Object.entries(statement).sort(([a], [b]) => rank(a) - rank(b))) as unknown as Statement;
}

function mapOneOrMany<T>(values: OneOrMany<T>, map: (value: T) => T): OneOrMany<T> {
  return Array.isArray(values) ? (values as readonly T[]).map(map) : map(values as T);
}
