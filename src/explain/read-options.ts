import { parseArgs, type ParseArgsConfig } from 'node:util';
import { invalid, type Parsed, valid } from '../shared/parsed';
import { similarName } from '../shared/similar-name';

/** Reads the arguments of a command by Node's `parseArgs`. */
export function readOptions<T extends ParseArgsConfig>(config: T): Parsed<ReturnType<typeof parseArgs<T>>> {
  try {
    return valid(parseArgs(config));
  } catch (error) {
    return wrongOptions(error, Object.keys(config.options ?? {}));
  }
}

/**
 * @param error what `parseArgs` of Node has thrown
 * @param known the options that there are, without dashes
 */
function wrongOptions(error: unknown, known: readonly string[]) {
  // Node adds advice on how to write arguments that start with a dash.
  const [reason] = (error as Error).message.split('. ');
  const unknown = /^Unknown option '--([^']*)'/.exec(reason!)?.[1];
  const similar = unknown === undefined ? undefined : similarName(unknown, known);
  const question = similar === undefined ? '' : ` (did you mean --${similar}?)`;
  return invalid(`other options: ${reason!.charAt(0).toLowerCase()}${reason!.slice(1)}${question}`);
}
