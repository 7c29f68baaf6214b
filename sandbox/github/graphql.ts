import type { Account } from './account';
import type { Answer } from './answer';

const VIEWER_QUERY = /^\s*(query\s*)?\{\s*viewer\s*\{\s*login\s*\}\s*\}\s*$/;

/**
 * Answers `{ viewer { login } }`, and nothing else. GitHub's description covers only the REST API, so that this answer
 * is not checked against anything: https://docs.github.com/en/graphql/reference/queries#viewer
 *
 * @returns `undefined` for any other query
 */
export function answerGraphql(body: unknown, viewer: Account): Answer | undefined {
  const { query } = Object(body) as { query?: unknown };
  if (typeof query !== 'string' || !VIEWER_QUERY.test(query)) return undefined;
  return { status: 200, body: { data: { viewer: { login: viewer.login } } } };
}
