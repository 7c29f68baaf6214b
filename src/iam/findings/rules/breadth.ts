import { waysToMore } from './escalation';
import { mayFit } from './fitting';
import { allowsUnnamedAction, isFullAccess } from './full-access';
import { mayMatchAction } from './matching';
import { type Reach, reachOf } from './reach';
import { globIncludes } from '../../glob/algebra';
import { referenceGlob } from '../../glob/reference-pattern';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import { isUsuallyWithoutResource, resourcesOfAction } from '../../reference/action-resources';
import { actionDetails } from '../../reference/details';
import { type ActionName, actionsMatching, actionText } from '../../reference/names';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

const FULL_ACCESS: Rule = {
  id: 'full-access',
  severity: 'security',
  title: 'Every action is allowed on every resource.',
  why: 'Whoever has the role has the account.',
  fix: 'Name the actions and the resources that are needed.',
  documentation: PAGES.leastPrivilege,
};

const ALLOW_NOT_ACTION: Rule = {
  id: 'allow-not-action',
  severity: 'security',
  title: 'A statement allows all actions but some.',
  why: 'It allows nearly every action of every service, also those that AWS adds in the future.',
  fix: 'Name the actions that are needed in Action; use NotAction to deny.',
  documentation: PAGES.notAction,
};

const ALLOW_NOT_RESOURCE: Rule = {
  id: 'allow-not-resource',
  severity: 'security',
  title: 'A statement allows actions on all resources but some.',
  why: 'It allows them on nearly every resource of the account, and of other accounts that let it, also on those that are made in the future.',
  fix: 'Name the resources that are needed in Resource; use NotResource to deny.',
  documentation: PAGES.notResource,
};

const WRITE_ON_EVERYTHING: Rule = {
  id: 'write-on-every-resource',
  severity: 'warning',
  title: 'An action that changes something is allowed on every resource, although it could be limited.',
  why: 'The role can change what belongs to other models, teams and applications.',
  fix: 'Name the resources that are needed by their ARNs.',
  documentation: PAGES.leastPrivilege,
};

const READ_ON_EVERYTHING: Rule = {
  id: 'read-on-every-resource',
  severity: 'suggestion',
  title: 'An action that reads is allowed on every resource, although it could be limited.',
  why: 'The role can read what belongs to other models, teams and applications.',
  fix: 'Name the resources that are needed by their ARNs.',
  documentation: PAGES.leastPrivilege,
};

const EFFECTIVELY_EVERYTHING: Rule = {
  id: 'resource-effectively-everything',
  severity: 'warning',
  title: 'A resource is written as an ARN, but names every resource of its type.',
  why: 'It looks like a limit, and is none.',
  fix: 'Name the account, the region and the resource.',
  documentation: PAGES.leastPrivilege,
};

export const BREADTH_RULES: readonly Rule[] = [
  ...[FULL_ACCESS, ALLOW_NOT_ACTION, ALLOW_NOT_RESOURCE, WRITE_ON_EVERYTHING, READ_ON_EVERYTHING],
  EFFECTIVELY_EVERYTHING,
];

export function checkBreadth(policy: ReadPolicy, context: FindingsContext = {}): Problem[] {
  const reach = reachOf(policy, context);
  const told = waysToMore(policy, reach, context);
  const blanket = policy.statements.filter(isBlanketDenial);
  const isDenied = (action: ActionName) => blanket.some(({ actions }) => mayMatchAction(actions, actionText(action)));
  return allowsOf(policy).flatMap((statement) => {
    const isTold = (action: string) =>
      told.some((each) => each.statement?.index === statement.index && each.actions.includes(action));
    const isCertain = !hasDenials(policy) && statement.conditions.length === 0;
    const isOpen = (action: ActionName) =>
      !isTold(actionText(action)) && !isDenied(action) && (isCertain || isAllowedOnSome(statement, action, reach));
    return [
      ...negations(statement, reach, isOpen),
      ...(isFullAccess(statement, reach) ? [fullAccess(statement, policy)] : actionsOnEverything(statement, isOpen)),
      ...effectivelyEverything(statement, policy, isOpen),
    ];
  });
}

/** Most denials are such, and quick to ask. */
function isBlanketDenial({ effect, resources, conditions }: ReadStatement): boolean {
  return effect === 'Deny' && conditions.length === 0 && namedEntries(resources).includes('*');
}

function hasDenials({ statements }: ReadPolicy): boolean {
  return statements.some(({ effect }) => effect === 'Deny');
}

/** Whether a statement allows an action on a resource of which nobody but it says anything. */
function isAllowedOnSome(statement: ReadStatement, action: ActionName, reach: Reach): boolean {
  const name = actionText(action);
  return resourcesOfAction(name).arnPatterns.some((pattern) =>
    reach.unnamed(statement, pattern).some(({ arn }) => reach.allows(statement, name, arn)),
  );
}

type IsOpen = (action: ActionName) => boolean;

function negations(statement: ReadStatement, reach: Reach, isOpen: IsOpen): Problem[] {
  const { actions, resources } = statement;
  const problems: Problem[] = [];
  if (actions?.not && allowsUnnamedAction(statement, reach)) {
    const message = `All actions but ${listed(actions.entries)} are allowed.`;
    problems.push({ rule: ALLOW_NOT_ACTION, statement: statementId(statement), message });
  }
  if (resources?.not && (actions?.not ? allowsUnnamedAction(statement, reach) : namesOpen(statement, isOpen))) {
    const message = `All resources but ${listed(resources.entries)} are meant.`;
    problems.push({ rule: ALLOW_NOT_RESOURCE, statement: statementId(statement), message });
  }
  return problems;
}

/** Of actions that nobody knows, it is not known that nothing is left of them. */
function namesOpen(statement: ReadStatement, isOpen: IsOpen): boolean {
  return namedEntries(statement.actions).some((entry) => {
    const actions = actionsMatching(entry);
    return actions.length === 0 || actions.some(isOpen);
  });
}

function fullAccess(statement: ReadStatement, policy: ReadPolicy): Problem {
  const denials = hasDenials(policy) ? ' but those that other statements deny' : '';
  const suffix = statement.conditions.length > 0 ? ', under conditions' : '';
  const message = `All actions${denials} are allowed on all resources${suffix}.`;
  return { rule: FULL_ACCESS, statement: statementId(statement), message };
}

function actionsOnEverything(statement: ReadStatement, isOpen: IsOpen): Problem[] {
  if (!namedEntries(statement.resources).includes('*')) return [];
  const actions = namedEntries(statement.actions).flatMap((entry) => actionsMatching(entry));
  const limitable = [...new Set(actions)].filter(
    (action) => action.hasResources && !isUsuallyWithoutResource(actionText(action)) && isOpen(action),
  );
  const writing = limitable.filter(isWriting);
  const reading = limitable.filter((action) => !isWriting(action));
  const problem = (rule: Rule, found: readonly ActionName[]): Problem[] =>
    found.length > 0
      ? [
          {
            rule,
            statement: statementId(statement),
            message: `${found.length === 1 ? 'An action is' : `${found.length} actions are`} allowed on "*": ${listed(found.map(actionText))}.`,
          },
        ]
      : [];
  return [...problem(WRITE_ON_EVERYTHING, worstFirst(writing)), ...problem(READ_ON_EVERYTHING, reading)];
}

/** By which models and what serves them are lost; they would be lost themselves among the many actions of a service. */
const WORST = [
  ...['s3:PutObject', 's3:DeleteObject'],
  ...['sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint', 'sagemaker:DeleteEndpoint'],
];

function worstFirst(actions: readonly ActionName[]): readonly ActionName[] {
  const isWorst = (action: ActionName) => WORST.includes(actionText(action));
  return [...actions.filter(isWorst), ...actions.filter((action) => !isWorst(action))];
}

export function isWriting({ accessLevel }: ActionName): boolean {
  return accessLevel !== 'Read' && accessLevel !== 'List';
}

function effectivelyEverything(statement: ReadStatement, { variables }: ReadPolicy, isOpen: IsOpen): Problem[] {
  const actions = namedEntries(statement.actions);
  if (actions.length === 0 || !namesOpen(statement, isOpen)) return [];
  const types = typesOf(actions);
  // A role reaches no other partition than its own, so to name that is no limit.
  const coversType = (entry: string, type: string) =>
    mayFit(entry, type) &&
    globIncludes(resourceGlob(entry.replace(/^arn:[^:]*:/, 'arn:*:'), variables), referenceGlob(type));
  return namedEntries(statement.resources)
    .filter((entry) => entry !== '*')
    .filter((entry) => namesEverything(entry) || types.some((type) => coversType(entry, type)))
    .map((entry) => ({
      rule: EFFECTIVELY_EVERYTHING,
      statement: statementId(statement),
      message: `${quoted(entry)} names every resource of its type.`,
    }));
}

/** The ARNs of all types of resources that the actions are about, of services that are known in full. */
function typesOf(entries: readonly string[]): string[] {
  const actions = entries.filter((entry) => entry !== '*').flatMap((entry) => actionsMatching(entry));
  const details = actions.map((action) => actionDetails(actionText(action))?.resourceTypes ?? []);
  return [...new Set(details.flat().map(({ arnPattern }) => arnPattern))];
}

/**
 * Whether neither region nor account nor name of an ARN is given. A type in front of the name is no limit
 * (`arn:aws:sagemaker:*:*:endpoint/*`), but the bucket in front of an object is one.
 */
function namesEverything(entry: string): boolean {
  const match = /^arn:[^:]*:([^:]*):([^:]*):([^:]*):(.*)$/s.exec(entry);
  if (!match) return /^\*+$/.test(entry) && entry !== '*';
  const [, service, region, account, resource] = match as unknown as [string, string, string, string, string];
  if (!/^\**$/.test(region) || !/^\**$/.test(account)) return false;
  // Of a part of another resource: table/*/index/*
  if (/^\/?(?:[a-z][a-z0-9-]*[/:]\*+[/:])+[a-z][a-z0-9-]*[/:]\*+$/i.test(resource)) return true;
  const isBucket = service === 's3' && region === '' && account === '';
  const type = isBucket ? /^/ : /^\/?(?:[a-z][a-z0-9-]*[/:])?/i;
  return /^[*/:?]*\*[*/:?]*$/.test(resource.replace(type, ''));
}
