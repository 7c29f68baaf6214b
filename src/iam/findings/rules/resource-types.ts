import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import { actionDetails } from '../../reference/details';
import { actionsMatching, actionText } from '../../reference/names';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { quoted } from '../text';
import { statementId } from '../view';
import { startOfName } from './arn-name';
import { fitting, type Fits } from './fitting';

const WILDCARD_IN_TYPE: Rule = {
  id: 'wildcard-in-resource-type',
  severity: 'warning',
  title: 'A wildcard stands in the type of a resource.',
  why: 'AWS asks for the type in full. Where such an entry works, it is about resources of other types as well, also of those to come.',
  fix: 'Write the type in full, and wildcards in the name only: endpoint/NAME*.',
  documentation: PAGES.arns,
};

export const RESOURCE_TYPE_RULES: readonly Rule[] = [WILDCARD_IN_TYPE];

/** Only services that are known in full are looked at: others may have resources without a type. */
export function checkResourceTypes(policy: ReadPolicy): Problem[] {
  const fits = fitting(policy.variables);
  return policy.statements.flatMap((statement) => {
    const unclear = namedEntries(statement.resources).filter(hasWildcardInFront);
    if (unclear.length === 0) return [];
    const patterns = arnPatternsOf(statement);
    return unclear
      .filter((entry) => isOfUnclearType(entry, patterns, fits))
      .map((entry) => ({
        rule: WILDCARD_IN_TYPE,
        statement: statementId(statement),
        message: `${quoted(entry)} does not name the type of the resource in full.`,
      }));
  });
}

/** Whether the name of a resource, or the type in front of it, has a wildcard; one alone stands for all types. */
function hasWildcardInFront(entry: string): boolean {
  const name = entry.slice(startOfName(entry));
  return /^[^/:]*(?:[*?]|\$\{)/.test(name) && !/^\**$/.test(name);
}

function arnPatternsOf({ actions }: ReadStatement): string[] {
  const named = namedEntries(actions).filter((entry) => entry !== '*');
  const types = named
    .flatMap((entry) => actionsMatching(entry))
    .flatMap((action) => actionDetails(actionText(action))?.resourceTypes ?? []);
  return [...new Set(types.map(({ arnPattern }) => arnPattern))];
}

function isOfUnclearType(entry: string, patterns: readonly string[], fits: Fits): boolean {
  const possible = patterns.filter((pattern) => fits(entry, pattern));
  const types = possible.map((pattern) => /^(?:[^:]*:){5}([^/:%*]+[/:])/.exec(pattern)?.[1]?.slice(0, -1));
  const name = entry.slice(startOfName(entry));
  return types.length > 0 && types.every((type) => type !== undefined && !name.startsWith(type));
}
