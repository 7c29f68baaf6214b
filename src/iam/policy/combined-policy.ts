import { asArray, isObject, type JsonObject } from '../../shared/json';

const WITH_VARIABLES = '2012-10-17';

/**
 * One identity policy that says what several on the same role say together: a request is allowed if a statement of any of
 * them allows it and none of any of them denies it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * @param documents as parsed JSON, of whatever form; what is no policy says nothing. The statements stay in their order.
 */
export function combinedPolicy(documents: readonly unknown[]): unknown {
  const statements = documents.filter(isObject).flatMap(statementsOf);
  return { Version: WITH_VARIABLES, Statement: statements };
}

function statementsOf(document: JsonObject): readonly unknown[] {
  const statements = document.Statement === undefined ? [] : asArray(document.Statement);
  return document.Version === WITH_VARIABLES ? statements : statements.map(withoutVariables);
}

/**
 * In a document of the older version `${` is a text like any other; in one of the newer it is written `${$}{`.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
function withoutVariables(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', '${$}{');
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withoutVariables(member)]));
}
