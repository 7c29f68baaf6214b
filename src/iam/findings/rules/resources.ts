import { fitting, type Fits } from './fitting';
import { type Reach, reachOf } from './reach';
import { matchesGlob } from '../../glob/glob';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import { resourcesOfAction } from '../../reference/action-resources';
import { type ActionDetails, actionDetails } from '../../reference/details';
import { type ActionName, actionsMatching, actionText, findAction } from '../../reference/names';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

const MISSING_REQUIRED_RESOURCE: Rule = {
  id: 'missing-required-resource',
  severity: 'warning',
  title: 'An action needs several resources, and is allowed on a part of them only.',
  why: 'AWS allows a request only if it is allowed on each of the resources: every request for the action is denied.',
  fix: 'Allow the action on the other type of resource as well.',
  documentation: PAGES.sagemakerResources,
};

const ACTION_WITHOUT_RESOURCE: Rule = {
  id: 'action-without-matching-resource',
  severity: 'warning',
  title: 'The resources of a statement are of types that the action is not about.',
  why: 'As far as AWS documents it, the statement has no effect on the action: what is to be allowed stays denied, and what is to be denied stays allowed.',
  fix: 'Name a resource of a type that the action is about, in a statement of its own if need be.',
  documentation: PAGES.serviceReference,
};

const RESOURCE_WITHOUT_ACTION: Rule = {
  id: 'resource-without-matching-action',
  severity: 'warning',
  title: 'A resource is of a type that no action of the statement is about.',
  why: 'The entry has no effect; an action was most likely forgotten, or the ARN is wrong.',
  fix: 'Remove the resource, or add the action that is to be on it.',
  documentation: PAGES.serviceReference,
};

export const RESOURCE_RULES: readonly Rule[] = [
  ...[MISSING_REQUIRED_RESOURCE, ACTION_WITHOUT_RESOURCE, RESOURCE_WITHOUT_ACTION],
];

export function checkResources(policy: ReadPolicy, context: FindingsContext = {}): Problem[] {
  const fits = fitting(policy.variables);
  return [
    ...policy.statements.flatMap((statement) => problemsOfStatement(statement, fits)),
    ...missingResources(policy, reachOf(policy, context)),
  ];
}

function problemsOfStatement(statement: ReadStatement, fits: Fits): Problem[] {
  const resources = namedEntries(statement.resources);
  if (resources.length === 0 || resources.includes('*')) return [];

  const unfitting = namedEntries(statement.actions).flatMap((entry): Problem[] => {
    if (entry === '*') return [];
    const actions = actionsMatching(entry);
    // Who writes s3:* for a bucket means those that are about buckets.
    if (actions.length === 0 || actions.some((action) => fitsAny(action, resources, fits))) return [];
    return [
      {
        rule: ACTION_WITHOUT_RESOURCE,
        statement: statementId(statement),
        ...describe(entry, actions, resources, fits),
      },
    ];
  });
  return [...unfitting, ...idleResources(statement, resources, fits)];
}

function describe(entry: string, actions: readonly ActionName[], resources: readonly string[], fits: Fits) {
  const message = `${quoted(entry)} is not about resources such as ${listed(resources)}.`;
  if (actions.every(({ hasResources }) => !hasResources)) {
    const arnPatterns = actions.flatMap((action) => resourcesOfAction(actionText(action)).undecided);
    const isUndecided = arnPatterns.some((pattern) => resources.some((resource) => fits(resource, pattern)));
    return {
      message: isUndecided ? `${message} AWS does not say whether it has an effect on them.` : message,
      fix: `Allow it on "*", in a statement of its own: ${entry} can't be limited to resources.`,
    };
  }
  const types = new Set(
    actions.flatMap((action) => detailsOf(action)?.resourceTypes ?? []).map((type) => type.arnPattern),
  );
  if (types.size === 0) return { message };
  return { message, fix: `Name a resource of the form ${[...types].slice(0, 3).map(readable).join(' or ')}.` };
}

/**
 * Whether some resource is of a type that the action is about. Of actions that are not known in full, only the service in the
 * ARN is looked at.
 */
function fitsAny(action: ActionName, resources: readonly string[], fits: Fits): boolean {
  return resources.some((entry) => isAbout(action, entry, fits));
}

function isAbout(action: ActionName, entry: string, fits: Fits): boolean {
  const { arnPatterns, standIns } = resourcesOfAction(actionText(action));
  return arnPatterns.some((pattern) => fits(entry, pattern)) || standIns.some((text) => matchesEntry(entry, text));
}

function matchesEntry(entry: string, text: string): boolean {
  return matchesGlob(resourceGlob(entry, false), text);
}

function idleResources(statement: ReadStatement, resources: readonly string[], fits: Fits): Problem[] {
  const entries = namedEntries(statement.actions);
  const actions = entries.includes('*') ? [] : entries.flatMap((entry) => actionsMatching(entry));
  // Without an action that is known there is nothing to compare with; without a fitting one the actions are reported.
  if (actions.length === 0 || !actions.every(detailsOf)) return [];
  const idle = resources.filter((entry) => !actions.some((action) => isAbout(action, entry, fits)));
  if (idle.length === resources.length) return [];
  return idle.map((entry) => ({
    rule: RESOURCE_WITHOUT_ACTION,
    statement: statementId(statement),
    message: `No action of the statement is about ${quoted(entry)}.`,
  }));
}

/** An action may be allowed on its types in different statements. Only actions that are named in full are looked at. */
function missingResources(policy: ReadPolicy, reach: Reach): Problem[] {
  const allows = allowsOf(policy);
  return allows.flatMap((statement) =>
    namedEntries(statement.actions).flatMap((entry): Problem[] => {
      const action = findAction(entry);
      const types = action && detailsOf(action)?.resourceTypes;
      if (!action || !types) return [];

      const allowed = types.filter(({ arnPattern }) =>
        allows.some((each) =>
          reach.examples(each, arnPattern).some(({ arn }) => reach.allows(each, actionText(action), arn)),
        ),
      );
      const missing = types.filter((type) => type.required && !allowed.includes(type));
      // That it is allowed on none of its types is a finding of its own.
      if (missing.length === 0 || allowed.length === 0) return [];
      const names = missing.map(({ name }) => name).join(' and ');
      return [
        {
          rule: MISSING_REQUIRED_RESOURCE,
          statement: statementId(statement),
          message: `${actionText(action)} is allowed, but on no ${names}, which it needs as well.`,
          fix: `Allow ${actionText(action)} on ${missing.map(({ arnPattern }) => readable(arnPattern)).join(' and ')} as well.`,
        },
      ];
    }),
  );
}

function detailsOf(action: ActionName): ActionDetails | undefined {
  return actionDetails(actionText(action));
}

/** `arn:%:sagemaker:%:%:endpoint/%` as a reader knows it. */
function readable(arnPattern: string): string {
  const fields = arnPattern.split(':');
  const names = ['arn', 'PARTITION', 'SERVICE', 'REGION', 'ACCOUNT'];
  return fields
    .map((field, index) => (field === '%' && index < names.length ? names[index] : field.replace(/[%*]/g, 'NAME')))
    .join(':');
}
