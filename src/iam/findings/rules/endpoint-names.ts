import { groupBy } from '../../../shared/group-by';
import { globIncludes } from '../../glob/algebra';
import { matchesGlob } from '../../glob/glob';
import { resourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { FindingsContext } from '../context';
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

const NAMES_OF_OTHER_ENDPOINT: Rule = {
  id: 'names-of-other-endpoint',
  severity: 'suggestion',
  title: 'A pattern of names fits those of another endpoint as well.',
  why: 'Endpoint configurations and models are called after their endpoint. If the other one is in the same account and region, the role reaches what belongs to it.',
  fix: 'Name the configurations and models in full, or by a pattern that the other endpoint does not fit.',
  documentation: PAGES.sagemakerResources,
};

export const ENDPOINT_NAME_RULES: readonly Rule[] = [
  ...[CASE_OF_ENDPOINT_NAME, BOTH_CASES_OF_ENDPOINT_NAME, NAMES_OF_OTHER_ENDPOINT],
];

const NAMED_BY_USERS = /^(arn:[^:]*:sagemaker:[^:]*:[^:]*:(?:endpoint|endpoint-config)\/)(.*)$/s;

export function checkEndpointNames(policy: ReadPolicy, context: FindingsContext): Problem[] {
  return [...casesOfNames(policy), ...namesOfOthers(policy, context)];
}

function casesOfNames(policy: ReadPolicy): Problem[] {
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

const PATTERN = /^(arn:[^:]*:sagemaker:[^:]*:[^:]*:(endpoint-config|model)\/)[^*?$]+[*?][^$]*$/s;

/** Patterns that begin as somebody has thought of, and fit the names of another endpoint all the same. */
function namesOfOthers(policy: ReadPolicy, { target, otherEndpoints = [] }: FindingsContext): Problem[] {
  const own = target?.endpoint;
  if (own === undefined || otherEndpoints.length === 0) return [];
  const found = allowsOf(policy).flatMap((statement) =>
    namedEntries(statement.resources).flatMap((entry) => {
      const [, start, type] = PATTERN.exec(entry) ?? [];
      if (start === undefined || type === undefined) return [];
      const glob = resourceGlob(entry, policy.variables);
      const fitting = otherEndpoints.filter((name) =>
        [name, `${name}-1`].some((each) => matchesGlob(glob, start + each)),
      );
      return fitting.map((name) => ({ statement, entry, type, name }));
    }),
  );
  // The same patterns stand in several statements.
  return groupBy(found, ({ entry }) => entry).map((alike) => {
    const [{ statement, entry, type }] = alike as [(typeof found)[number]];
    const names = [...new Set(alike.map(({ name }) => name))];
    return {
      rule: NAMES_OF_OTHER_ENDPOINT,
      statement: statementId(statement),
      message: `${quoted(entry)} also fits names after ${listed(names)}, which the repository names as endpoints as well.`,
      fix: `Set the input ${type} to ${own}, if that is the whole name, or to a pattern that ${names.length === 1 ? 'the other endpoint does' : 'the others do'} not fit, such as ${narrowerPattern(own, names)}.`,
    };
  });
}

function narrowerPattern(own: string, others: readonly string[]): string {
  const start = ['v', 'release-', 'version-'].find((word) => !others.some((name) => name.startsWith(`${own}-${word}`)));
  return `${own}-${start ?? 'x'}*`;
}
