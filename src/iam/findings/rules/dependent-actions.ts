import { namedEntries, type ReadPolicy } from '../../policy/policy';
import { type DependencySign, type DependentAction, dependentActions } from '../../reference/dependent-actions';
import { findAction, actionText } from '../../reference/names';
import type { FindingsContext } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { allowsOf, statementId } from '../view';
import { allowsAction, reachOf } from './reach';

const MISSING_DEPENDENT_ACTION: Rule = {
  id: 'missing-dependent-action',
  severity: 'warning',
  title: 'An action is allowed without another one that it nearly always needs.',
  why: 'AWS checks the other action as well: the request is denied.',
  fix: 'Allow the other action too, on exactly the resource that is needed.',
  documentation: PAGES.sagemakerResources,
};

const POSSIBLY_MISSING_DEPENDENT_ACTION: Rule = {
  id: 'possibly-missing-dependent-action',
  severity: 'suggestion',
  title: 'An action is allowed without another one that it needs in some cases.',
  why: 'AWS checks the other action as well in these cases: the request is denied.',
  fix: 'Allow the other action too if that is done; else leave it.',
  documentation: PAGES.sagemakerResources,
};

export const DEPENDENT_ACTION_RULES: readonly Rule[] = [MISSING_DEPENDENT_ACTION, POSSIBLY_MISSING_DEPENDENT_ACTION];

/** Only actions that are named in full are looked at: who writes a pattern may not need all of it. */
export function checkDependentActions(policy: ReadPolicy, context: FindingsContext = {}): Problem[] {
  const reach = reachOf(policy, context);
  const signs = signsIn(policy, context);
  const problems = allowsOf(policy).flatMap((statement) =>
    namedEntries(statement.actions).flatMap((entry): Problem[] => {
      const action = findAction(entry);
      if (!action) return [];
      const missing = dependentActions(actionText(action)).filter(
        ({ action: needed, sign }) => (!sign || signs[sign]) && !allowsAction(policy, needed, reach),
      );
      const usual = missing.filter((needed) => needed.usual);
      const others = missing.filter((needed) => !needed.usual);
      const problem = (rule: Rule, found: readonly DependentAction[]): Problem[] =>
        found.length > 0
          ? [
              {
                rule,
                statement: statementId(statement),
                message: `${actionText(action)} needs ${sentencePart(found)}.`,
              },
            ]
          : [];
      return [...problem(MISSING_DEPENDENT_ACTION, usual), ...problem(POSSIBLY_MISSING_DEPENDENT_ACTION, others)];
    }),
  );
  // A statement for each type of resource names the same action again.
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/** What tells that requests are of a kind that needs more; without it, a hint on every policy would be one that nobody reads. */
function signsIn(policy: ReadPolicy, { target }: FindingsContext): Readonly<Record<DependencySign, boolean>> {
  const allows = allowsOf(policy);
  const keys = allows.flatMap(({ conditions }) => conditions).map(({ key }) => key.toLowerCase());
  const namesKey = allows.some(
    ({ actions, resources }) =>
      namedEntries(actions).some((entry) => /^kms:/i.test(entry)) ||
      namedEntries(resources).some((entry) => /^arn:[^:]*:kms:/.test(entry)),
  );
  return {
    tags: keys.some((key) => key.startsWith('aws:requesttag/') || key === 'aws:tagkeys'),
    'kms-key': target?.kmsKey !== undefined || namesKey,
  };
}

function sentencePart(needed: readonly DependentAction[]): string {
  return needed.map(({ action, when }) => `${action} ${when}`).join(', and ');
}
