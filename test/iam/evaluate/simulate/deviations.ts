import {
  asArray,
  type Context,
  mapBothSides,
  mapDocuments,
  mapElement,
  mapRequestValues,
  mapStatements,
  mapValues,
  type Question,
  type RequestValue,
  valueOf,
} from './question';
import type { Decision } from '../../../../src/iam/evaluate/evaluate';
import { parseConditionOperator } from '../../../../src/iam/policy/condition-operator';

/**
 * Where @cloud-copilot/iam-simulate answers otherwise than AWS documents, and how a question has to be put to it to get AWS's
 * answer. So none of them takes a question out: all the rest of it is compared as well.
 */
export interface Deviation {
  readonly name: string;
  /** What it does. */
  readonly there: string;
  /** What AWS does. */
  readonly aws: string;
  /** The page that says so. */
  readonly source: string;
  readonly inItsTerms: (question: Question) => Question;
  /** A question for which this makes the difference. */
  readonly example: Question;
  /** AWS's answer to it. */
  readonly answer: Decision;
}

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const OPERATORS = `${GUIDE}/reference_policies_elements_condition_operators.html`;
const VARIABLES = `${GUIDE}/reference_policies_variables.html`;

const OBJECT = 'arn:aws:s3:::models/churn/model.tar.gz';
const ROLE = 'arn:aws:iam::123456789012:role/deployer';

/** In the order in which they are applied. */
export const DEVIATIONS: readonly Deviation[] = [
  {
    name: 'Version',
    there: 'takes `${…}` as a variable whatever the Version of the document is',
    aws: 'takes it as plain text unless the Version is 2012-10-17',
    source: VARIABLES,
    inItsTerms: (question) =>
      mapDocuments(question, (document) => {
        if (document.Version === '2012-10-17') return document;
        const escaped = JSON.parse(JSON.stringify(document).replaceAll('${', '${$}{')) as typeof document;
        return { ...escaped, Version: '2012-10-17' };
      }),
    example: onCondition({ StringEquals: { 'aws:a': '${aws:b}' } }, { 'aws:a': 'x', 'aws:b': 'x' }, '2008-10-17'),
    answer: 'implicitly-denied',
  },
  {
    name: 'Characters that are written as variables',
    there: 'takes `${*}`, `${?}` and `${$}` as plain text in operators without wildcards',
    aws: 'takes them as the characters wherever variables may stand',
    source: `${VARIABLES}#policy-vars-specialchars`,
    inItsTerms: (question) =>
      mapValues(question, ({ operator, values }) =>
        /^(StringEquals|Bool)/.test(parseConditionOperator(operator)!.comparison)
          ? values.map((value) => String(value).replace(/\$\{([*?$])\}/g, "${oracle:none, '$1'}"))
          : values,
      ),
    example: onCondition({ StringEquals: { 'aws:a': '${$}{x}' } }, { 'aws:a': '${x}' }),
    answer: 'allowed',
  },
  {
    name: 'Asterisk in the request',
    there: 'takes an asterisk in the ARN of a request as a wildcard',
    aws: 'takes wildcards in policies, where `${*}` stands for the character',
    source: `${VARIABLES}#policy-vars-specialchars`,
    inItsTerms: (question) => {
      if (!question.resource.includes('*')) return question;
      const renamed = (entries: readonly string[]) => entries.map((entry) => entry.replaceAll('${*}', '∗'));
      const asked = { ...question, resource: question.resource.replaceAll('*', '∗') };
      return mapElement(mapElement(asked, 'Resource', renamed), 'NotResource', renamed);
    },
    example: onResource({ Resource: OBJECT }, 'arn:aws:s3:::models/*'),
    answer: 'implicitly-denied',
  },
  {
    name: 'Negated operator and variable without a value',
    there: 'lets StringNotEquals, StringNotLike and ArnNotLike fail if a variable in one of their values has no value',
    aws: 'takes the value as null, which everything differs from',
    source: `${VARIABLES}#policy-vars-no-value`,
    inItsTerms: (question) =>
      mapValues(question, ({ operator, values }) => {
        const { comparison, negated } = parseConditionOperator(operator)!;
        if (!negated || !/^(String|Arn)/.test(comparison)) return values;
        const left = values.filter((value) => !lacksValue(value as string, question.context));
        return left.length > 0 ? left : [comparison === 'ArnLike' ? 'arn:aws:none:::none' : '\u0000'];
      }),
    example: onCondition({ StringNotEquals: { 'aws:a': '${aws:b}' } }, { 'aws:a': 'x' }),
    answer: 'allowed',
  },
  {
    name: 'NotResource and variable without a value',
    there:
      'lets a statement not apply if a variable in NotResource has no value, unless other fields of the ARN differ',
    aws: 'lets such an entry match no resource, so that it leaves none out',
    source: `${VARIABLES}#policy-vars-no-value`,
    inItsTerms: (question) =>
      mapElement(question, 'NotResource', (entries) => {
        const left = entries.filter((entry) => !lacksValue(entry, question.context));
        return left.length > 0 ? left : ['arn:aws:none:::none'];
      }),
    example: onResource({ NotResource: 'arn:aws:s3:::models/${aws:b}' }, OBJECT),
    answer: 'allowed',
  },
  {
    name: 'Incomplete ARN in NotResource',
    there: 'lets a statement not apply if an ARN in NotResource lacks fields and does not match',
    aws: 'completes the ARN with `*`',
    source: `${GUIDE}/reference_identifiers.html#identifiers-arns`,
    inItsTerms: (question) => mapElement(question, 'NotResource', (entries) => entries.map(completed)),
    example: onResource({ NotResource: 'arn:aws:sagemaker' }, OBJECT),
    answer: 'allowed',
  },
  {
    name: 'Asterisk at the end of a field',
    there: 'keeps it in its field of the ARN',
    aws: 'lets it run over the colons behind it',
    source: `${GUIDE}/reference_policies_elements_resource.html`,
    inItsTerms: (question) => {
      const spelledOut = (entries: readonly string[]) =>
        entries.flatMap((entry) => alternatives(entry, question.resource));
      return mapElement(mapElement(question, 'Resource', spelledOut), 'NotResource', spelledOut);
    },
    example: onResource(
      { Resource: 'arn:aws:logs:*:log-stream:1' },
      'arn:aws:logs:us-west-2:123456789012:log-group:churn:log-stream:1',
    ),
    answer: 'allowed',
  },
  {
    name: 'Null value',
    there: 'takes an empty text or an empty list as a value in ForAllValues, ForAnyValue and Null',
    aws: 'takes it as null, like a missing key',
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    inItsTerms: (question) =>
      mapRequestValues(question, ({ operator }, value) => {
        const { quantifier, comparison } = parseConditionOperator(operator)!;
        return isNull(value) && (quantifier !== undefined || comparison === 'Null') ? { value: undefined } : undefined;
      }),
    example: onCondition({ Null: { 'aws:a': 'true' } }, { 'aws:a': '' }),
    answer: 'allowed',
  },
  {
    name: 'Numbers',
    there: 'reads the digits that a text starts with',
    aws: 'compares integers and decimal numbers',
    source: `${OPERATORS}#Conditions_Numeric`,
    inItsTerms: (question) =>
      mapBothSides(
        question,
        (comparison) => comparison.startsWith('Numeric'),
        (text) => (/^-?\d+(\.\d+)?$/.test(text) ? text : 'no number'),
      ),
    example: onCondition({ NumericEquals: { 'aws:a': '5' } }, { 'aws:a': '5 apples' }),
    answer: 'implicitly-denied',
  },
  {
    name: 'Dates',
    there: 'reads a number as milliseconds, and all that JavaScript takes for a date',
    aws: 'reads a number as seconds since 1970, and the forms of ISO 8601 that the W3C names',
    source: `${OPERATORS}#Conditions_Date`,
    inItsTerms: (question) => mapBothSides(question, (comparison) => comparison.startsWith('Date'), inIsoForm),
    example: onCondition({ DateEquals: { 'aws:a': '2026-11-25T00:00:00Z' } }, { 'aws:a': '1795564800' }),
    answer: 'allowed',
  },
  {
    name: 'Bytes',
    there: 'compares the texts in base64',
    aws: 'compares the bytes',
    source: `${OPERATORS}#Conditions_BinaryEquals`,
    inItsTerms: (question) => {
      // What is no base64 is equal to nothing, not even to itself.
      const bytes = (text: string, invalid: string) =>
        /^[\w+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64').toString('hex') : invalid;
      const isMeant = (comparison: string) => comparison === 'BinaryEquals';
      const both = mapBothSides(question, isMeant, (text) => bytes(text, 'no bytes'));
      return mapValues(both, ({ operator, values }) =>
        isMeant(parseConditionOperator(operator)!.comparison)
          ? values.map((value) => (value === 'no bytes' ? 'no bytes either' : value))
          : values,
      );
    },
    example: onCondition({ BinaryEquals: { 'aws:a': 'QQ==' } }, { 'aws:a': 'QQ' }),
    answer: 'allowed',
  },
  {
    name: 'All addresses',
    there: 'finds no address but 0.0.0.0 in 0.0.0.0/0',
    aws: 'takes a range in CIDR notation',
    source: `${OPERATORS}#Conditions_IPAddress`,
    inItsTerms: (question) =>
      mapValues(question, ({ values }) =>
        values.flatMap((value) => (value === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : [value])),
      ),
    example: onCondition({ IpAddress: { 'aws:a': '0.0.0.0/0' } }, { 'aws:a': '203.0.113.7' }),
    answer: 'allowed',
  },
  {
    name: 'Addresses',
    there: 'compares the texts of addresses without a prefix, and finds none outside one of the other version',
    aws: 'takes an address as a range of one',
    source: `${OPERATORS}#Conditions_IPAddress`,
    inItsTerms: (question) =>
      mapValues(question, ({ operator, values }) =>
        parseConditionOperator(operator)!.comparison === 'IpAddress'
          ? values.map((value) => withPrefix(value as string))
          : values,
      ),
    example: onCondition({ NotIpAddress: { 'aws:a': '203.0.113.7' } }, { 'aws:a': '2001:db8::7' }),
    answer: 'allowed',
  },
  {
    name: 'ARNs',
    there: 'takes every text with five colons for an ARN in ArnLike',
    aws: 'compares all six fields, the first of which is `arn`',
    source: `${OPERATORS}#Conditions_ARN`,
    inItsTerms: (question) =>
      mapBothSides(
        question,
        (comparison) => comparison === 'ArnLike',
        (text) => (text.startsWith('arn:') ? text : 'no ARN'),
      ),
    example: onCondition({ ArnLike: { 'aws:a': 'arn:*:*:*:*:*' } }, { 'aws:a': '2001:db8:0:0:0:0:0:7' }),
    answer: 'implicitly-denied',
  },
  {
    name: 'Types of principals',
    there:
      'takes a service for a federated identity of the same name, and an identity provider for a principal of its account',
    aws: 'tells the types of principals apart',
    source: `${GUIDE}/reference_policies_elements_principal.html`,
    inItsTerms: (question) =>
      mapStatements(question, (statement) => ({
        ...statement,
        ...withoutOtherTypes(statement, 'Principal', question),
        ...withoutOtherTypes(statement, 'NotPrincipal', question),
      })),
    example: onPrincipal({ Service: 'cognito-identity.amazonaws.com' }, 'cognito-identity.amazonaws.com'),
    answer: 'implicitly-denied',
  },
  {
    name: 'Federated identities of no account',
    there: 'wants an identity policy for them, as for a principal of another account',
    aws: 'decides by the trust policy, because they have no policies before they have the role',
    source: `${GUIDE}/id_roles_providers_oidc.html`,
    inItsTerms: (question) =>
      question.principal?.type === 'Federated' && !question.principal.value.startsWith('arn:')
        ? { ...question, identity: [...question.identity, EVERYTHING] }
        : question,
    example: onPrincipal({ Federated: 'accounts.google.com' }, 'accounts.google.com'),
    answer: 'allowed',
  },
];

export const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

function onCondition(Condition: object, context: Context, Version = '2012-10-17'): Question {
  const Statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
  return { action: 's3:GetObject', resource: OBJECT, context, identity: [{ Version, Statement }] };
}

function onResource(element: object, resource: string): Question {
  const Statement = { Effect: 'Allow', Action: '*', ...element };
  return { action: 's3:GetObject', resource, context: {}, identity: [{ Version: '2012-10-17', Statement }] };
}

function onPrincipal(Principal: object, federated: string): Question {
  const Statement = { Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal };
  return {
    action: 'sts:AssumeRoleWithWebIdentity',
    resource: ROLE,
    principal: { type: 'Federated', value: federated },
    context: {},
    identity: [],
    trust: { Version: '2012-10-17', Statement },
  };
}

/** Whether a text has a variable without a default whose key is missing, or has several values. */
function lacksValue(text: string, context: Context): boolean {
  return [...text.matchAll(/\$\{([\w:/]+)\}/g)].some(([, key]) => typeof valueOf(context, key!) !== 'string');
}

function isNull(value: RequestValue | undefined): boolean {
  return value !== undefined && (value.length === 0 || (value.length === 1 && value[0] === ''));
}

function completed(entry: string): string {
  const fields = entry.split(':');
  return fields[0] === 'arn' && fields.length < 6
    ? [...fields, ...new Array<string>(6 - fields.length).fill('*')].join(':')
    : entry;
}

/** The entry, and others in which each `*` at the end of a field keeps to it, but which match the resource if the entry does. */
function alternatives(entry: string, resource: string): string[] {
  if (entry === '*') return [entry];
  const parts = resource.split(':');
  const fields = completed(entry).split(':');
  const start = fields.slice(0, LAST_FIELD);
  return [entry, ...spread(start, parts).flatMap((spelled) => alignedWith(parts, spelled, fields.slice(LAST_FIELD)))];
}

const LAST_FIELD = 5;

/** The fields, with parts of the resource for what an asterisk takes besides its own field. */
function spread(fields: readonly string[], parts: readonly string[], from = 0): string[][] {
  const index = fields.findIndex((field, position) => position >= from && field.endsWith('*'));
  if (index === -1) return [[...fields]];

  const spare = parts.length - 1 - fields.length;
  return Array.from({ length: Math.max(spare, 0) + 1 }, (_, taken) => taken).flatMap((taken) => {
    const next = index + 1 + taken;
    return spread(
      [...fields.slice(0, index + 1), ...parts.slice(index + 1, next), ...fields.slice(index + 1)],
      parts,
      next,
    );
  });
}

/**
 * Behind the fifth colon a wildcard would not keep to its field any more, so the part of the resource stands there instead.
 *
 * @returns an ARN, or none if the field and the part do not fit
 */
function alignedWith(parts: readonly string[], fields: readonly string[], last: readonly string[]): string[] {
  const moved = fields.slice(LAST_FIELD);
  const fit = moved.every((field, index) => fits(field, parts[index + LAST_FIELD]!));
  const spelled = [...fields.slice(0, LAST_FIELD), ...parts.slice(LAST_FIELD, LAST_FIELD + moved.length), ...last];
  return moved.length > 0 && !fit ? [] : [spelled.join(':')];
}

function fits(field: string, part: string): boolean {
  const pattern = field
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${pattern}$`, 's').test(part);
}

function inIsoForm(text: string): string {
  if (/^-?\d+$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  const day = /^(\d{4}-\d\d(-\d\d)?)(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.exec(text)?.[1];
  return day && new Date(day).toISOString().startsWith(day) ? text : 'no date';
}

function withPrefix(text: string): string {
  if (text.includes('/')) return text;
  if (text.includes(':')) return `${text}/128`;
  return /^[\d.]+$/.test(text) ? `${text}/32` : text;
}

/** Principals of other types than the requester's under names that nobody has, but for everybody. */
function withoutOtherTypes(statement: Record<string, unknown>, element: string, { principal }: Question): object {
  const principals = statement[element];
  if (typeof principals !== 'object' || principals === null || !principal) return {};
  const typed = Object.entries(principals).map(([type, names]) => [
    type,
    type === principal.type ? names : asArray(names).map((name) => (name === '*' ? name : 'nobody')),
  ]);
  return { [element]: Object.fromEntries(typed) as object };
}
