import { MADE_UP_CHARACTER } from '../../glob/example-text';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import type { Rule } from '../finding';
import { PAGES } from '../pages';
import { listed } from '../text';
import { statementId } from '../view';
import { ROLE_ARNS } from './escalation-actions';
import { mayMatchAction } from './matching';
import { openExamples } from './open-names';
import type { Circumstances, Example, Reach } from './reach';
import { entriesOf, type Told } from './told';

const PASS_ANY_ROLE: Rule = {
  id: 'pass-any-role',
  severity: 'security',
  title: 'Roles that nobody named may be passed to a service.',
  why: 'Whoever has the role can start something that runs with the permissions of the mightiest role that fits.',
  fix: 'Name the ARN of the execution role as the resource of iam:PassRole.',
  documentation: PAGES.passRole,
};

const UNLIMITED_SERVICE: Rule = {
  id: 'passed-to-service-without-limit',
  severity: 'security',
  title: 'A condition on iam:PassedToService looks like a limit, and is none.',
  why: 'The role can be passed to services that nobody named, also to those that run what they are given.',
  fix: 'Name the service: StringEquals iam:PassedToService with sagemaker.amazonaws.com.',
  documentation: PAGES.passRole,
};

const PASS_ROLE_TO_ANY_SERVICE: Rule = {
  id: 'pass-role-to-any-service',
  severity: 'suggestion',
  title: 'A role may be passed to any service that it trusts.',
  why: 'If the role comes to trust another service, it can be passed to that as well.',
  fix: 'Add the condition StringEquals iam:PassedToService with sagemaker.amazonaws.com.',
  documentation: PAGES.passRole,
};

export const PASS_ROLE_RULES: readonly Rule[] = [PASS_ANY_ROLE, UNLIMITED_SERVICE, PASS_ROLE_TO_ANY_SERVICE];

const PASS_ROLE = 'iam:PassRole';
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html */
const SERVICE_KEY = 'iam:passedtoservice';
const UNNAMED_SERVICE: Circumstances = { [SERVICE_KEY]: `${MADE_UP_CHARACTER}.amazonaws.com` };

export function passRole(statement: ReadStatement, policy: ReadPolicy, reach: Reach): Told[] {
  if (!mayMatchAction(statement.actions, PASS_ROLE)) return [];
  const services = [UNNAMED_SERVICE, ...namedServices(policy)];
  const isAllowed = ({ arn }: Example) => services.some((service) => reach.allows(statement, PASS_ROLE, arn, service));
  const problem = (rule: Rule, message: string): Told[] => [
    { rule, statement: statementId(statement), message, actions: [PASS_ROLE] },
  ];

  const open = entriesOf(openExamples(reach, statement, ROLE_ARNS).filter(isAllowed));
  if (open.length > 0) {
    const found = statement.resources!.not
      ? 'every role but those in NotResource'
      : `every role that fits ${listed(open)}`;
    return problem(PASS_ANY_ROLE, `iam:PassRole is allowed on ${found}.`);
  }

  const unlimited = entriesOf(
    reach.examples(statement, ROLE_ARNS).filter(({ arn }) => reach.allows(statement, PASS_ROLE, arn, UNNAMED_SERVICE)),
  );
  if (unlimited.length === 0) return [];
  return statement.conditions.some(({ key }) => key.toLowerCase() === SERVICE_KEY)
    ? problem(UNLIMITED_SERVICE, `iam:PassRole is allowed on ${listed(unlimited)}, to whichever service.`)
    : problem(
        PASS_ROLE_TO_ANY_SERVICE,
        `iam:PassRole is allowed on ${listed(unlimited)} without a condition on iam:PassedToService.`,
      );
}

/** The services that conditions name; where a pattern leaves it open, one that fits. */
function namedServices({ statements }: ReadPolicy): Circumstances[] {
  const values = statements
    .flatMap(({ conditions }) => conditions)
    .filter(({ key }) => key.toLowerCase() === SERVICE_KEY)
    .flatMap((condition) => condition.values);
  return [...new Set(values)].map((value) => ({ [SERVICE_KEY]: value.replace(/[*?]/g, MADE_UP_CHARACTER) }));
}
