import * as rules from './structure-rules';
import { asArray } from '../../../shared/json';
import { similarName } from '../../../shared/similar-name';
import { type FormFault, type FormProblem, PRINCIPAL_TYPES, type ReadPolicy } from '../../policy/policy';
import { POLICY_ELEMENTS } from '../../policy/read';
import { STATEMENT_ELEMENTS } from '../../policy/read-statement';
import type { Problem, Rule } from '../finding';
import { quoted } from '../text';

/** What is wrong with the form of a document, in words. */
export function problemsOfForm({ kind, problems }: ReadPolicy): Problem[] {
  return problems.map((problem) => {
    const [rule, message, fix] = WORDS[problem.fault](problem, kind === 'trust');
    return { rule, statement: problem.statement, message, ...(fix !== undefined && { fix }) };
  });
}

type Words = readonly [rule: Rule, message: string, fix?: string];

const WORDS: Readonly<Record<FormFault, (problem: FormProblem, isTrust: boolean) => Words>> = {
  'no-object': ({ statement, found }) =>
    statement
      ? [rules.WRONG_TYPE, `The statement is ${nameOfType(found)}, not an object.`]
      : [rules.NOT_A_POLICY, `The document is ${nameOfType(found)}.`],
  'unknown-element': ({ statement, element }) => {
    const similar = similarName(element, statement ? STATEMENT_ELEMENTS : POLICY_ELEMENTS);
    return [
      rules.UNKNOWN_ELEMENT,
      `There is no element ${quoted(element)} ${statement ? 'in statements' : 'in policies'}.`,
      similar && `Write ${similar}. Names of elements are compared with regard to case.`,
    ];
  },
  'no-text': ({ element, found }) => [rules.WRONG_TYPE, `${element} is ${nameOfType(found)}, not a text.`],
  version: ({ found, isReadable }, isTrust) => [
    !isReadable ? rules.INVALID_VERSION : isTrust ? rules.OLD_VERSION : rules.VERSION_REQUIRED,
    found === undefined ? 'The document has no Version.' : `The Version of the document is ${quoted(found)}.`,
  ],
  effect: ({ found }) =>
    found === undefined
      ? [rules.MISSING_EFFECT, 'The statement has no Effect.']
      : [rules.INVALID_EFFECT, `The Effect is ${quoted(found)}.`],
  characters: ({ found }) => [rules.INVALID_SID, `The Sid is ${quoted(found)}.`],
  'repeated-sid': ({ statement, found }) => [
    rules.DUPLICATE_SID,
    `The Sid ${quoted(statement?.sid)} is also that of statement ${Number(found) + 1}.`,
  ],
  missing: ({ element }) => {
    if (element === 'Statement') return [rules.NO_STATEMENT, 'The document has no Statement.'];
    if (element === 'Principal') return [rules.MISSING_PRINCIPAL, 'The statement has no Principal.'];
    return [missing(element), `The statement has neither ${element} nor Not${element}.`];
  },
  'no-statements': ({ found }) => [rules.WRONG_TYPE, `Statement is ${nameOfType(found)}, not an object or an array.`],
  both: ({ element }) => [BOTH[element]!, `The statement has both ${element} and Not${element}.`],
  misplaced: ({ element }, isTrust) => [
    isTrust ? rules.RESOURCE_IN_TRUST : rules.PRINCIPAL_IN_IDENTITY,
    `The statement has ${element}.`,
  ],
  empty: ({ element }) => [missing(element), `${element} is an empty array.`],
  null: ({ element, found }) => {
    if (element.endsWith('Action')) return [rules.WRONG_TYPE, `${element} has a null, not a text.`];
    if (found === null) return [rules.WRONG_TYPE, `${element} is null, not a text.`];
    // AWS leaves a null out, and stores what is left if that is a resource.
    return asArray(found).every((value) => value === null)
      ? [rules.MISSING_RESOURCE, `${element} has nothing but null.`]
      : [rules.EMPTY, `${element} has a null among its values.`];
  },
  'no-texts': ({ element, found }) => [
    rules.WRONG_TYPE,
    `${element} has ${nameOfType(found)} where a text is expected.`,
  ],
  'no-principals': ({ element, found }) => [
    rules.WRONG_TYPE,
    `${element} is ${nameOfType(found)}, not "*" or an object.`,
  ],
  'principal-type': ({ found }) => [
    rules.UNKNOWN_ELEMENT,
    `There are no principals of a type ${quoted(found)}.`,
    correction(String(found), PRINCIPAL_TYPES),
  ],
  nobody: ({ element }) => [rules.MISSING_PRINCIPAL, `${element} names nobody.`],
  'no-condition': ({ found }) => [rules.WRONG_TYPE, `Condition is ${nameOfType(found)}, not an object.`],
  'no-operator': () => [rules.EMPTY, 'Condition is empty.'],
  'no-keys': ({ element, found }) => [
    rules.WRONG_TYPE,
    `The condition ${quoted(element)} is ${nameOfType(found)}, not an object of keys.`,
  ],
  'no-key': ({ element }) => [rules.EMPTY, `The condition ${quoted(element)} has no keys.`],
  operator: ({ element }) => {
    const [, quantifier = '', name = ''] = /^(ForAllValues:|ForAnyValue:)?(.*)$/s.exec(element) ?? [];
    return [
      rules.UNKNOWN_OPERATOR,
      `There is no condition operator ${quoted(element)}.`,
      correction(name, OPERATOR_NAMES, quantifier),
    ];
  },
  'no-value': ({ element }) => [rules.EMPTY, `The condition on ${quoted(element)} has no values.`],
  value: ({ element, found }) => [
    rules.WRONG_TYPE,
    `The condition on ${quoted(element)} has a value that is ${nameOfType(found)}.`,
  ],
};

const BOTH: Readonly<Record<string, Rule>> = {
  Action: rules.BOTH_ACTIONS,
  Resource: rules.BOTH_RESOURCES,
  Principal: rules.BOTH_PRINCIPALS,
};

function missing(element: string): Rule {
  if (element === 'Statement') return rules.NO_STATEMENT;
  return element.endsWith('Action') ? rules.MISSING_ACTION : rules.MISSING_RESOURCE;
}

const OPERATOR_NAMES = [
  ...['String', 'Numeric', 'Date', 'Arn'].flatMap((type) => [`${type}Equals`, `${type}NotEquals`]),
  ...['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike', 'ArnLike', 'ArnNotLike'],
  ...['Numeric', 'Date'].flatMap((type) =>
    ['LessThan', 'GreaterThan'].flatMap((than) => [type + than, `${type + than}Equals`]),
  ),
  ...['Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'Null', 'StringEqualsIfExists', 'BoolIfExists'],
];

function correction(name: string, known: readonly string[], before = ''): string | undefined {
  const similar = similarName(name, known);
  return similar && `Write ${before}${similar}.`;
}

/** How a message calls a value by its type. */
function nameOfType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
