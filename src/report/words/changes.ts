import type { Change, PropertyChange, Status } from '../../stack/change';
import { code, type Inline, type Part, text, type Words, words } from '../inline';
import type { RoleReport } from '../model';
import { shortened } from '../visible';

/** A resource as people speak of it: a kind in words, and its name; both can be from outside. */
interface ResourceNoun {
  readonly kind: string;
  readonly name: string;
}

/** What the resources of the stack are called. */
export type Names = Pick<RoleReport, 'policyName' | 'roleName'>;

/** How far a run came with a resource. */
export const PROGRESS: Readonly<Partial<Record<Status, string>>> = {
  done: 'done',
  failed: 'failed',
  'not-reached': 'begun, not finished',
  'not-started': 'not started',
};

/** The three types of resources that the stack is made of, in the order in which they are listed. */
const TYPES = ['aws:iam/policy:Policy', 'aws:iam/role:Role', 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'];

export function resourceWords(change: Change, names: Names): Words {
  const { kind, name } = resourceNoun(change, names);
  return words`${text(kind)} ${code(name)}`;
}

export function resourceNoun(change: Change, names: Names): ResourceNoun {
  if (isForeign(change)) return foreignNoun(change);
  switch (TYPES.indexOf(change.type)) {
    case 0:
      return { kind: 'Policy', name: names.policyName };
    case 1:
      return { kind: 'Role', name: names.roleName };
    case 2:
      return { kind: 'Attachment to role', name: names.roleName };
    default:
      return { kind: change.type.split(':').at(-1)!, name: change.resource };
  }
}

/** What somebody has added outside of Pulumi, the stack does not have: policies of others on the role. */
function isForeign({ status, operation }: Change): boolean {
  return status === 'drifted' && operation === 'create';
}

function foreignNoun({ type, resource }: Change): ResourceNoun {
  return { kind: type.endsWith(':RolePolicy') ? 'Inline policy' : 'Attached policy', name: resource };
}

/** The changes in an order that is the same for every run, while that of the engine depends on timing. */
export function inOrder(changes: readonly Change[]): Change[] {
  const rank = ({ type }: Change) => (TYPES.includes(type) ? TYPES.indexOf(type) : TYPES.length);
  return [...changes].sort((a, b) => rank(a) - rank(b) || compareTexts(a.urn, b.urn));
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
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

/** A phrase for each property of a change that is worth a reader's time, documents first. */
export function propertyPhrases({ operation, properties }: Change): Words[] {
  if (operation === 'delete') return [];
  const isNew = operation === 'create';
  const told = properties.filter((property) => !isNew || !isObvious(property)).sort(documentsFirst);
  const phrases = told.slice(0, MAX_PROPERTIES).map((property) => phrase(property, isNew));
  return told.length > MAX_PROPERTIES ? [...phrases, words`and ${told.length - MAX_PROPERTIES} more`] : phrases;
}

/** What is not as it was asked for although the engine is done, in a phrase each. */
export function unmetPhrases({ unmet = [] }: Change): Words[] {
  return unmet.map((property) => {
    const { before, after = 'what was asked for' } = valuesOf(property);
    return words`${label(property)} is not ${after}${before ? words`; it is ${before}` : ''}`;
  });
}

function isObvious({ path, after }: PropertyChange): boolean {
  return OBVIOUS_WHEN_NEW.includes(path) || DEFAULTS[path] === after;
}

function phrase(property: PropertyChange, isNew: boolean): Words {
  const { before, after } = valuesOf(property);
  const values = isNew ? words` ${after ?? code('')}` : transition(before, after);
  return words`${label(property)}${values}${property.replaces ? ' (forces the replacement)' : ''}`;
}

function transition(before: Inline | undefined, after: Inline | undefined): Part {
  if (before && after) return words`: ${before} → ${after}`;
  if (after) return words`: added ${after}`;
  return before ? words`: removed ${before}` : '';
}

function label({ path }: PropertyChange): Inline {
  return text(propertyLabel(path));
}

function documentsFirst(a: PropertyChange, b: PropertyChange): number {
  const rank = ({ path }: PropertyChange) => Number(!DOCUMENTS.includes(path));
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1);
}

/** Both values are left out where the report shows them elsewhere. */
function valuesOf({ path, before, after }: PropertyChange): { before?: Inline; after?: Inline } {
  return DOCUMENTS.includes(path) ? {} : { before: valueOf(before), after: valueOf(after) };
}

function valueOf(value: unknown): Inline | undefined {
  if (value === undefined || value === null) return undefined;
  return code(shortened(typeof value === 'string' ? value : JSON.stringify(value), MAX_VALUE));
}
