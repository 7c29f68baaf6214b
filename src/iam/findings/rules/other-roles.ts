import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed } from '../text';
import { statementId } from '../view';
import { ROLE_ARNS, RUNNING_CODE } from './escalation-actions';
import { mayMatchAction } from './matching';
import { openExamples } from './open-names';
import type { Circumstances, Reach } from './reach';
import { allowedOf, entriesOf, type Told, toldOf } from './told';

const ASSUME_ANY_ROLE: Rule = {
  id: 'assume-any-role',
  severity: 'security',
  title: 'Roles that nobody named may be assumed.',
  why: 'Every role that trusts the account is open to whoever has this one, with all that it may do.',
  fix: 'Name the ARN of the role that is to be assumed.',
  documentation: PAGES.assumeRole,
};

const RUN_WITH_OTHER_ROLE: Rule = {
  id: 'run-with-other-role',
  severity: 'security',
  title: 'The role may run code of its own with the permissions of another role.',
  why: 'A function, a notebook, a build or a machine has a role; whoever says what it runs, or opens it, may do all that that role may.',
  fix: 'Remove the action, unless what runs there has no more permissions than this role.',
  documentation: PAGES.passRole,
};

export const OTHER_ROLE_RULES: readonly Rule[] = [ASSUME_ANY_ROLE, RUN_WITH_OTHER_ROLE];

const ASSUME_ROLE = 'sts:AssumeRole';

export function assumeRole(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  if (!mayMatchAction(statement.actions, ASSUME_ROLE)) return [];
  const circumstances = untagged(policy);
  const open = openExamples(reach, statement, ROLE_ARNS)
    .flatMap(({ entry, arn }) => [
      { entry, arn },
      { entry, arn: inAnotherAccount(arn, entry) },
    ])
    .filter(({ arn }) => circumstances.some((tags) => reach.allows(statement, ASSUME_ROLE, arn, tags)));
  if (open.length === 0) return [];
  const message = `sts:AssumeRole is allowed on every role that fits ${listed(entriesOf(open))}.`;
  return [{ rule: ASSUME_ANY_ROLE, statement: statementId(statement), message, actions: [ASSUME_ROLE] }];
}

/** A role can be assumed from another account, so that a denial for one account is not all. */
function inAnotherAccount(arn: string, entry: string): string {
  return /^arn:[^:]*:iam::\d/.test(entry) ? arn : arn.replace(/^((?:[^:]*:){4})[^:]*/, `$1${MADE_UP_CHARACTER}`);
}

/** A condition on tags of the resource is a limit: what has no such tag, or another value, is what nobody has in mind. */
export function untagged({ statements }: ReadPolicy): readonly Circumstances[] {
  const keys = statements
    .flatMap(({ conditions }) => conditions)
    .map(({ key }) => key.toLowerCase())
    .filter((key) => key.includes(':resourcetag/'));
  return [undefined, MADE_UP_CHARACTER].map((value) => Object.fromEntries(keys.map((key) => [key, value])));
}

export function runningCode(statement: ReadStatement, reach: Reach): Told[] {
  return toldOf(RUN_WITH_OTHER_ROLE, statement, allowedOf(RUNNING_CODE, statement, reach));
}
