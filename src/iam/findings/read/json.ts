import { POLICY_QUOTA, sizeOfDocument, TRUST_POLICY_QUOTA } from '../../../aws/quota';
import { jsonErrorText } from '../../../shared/json-error';
import { duplicateKeys } from '../../../shared/json-text';
import type { PolicyKind } from '../../policy/policy';
import type { Problem } from '../finding';
import { quoted } from '../text';
import { DUPLICATE_KEY, INVALID_JSON, NEAR_QUOTA, TOO_DEEP, TOO_LARGE } from './json-rules';

interface ReadJson {
  /** How far the document can be looked at: not at all, its form only, or in full. */
  readonly depth: 'unreadable' | 'form' | 'full';
  readonly value?: unknown;
  readonly problems: readonly Problem[];
}

/** A statement's condition values are in the seventh level; a `Resource` of CloudFormation or Terraform may go deeper. */
const MAX_DEPTH = 32;
/** What is larger was never meant to be one policy. */
const MAX_SIZE = 4 * POLICY_QUOTA;
/** Up to here all that can be in a document is compared with each other in reasonable time. */
const MAX_CHECKED = POLICY_QUOTA;
const NEAR = 0.9;

const NOTHING_CHECKED = ' Nothing else in it is checked.';
const FORM_CHECKED = ' Only its form is checked.';

/**
 * Reads a document, of whatever size, within a time that does not depend on what is in it.
 *
 * @param document a JSON text, or parsed JSON
 */
export function readJson(document: unknown, kind: PolicyKind, quota = defaultQuota(kind)): ReadJson {
  return typeof document === 'string' ? readText(document, quota) : readValue(document, quota);
}

function readText(text: string, quota: number): ReadJson {
  const size = sizeOfDocument(text);
  if (size > MAX_SIZE) return unreadable(tooLarge(String(size), quota, NOTHING_CHECKED));
  const parsed = parse(text);
  if ('problem' in parsed) return unreadable(parsed.problem);
  if (limitsOf(parsed.value) === 'too deep') return unreadable(tooDeep());
  const duplicates = duplicateKeys(text).map(({ key, line }) => ({
    rule: DUPLICATE_KEY,
    message: `The key ${quoted(key)} is there twice in one object; the second one is in line ${line}.`,
  }));
  return readable(parsed.value, size, quota, duplicates);
}

function readValue(value: unknown, quota: number): ReadJson {
  switch (limitsOf(value)) {
    case 'too deep':
      return unreadable(tooDeep());
    case 'too large':
      return unreadable(tooLarge(`over ${MAX_SIZE}`, quota, NOTHING_CHECKED));
    case 'no JSON':
      return unreadable({ rule: INVALID_JSON, message: 'The document has values that JSON does not have.' });
    case 'within':
      return readable(value, sizeOfDocument(JSON.stringify(value)), quota, []);
  }
}

function readable(value: unknown, size: number, quota: number, problems: readonly Problem[]): ReadJson {
  const depth = size > MAX_CHECKED ? 'form' : 'full';
  return { depth, value, problems: [...problems, ...sizeProblems(size, quota)] };
}

function unreadable(problem: Problem): ReadJson {
  return { depth: 'unreadable', problems: [problem] };
}

function defaultQuota(kind: PolicyKind): number {
  return kind === 'trust' ? TRUST_POLICY_QUOTA : POLICY_QUOTA;
}

function parse(text: string): { readonly value: unknown } | { readonly problem: Problem } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const place = jsonErrorText(text);
    return { problem: { rule: INVALID_JSON, message: `The document is not valid JSON${place && `: ${place}`}.` } };
  }
}

function sizeProblems(size: number, quota: number): Problem[] {
  if (size > quota) return [tooLarge(String(size), quota, size > MAX_CHECKED ? FORM_CHECKED : '')];
  if (size <= quota * NEAR) return [];
  const message = `The document has ${size} of ${quota} characters, white space not counted.`;
  return [{ rule: NEAR_QUOTA, message }];
}

function tooLarge(size: string, quota: number, unchecked: string): Problem {
  const message = `The document has ${size} characters, white space not counted; ${quota} are allowed.${unchecked}`;
  return { rule: TOO_LARGE, message };
}

function tooDeep(): Problem {
  return { rule: TOO_DEEP, message: `The document has objects and arrays in more than ${MAX_DEPTH} levels.` };
}

/** Looks at no more of a value than is allowed to be there; a value that contains itself is too deep. */
function limitsOf(value: unknown): 'within' | 'too deep' | 'too large' | 'no JSON' {
  const open: (readonly [value: unknown, depth: number])[] = [[value, 0]];
  let size = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [current, depth] = next;
    size += typeof current === 'string' ? current.length : 1;
    if (size > MAX_SIZE) return 'too large';
    if (['undefined', 'function', 'symbol', 'bigint'].includes(typeof current)) return 'no JSON';
    if (typeof current !== 'object' || current === null) continue;
    if (depth >= MAX_DEPTH) return 'too deep';
    if (Array.isArray(current) && current.length > MAX_SIZE) return 'too large';
    for (const [key, content] of Object.entries(current)) {
      // JSON leaves such a key out.
      if (content === undefined && !Array.isArray(current)) continue;
      if (!Array.isArray(current)) size += key.length;
      open.push([content, depth + 1]);
    }
  }
  return 'within';
}
