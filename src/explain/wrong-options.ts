import { invalid } from '../shared/parsed';

/** @param error what `parseArgs` of Node has thrown */
export function wrongOptions(error: unknown) {
  // Node adds advice on how to write arguments that start with a dash.
  const [reason] = (error as Error).message.split('. ');
  return invalid(`other options: ${reason!.charAt(0).toLowerCase()}${reason!.slice(1)}`);
}
