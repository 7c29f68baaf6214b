import { type DocumentKind, isDocument, kindOfDocument } from './document-kind';
import { urlDecoded } from './parsed-text';
import { isObject } from '../../shared/json';

/** A policy document somewhere in a larger one. */
export interface Embedded {
  /** Where it is, as jq and yq take it: `.Resources.Policy.Properties.PolicyDocument`. */
  readonly path: string;
  /** What it belongs to, by the nearest name around it. */
  readonly label?: string;
  readonly kind: DocumentKind;
  /** Whether something of it gets its value only when CloudFormation deploys it. */
  readonly hasReferences: boolean;
}

/** Deeper is nothing that a tool writes. */
const MAX_DEPTH = 40;

/** The policy documents in a value, as they are or as JSON in a text. What says the same of the same is there once. */
export function embeddedDocuments(value: unknown): readonly Embedded[] {
  const found = new Map<string, Embedded>();
  collect(value, { path: '', depth: 0 }, (embedded, content) => {
    const key = JSON.stringify([embedded.label, content]);
    if (!found.has(key)) found.set(key, embedded);
  });
  return [...found.values()];
}

interface Position {
  readonly path: string;
  readonly depth: number;
  readonly label?: string;
}

function collect(value: unknown, at: Position, add: (embedded: Embedded, content: unknown) => void): void {
  const document = typeof value === 'string' ? documentInText(value) : value;
  if (isDocument(document)) {
    const { path, label } = at;
    const embedded = {
      path: path || '.',
      label,
      kind: kindOfDocument(document),
      hasReferences: hasReferences(document),
    };
    return add(embedded, document);
  }
  if (typeof value !== 'object' || value === null || at.depth >= MAX_DEPTH) return;
  const label = nameOf(value) ?? at.label;
  for (const [key, member] of Object.entries(value)) {
    const path = `${at.path}${Array.isArray(value) ? `[${key}]` : step(key)}`;
    // jq wants a dot before everything.
    collect(
      member,
      { path: path.startsWith('[') ? `.${path}` : path, depth: at.depth + 1, label: qualified(label, key, member) },
      add,
    );
  }
}

function step(key: string): string {
  // jq takes `.e1` for a number.
  return /^(?!e\d+$)[a-z_]\w*$/i.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function documentInText(text: string): unknown {
  if (!/^\s*(\{|%7B)/i.test(text)) return undefined;
  try {
    return JSON.parse(/^\s*%7B/i.test(text) ? urlDecoded(text) : text);
  } catch {
    return undefined;
  }
}

const NAMES = ['address', 'urn', 'PolicyName', 'RoleName', 'UserName', 'GroupName'];

function nameOf(value: object): string | undefined {
  return NAMES.map((name) => (value as Record<string, unknown>)[name]).find((name) => typeof name === 'string');
}

/** Of one thing there may be several documents, of which one counts. */
function qualified(label: string | undefined, key: string, member: unknown): string | undefined {
  if (label === undefined) return undefined;
  if (key === 'before' || key === 'after') return `${label} ${key} the change`;
  if (!isObject(member) || typeof member.VersionId !== 'string') return label;
  return `${label}, version ${member.VersionId}${member.IsDefaultVersion === true ? ' (the default one)' : ''}`;
}

const REFERENCE = /^(Ref|Fn::\w+|!.*)$/;

function hasReferences(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return false;
  if (isObject(value) && Object.keys(value).some((key) => REFERENCE.test(key))) return true;
  return Object.values(value).some((member) => hasReferences(member, depth + 1));
}
