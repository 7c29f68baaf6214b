import { listed } from '../../shared/listed';
import type { CompletedReport, FailedReport } from '../model';

/** What a report tells of is yet to be done, is done, or was to be done when the run failed. */
export type Stage = 'planned' | 'applied' | 'unfinished';

/** How far the command came with what it changes. */
export function stageOf(report: CompletedReport | FailedReport): Stage {
  const { command, outcome, access } = report;
  if (command !== 'up' && command !== 'destroy') return 'planned';
  if (outcome === 'completed') return 'applied';
  const changes = access?.changes ?? [];
  if (changes.every(({ status }) => status === 'planned')) return 'planned';
  return changes.every(({ status }) => status === 'done') ? 'applied' : 'unfinished';
}

/**
 * What a change does, in the words of the stage.
 *
 * @param phrases each begins with a verb in its plain form: `grant 1 action`, `no longer let 1 principal assume the role`
 * @returns such as `would grant …; would let …`; empty if there are none
 */
export function inStage(stage: Stage, phrases: readonly string[]): string {
  const auxiliary = stage === 'planned' ? 'would' : 'was to';
  return phrases.map((phrase) => (stage === 'applied' ? inThirdPerson(phrase) : `${auxiliary} ${phrase}`)).join('; ');
}

function inThirdPerson(phrase: string): string {
  return phrase.replace(/^((?:no longer|perhaps) )?\w+/, '$&s');
}

const PAST: Readonly<Record<string, string>> = {
  ...{ give: 'gave', make: 'made', take: 'took' },
  ...{ let: 'let', put: 'put', set: 'set' },
};

/**
 * What somebody did outside of Pulumi, as drift shows it.
 *
 * @param phrases as for {@link inStage}
 * @returns such as `somebody granted … and let … outside of Pulumi`; empty if there are none
 */
export function doneOutside(phrases: readonly string[]): string {
  return phrases.length === 0 ? '' : `somebody ${listed(phrases.map(inPast), 'and')} outside of Pulumi`;
}

/**
 * What was done with something that is not there any more.
 *
 * @param phrases as for {@link inStage}
 * @returns such as `revoked …; stopped letting …`; empty if there are none
 */
export function allDone(phrases: readonly string[]): string {
  return phrases.map(inPast).join('; ');
}

function inPast(phrase: string): string {
  if (phrase.startsWith('no longer let ')) return phrase.replace('no longer let ', 'stopped letting ');
  return phrase.replace(
    /^(perhaps )?(\w+)/,
    (_, perhaps = '', verb: string) => `${perhaps}${PAST[verb] ?? `${verb.replace(/e$/, '')}ed`}`,
  );
}
