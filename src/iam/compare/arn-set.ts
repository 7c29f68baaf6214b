import { matching, NO_TEXT, type Pattern, type Texts } from './text-set';
import { fieldsOfPattern } from '../evaluate/condition/arn';
import { globOf, matchesGlob } from '../glob/glob';
import { parsePattern, type PatternPart } from '../glob/pattern';
import { lettersOfVariable } from '../glob/resource-pattern';

type Field = readonly PatternPart[];

const FIELDS = 6;
const ARN: Field = [{ kind: 'text', text: 'arn' }];
const COLON: Field = [{ kind: 'text', text: ':' }];

/** Every text that is an ARN. */
export const ALL_ARNS = textsOf(fieldsOf('arn:*:*:*:*:*', false));

/**
 * ARNs are like a pattern if each of their fields is, so they are the texts that a pattern matches whose wildcards stay in their
 * field.
 *
 * @returns `undefined` for what has too few fields, so that no ARN can be compared with it
 */
export function arnsLike(pattern: string, variables: boolean): Texts | Pattern | undefined {
  const [first, ...others] = fieldsOf(pattern, variables);
  if (!first || others.length < FIELDS - 1) return undefined;
  return matchesGlob(globOf(first, lettersOfVariable)!, 'arn') ? textsOf([ARN, ...others]) : NO_TEXT;
}

function fieldsOf(pattern: string, variables: boolean): readonly Field[] {
  return fieldsOfPattern(parsePattern(pattern, { wildcards: true, variables }));
}

function textsOf(fields: readonly Field[]): Texts | Pattern {
  return matching(
    fields.flatMap((field, index) => {
      const own = index < FIELDS - 1 ? field.map(withinField) : field;
      return index > 0 ? [...COLON, ...own] : own;
    }),
  );
}

function withinField(part: PatternPart): PatternPart {
  return part.kind === 'many' || part.kind === 'one' ? { ...part, withinField: true } : part;
}
