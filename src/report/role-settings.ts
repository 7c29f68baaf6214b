import type { RoleReport } from './model';
import type { Change, PropertyChange } from '../stack/change';

/** A change of the role that bears on what it may do, although its documents say nothing of it. */
export interface SettingChange {
  /** The end of a sentence that starts with "it". It holds nothing from outside. */
  readonly words: string;
  /** Whether more becomes possible, or it is not certain that not. */
  readonly mayAllowMore: boolean;
}

const ROLE = 'aws:iam/role:Role';

/** Condition keys whose value is another one for each role: by name, or by the id that IAM gives to it. */
const ABOUT_NAME = /aws:(PrincipalArn|userid)\b/i;

/**
 * What a boundary allows is not looked at, so any other one may allow more. Tags and the name of the role count where the
 * policy asks for them.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
 */
export function settingChanges({ changes, policy }: Pick<RoleReport, 'changes' | 'policy'>): SettingChange[] {
  const documents = [policy.before, policy.after].filter((text) => text !== undefined).join('\n');
  return changes
    .filter(({ type, operation }) => type === ROLE && operation !== 'delete')
    .flatMap((change) => [
      ...boundaryChanges(change),
      ...tagChanges(change, documents),
      ...renaming(change, documents),
    ]);
}

function boundaryChanges({ properties }: Change): SettingChange[] {
  const boundary = properties.find(({ path }) => path === 'permissionsBoundary');
  if (!boundary) return [];
  if (!isGiven(boundary.before)) return [{ words: 'sets a permissions boundary', mayAllowMore: false }];
  return [
    isGiven(boundary.after)
      ? { words: 'puts another permissions boundary in place of the present one', mayAllowMore: true }
      : { words: 'removes the permissions boundary', mayAllowMore: true },
  ];
}

function tagChanges({ operation, properties }: Change, documents: string): SettingChange[] {
  const isAskedFor = ({ path }: PropertyChange) => {
    const key = /^tags\.(.+)$/s.exec(path)?.[1];
    return key !== undefined && documents.toLowerCase().includes(`aws:principaltag/${key.toLowerCase()}`);
  };
  // Of a new role everything is new.
  return operation !== 'create' && properties.some(isAskedFor)
    ? [{ words: 'changes tags of the role on which its policy depends', mayAllowMore: true }]
    : [];
}

function renaming({ operation }: Change, documents: string): SettingChange[] {
  return operation === 'replace' && ABOUT_NAME.test(documents)
    ? [{ words: 'replaces the role, on whose name or id its policy depends', mayAllowMore: true }]
    : [];
}

/** The engine has empty texts and null for what is not there. */
function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
