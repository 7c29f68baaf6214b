import type { Comparison } from '../../policy/condition-operator';
import type { ReadCondition, ReadPolicy } from '../../policy/policy';
import { type ConditionKeyType, conditionKeyType } from '../../reference/condition-keys';
import { isDateOfAws } from '../date';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { statementId } from '../view';
import { isAlwaysInTime, limitsNobody, PRINCIPAL_KEYS } from './limits';
import { isImpossibleSubject } from './oidc-subjects';

const INVALID_DATE: Rule = {
  id: 'invalid-date',
  severity: 'error',
  title: 'A value is no date, although it is compared with one.',
  why: 'AWS refuses the document.',
  fix: 'Write a date such as 2030-01-31T23:59:59Z, or seconds since 1970.',
  documentation: PAGES.date,
  refusedByAws: true,
};

const INVALID_VALUE: Rule = {
  id: 'invalid-condition-value',
  severity: 'error',
  title: 'A value of a condition can not be compared by its operator.',
  why: 'AWS stores the document, but the condition never holds, or in its negated form always.',
  fix: 'Write a value of the kind that the operator compares: a number, true or false, an address, an ARN.',
  documentation: PAGES.operators,
};

const OPERATOR_TYPE_MISMATCH: Rule = {
  id: 'operator-type-mismatch',
  severity: 'error',
  title: 'The operator of a condition does not fit the type of its key.',
  why: 'AWS stores the document, but the condition does not compare what was meant: it never holds, or in its negated form always.',
  fix: "Use an operator for the key's type.",
  documentation: PAGES.conditionKeys,
};

const ARN_AS_STRING: Rule = {
  id: 'arn-compared-as-string',
  severity: 'suggestion',
  title: 'An ARN is compared by an operator for texts.',
  why: 'It works, but a wildcard then also runs over the colons between the parts of the ARN.',
  fix: 'Use ArnLike, or ArnEquals.',
  documentation: PAGES.operators,
};

const WILDCARD_WITHOUT_LIKE: Rule = {
  id: 'wildcard-without-like',
  severity: 'warning',
  title: 'A value has a wildcard, but the operator takes it literally.',
  why: 'The condition asks for an asterisk or a question mark in the text; most likely no request has one.',
  fix: 'Use StringLike, or StringNotLike.',
  documentation: PAGES.operators,
};

const WITHOUT_EFFECT: Rule = {
  id: 'condition-without-effect',
  severity: 'warning',
  title: 'A condition limits nobody.',
  why: 'It holds for every request: the statement applies as if the condition were not there.',
  fix: 'Name the networks, or the principals, that are meant; or leave the condition out, so that nobody relies on it.',
  documentation: PAGES.operators,
};

const ALWAYS_IN_TIME: Rule = {
  id: 'time-without-effect',
  severity: 'suggestion',
  title: 'A condition on the time always holds.',
  why: 'The time is over, or so far away that nobody will see it: the statement applies as if the condition were not there.',
  fix: 'Name a time to come, or leave the condition out.',
  documentation: PAGES.date,
};

export const CONDITION_VALUE_RULES: readonly Rule[] = [
  ...[INVALID_DATE, INVALID_VALUE, OPERATOR_TYPE_MISMATCH, ARN_AS_STRING, WILDCARD_WITHOUT_LIKE],
  ...[WITHOUT_EFFECT, ALWAYS_IN_TIME],
];

type Values = ConditionKeyType['values'];
type Check = (condition: ReadCondition) => readonly (readonly [rule: Rule, message: string, fix?: string])[];

export function checkConditionValues({ statements }: ReadPolicy): Problem[] {
  const checks: readonly Check[] = [valuesOfOperator, valuesOfKey, wildcards];
  return statements.flatMap((statement) =>
    statement.conditions.flatMap((condition) =>
      // Whom a trust policy lets in by it has findings of its own.
      (statement.principals && PRINCIPAL_KEYS.includes(condition.key.toLowerCase()) ? checks : [...checks, effect])
        .flatMap((check) => check(condition))
        .map(([rule, message, fix]) => ({ rule, statement: statementId(statement), message, ...(fix && { fix }) })),
    ),
  );
}

function effect(condition: ReadCondition): ReturnType<Check> {
  const { operatorText, key, values } = condition;
  const rules = [
    ...(limitsNobody(condition) ? [WITHOUT_EFFECT] : []),
    ...(isAlwaysInTime(condition) ? [ALWAYS_IN_TIME] : []),
  ];
  return rules.map((rule) => [rule, `${operatorText} ${listed(values)}, for ${quoted(key)}, holds for every request.`]);
}

function kindOf(comparison: Comparison): Values | 'Null' | 'Binary' {
  if (comparison.startsWith('String')) return 'String';
  if (comparison.startsWith('Numeric')) return 'Numeric';
  if (comparison.startsWith('Date')) return 'Date';
  switch (comparison) {
    case 'ArnLike':
      return 'Arn';
    case 'BinaryEquals':
      return 'Binary';
    default:
      return comparison as 'Bool' | 'IpAddress' | 'Null';
  }
}

const SAMPLES: Readonly<Record<Values | 'Null' | 'Binary', { readonly name: string; readonly pattern: RegExp }>> = {
  String: { name: 'a text', pattern: /^/ },
  Numeric: { name: 'a number', pattern: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i },
  Bool: { name: 'true or false', pattern: /^(true|false)$/i },
  Null: { name: 'true or false', pattern: /^(true|false)$/i },
  Date: { name: 'a date', pattern: /^/ },
  IpAddress: {
    name: 'an IP address or a range of them',
    pattern: /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*)(\/\d{1,3})?$/i,
  },
  Arn: { name: 'an ARN', pattern: /^arn:([^:]*:){4}/ },
  Binary: { name: 'bytes in base64', pattern: /^[A-Za-z0-9+/]*={0,2}$/ },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse */
const WITH_VARIABLES: readonly (Values | 'Null' | 'Binary')[] = ['String', 'Arn'];

function fits(value: string, kind: Values | 'Null' | 'Binary'): boolean {
  return (value.includes('${') && WITH_VARIABLES.includes(kind)) || SAMPLES[kind].pattern.test(value);
}

function valuesOfOperator({ operator, key, values }: ReadCondition): ReturnType<Check> {
  if (!operator) return [];
  const kind = kindOf(operator.comparison);
  if (kind === 'Date') {
    return values
      .filter((value) => !isDateOfAws(value))
      .map((value) => [INVALID_DATE, `${quoted(value)}, for ${quoted(key)}, is no date.`] as const);
  }
  return values
    .filter((value) => !fits(value, kind))
    .map((value) => [INVALID_VALUE, `${quoted(value)}, for ${quoted(key)}, is not ${SAMPLES[kind].name}.`] as const);
}

/** Operators by the type of key that they fit, besides the one of the same name. */
const ALSO_FITTING: Readonly<Partial<Record<Values, readonly string[]>>> = {
  // Seconds since 1970 are numbers as well.
  Date: ['Numeric'],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean
  Bool: ['String'],
};

const FITTING_OPERATOR: Readonly<Record<Values, string>> = {
  String: 'StringEquals or StringLike',
  Numeric: 'NumericEquals, NumericLessThan or NumericGreaterThan',
  Bool: 'Bool',
  Date: 'DateLessThan or DateGreaterThan',
  IpAddress: 'IpAddress or NotIpAddress',
  Arn: 'ArnLike or ArnEquals',
};

function valuesOfKey({ operator, operatorText, key, values }: ReadCondition): ReturnType<Check> {
  const type = conditionKeyType(key)?.values;
  if (!operator || operator.comparison === 'Null' || !type) return [];
  const kind = kindOf(operator.comparison);
  if (kind === type) return [];
  if (kind === 'String' && type === 'Arn') {
    return [
      [ARN_AS_STRING, `${quoted(key)} holds an ARN, and is compared by ${operatorText}.`],
      ...values
        .filter((value) => !canBeArn(value, operator.comparison === 'StringLike'))
        .map((value) => [INVALID_VALUE, `${quoted(value)}, for ${quoted(key)}, is not an ARN.`] as const),
    ];
  }
  // Keys such as aws:SourceVpcArn are documented as texts, and a tag may hold whatever can be written as one.
  if (type === 'String' && (isTagKey(key) || (kind === 'Arn' && /arn$/i.test(key)))) return [];
  if (ALSO_FITTING[type]?.includes(kind) && values.every((value) => fits(value, type))) return [];
  const fix = `Use ${FITTING_OPERATOR[type]}.`;
  return [
    [OPERATOR_TYPE_MISMATCH, `${quoted(key)} holds ${SAMPLES[type].name}, and is compared by ${operatorText}.`, fix],
  ];
}

/** `aws:RequestTag/NAME`, `aws:PrincipalTag/NAME`, `s3:ExistingObjectTag/NAME` and the like. */
function isTagKey(key: string): boolean {
  return /^[^:/]+:[a-z-]*tag\//i.test(key);
}

function canBeArn(text: string, isPattern: boolean): boolean {
  const start = isPattern ? /^[^*?]*/.exec(text)![0] : text;
  return fits(text, 'Arn') || (start.length < text.length && (start.startsWith('arn:') || 'arn:'.startsWith(start)));
}

function wildcards(condition: ReadCondition): ReturnType<Check> {
  const { operator, operatorText, key, values } = condition;
  if (!operator || !['StringEquals', 'StringEqualsIgnoreCase'].includes(operator.comparison)) return [];
  const found = values.filter(
    (value) =>
      /[*?]/.test(value.replace(/\$\{[^}]*\}/g, '')) &&
      !isLiteralSource(key, value) &&
      !isImpossibleSubject(condition, value),
  );
  if (found.length === 0) return [];
  const like = operator.negated ? 'StringNotLike' : 'StringLike';
  const message = `${quoted(found[0])}, for ${quoted(key)}, is compared by ${operatorText}.`;
  return [
    [WILDCARD_WITHOUT_LIKE, message, `Use ${like}, or ${'${*}'} where the character itself is meant with ${like}.`],
  ];
}

/**
 * SageMaker sends the asterisk itself.
 *
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
function isLiteralSource(key: string, value: string): boolean {
  return key.toLowerCase() === 'aws:sourcearn' && /^arn:[^:*?]*:sagemaker:[^:*?]*:[^:*?]*:\*$/.test(value);
}
