import type { RequestPrincipal } from '../../../../src/iam/evaluate/principal';
import { parseConditionOperator } from '../../../../src/iam/policy/condition-operator';
import type { Document } from '../arbitraries/json';

/** What is asked: a request about one resource, and the policies that decide on it. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly principal?: RequestPrincipal;
  readonly context: Context;
  readonly identity: readonly Document[];
  readonly boundary?: Document;
  readonly trust?: Document;
}

export type Context = Readonly<Record<string, RequestValue>>;
export type RequestValue = string | readonly string[];

/** One line of a condition block. */
export interface Line {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly unknown[];
}

export function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

export function documentsOf({ identity, boundary, trust }: Question): Document[] {
  return [...identity, boundary, trust].filter((document) => document !== undefined);
}

export function statementsOf({ Statement }: Document): Document[] {
  return asArray(Statement) as Document[];
}

export function linesOf({ Condition = {} }: Document): Line[] {
  return Object.entries(Condition as Record<string, Document>).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => ({ operator, key, values: asArray(values) })),
  );
}

export function valueOf(context: Context, key: string): RequestValue | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

export function mapDocuments(question: Question, change: (document: Document) => Document): Question {
  const { identity, boundary, trust } = question;
  return {
    ...question,
    identity: identity.map(change),
    boundary: boundary && change(boundary),
    trust: trust && change(trust),
  };
}

export function mapStatements(question: Question, change: (statement: Document) => Document): Question {
  return mapDocuments(question, (document) => ({ ...document, Statement: statementsOf(document).map(change) }));
}

/** @param change gives the values of the entries of one element, wherever it is there */
export function mapElement(
  question: Question,
  element: string,
  change: (entries: readonly string[]) => readonly string[],
): Question {
  return mapStatements(question, (statement) =>
    element in statement
      ? { ...statement, [element]: change(asArray(statement[element]) as readonly string[]) }
      : statement,
  );
}

/** @param change gives other values for a line, or the same */
export function mapValues(question: Question, change: (line: Line) => readonly unknown[]): Question {
  return mapStatements(question, (statement) => {
    if (!statement.Condition) return statement;
    const Condition: Record<string, Document> = {};
    for (const line of linesOf(statement)) {
      Condition[line.operator] = { ...Condition[line.operator], [line.key]: change(line) };
    }
    return { ...statement, Condition };
  });
}

/**
 * Gives lines other values of the request without touching them for any other line: a line that `change` answers for gets a key
 * of its own.
 */
export function mapRequestValues(
  question: Question,
  change: (line: Line, value: RequestValue | undefined) => { readonly value: RequestValue | undefined } | undefined,
): Question {
  const added: Record<string, RequestValue> = {};
  let count = 0;
  const changed = mapStatements(question, (statement) => {
    if (!statement.Condition) return statement;
    const Condition: Record<string, Document> = {};
    for (const line of linesOf(statement)) {
      const other = change(line, valueOf(question.context, line.key));
      const key = other ? `${line.key}#${Object.keys(question.context).length}-${count++}` : line.key;
      if (other?.value !== undefined) added[key] = other.value;
      Condition[line.operator] = { ...Condition[line.operator], [key]: line.values };
    }
    return { ...statement, Condition };
  });
  return { ...changed, context: { ...question.context, ...added } };
}

/** Gives the lines with one of the comparisons other values, on both sides. */
export function mapBothSides(
  question: Question,
  isMeant: (comparison: string) => boolean,
  change: (text: string) => string,
): Question {
  const applies = ({ operator }: Line) => isMeant(parseConditionOperator(operator)!.comparison);
  const withRequest = mapRequestValues(question, (line, value) => {
    if (!applies(line) || value === undefined) return undefined;
    const other = typeof value === 'string' ? change(value) : value.map(change);
    return JSON.stringify(other) === JSON.stringify(value) ? undefined : { value: other };
  });
  return mapValues(withRequest, (line) =>
    applies(line) ? line.values.map((value) => change(String(value))) : line.values,
  );
}
