import { code } from './render/markdown';
import { entries, texts } from './statements';

/** The operators that policies for deployments have. Others are shown by their names. */
const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  // AWS makes no difference between these two.
  ArnEquals: 'is like',
  ArnLike: 'is like',
  Bool: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
};

/** @returns inline Markdown for each of the conditions, all of which must hold */
export function conditionWords(condition: unknown): string[] {
  return entries(condition).flatMap(([operator, keys]) =>
    entries(keys).map(([key, values]) => `${code(key)} ${comparison(operator, texts(values))}`),
  );
}

function comparison(operator: string, values: readonly string[]): string {
  const isNull = operator === 'Null' && values.length === 1 ? values[0]!.toLowerCase() : '';
  if (isNull === 'true') return 'is absent';
  if (isNull === 'false') return 'is present';

  const required = operator.replace(/IfExists$/, '');
  if (!Object.hasOwn(OPERATORS, required)) return `${code(operator)} ${listed(values)}`;
  return `${OPERATORS[required]} ${listed(values)}${required === operator ? '' : ' or is absent'}`;
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? '(nothing)' : values.map(code).join(' or ');
}
