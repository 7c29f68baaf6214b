import { globIncludes } from '../../glob/algebra';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, statementId } from '../view';

const CASE_OF_ENDPOINT_NAME: Rule = {
  id: 'endpoint-name-case',
  severity: 'warning',
  title: 'The name of an endpoint has capital letters, and only one of its forms is allowed.',
  why: 'SageMaker has at times authorised requests against the name in lower case, at times against the name as given. IAM compares names with regard to case, so requests can be denied that were allowed the day before.',
  fix: 'Name both forms: the name as given, and in lower case.',
  documentation: PAGES.sagemakerResources,
};

const BOTH_CASES_OF_ENDPOINT_NAME: Rule = {
  id: 'endpoint-name-both-cases',
  severity: 'suggestion',
  title: 'The name of an endpoint has capital letters, so two forms of it are allowed.',
  why: 'SageMaker has at times authorised requests against the name in lower case, at times against the name as given. An endpoint of another team with the other form of the name would be covered as well.',
  fix: 'Prefer names without capital letters.',
  documentation: PAGES.sagemakerResources,
};

export const ENDPOINT_NAME_RULES: readonly Rule[] = [CASE_OF_ENDPOINT_NAME, BOTH_CASES_OF_ENDPOINT_NAME];

const NAMED_BY_USERS = /^(arn:[^:]*:sagemaker:[^:]*:[^:]*:(?:endpoint|endpoint-config)\/)(.*)$/s;

export function checkEndpointNames(policy: ReadPolicy): Problem[] {
  return allowsOf(policy).flatMap((statement): Problem[] => {
    const variants = namedEntries(statement.resources).flatMap(variantsOf);
    const both = variants.filter(({ lower }) => isNamed(lower, statement, policy));
    const alone = variants.filter((variant) => !both.includes(variant));
    const id = statementId(statement);
    return [
      ...alone.map(({ given, lower }) => ({
        rule: CASE_OF_ENDPOINT_NAME,
        statement: id,
        message: `${quoted(given)} is allowed, but not its form in lower case.`,
        fix: `Name ${quoted(lower)} as well.`,
      })),
      ...(both.length > 0
        ? [
            {
              rule: BOTH_CASES_OF_ENDPOINT_NAME,
              statement: id,
              message: `Allowed in lower case as well: ${listed(both.map(({ given }) => given))}.`,
            },
          ]
        : []),
    ];
  });
}

/** @returns the two forms of a name with capital letters, as ARNs */
function variantsOf(entry: string): { readonly given: string; readonly lower: string }[] {
  const [, start, name] = NAMED_BY_USERS.exec(entry) ?? [];
  if (start === undefined || name === undefined || name.includes('${') || !/[A-Z]/.test(name)) return [];
  return [{ given: entry, lower: start + name.toLowerCase() }];
}

/** Whether a resource is named by the statement, or by another one about the same actions. */
function isNamed(resource: string, statement: ReadStatement, policy: ReadPolicy): boolean {
  const wanted = resourceGlob(resource, policy.variables);
  const actions = [...namedEntries(statement.actions)].sort().join();
  return allowsOf(policy)
    .filter((other) => [...namedEntries(other.actions)].sort().join() === actions)
    .some((other) =>
      namedEntries(other.resources).some((entry) => globIncludes(resourceGlob(entry, policy.variables), wanted)),
    );
}
