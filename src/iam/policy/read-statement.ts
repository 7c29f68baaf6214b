import { parseConditionOperator } from './condition-operator';
import {
  type FormProblem,
  type PolicyKind,
  PRINCIPAL_TYPES,
  type ReadCondition,
  type ReadPrincipal,
  type ReadStatement,
  type Selection,
} from './policy';
import { asArray, isObject, type JsonObject } from '../../shared/json';

export const STATEMENT_ELEMENTS: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
]);

/** Takes note of a problem of the document, or of the statement. */
export type Report = (problem: Omit<FormProblem, 'statement'>) => void;

/** @param problems what is wrong with the form of the statement is added here */
export function readStatement(raw: unknown, index: number, kind: PolicyKind, problems: FormProblem[]): ReadStatement {
  const sid = isObject(raw) && typeof raw.Sid === 'string' && raw.Sid !== '' ? raw.Sid : undefined;
  const report: Report = (problem) =>
    problems.push({ ...problem, statement: sid === undefined ? { index } : { index, sid } });
  if (!isObject(raw)) {
    report({ fault: 'no-object', element: '', found: raw, expected: 'an object' });
    return { index, raw, conditions: [] };
  }

  checkElements(raw, STATEMENT_ELEMENTS, report);
  checkSid(raw.Sid, report);
  return {
    index,
    sid,
    raw,
    effect: readEffect(raw.Effect, report),
    actions: readEntries(raw, 'Action', report),
    resources: kind === 'identity' ? readEntries(raw, 'Resource', report) : misplaced(raw, 'Resource', report),
    principals: kind === 'trust' ? readPrincipals(raw, report) : misplaced(raw, 'Principal', report),
    conditions: readConditions(raw.Condition, report),
  };
}

export function checkElements(object: JsonObject, known: ReadonlySet<string>, report: Report): void {
  for (const element of Object.keys(object)) {
    if (known.has(element)) continue;
    report({ fault: 'unknown-element', element, expected: `no element ${JSON.stringify(element)}`, isReadable: true });
  }
}

function checkSid(sid: unknown, report: Report): void {
  if (sid === undefined) return;
  const element = 'Sid';
  if (typeof sid !== 'string') {
    report({ fault: 'no-text', element, found: sid, expected: 'a text as Sid' });
  } else if (!/^[0-9A-Za-z]*$/.test(sid)) {
    report({ fault: 'characters', element, found: sid, expected: 'a Sid of letters and digits', isReadable: true });
  }
}

function readEffect(effect: unknown, report: Report): ReadStatement['effect'] {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  report({ fault: 'effect', element: 'Effect', found: effect, expected: 'the Effect Allow or Deny' });
  return undefined;
}

function readEntries(raw: JsonObject, element: 'Action' | 'Resource', report: Report): Selection<string> | undefined {
  const selected = select(raw, element, report);
  if (!selected) return undefined;
  const { name, not, content } = selected;
  const entries = readTexts(name, content, report);
  const expected = `at least one value in ${name}`;
  const values = asArray(content);
  if (values.length === 0) {
    report({ fault: 'empty', element: name, expected });
  } else if (values.includes(null)) {
    report({ fault: 'null', element: name, found: content, expected, isReadable: entries.length > 0 });
  }
  return entries.length > 0 ? { not, entries } : undefined;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function readPrincipals(raw: JsonObject, report: Report): Selection<ReadPrincipal> | undefined {
  const selected = select(raw, 'Principal', report);
  if (!selected) return undefined;
  const { name, not, content } = selected;
  if (content === '*') return { not, entries: [{ type: 'AWS', value: '*' }] };
  if (!isObject(content)) {
    report({ fault: 'no-principals', element: name, found: content, expected: `"*" or an object as ${name}` });
    return undefined;
  }
  const entries = Object.entries(content).flatMap(([type, values]) => {
    if (!(PRINCIPAL_TYPES as readonly string[]).includes(type)) {
      const expected = `principals of the types ${PRINCIPAL_TYPES.join(', ')}`;
      report({ fault: 'principal-type', element: `${name}.${type}`, found: type, expected });
    }
    return readTexts(`${name}.${type}`, values, report).map((value) => ({ type, value }));
  });
  if (entries.length > 0) return { not, entries };
  report({ fault: 'nobody', element: name, expected: `at least one value in ${name}` });
  return undefined;
}

/** @param block the content of `Condition` */
export function readConditions(block: unknown, report: Report = () => undefined): readonly ReadCondition[] {
  if (block === undefined) return [];
  const element = 'Condition';
  if (!isObject(block)) {
    report({ fault: 'no-condition', element, found: block, expected: 'an object as Condition' });
    return [];
  }
  const operators = Object.entries(block);
  if (operators.length === 0) {
    report({ fault: 'no-operator', element, expected: 'at least one operator in Condition', isReadable: true });
  }
  return operators.flatMap(([operatorText, keys]) => readConditionKeys(operatorText, keys, report));
}

function readConditionKeys(operatorText: string, keys: unknown, report: Report): readonly ReadCondition[] {
  const element = operatorText;
  if (!isObject(keys)) {
    report({ fault: 'no-keys', element, found: keys, expected: `an object of condition keys in ${operatorText}` });
    return [];
  }
  const lines = Object.entries(keys);
  const operator = parseConditionOperator(operatorText);
  if (lines.length === 0) {
    // AWS looks at an operator only where there is something to compare.
    report({ fault: 'no-key', element, expected: `at least one condition key in ${operatorText}`, isReadable: true });
  } else if (!operator) {
    report({ fault: 'operator', element, expected: 'a condition operator that IAM knows' });
  }
  return lines.map(([key, content]) => ({ operatorText, operator, key, values: readValues(key, content, report) }));
}

function readValues(key: string, content: unknown, report: Report): readonly string[] {
  const values = asArray(content);
  if (values.length === 0) {
    report({ fault: 'no-value', element: key, expected: `at least one value of ${key}`, isReadable: true });
  }
  const wrong = values.findIndex((value) => !isScalar(value));
  if (wrong >= 0) {
    const expected = `texts, numbers or booleans as values of ${key}`;
    report({ fault: 'value', element: key, found: values[wrong], expected });
  }
  return values.filter(isScalar).map(String);
}

const NEGATIONS = { Action: 'NotAction', Resource: 'NotResource', Principal: 'NotPrincipal' } as const;

/** @returns the one of an element and its negation that is there; `undefined` if none is, or both are */
function select(
  raw: JsonObject,
  element: keyof typeof NEGATIONS,
  report: Report,
): { readonly name: string; readonly not: boolean; readonly content: unknown } | undefined {
  const negation = NEGATIONS[element];
  const content = raw[element];
  const negated = raw[negation];
  if (content !== undefined && negated === undefined) return { name: element, not: false, content };
  if (content === undefined && negated !== undefined) return { name: negation, not: true, content: negated };
  const fault = content === undefined ? 'missing' : 'both';
  report({ fault, element, expected: `either ${element} or ${negation}` });
  return undefined;
}

/** Takes note of an element, or its negation, that this kind of policy does not have. */
function misplaced(raw: JsonObject, element: 'Resource' | 'Principal', report: Report): undefined {
  const negation = NEGATIONS[element];
  const given = [element, negation].filter((name) => raw[name] !== undefined);
  if (given.length === 0) return;
  const expected = `no ${element} and no ${negation} in this kind of policy`;
  report({ fault: given.length > 1 ? 'both' : 'misplaced', element: given[0]!, expected });
}

/** A null stands for nothing: AWS stores documents with one among the resources. */
function readTexts(name: string, content: unknown, report: Report): readonly string[] {
  const values = asArray(content);
  if (values.every(isText)) return values;
  const texts = values.filter(isText);
  const others = values.filter((value) => value !== null && !isText(value));
  const expected = `a text or an array of texts as ${name}`;
  if (others.length > 0) report({ fault: 'no-texts', element: name, found: others[0], expected });
  return texts;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
