import { asArray, isObject, type JsonObject } from '../../shared/json';
import { compileCondition } from '../evaluate/condition/condition';
import { Context } from '../evaluate/context';
import { parseConditionOperator } from '../policy/condition-operator';

/** What is known of a request: condition keys in lower case to their values, or to `null` where it does not have them. */
export type KnownKeys = ReadonlyMap<string, string | readonly string[] | null>;

/**
 * A statement as it is to requests of which some condition keys are known: conditions that hold are left out, and variables
 * have their values. What depends on other keys stays as it is.
 *
 * @param statement of a policy that is clear in all that it says, of the version that knows variables
 * @returns `undefined` where it applies to none of these requests
 */
export function statementFor(statement: JsonObject, known: KnownKeys): JsonObject | undefined {
  if (known.size === 0) return statement;
  const conditions = conditionsFor(statement.Condition, known);
  const resources = resourcesFor(statement, known);
  if (!conditions || !resources) return undefined;
  const { Condition: _, Resource: __, NotResource: ___, ...rest } = statement;
  return { ...rest, ...resources, ...conditions };
}

/** @returns the condition block that is left, if there is one; `undefined` if one of its lines never holds */
function conditionsFor(block: unknown, known: KnownKeys): JsonObject | undefined {
  if (!isObject(block)) return {};
  const context = contextOf(known);
  const left: Record<string, JsonObject> = {};
  for (const [operatorText, lines] of Object.entries(block)) {
    for (const [key, content] of Object.entries(lines as JsonObject)) {
      const values = asArray(content).map(String);
      if (!isKnown(key, values, known)) {
        left[operatorText] = { ...left[operatorText], [key]: values.map((value) => filled(value, known) ?? value) };
        continue;
      }
      const operator = parseConditionOperator(operatorText)!;
      if (!compileCondition({ operator, key: key.toLowerCase(), values }, true)(context)) return undefined;
    }
  }
  return Object.keys(left).length > 0 ? { Condition: left } : {};
}

/** Whether a line of a condition block can be decided. */
function isKnown(key: string, values: readonly string[], known: KnownKeys): boolean {
  const variables = values.flatMap((value) => [...value.matchAll(VARIABLE)].map((match) => variableIn(match)));
  return [key, ...variables.flatMap((variable) => variable?.key ?? [])].every((each) => known.has(each.toLowerCase()));
}

function resourcesFor({ Resource, NotResource }: JsonObject, known: KnownKeys): JsonObject | undefined {
  const entries = (content: unknown) =>
    asArray(content)
      .filter((entry) => typeof entry === 'string')
      .map((entry) => filled(entry, known))
      .filter((entry) => entry !== undefined);
  if (Resource !== undefined) {
    const named = entries(Resource);
    return named.length > 0 ? { Resource: named } : undefined;
  }
  if (NotResource === undefined) return {};
  const leftOut = entries(NotResource);
  // An entry with a variable that has no value leaves nothing out.
  return leftOut.length > 0 ? { NotResource: leftOut } : { Resource: '*' };
}

const VARIABLE = /\$\{([^}]*)\}/g;

/** @returns the text with the values of its variables, as far as they are known; `undefined` if one of them has none */
function filled(text: string, known: KnownKeys): string | undefined {
  let isMissing = false;
  const result = text.replace(VARIABLE, (...match) => {
    const variable = variableIn(match as unknown as RegExpMatchArray);
    const name = variable?.key.toLowerCase();
    if (!variable || name === undefined || !known.has(name)) return match[0] as string;
    const value = known.get(name);
    const own = typeof value === 'string' && value !== '' ? value : variable.defaultValue;
    isMissing ||= own === undefined;
    // In the value of a variable, neither is a wildcard, nor does a variable begin.
    return (own ?? '').replace(/[*?$]/g, '${$&}');
  });
  return isMissing ? undefined : result;
}

/** @returns `undefined` for what stands for a character */
function variableIn([, inside = '']: RegExpMatchArray): { key: string; defaultValue?: string } | undefined {
  if (['*', '?', '$'].includes(inside)) return undefined;
  const [, key, defaultValue] = /^(.*?), *'(.*)' *$/s.exec(inside) ?? [undefined, inside];
  return { key: key!.trim(), defaultValue };
}

const contexts = new WeakMap<KnownKeys, Context>();

function contextOf(known: KnownKeys): Context {
  const found = contexts.get(known) ?? new Context(present(known));
  contexts.set(known, found);
  return found;
}

function present(known: KnownKeys): Readonly<Record<string, string | readonly string[]>> {
  return Object.fromEntries([...known].filter((entry): entry is [string, string | string[]] => entry[1] !== null));
}
