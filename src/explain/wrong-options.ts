import { invalid } from '../shared/parsed';
import { similarName } from '../shared/similar-name';

/**
 * @param error what `parseArgs` of Node has thrown
 * @param known the options that there are, without dashes
 */
export function wrongOptions(error: unknown, known: readonly string[]) {
  // Node adds advice on how to write arguments that start with a dash.
  const [reason] = (error as Error).message.split('. ');
  const unknown = /^Unknown option '--([^']*)'/.exec(reason!)?.[1];
  const similar = unknown === undefined ? undefined : similarName(unknown, known);
  const question = similar === undefined ? '' : ` (did you mean --${similar}?)`;
  return invalid(`other options: ${reason!.charAt(0).toLowerCase()}${reason!.slice(1)}${question}`);
}
