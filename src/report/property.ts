import { shortened } from './visible';
import type { Change, PropertyChange } from '../stack/change';

/** A changed property as people read it. */
interface PropertyWords {
  readonly label: string;
  /** Both values are left out where the report shows them elsewhere. */
  readonly before?: string;
  readonly after?: string;
  readonly replaces: boolean;
}

const LABELS: Readonly<Record<string, string>> = {
  policy: 'policy document',
  assumeRolePolicy: 'trust policy',
  permissionsBoundary: 'permissions boundary',
  maxSessionDuration: 'max session (seconds)',
  policyArn: 'policy',
};

/** The report has sections of their own for these. */
const DOCUMENTS = ['policy', 'assumeRolePolicy'];
/** What a new resource has, but the report says already or a reviewer does not need. */
const OBVIOUS_WHEN_NEW = [...DOCUMENTS, 'name', 'description', 'role', 'policyArn'];
/** What IAM itself gives to a new resource. */
const DEFAULTS: Readonly<Record<string, unknown>> = { path: '/', maxSessionDuration: 3600, forceDetachPolicies: false };

const MAX_PROPERTIES = 12;
const MAX_VALUE = 80;

/** What people call a property; a path that is from outside is shortened. */
export function propertyLabel(path: string): string {
  return LABELS[path] ?? shortened(path, MAX_VALUE);
}

/** How words and values, both from outside, are written in a rendering. */
export interface Style {
  readonly words: (text: string) => string;
  readonly value: (text: string) => string;
}

/** A phrase for each property of a change that is worth a reader's time, documents first. */
export function propertyPhrases(change: Change, style: Style): string[] {
  if (change.operation === 'delete') return [];
  const isNew = change.operation === 'create';
  const told = change.properties.filter((property) => !isNew || !isObvious(property)).sort(documentsFirst);
  const phrases = told.slice(0, MAX_PROPERTIES).map((property) => phrase(wordsOf(property), isNew, style));
  return told.length > MAX_PROPERTIES ? [...phrases, `and ${told.length - MAX_PROPERTIES} more`] : phrases;
}

/** What is not as it was asked for although the engine is done, in a phrase each. */
export function unmetPhrases({ unmet = [] }: Change, style: Style): string[] {
  return unmet.map((property) => {
    const { label, before, after } = wordsOf(property);
    const values = after === undefined ? '' : ` ${style.value(after)}`;
    const found = before === undefined ? '' : `; it is ${style.value(before)}`;
    return `${style.words(label)} is not${values || ' what was asked for'}${found}`;
  });
}

function isObvious({ path, after }: PropertyChange): boolean {
  return OBVIOUS_WHEN_NEW.includes(path) || DEFAULTS[path] === after;
}

function phrase({ label, before, after, replaces }: PropertyWords, isNew: boolean, style: Style): string {
  const name = style.words(label);
  const values = isNew ? ` ${style.value(after ?? '')}` : transition(before, after, style);
  return replaces ? `${name}${values} (forces the replacement)` : `${name}${values}`;
}

function transition(before: string | undefined, after: string | undefined, { value }: Style): string {
  if (before !== undefined && after !== undefined) return `: ${value(before)} → ${value(after)}`;
  if (after !== undefined) return `: added ${value(after)}`;
  return before === undefined ? '' : `: removed ${value(before)}`;
}

function documentsFirst(a: PropertyChange, b: PropertyChange): number {
  const rank = ({ path }: PropertyChange) => Number(!DOCUMENTS.includes(path));
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1);
}

function wordsOf({ path, before, after, replaces }: PropertyChange): PropertyWords {
  const label = propertyLabel(path);
  return DOCUMENTS.includes(path)
    ? { label, replaces }
    : { label, before: valueText(before), after: valueText(after), replaces };
}

function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return shortened(typeof value === 'string' ? value : JSON.stringify(value), MAX_VALUE);
}
