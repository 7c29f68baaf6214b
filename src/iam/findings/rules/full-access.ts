import type { Reach } from './reach';
import { MADE_UP_CHARACTER } from '../../glob/example-text';
import { namedEntries, type ReadStatement } from '../../policy/policy';

/** What no statement names. */
const UNNAMED_ACTION = `${MADE_UP_CHARACTER}:${MADE_UP_CHARACTER}`;

/** Whether a statement allows everything but what others deny by name, under whatever conditions. */
export function isFullAccess(statement: ReadStatement, reach: Reach): boolean {
  const { actions, resources } = statement;
  const namesAll = namedEntries(actions).includes('*') && namedEntries(resources).includes('*');
  return namesAll && allowsUnnamedAction(statement, reach);
}

/** Whether a statement allows actions that nobody has thought of: no other one denies all but some. */
export function allowsUnnamedAction(statement: ReadStatement, reach: Reach): boolean {
  return reach.unnamed(statement, 'arn:*').some(({ arn }) => reach.allows(statement, UNNAMED_ACTION, arn));
}
