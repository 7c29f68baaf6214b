import { MADE_UP_CHARACTER } from '../../glob/example-text';
import { matchesGlob } from '../../glob/glob';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { FindingsContext, OwnRole } from '../context';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed } from '../text';
import { allowsOf, statementId } from '../view';
import {
  type ActionsOnResource,
  CHANGING_POLICIES,
  CHANGING_ROLES,
  CHANGING_USERS,
  TAKING_OVER,
} from './escalation-actions';
import { mayMatchAction } from './matching';
import { openExamples } from './open-names';
import type { Circumstances, Example, Reach } from './reach';
import { actionsOf, type Allowed, entriesOf, type Told } from './told';

const PRIVILEGE_ESCALATION: Rule = {
  id: 'privilege-escalation',
  severity: 'security',
  title: 'An action is allowed by which the role can give itself more permissions, or take those of others.',
  why: 'What the policy does not allow is only a request away.',
  fix: 'Remove the action, or limit it to what has nothing to do with the role and has fewer permissions.',
  documentation: PAGES.escalation,
};

const PERMISSIONS_OF_OTHERS: Rule = {
  id: 'permissions-of-others',
  severity: 'warning',
  title: 'The role may change what another role, user or group may do.',
  why: 'Whoever uses that one, or comes to use it, has whatever permissions the role gives it.',
  fix: 'Leave that to the deployment of the other one, or bound it: with a condition on iam:PermissionsBoundary.',
  documentation: PAGES.escalation,
};

export const PRIVILEGE_RULES: readonly Rule[] = [PRIVILEGE_ESCALATION, PERMISSIONS_OF_OTHERS];

/** What is changed by an action. */
interface Change extends Allowed {
  readonly arn: string;
}

/** What a statement lets the role do with the permissions of roles, users and groups. */
export function givingPermissions(
  statement: ReadStatement,
  policy: ReadPolicy,
  { reach, context }: { readonly reach: Reach; readonly context: FindingsContext },
): Told[] {
  const { role } = context;
  const groups = [CHANGING_ROLES, CHANGING_POLICIES, ...CHANGING_USERS, ...TAKING_OVER];
  const isNamed = (action: string) => mayMatchAction(statement.actions, action);
  if (!groups.some(({ actions }) => actions.some(isNamed))) return [];

  const changes = (group: ActionsOnResource, examples: readonly Example[]): Change[] =>
    group.actions.flatMap((action) =>
      examples
        .filter(({ arn }) => isChangeable(arn, role) && mayChange(reach, statement, action, arn, role))
        .map(({ entry, arn }) => ({ action, entry, arn })),
    );
  const named = (group: ActionsOnResource) => changes(group, reach.examples(statement, group.arnPattern));
  const open = (group: ActionsOnResource) => changes(group, openExamples(reach, statement, group.arnPattern));

  const anybody = [CHANGING_ROLES, CHANGING_POLICIES, ...CHANGING_USERS].flatMap(open);
  const isAnybodys = ({ action }: Change) => anybody.some((told) => told.action === action);
  const itself = [
    ...changes(CHANGING_ROLES, exactly(role?.arn)),
    ...changes(CHANGING_POLICIES, exactly(role?.policyArn)),
  ].filter((change) => !isAnybodys(change));
  const isItself = ({ action, entry }: Change) =>
    itself.some((told) => told.action === action && matchesGlob(resourceGlob(entry, policy.variables), told.arn));

  const others = [CHANGING_ROLES, CHANGING_POLICIES].flatMap(named).filter((change) => !isAnybodys(change));
  const left = others.filter((change) => !isItself(change));
  const isOther = (change: Change) => isKnownOther(change, role) || isOfItsMaking(change, policy, reach);
  const perhapsItself = left.filter((change) => !isOther(change));
  const used = left.filter((change) => isOther(change) && isUsed(change, policy, reach));
  const takenOver = [...TAKING_OVER.flatMap(named), ...used];
  const ofOthers = [...left, ...CHANGING_USERS.flatMap(named).filter((change) => !isAnybodys(change))].filter(
    (change) => !perhapsItself.includes(change) && !used.includes(change),
  );

  const sentences = [
    sentence(itself, (by) => `The role can change its own permissions, or who may use it, by ${by}.`),
    sentence(anybody, (by) => `The role can give permissions to itself or to others by ${by}.`),
    sentence(
      perhapsItself,
      (by, what) =>
        `By ${by} the role can change ${what}: if that is its own role or policy, it can give itself anything.`,
    ),
    sentence(takenOver, (by, what) => `The role can act as whoever fits ${what} by ${by}.`),
  ];
  const id = statementId(statement);
  return [
    ...toldBy(PRIVILEGE_ESCALATION, sentences.filter((each) => each !== '').join(' '), [
      ...itself,
      ...anybody,
      ...perhapsItself,
      ...takenOver,
    ]),
    ...toldBy(
      PERMISSIONS_OF_OTHERS,
      sentence(ofOthers, (by, what) => `By ${by} the role can change ${what}.`),
      ofOthers,
    ),
  ];

  function toldBy(rule: Rule, message: string, about: readonly Change[]): Told[] {
    return about.length > 0 ? [{ rule, statement: id, message, actions: actionsOf(about) }] : [];
  }
}

function sentence(changes: readonly Change[], words: (by: string, what: string) => string): string {
  return changes.length === 0 ? '' : words(listed(actionsOf(changes)), listed(entriesOf(changes)));
}

/** Nobody changes the policies of AWS, nor what is in another account, but for acting as its root. */
function isChangeable(arn: string, role: OwnRole | undefined): boolean {
  const accountOf = (text: string) => text.split(':')[4];
  if (arn.endsWith(':root')) return true;
  return accountOf(arn) !== 'aws' && (!role || accountOf(arn) === accountOf(role.arn));
}

/** Of a policy that the role has nobody may have said which it is. */
function isKnownOther({ arn }: Change, role: OwnRole | undefined): boolean {
  return (arn.includes(':policy/') ? role?.policyArn : role?.arn) !== undefined;
}

function exactly(arn: string | undefined): Example[] {
  return arn === undefined ? [] : [{ entry: arn, arn }];
}

/** Policies of AWS by which one can get at everything. */
const MIGHTY = ['AdministratorAccess', 'IAMFullAccess', 'PowerUserAccess'] as const;

/**
 * Whether a change is allowed that gives more than its conditions look at: any policy, on somebody without a boundary, or with
 * one that bounds nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
function mayChange(reach: Reach, statement: ReadStatement, action: string, arn: string, role?: OwnRole): boolean {
  const [, partition, , , account] = arn.split(':');
  const ofAws = MIGHTY.map((name) => `arn:${partition}:iam::aws:policy/${name}`);
  const mighty = ofAws[0]!;
  const unnamed = `arn:${partition}:iam::${account}:policy/${MADE_UP_CHARACTER}`;
  const policies = action.includes(':Attach') ? [...ofAws, unnamed] : [undefined];
  const circumstances = policies.flatMap((policyArn) =>
    boundariesOf(action, arn).map((boundary) => ({ 'iam:policyarn': policyArn, ...boundary })),
  );
  return circumstances.some((each) => reach.allows(statement, action, arn, each));

  function boundariesOf(changing: string, changed: string): Circumstances[] {
    const key = 'iam:permissionsboundary';
    // What is taken away may be any, and is none of the request's choice.
    if (/:Delete\w+PermissionsBoundary/.test(changing)) return [{}];
    // What is put in its place is.
    if (/:Put\w+PermissionsBoundary/.test(changing)) return [{ [key]: mighty }, { [key]: unnamed }];
    if (changed === role?.arn) return [{ [key]: role.boundary }];
    return [{ [key]: undefined }, { [key]: mighty }, { [key]: unnamed }];
  }
}

/** Nobody creates the role that they are, or the policy that they have: who may, by name, is somebody who sets up others. */
function isOfItsMaking({ arn }: Change, policy: ReadPolicy, reach: Reach): boolean {
  const creating = arn.includes(':policy/') ? 'iam:CreatePolicy' : 'iam:CreateRole';
  return allowsOf(policy).some(
    (statement) =>
      namedEntries(statement.actions).some((entry) => entry.toLowerCase() === creating.toLowerCase()) &&
      reach.allows(statement, creating, arn),
  );
}

/**
 * Whether the role can use another one as well: by letting itself in, because it may already, or because it makes a role as it
 * likes.
 */
function isUsed(change: Change, policy: ReadPolicy, reach: Reach): boolean {
  if (!change.arn.includes(':role/')) return false;
  if (isOfItsMaking(change, policy, reach)) {
    return ['iam:AttachRolePolicy', 'iam:PutRolePolicy'].includes(change.action);
  }
  if (change.action === 'iam:UpdateAssumeRolePolicy') return true;
  return allowsOf(policy).some((statement) =>
    ['sts:AssumeRole', 'iam:PassRole'].some((action) => reach.allows(statement, action, change.arn)),
  );
}
