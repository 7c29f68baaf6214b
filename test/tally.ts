import { appendFileSync } from 'node:fs';

/**
 * Counts something that a test of the long suite tries many times, for docs/reliability.md: a fault, a kill, a race. Without
 * the environment's TALLY_FILE nothing is counted.
 *
 * @param kind as the page names it
 * @param held whether it went as it should
 */
export function tally(kind: string, held: boolean): void {
  const file = process.env.TALLY_FILE;
  if (file) appendFileSync(file, `${JSON.stringify({ kind, held })}\n`);
}
