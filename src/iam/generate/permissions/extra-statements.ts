import { jsonErrorPlace } from '../../../shared/json-error';
import { duplicateKeys } from '../../../shared/json-text';
import type { Statement } from '../../policy/document';
import { statementLines } from '../../policy/statement-lines';

/**
 * Statements that a user writes in addition to the permission sets. Only their form is looked at: what they mean is for the
 * findings to say.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface ExtraStatements {
  /** Empty if there is a problem. */
  readonly statements: readonly Statement[];
  /** For each of the statements, the line of the text in which it begins, from 1. */
  readonly lines: readonly number[];
  /** Each is the end of a sentence that starts with "expected". */
  readonly problems: readonly string[];
}

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const PRINCIPALS = ['Principal', 'NotPrincipal'];
/** Whoever gets as many wrong wants to look at the file, not at more of them. */
const MAX_PROBLEMS = 20;

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [key: string]: Json;
}

/** @param text JSON: an array of statements, or a policy document */
export function parseExtraStatements(text: string): ExtraStatements {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return failed([`JSON, but ${jsonErrorPlace(text) || 'it can not be read'}`]);
  }
  const statements = statementsIn(json);
  if (typeof statements === 'string') return failed([statements]);

  const problems = [
    ...duplicateKeys(text).map(({ key, line }) => `the key ${JSON.stringify(key)} once in the object in line ${line}`),
    ...statements.flatMap((statement, index) =>
      brokenRules(statement).map((rule) => `${rule} in statement ${index + 1}`),
    ),
    ...repeatedSids(statements),
  ];
  if (problems.length > 0) return failed(problems);
  return { statements: statements as unknown as Statement[], lines: statementLines(text), problems: [] };
}

function failed(problems: readonly string[]): ExtraStatements {
  const more = problems.length - MAX_PROBLEMS;
  return {
    statements: [],
    lines: [],
    problems: more > 0 ? [...problems.slice(0, MAX_PROBLEMS), `${more} more things to be otherwise`] : problems,
  };
}

/** @returns the statements, or what is expected instead */
function statementsIn(json: Json): readonly Json[] | string {
  const expected = 'a JSON array of statements, or a policy document with Version 2012-10-17 and Statement';
  if (isArray(json)) return json.length > 0 ? json : 'at least one statement';
  if (!isObject(json) || json.Statement === undefined) return expected;
  if (Object.keys(json).some((key) => !['Version', 'Id', 'Statement'].includes(key))) return expected;
  if (json.Version !== '2012-10-17') return expected;

  const statements = isArray(json.Statement) ? json.Statement : [json.Statement];
  return statements.length > 0 ? statements : 'at least one statement';
}

function brokenRules(statement: Json): string[] {
  if (!isObject(statement)) return ['an object'];
  const { Sid, Effect, Condition } = statement;
  const unknown = Object.keys(statement).filter((key) => ![...ELEMENTS, ...PRINCIPALS].includes(key));
  const rules = [
    ...PRINCIPALS.filter((key) => Object.hasOwn(statement, key)).map(
      (key) => `no ${key}, which belongs in a trust policy,`,
    ),
    ...unknown.map((key) => `no element ${JSON.stringify(key)}`),
    ...(Sid === undefined || (typeof Sid === 'string' && /^[A-Za-z0-9]*$/.test(Sid))
      ? []
      : ['a Sid of letters and digits']),
    ...(Effect === 'Allow' || Effect === 'Deny' ? [] : ['the Effect Allow or Deny']),
    ...brokenChoice(statement, 'Action', 'NotAction'),
    ...brokenChoice(statement, 'Resource', 'NotResource'),
    ...(Condition === undefined || isCondition(Condition)
      ? []
      : ['a Condition of the form { operator: { key: value or array of values } }']),
  ];
  // Of a statement of another form, it is not known how deep it goes.
  return rules.length > 0 ? rules : brokenCharacters(statement);
}

function brokenChoice(statement: JsonObject, element: string, opposite: string): string[] {
  const given = [element, opposite].filter((key) => statement[key] !== undefined);
  if (given.length !== 1) return [`either ${element} or ${opposite}`];
  return isTexts(statement[given[0]!]!) ? [] : [`a text or an array of texts as ${given[0]}`];
}

function isTexts(value: Json): boolean {
  const texts = isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '');
}

function isCondition(condition: Json): boolean {
  return isObject(condition) && Object.values(condition).every((keys) => isObject(keys) && hasScalars(keys));
}

function hasScalars(keys: JsonObject): boolean {
  return Object.values(keys)
    .flatMap((values) => (isArray(values) ? values : [values]))
    .every((value) => ['string', 'boolean'].includes(typeof value) || isExact(value));
}

/** Whether a number is the one that the file has: others are rounded when they are read. */
function isExact(value: Json): boolean {
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html, the pattern of PolicyDocument */
function brokenCharacters(statement: JsonObject): string[] {
  const json = JSON.stringify(statement);
  if (/[^\u0020-\u00ff]/.test(json)) return ['no characters after ÿ, which a policy cannot hold,'];
  // Written as escapes they can be stored, but no name of AWS has them: they only hide what stands behind them.
  return /(?<!\\)(?:\\\\)*\\[bfnrtu]/.test(json) ? ['no control characters and halves of characters'] : [];
}

function repeatedSids(statements: readonly Json[]): string[] {
  const sids = statements.map((statement) => (isObject(statement) ? statement.Sid : undefined));
  return sids.flatMap((sid, index) =>
    typeof sid === 'string' && sid !== '' && sids.indexOf(sid) < index
      ? [`another Sid than that of statement ${sids.indexOf(sid) + 1} in statement ${index + 1}`]
      : [],
  );
}

function isArray(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}

function isObject(json: Json): json is JsonObject {
  return typeof json === 'object' && json !== null && !isArray(json);
}
