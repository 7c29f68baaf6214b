import { similarName } from '../../../shared/similar-name';
import type { ReadPolicy, ReadStatement } from '../../policy/policy';
import { isService, serviceNames, actionsMatching, actionText } from '../../reference/names';
import { REFERENCE_SOURCE } from '../../reference/source';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { statementId } from '../view';

export const INVALID_ACTION: Rule = {
  id: 'invalid-action',
  severity: 'error',
  title: 'An action is not of the form SERVICE:NAME.',
  why: 'AWS refuses the document.',
  fix: 'Write SERVICE:NAME, such as s3:GetObject. Wildcards belong into the name; "*" alone stands for all actions.',
  documentation: PAGES.action,
  refusedByAws: true,
};

const UNKNOWN_SERVICE: Rule = {
  id: 'unknown-service',
  severity: 'warning',
  title: "An action belongs to a service that AWS's list does not have.",
  why: 'Unless the service is newer than the list, the statement has no effect on the one that was meant: what is to be allowed stays denied, and what is to be denied stays allowed.',
  fix: 'Correct the prefix of the action, if it is not a new service.',
  documentation: PAGES.serviceReference,
};

export const UNKNOWN_ACTION: Rule = {
  id: 'unknown-action',
  severity: 'warning',
  title: "AWS's list does not have an action.",
  why: 'Unless the action is newer than the list, the statement has no effect on the one that was meant: what is to be allowed stays denied, and what is to be denied stays allowed.',
  fix: 'Correct the name of the action, if it is not a new one.',
  documentation: PAGES.serviceReference,
};

export const ACTION_RULES: readonly Rule[] = [INVALID_ACTION, UNKNOWN_SERVICE, UNKNOWN_ACTION];

export function checkActions({ statements }: ReadPolicy): Problem[] {
  return statements.flatMap((statement) =>
    (statement.actions?.entries ?? []).flatMap((action) => problemOfAction(action, statement)),
  );
}

function problemOfAction(action: string, statement: ReadStatement): Problem[] {
  const id = statementId(statement);
  const malformed = problemOfForm(action);
  if (malformed) return [{ rule: INVALID_ACTION, statement: id, message: malformed }];
  if (action === '*' || actionsMatching(action).length > 0) return [];

  const [service] = action.split(':') as [string];
  if (!isService(service)) {
    const similar = similarName(service, serviceNames());
    return [
      {
        rule: UNKNOWN_SERVICE,
        statement: id,
        message: `There is no service ${quoted(service)}, of the action ${quoted(action)}, in AWS's list of ${REFERENCE_SOURCE.date}.`,
        ...(similar && { fix: `Did you mean ${similar}?` }),
      },
    ];
  }
  const similar = /[*?]/.test(action)
    ? undefined
    : similarName(action, actionsMatching(`${service}:*`).map(actionText));
  return [
    {
      rule: UNKNOWN_ACTION,
      statement: id,
      message: `No action is ${quoted(action)} in AWS's list of ${REFERENCE_SOURCE.date}.`,
      ...(similar && { fix: `Did you mean ${similar}?` }),
    },
  ];
}

function problemOfForm(action: string): string | undefined {
  if (action === '*') return undefined;
  const parts = action.split(':');
  if (parts.length === 1) return `The action ${quoted(action)} has no service in front.`;
  if (parts.length > 2) return `The action ${quoted(action)} has more than one colon.`;
  if (/^([a-z0-9.-]+|\*)$/i.test(parts[0]!)) return undefined;
  return `The action ${quoted(action)} has a service with characters other than letters, digits, dots and hyphens.`;
}
