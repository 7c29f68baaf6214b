/** `${aws:username}`; `${*}`, `${?}` and `${$}` are characters. */
const VARIABLE = /\$\{(?![*?$]\})[^{}]*\}/;
const VARIABLES = new RegExp(VARIABLE, 'g');

/** Any condition: it marks a statement that does not apply to every request. */
const SOME_CONDITION = { StringLike: { 'aws:PrincipalArn': '*' } };

/**
 * Whether a resource fits a variable depends on the request. So a statement with variables is one that is about all resources
 * that could fit, under a condition.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @param document a policy document as parsed JSON, of whatever form
 */
export function withVariablesAsConditions(document: unknown): unknown {
  const { Version, Statement } = (document ?? {}) as { Version?: unknown; Statement?: unknown };
  if (Version !== '2012-10-17') return document;
  const statements = Array.isArray(Statement) ? Statement : [Statement];
  return { ...(document as object), Statement: statements.map(withoutVariables) };
}

function withoutVariables(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null) return statement;
  const { Resource, NotResource } = statement as { Resource?: unknown; NotResource?: unknown };
  if (!hasVariable(Resource) && !hasVariable(NotResource)) return statement;
  return {
    ...statement,
    Condition: SOME_CONDITION,
    ...(Resource === undefined ? {} : { Resource: listOf(Resource).map(opened) }),
    // What is left out is no longer known for certain.
    ...(NotResource === undefined
      ? {}
      : { NotResource: ['arn:aws:none:::none', ...listOf(NotResource).filter(isFixed)] }),
  };
}

function opened(entry: unknown): unknown {
  return typeof entry === 'string' ? entry.replace(VARIABLES, '*') : entry;
}

function isFixed(entry: unknown): boolean {
  return !hasVariable(entry);
}

function hasVariable(value: unknown): boolean {
  return listOf(value).some((entry) => typeof entry === 'string' && VARIABLE.test(entry));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
