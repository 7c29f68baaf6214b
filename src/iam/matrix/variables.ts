import { parseConditionOperator } from '../policy/condition-operator';
import type { Selection } from '../policy/policy';
import type { WellFormedCondition, WellFormedPolicy, WellFormedStatement } from '../policy/well-formed';

/** `${aws:username}`; `${*}`, `${?}` and `${$}` are characters. */
const VARIABLE = /\$\{(?![*?$]\})[^{}]*\}/;
const VARIABLES = new RegExp(VARIABLE, 'g');

/** Any condition: it marks a statement that does not apply to every request. */
const SOME_CONDITION: WellFormedCondition = {
  operator: parseConditionOperator('StringLike')!,
  key: 'aws:principalarn',
  values: ['*'],
};

/**
 * Whether a resource fits a variable depends on the request. So a statement with variables is one that is about all resources
 * that could fit, under a condition.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function withVariablesAsConditions(policy: WellFormedPolicy): WellFormedPolicy {
  return policy.variables ? { ...policy, statements: policy.statements.map(withoutVariables) } : policy;
}

function withoutVariables(statement: WellFormedStatement): WellFormedStatement {
  const { resources } = statement;
  if (!resources.entries.some(hasVariable)) return statement;
  return { ...statement, resources: opened(resources), conditions: [SOME_CONDITION] };
}

function opened({ not, entries }: Selection<string>): Selection<string> {
  // What is left out is no longer known for certain.
  if (not) return { not, entries: entries.filter((entry) => !hasVariable(entry)) };
  return { not, entries: entries.map((entry) => entry.replace(VARIABLES, '*')) };
}

function hasVariable(entry: string): boolean {
  return VARIABLE.test(entry);
}
