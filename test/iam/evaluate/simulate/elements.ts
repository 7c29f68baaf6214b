import { documentsOf, linesOf, type Question, statementsOf, valueOf } from './question';
import type { Document } from '../arbitraries/json';

/** The elements of the policy language, and what a question has of them. */

const OPERATOR_NAMES = [
  ...['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'],
  ...['StringLike', 'StringNotLike'],
  ...['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals'],
  ...['NumericGreaterThan', 'NumericGreaterThanEquals'],
  ...['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
];

export const OPERATORS: readonly string[] = [
  'Null',
  ...OPERATOR_NAMES.flatMap((name) =>
    ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((quantifier) => [quantifier + name, `${quantifier}${name}IfExists`]),
  ),
];

type Test = (text: string) => boolean;

/** What the texts of Action, Resource, or the values of a condition may have in them. */
const TEXTS: Readonly<Record<string, Test>> = {
  '*': (text) => /(?<!\{)\*/.test(text),
  '?': (text) => /(?<!\{)\?/.test(text),
  '${*}': (text) => text.includes('${*}'),
  '${?}': (text) => text.includes('${?}'),
  '${$}': (text) => text.includes('${$}'),
  variable: (text) => /\$\{[\w:/]+\}/.test(text),
  'variable with default': (text) => /\$\{[\w:/]+, '.*'\}/.test(text),
};

const RESOURCE_TEXTS: Readonly<Record<string, Test>> = {
  ...TEXTS,
  'incomplete ARN': (text) => text.startsWith('arn:') && text.split(':').length < 6,
  '* before a colon': (text) => text.includes('*:'),
};

const ACTION_TEXTS = { '*': TEXTS['*']!, '?': TEXTS['?']!, 'other case': (text: string) => /^S[3T]/.test(text) };

/** The kinds of principals, those of the type AWS by their ARN. */
const PRINCIPALS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['everybody', /^AWS \*$/],
  ['account', /^AWS \d{12}$/],
  ['root', /^AWS .*:root$/],
  ['user', /^AWS .*:user\//],
  ['role', /^AWS .*:role\//],
  ['session', /^AWS .*:assumed-role\//],
  ['federated user', /^AWS .*:federated-user\//],
  ['unique id', /^AWS A[0-9A-Z]+$/],
  ['service', /^Service /],
  ['OIDC provider', /^Federated .*:oidc-provider\//],
  ['SAML provider', /^Federated .*:saml-provider\//],
  ['web identity', /^Federated [^:]*$/],
  ['canonical user', /^CanonicalUser /],
];

const REQUESTERS = [
  'user',
  'role',
  'session',
  'federated user',
  'service',
  'OIDC provider',
  'SAML provider',
  'web identity',
];

const REQUEST_VALUES: Readonly<Record<string, (value: unknown) => boolean>> = {
  'missing key': (value) => value === undefined,
  'one value': (value) => typeof value === 'string' && value !== '',
  'empty text': (value) => value === '',
  'no values': (value) => Array.isArray(value) && value.length === 0,
  'one value in an array': (value) => Array.isArray(value) && value.length === 1,
  'several values': (value) => Array.isArray(value) && value.length > 1,
};

const VERSIONS = ['2012-10-17', '2008-10-17', undefined];

/** All that questions of the language can have; what `elementsOf` finds is among them. */
export const ELEMENTS: readonly string[] = [
  ...VERSIONS.map((version) => `Version ${version ?? 'missing'}`),
  ...['Effect Allow', 'Effect Deny', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
  ...[
    'Statement alone',
    'Statements in an array',
    'two identity policies',
    'permissions boundary',
    'key in other case',
  ],
  ...['several values of a condition', 'number as a value', 'boolean as a value'],
  ...withLabels('Action', ACTION_TEXTS),
  ...withLabels('NotAction', ACTION_TEXTS),
  ...withLabels('Resource', RESOURCE_TEXTS),
  ...withLabels('NotResource', RESOURCE_TEXTS),
  ...withLabels('Condition', TEXTS),
  ...withLabels('request', REQUEST_VALUES),
  ...PRINCIPALS.flatMap(([kind]) => [`Principal: ${kind}`, `NotPrincipal: ${kind}`]),
  ...REQUESTERS.map((kind) => `request by: ${kind}`),
];

export function elementsOf(question: Question): ReadonlySet<string> {
  const { identity, boundary, principal } = question;
  return new Set([
    ...(identity.length > 1 ? ['two identity policies'] : []),
    ...(boundary ? ['permissions boundary'] : []),
    ...(principal ? [`request by: ${kindOf(principal.type, principal.value)}`] : []),
    ...documentsOf(question).flatMap((document) => elementsOfDocument(document, question)),
  ]);
}

export function operatorsOf(question: Question): string[] {
  return documentsOf(question).flatMap((document) =>
    statementsOf(document).flatMap((statement) => linesOf(statement).map(({ operator }) => operator)),
  );
}

function elementsOfDocument(document: Document, question: Question): string[] {
  return [
    `Version ${(document.Version as string | undefined) ?? 'missing'}`,
    Array.isArray(document.Statement) ? 'Statements in an array' : 'Statement alone',
    ...statementsOf(document).flatMap((statement) => elementsOfStatement(statement, question)),
  ];
}

function elementsOfStatement(statement: Document, question: Question): string[] {
  const plain = ['Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
  return [
    `Effect ${statement.Effect as string}`,
    ...plain.filter((element) => element in statement),
    ...['Action', 'NotAction'].flatMap((element) => labels(element, ACTION_TEXTS, textsOf(statement[element]))),
    ...['Resource', 'NotResource'].flatMap((element) => labels(element, RESOURCE_TEXTS, textsOf(statement[element]))),
    ...['Principal', 'NotPrincipal'].flatMap((element) => principalsOf(element, statement[element])),
    ...elementsOfConditions(statement, question),
  ];
}

function principalsOf(element: string, value: unknown): string[] {
  if (value === undefined) return [];
  const principals = value === '*' ? { AWS: '*' } : (value as Document);
  return Object.entries(principals).flatMap(([type, names]) =>
    textsOf(names).map((name) => `${element}: ${kindOf(type, name)}`),
  );
}

function kindOf(type: string, name: string): string {
  return PRINCIPALS.find(([, pattern]) => pattern.test(`${type} ${name}`))?.[0] ?? `unknown ${type} ${name}`;
}

function elementsOfConditions(statement: Document, { context }: Question): string[] {
  return linesOf(statement).flatMap(({ key, values }) => [
    ...labels('Condition', TEXTS, values.map(String)),
    ...labels('request', REQUEST_VALUES, [valueOf(context, key)]),
    ...(key in context || valueOf(context, key) === undefined ? [] : ['key in other case']),
    ...(values.length > 1 ? ['several values of a condition'] : []),
    ...(values.some((value) => typeof value === 'number') ? ['number as a value'] : []),
    ...(values.some((value) => typeof value === 'boolean') ? ['boolean as a value'] : []),
  ]);
}

function textsOf(value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as string[];
}

function withLabels(where: string, tests: object): string[] {
  return Object.keys(tests).map((name) => `${where}: ${name}`);
}

function labels<T>(
  where: string,
  tests: Readonly<Record<string, (value: T) => boolean>>,
  values: readonly T[],
): string[] {
  return Object.keys(tests)
    .filter((name) => values.some((value) => tests[name]!(value)))
    .map((name) => `${where}: ${name}`);
}
