import type { RoleReport } from './model';
import type { Change, PropertyChange } from '../stack/change';

/** A change that bears on what the role may do, although its documents say nothing of it. */
export interface SettingChange {
  /** Begins with a verb in its plain form. It holds nothing from outside. */
  readonly words: string;
  /** Whether more becomes possible, or it is not certain that not. */
  readonly mayAllowMore: boolean;
}

export const ROLE = 'aws:iam/role:Role';
export const POLICY = 'aws:iam/policy:Policy';
export const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/** In the order in which they are named. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  [ROLE, 'role'],
  [POLICY, 'policy'],
  [ATTACHMENT, 'attachment'],
]);

/** What policies can know a role or a policy by. */
type Mark = 'name' | 'path' | 'id' | 'tags';

const MARKS: Readonly<Record<Mark, { readonly change: (nouns: string) => string; readonly tested: string }>> = {
  name: { change: (nouns) => `give the ${nouns} another name`, tested: 'it' },
  path: { change: (nouns) => `move the ${nouns} to another path`, tested: 'it' },
  id: { change: (nouns) => `make the ${nouns} anew`, tested: 'the id' },
  tags: { change: (nouns) => `change tags of the ${nouns}`, tested: 'them' },
};

/** Documents are compared by what they allow, and nobody's rights depend on a description. */
const WITHOUT_EFFECT = ['policy', 'assumeRolePolicy', 'description'];
/** What has a sentence of its own. */
const TOLD = [...WITHOUT_EFFECT, 'name', 'path', 'tags', 'tagsAll', 'permissionsBoundary', 'maxSessionDuration'];

/** Condition keys whose value is another one for each role: by name, or by the id that IAM gives to it. */
const ABOUT_NAME = /aws:(PrincipalArn|userid)\b/i;

/**
 * Whatever can be tested by a policy that nobody looks at here counts: any policy in the account may ask for the role's tags
 * (`aws:PrincipalTag`, `aws:ResourceTag`), or name it by its path. Any other boundary may allow more. The first one takes away
 * from the role, but policies of others may let them change just the roles that have it (`iam:PermissionsBoundary`); a role that
 * is created with it was nobody's to change. Of what is not known, nobody knows that it does not count.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_iam-tags.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export function settingChanges({ changes, policy }: Pick<RoleReport, 'changes' | 'policy'>): SettingChange[] {
  const documents = [policy.before, policy.after].filter((text) => text !== undefined).join('\n');
  const staying = changes.filter(({ type, operation }) => NOUNS.has(type) && ['update', 'replace'].includes(operation));
  return [
    ...changes.filter(({ type }) => type === ROLE).flatMap(boundaryChanges),
    ...markChanges(staying, documents),
    ...staying.filter(({ type }) => type === ROLE).flatMap(sessionChanges),
    ...unknownChanges(changes, staying),
  ];
}

function boundaryChanges({ operation, properties }: Change): SettingChange[] {
  const boundary = properties.find(({ path }) => path === 'permissionsBoundary');
  if (!boundary || operation === 'delete') return [];
  if (!isGiven(boundary.before)) {
    return operation === 'create'
      ? [{ words: 'set a permissions boundary', mayAllowMore: false }]
      : [{ words: 'set a permissions boundary (other policies may test it)', mayAllowMore: true }];
  }
  return [
    isGiven(boundary.after)
      ? { words: 'put another permissions boundary in place of the present one', mayAllowMore: true }
      : { words: 'remove the permissions boundary', mayAllowMore: true },
  ];
}

function markChanges(changes: readonly Change[], documents: string): SettingChange[] {
  return (Object.keys(MARKS) as Mark[]).flatMap((mark) => {
    const changed = changes.filter((change) => marksOf(change, changes).includes(mark));
    if (changed.length === 0) return [];
    const { change, tested } = MARKS[mark];
    const isOwn = changed.some((each) => each.type === ROLE && dependsOn(documents, mark, each.properties));
    const who = isOwn ? 'its policy tests' : 'other policies may test';
    return [{ words: `${change(nounsOf(changed))} (${who} ${tested})`, mayAllowMore: true }];
  });
}

function marksOf({ type, operation, properties }: Change, all: readonly Change[]): Mark[] {
  const names = properties.map(({ path }) => nameOf(path));
  const named = (['name', 'path'] as const).filter((mark) => names.includes(mark));
  // An attachment goes with what it attaches.
  const isSaid = named.length > 0 || (type === ATTACHMENT && all.some((other) => isReplaced(other, [ROLE, POLICY])));
  return [
    ...named,
    ...(operation === 'replace' && !isSaid ? ['id' as const] : []),
    ...(names.includes('tags') || names.includes('tagsAll') ? ['tags' as const] : []),
  ];
}

function isReplaced({ type, operation }: Change, types: readonly string[]): boolean {
  return operation === 'replace' && types.includes(type);
}

/** Whether the role's own policy asks for what changes. */
function dependsOn(documents: string, mark: Mark, properties: readonly PropertyChange[]): boolean {
  if (mark !== 'tags') return ABOUT_NAME.test(documents);
  const keys = properties.map(({ path }) => /^tags(?:All)?\.(.+)$/s.exec(path)?.[1]?.toLowerCase());
  return keys.some((key) => key !== undefined && documents.toLowerCase().includes(`aws:principaltag/${key}`));
}

function sessionChanges({ properties }: Change): SettingChange[] {
  const session = properties.find(({ path }) => path === 'maxSessionDuration');
  if (!session) return [];
  const { before, after } = session;
  if (typeof before !== 'number' || typeof after !== 'number') {
    return [{ words: 'change how long sessions of the role may last', mayAllowMore: true }];
  }
  return [
    after < before
      ? { words: 'shorten the sessions of the role', mayAllowMore: false }
      : { words: 'let sessions of the role last longer', mayAllowMore: true },
  ];
}

function unknownChanges(changes: readonly Change[], staying: readonly Change[]): SettingChange[] {
  const isStrange = ({ type, properties }: Change) =>
    type !== ATTACHMENT && properties.some(({ path }) => !TOLD.includes(nameOf(path)));
  const strange = staying.filter(isStrange);
  return [
    ...(strange.length > 0
      ? [{ words: `change properties of the ${nounsOf(strange)} whose effect is not known`, mayAllowMore: true }]
      : []),
    ...(changes.some((change) => !NOUNS.has(change.type) && !isOfOthers(change))
      ? [{ words: 'change resources whose effect is not known', mayAllowMore: true }]
      : []),
  ];
}

/** A policy that others put on the role is compared by what it allows. */
function isOfOthers({ status, operation }: Change): boolean {
  return status === 'drifted' && operation === 'create';
}

/** Such as `role and policy`. */
function nounsOf(changes: readonly Change[]): string {
  const types = changes.map(({ type }) => type);
  return [...NOUNS].flatMap(([type, noun]) => (types.includes(type) ? [noun] : [])).join(' and ');
}

/** Of `tags.team` it is `tags`. */
function nameOf(path: string): string {
  return path.split('.')[0]!;
}

/** The engine has empty texts and null for what is not there. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
