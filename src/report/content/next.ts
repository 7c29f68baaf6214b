import { type Block, paragraph } from '../block';
import { strong, words } from '../inline';
import type { CompletedReport } from '../model';
import { driftNext } from '../words/drift';

/** What to do about drift that was found; where the step fails for it, the failure says so. */
export function driftNextSection({ command, access }: CompletedReport): Block[] {
  const next = command === 'drift' ? driftNext(access.changes) : '';
  return next === '' ? [] : [paragraph(words`${strong(next)}`)];
}
