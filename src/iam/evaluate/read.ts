import { type ConditionOperator, parseConditionOperator } from './condition/operator-name';
import { invalid, type Parsed, valid } from '../../shared/parsed';

/**
 * A policy document, read without trust in its form. AWS refuses to store a document that is not well-formed, so such a
 * document grants nothing: there is no sense in evaluating the rest of it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface ReadPolicy {
  readonly statements: readonly ReadStatement[];
  /** Whether `${…}` is a variable in it. */
  readonly variables: boolean;
}

export interface ReadStatement {
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection<string>;
  /** Resources in an identity policy; a trust policy has none, its role is the resource. */
  readonly resources: Selection<string>;
  /** Principals in a trust policy; an identity policy has none, whoever it is attached to is the principal. */
  readonly principals: Selection<PrincipalEntry>;
  readonly conditions: readonly ReadCondition[];
}

/** The entries of `Action` (`not` is false) or of `NotAction` (`not` is true), and the same for resources and principals. */
export interface Selection<T> {
  readonly not: boolean;
  readonly entries: readonly T[];
}

export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
}

export const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;
export type PrincipalType = (typeof PRINCIPAL_TYPES)[number];

/** One line of a condition block: `operator: { key: values }`. */
export interface ReadCondition {
  readonly operator: ConditionOperator;
  /** In lower case: IAM does not tell cases of keys apart. */
  readonly key: string;
  readonly values: readonly string[];
}

/** `identity` policies (managed, inline, boundaries) name resources, `trust` policies name principals. */
export type PolicyKind = 'identity' | 'trust';

export const EVERYTHING: Selection<never> = { not: true, entries: [] };

type JsonObject = Readonly<Record<string, unknown>>;

/** @param document a policy document as parsed JSON, of whatever form */
export function readPolicy(document: unknown, kind: PolicyKind): Parsed<ReadPolicy> {
  if (!isObject(document)) return invalid('a policy document, an object with Version and Statement');

  const { Version: version = '2008-10-17', Statement: content } = document;
  if (version !== '2012-10-17' && version !== '2008-10-17') return invalid('the Version 2012-10-17 or 2008-10-17');
  if (content === undefined) return invalid('the element Statement');

  const statements: ReadStatement[] = [];
  for (const [index, raw] of asArray(content).entries()) {
    const statement = readStatement(raw, index, kind);
    if (!statement.ok) return invalid(`${statement.expected}, in statement ${index + 1}`);
    statements.push(statement.value);
  }
  return valid({ statements, variables: version === '2012-10-17' });
}

function readStatement(raw: unknown, index: number, kind: PolicyKind): Parsed<ReadStatement> {
  if (!isObject(raw)) return invalid('an object');

  const { Sid: sid, Effect: effect } = raw;
  if (sid !== undefined && typeof sid !== 'string') return invalid('a text as Sid');
  if (effect !== 'Allow' && effect !== 'Deny') return invalid('the Effect Allow or Deny');

  const actions = readSelection(raw, 'Action', readTexts);
  if (!actions.ok) return actions;
  const resources = kind === 'identity' ? readSelection(raw, 'Resource', readTexts) : absent(raw, 'Resource');
  if (!resources.ok) return resources;
  const principals = kind === 'trust' ? readSelection(raw, 'Principal', readPrincipals) : absent(raw, 'Principal');
  if (!principals.ok) return principals;
  const conditions = readConditions(raw.Condition);
  if (!conditions.ok) return conditions;

  return valid({
    index,
    sid: sid || undefined,
    effect,
    actions: actions.value,
    resources: resources.value,
    principals: principals.value,
    conditions: conditions.value,
  });
}

function readSelection<T>(
  statement: JsonObject,
  element: string,
  read: (value: unknown, element: string) => Parsed<readonly T[]>,
): Parsed<Selection<T>> {
  const not = statement[`Not${element}`] !== undefined;
  if (not === (statement[element] !== undefined)) return invalid(`either ${element} or Not${element}`);

  const name = not ? `Not${element}` : element;
  const entries = read(statement[name], name);
  if (!entries.ok) return entries;
  return entries.value.length > 0 ? valid({ not, entries: entries.value }) : invalid(`at least one value in ${name}`);
}

function absent(statement: JsonObject, element: string): Parsed<Selection<never>> {
  return statement[element] === undefined && statement[`Not${element}`] === undefined
    ? valid(EVERYTHING)
    : invalid(`no ${element} and no Not${element} in this kind of policy`);
}

function readTexts(value: unknown, element: string): Parsed<readonly string[]> {
  // AWS stores documents with null among the resources; it stands for nothing.
  const texts = asArray(value).filter((text) => text !== null);
  return isArrayOf(texts, isString) ? valid(texts) : invalid(`a text or an array of texts as ${element}`);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function readPrincipals(value: unknown, element: string): Parsed<readonly PrincipalEntry[]> {
  if (value === '*') return valid([{ type: 'AWS', value: '*' }]);
  if (!isObject(value)) return invalid(`"*" or an object as ${element}`);

  const entries: PrincipalEntry[] = [];
  for (const [name, content] of Object.entries(value)) {
    const type = PRINCIPAL_TYPES.find((known) => known === name);
    if (!type) return invalid(`principals of the types ${PRINCIPAL_TYPES.join(', ')}`);
    const texts = readTexts(content, `${element}.${name}`);
    if (!texts.ok) return texts;
    for (const text of texts.value) entries.push({ type, value: text });
  }
  return valid(entries);
}

function readConditions(block: unknown): Parsed<readonly ReadCondition[]> {
  if (block === undefined) return valid([]);
  if (!isObject(block)) return invalid('an object as Condition');

  const conditions: ReadCondition[] = [];
  for (const [name, keys] of Object.entries(block)) {
    if (!isObject(keys)) return invalid(`an object of condition keys in ${name}`);
    for (const [key, content] of Object.entries(keys)) {
      const operator = parseConditionOperator(name);
      if (!operator) return invalid('a condition operator that IAM knows');
      const values = asArray(content);
      if (!isArrayOf(values, isScalar)) return invalid(`texts, numbers or booleans as values of ${key}`);
      conditions.push({ operator, key: key.toLowerCase(), values: values.map(String) });
    }
  }
  return valid(conditions);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isArrayOf<T>(values: readonly unknown[], isMember: (value: unknown) => value is T): values is readonly T[] {
  return values.every(isMember);
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
