import { asArray, isObject } from '../../../shared/json';
import { jsonErrorText } from '../../../shared/json-error';
import { duplicateKeys } from '../../../shared/json-text';
import type { Statement } from '../../policy/document';
import type { FormProblem, ReadStatement } from '../../policy/policy';
import { POLICY_ELEMENTS, readPolicy } from '../../policy/read';
import { statementLines } from '../../policy/statement-lines';

/**
 * Statements that a user writes in addition to the permission sets. Only their form is looked at: what they mean is for the
 * findings to say.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
interface ExtraStatements {
  /** Empty if there is a problem. */
  readonly statements: readonly Statement[];
  /** For each of the statements, the line of the text in which it begins, from 1. */
  readonly lines: readonly number[];
  /** Each is the end of a sentence that starts with "expected". */
  readonly problems: readonly string[];
}

/** Whoever gets as many wrong wants to look at the file, not at more of them. */
const MAX_PROBLEMS = 20;

/** @param text JSON: an array of statements, or a policy document */
export function parseExtraStatements(text: string): ExtraStatements {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return failed([`JSON, but ${jsonErrorText(text) || 'it can not be read'}`]);
  }
  const content = statementsIn(json);
  if (typeof content === 'string') return failed([content]);

  const { statements, problems } = readPolicy({ Version: VERSION, Statement: content }, 'identity');
  const broken = [...problems.flatMap(brokenForm), ...statements.flatMap(brokenValues)];
  const ofOtherForm = new Set(broken.map(({ statement }) => statement));
  // Of a statement of another form, it is not known how deep it goes.
  const ofForm = statements.filter(({ index }) => !ofOtherForm.has(index));
  const all = [...broken, ...ofForm.flatMap(brokenCharacters), ...ofForm.flatMap(leftPlaceholders)].sort(
    (a, b) => a.statement - b.statement,
  );
  const expected = [
    ...duplicateKeys(text).map(({ key, line }) => `the key ${JSON.stringify(key)} once in the object in line ${line}`),
    ...new Set(all.map((rule) => `${rule.expected} in statement ${rule.statement + 1}`)),
  ];
  if (expected.length > 0) return failed(expected);
  return { statements: content as readonly Statement[], lines: statementLines(text), problems: [] };
}

function failed(problems: readonly string[]): ExtraStatements {
  const more = problems.length - MAX_PROBLEMS;
  return {
    statements: [],
    lines: [],
    problems: more > 0 ? [...problems.slice(0, MAX_PROBLEMS), `${more} more things to be otherwise`] : problems,
  };
}

const VERSION = '2012-10-17';

/** @returns the statements, or what is expected instead */
function statementsIn(json: unknown): readonly unknown[] | string {
  const expected = `a JSON array of statements, or a policy document with Version ${VERSION} and Statement`;
  if (isObject(json)) {
    if (json.Version !== VERSION || json.Statement === undefined) return expected;
    if (!Object.keys(json).every((element) => POLICY_ELEMENTS.has(element))) return expected;
  } else if (!Array.isArray(json)) {
    return expected;
  }

  const statements = isObject(json) ? asArray(json.Statement) : asArray(json);
  return statements.length > 0 ? statements : 'at least one statement';
}

interface BrokenRule {
  /** Place of the statement, from 0. */
  readonly statement: number;
  readonly expected: string;
}

const CONDITION = 'a Condition of the form { operator: { key: value or array of values } }';

function brokenForm(problem: FormProblem): BrokenRule[] {
  const expected = expectedForm(problem);
  return expected === undefined ? [] : [{ statement: problem.statement!.index, expected }];
}

/** @returns `undefined` for what AWS stores, or what is about the meaning */
function expectedForm({ fault, element, expected }: FormProblem): string | undefined {
  switch (fault) {
    case 'no-operator':
    case 'no-key':
    case 'no-value':
    case 'operator':
      return undefined;
    case 'no-condition':
    case 'no-keys':
    case 'value':
      return CONDITION;
    case 'empty':
    case 'null':
      return textsAs(element);
    case 'no-text':
      return 'a Sid of letters and digits';
    case 'misplaced':
      return `no ${element}, which belongs in a trust policy,`;
    case 'both':
      return element === 'Principal' ? 'no Principal, which belongs in a trust policy,' : expected;
    default:
      return expected;
  }
}

/** Entries that are empty, and numbers that are not the ones that the file has: large ones are rounded when they are read. */
function brokenValues({ index, raw, actions, resources }: ReadStatement): BrokenRule[] {
  const empty = Object.entries({ Action: actions, Resource: resources })
    .filter(([, selection]) => selection?.entries.includes(''))
    .map(([element, selection]) => textsAs(selection!.not ? `Not${element}` : element));
  const numbers = numbersIn(isObject(raw) ? raw.Condition : undefined);
  const rounded = numbers.some((number) => Math.abs(number) > Number.MAX_SAFE_INTEGER);
  return [...empty, ...(rounded ? [CONDITION] : [])].map((expected) => ({ statement: index, expected }));
}

/** What a document to copy has where a name of the reader's own is to stand. No ARN has such a thing in it. */
function leftPlaceholders({ index, raw }: ReadStatement): BrokenRule[] {
  const found = new Set(JSON.stringify(raw).match(/<[A-Z][A-Z_]*>/g));
  return [...found].map((name) => ({ statement: index, expected: `a name of your own in place of ${name}` }));
}

function numbersIn(condition: unknown): readonly number[] {
  const lines = Object.values(isObject(condition) ? condition : {}).filter(isObject);
  return lines
    .flatMap((keys) => Object.values(keys))
    .flatMap(asArray)
    .filter((value) => typeof value === 'number');
}

function textsAs(element: string): string {
  return `a text or an array of texts as ${element}`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html, the pattern of PolicyDocument */
function brokenCharacters({ index, raw }: ReadStatement): BrokenRule[] {
  const json = JSON.stringify(raw);
  if (/[^\u0020-\u00ff]/.test(json)) {
    return [{ statement: index, expected: 'no characters after ÿ, which a policy cannot hold,' }];
  }
  // Written as escapes they can be stored, but no name of AWS has them: they only hide what stands behind them.
  if (!/(?<!\\)(?:\\\\)*\\[bfnrtu]/.test(json)) return [];
  return [{ statement: index, expected: 'no control characters and halves of characters' }];
}
