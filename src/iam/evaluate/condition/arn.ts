import { parsePattern, type PatternPart } from '../../glob/pattern';
import { PatternInContext } from '../variable';
import type { ValueTestFactory } from './value-test';

/** `arn`, partition, service, region, account, resource. */
const FIELDS = 6;

/**
 * Each field of the ARN is compared by itself, so a wildcard never runs from one into the next; the last field takes the
 * colons that are left. No ARN is like a pattern whose variables have no value, so the negated operators hold there.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
 */
export const arnLike: ValueTestFactory = (conditionValue, variables) => {
  const fields = fieldsOfPattern(parsePattern(conditionValue, { wildcards: true, variables }));
  if (fields.length < FIELDS) return () => undefined;

  const patterns = fields.map((field) => new PatternInContext(field));
  return (requestValue, context) => {
    const values = fieldsOfArn(requestValue);
    if (values.length < FIELDS || values[0] !== 'arn') return undefined;
    return patterns.every((pattern, index) => pattern.matches(values[index]!, context));
  };
};

function fieldsOfArn(text: string): string[] {
  const fields = text.split(':');
  return fields.length < FIELDS ? fields : [...fields.slice(0, FIELDS - 1), fields.slice(FIELDS - 1).join(':')];
}

/** Only the colons of the text itself part fields: one in a variable's name or value does not. */
export function fieldsOfPattern(parts: readonly PatternPart[]): PatternPart[][] {
  const fields: PatternPart[][] = [[]];
  for (const part of parts) {
    const pieces = part.kind === 'text' ? splitText(part.text, FIELDS - fields.length) : [part];
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) fields.push([]);
      fields.at(-1)!.push(piece);
    }
  }
  return fields;
}

/** @param limit how many colons part fields; the others are characters */
function splitText(text: string, limit: number): PatternPart[] {
  const pieces = text.split(':');
  const kept = pieces.slice(0, limit);
  const rest = pieces.slice(limit);
  return [...kept, ...(rest.length > 0 ? [rest.join(':')] : [])].map((piece) => ({ kind: 'text', text: piece }));
}
