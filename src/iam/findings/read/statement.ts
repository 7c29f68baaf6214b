import { parseConditionOperator } from '../../evaluate/condition/operator-name';
import { type PolicyKind, PRINCIPAL_TYPES, type Selection } from '../../evaluate/read';
import type { Problem, Rule } from '../finding';
import { quoted, similarName } from '../text';
import { type ConditionView, placeOf, type PrincipalView, type StatementView } from '../view';
import { unknownElements } from './elements';
import * as rules from './structure-rules';
import { asArray, isObject, type JsonObject, nameOfType } from './values';

const ELEMENTS = [
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
];

/** Takes note of a problem of the statement. */
type Report = (rule: Rule, message: string, fix?: string) => void;

/** @param problems what is wrong with the form of the statement is added here */
export function readStatement(raw: unknown, index: number, kind: PolicyKind, problems: Problem[]): StatementView {
  const place = placeOf({ index, sid: isObject(raw) && typeof raw.Sid === 'string' ? raw.Sid : undefined });
  const report: Report = (rule, message, fix) =>
    problems.push({ rule, statement: place, message, ...(fix !== undefined && { fix }) });
  if (!isObject(raw)) {
    report(rules.WRONG_TYPE, `The statement is ${nameOfType(raw)}, not an object.`);
    return { ...place, conditions: [] };
  }

  problems.push(...unknownElements(Object.keys(raw), ELEMENTS, place));
  checkSid(raw.Sid, report);
  return {
    ...place,
    effect: readEffect(raw.Effect, report),
    actions: readActions(raw, report),
    resources: readResources(raw, kind, report),
    principals: readPrincipals(raw, kind, report),
    conditions: readConditions(raw.Condition, report),
  };
}

function checkSid(sid: unknown, report: Report): void {
  if (sid === undefined) return;
  if (typeof sid !== 'string') report(rules.WRONG_TYPE, `Sid is ${nameOfType(sid)}, not a text.`);
  else if (!/^[0-9A-Za-z]*$/.test(sid)) report(rules.INVALID_SID, `The Sid is ${quoted(sid)}.`);
}

function readEffect(effect: unknown, report: Report): StatementView['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect === undefined) report(rules.MISSING_EFFECT, 'The statement has no Effect.');
  else report(rules.INVALID_EFFECT, `The Effect is ${quoted(effect)}.`);
  return undefined;
}

function readActions(raw: JsonObject, report: Report): Selection<string> | undefined {
  const selected = select(raw, 'Action', rules.BOTH_ACTIONS, report);
  if (!selected) {
    if (raw.Action === undefined) report(rules.MISSING_ACTION, 'The statement has neither Action nor NotAction.');
    return undefined;
  }
  const { name, not, content } = selected;
  const entries = readTexts(name, content, report);
  if (Array.isArray(content) && content.length === 0) report(rules.MISSING_ACTION, `${name} is an empty array.`);
  if (asArray(content).includes(null)) report(rules.WRONG_TYPE, `${name} has a null, not a text.`);
  // Both stand for all actions.
  return entries.length > 0 ? { not, entries: entries.map((entry) => (entry === '*:*' ? '*' : entry)) } : undefined;
}

function readResources(raw: JsonObject, kind: PolicyKind, report: Report): Selection<string> | undefined {
  const selected = select(raw, 'Resource', rules.BOTH_RESOURCES, report);
  if (kind === 'trust') {
    if (selected) report(rules.RESOURCE_IN_TRUST, `The statement has ${selected.name}.`);
    return undefined;
  }
  if (!selected) {
    if (raw.Resource === undefined) {
      report(rules.MISSING_RESOURCE, 'The statement has neither Resource nor NotResource.');
    }
    return undefined;
  }
  const { name, not, content } = selected;
  if (content === null) report(rules.WRONG_TYPE, `${name} is null, not a text.`);
  const entries = readTexts(name, content, report);
  if (Array.isArray(content)) checkNulls(name, content, report);
  return entries.length > 0 ? { not, entries } : undefined;
}

/** AWS leaves a null out, and stores what is left if that is a resource. */
function checkNulls(name: string, values: readonly unknown[], report: Report): void {
  if (values.length === 0) report(rules.MISSING_RESOURCE, `${name} is an empty array.`);
  else if (values.every((value) => value === null)) report(rules.MISSING_RESOURCE, `${name} has nothing but null.`);
  else if (values.includes(null)) report(rules.EMPTY, `${name} has a null among its values.`);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function readPrincipals(raw: JsonObject, kind: PolicyKind, report: Report): Selection<PrincipalView> | undefined {
  const selected = select(raw, 'Principal', rules.BOTH_PRINCIPALS, report);
  if (kind === 'identity') {
    if (selected) report(rules.PRINCIPAL_IN_IDENTITY, `The statement has ${selected.name}.`);
    return undefined;
  }
  if (!selected) {
    if (raw.Principal === undefined) report(rules.MISSING_PRINCIPAL, 'The statement has no Principal.');
    return undefined;
  }
  const { name, not, content } = selected;
  if (content === '*') return { not, entries: [{ type: 'AWS', value: '*' }] };
  if (!isObject(content)) {
    report(rules.WRONG_TYPE, `${name} is ${nameOfType(content)}, not "*" or an object.`);
    return undefined;
  }
  const entries = Object.entries(content).flatMap(([type, values]): PrincipalView[] => {
    if (!(PRINCIPAL_TYPES as readonly string[]).includes(type)) {
      const similar = similarName(type, PRINCIPAL_TYPES);
      report(
        rules.UNKNOWN_ELEMENT,
        `There are no principals of a type ${quoted(type)}.`,
        similar && `Write ${similar}.`,
      );
    }
    return readTexts(`${name}.${type}`, values, report).map((value) => ({ type, value }));
  });
  if (entries.length > 0) return { not, entries };
  report(rules.MISSING_PRINCIPAL, `${name} names nobody.`);
  return undefined;
}

function readConditions(block: unknown, report: Report): readonly ConditionView[] {
  if (block === undefined) return [];
  if (!isObject(block)) {
    report(rules.WRONG_TYPE, `Condition is ${nameOfType(block)}, not an object.`);
    return [];
  }
  if (Object.keys(block).length === 0) report(rules.EMPTY, 'Condition is empty.');
  return Object.entries(block).flatMap(([operatorText, keys]) => readConditionKeys(operatorText, keys, report));
}

function readConditionKeys(operatorText: string, keys: unknown, report: Report): readonly ConditionView[] {
  if (!isObject(keys)) {
    report(rules.WRONG_TYPE, `The condition ${quoted(operatorText)} is ${nameOfType(keys)}, not an object of keys.`);
    return [];
  }
  const lines = Object.entries(keys);
  // AWS looks at an operator only where there is something to compare.
  if (lines.length === 0) report(rules.EMPTY, `The condition ${quoted(operatorText)} has no keys.`);
  const operator = parseConditionOperator(operatorText);
  if (!operator && lines.length > 0) {
    const [, quantifier = '', name = ''] = /^(ForAllValues:|ForAnyValue:)?(.*)$/s.exec(operatorText) ?? [];
    const similar = similarName(name, OPERATOR_NAMES);
    report(
      rules.UNKNOWN_OPERATOR,
      `There is no condition operator ${quoted(operatorText)}.`,
      similar && `Write ${quantifier}${similar}.`,
    );
  }
  return lines.map(([key, content]) => ({ operatorText, operator, key, values: readValues(key, content, report) }));
}

const OPERATOR_NAMES = [
  ...['String', 'Numeric', 'Date', 'Arn'].flatMap((type) => [`${type}Equals`, `${type}NotEquals`]),
  ...['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'ArnLike', 'ArnNotLike'],
  ...['Numeric', 'Date'].flatMap((type) =>
    ['LessThan', 'GreaterThan'].flatMap((than) => [type + than, `${type + than}Equals`]),
  ),
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null', 'StringEqualsIfExists', 'BoolIfExists'],
];

function readValues(key: string, content: unknown, report: Report): readonly string[] {
  const values = asArray(content);
  if (values.length === 0) report(rules.EMPTY, `The condition on ${quoted(key)} has no values.`);
  const wrong = values.find((value) => !['string', 'number', 'boolean'].includes(typeof value));
  if (wrong !== undefined) {
    report(rules.WRONG_TYPE, `The condition on ${quoted(key)} has a value that is ${nameOfType(wrong)}.`);
  }
  return values.filter((value) => typeof value !== 'object').map(String);
}

/** @returns `undefined` if neither of the two elements is there, or both */
function select(
  raw: JsonObject,
  element: 'Action' | 'Resource' | 'Principal',
  both: Rule,
  report: Report,
): { readonly name: string; readonly not: boolean; readonly content: unknown } | undefined {
  const negative = `Not${element}`;
  if (raw[element] !== undefined && raw[negative] !== undefined) {
    report(both, `The statement has both ${element} and ${negative}.`);
    return undefined;
  }
  if (raw[element] !== undefined) return { name: element, not: false, content: raw[element] };
  return raw[negative] === undefined ? undefined : { name: negative, not: true, content: raw[negative] };
}

/** A null is left to the caller. */
function readTexts(name: string, content: unknown, report: Report): string[] {
  const values = asArray(content).filter((value) => value !== null);
  const wrong = values.find((value) => typeof value !== 'string');
  if (wrong !== undefined) report(rules.WRONG_TYPE, `${name} has ${nameOfType(wrong)} where a text is expected.`);
  return values.filter((value) => typeof value === 'string');
}
