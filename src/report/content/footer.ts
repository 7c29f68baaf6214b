import { type Block, paragraph } from '../block';
import { code, joined, link, small, text, type Words, words } from '../inline';
import type { Report, Run, ServiceReferenceEdition } from '../model';
import { shortened } from '../visible';
import { countWords, progressWords } from '../words/progress';
import { stageOf } from '../words/stage';

const SHORT_SHA = 7;
const MAX_WORKFLOW = 100;

/**
 * Where this comes from. It holds no time and no duration, so that the same result on the same commit gives the same text.
 *
 * @param withRun whether to link the run: not where nothing changed, so that running again does not edit a comment that
 *   says so, nor on the page of the run itself
 */
export function footer(report: Report, withRun: boolean): Block[] {
  const { run } = report;
  const access = report.outcome === 'invalid-input' ? undefined : report.access;
  const parts = [
    ...(access ? [words`Stack ${code(access.stack)}`] : []),
    ...engineCount(report).map((count) => words`${count}`),
    words`commit ${code(run.sha.slice(0, SHORT_SHA))}`,
    ...(withRun ? [runLink(run)] : []),
    ...(access?.assessment ? [editionWords(access.assessment.serviceReference)] : []),
  ];
  return [paragraph([small(joined(parts, ' · '))])];
}

/** What the engine counts, such as `3 to create`; empty where it has nothing to count. */
export function engineCount(report: Report): string[] {
  if (report.outcome === 'invalid-input' || !report.access) return [];
  const { changes } = report.access;
  const stage = stageOf(report);
  const count = stage === 'unfinished' ? progressWords(changes) : countWords(changes, stage === 'applied');
  return count === '' ? [] : [count];
}

/** How old the knowledge of AWS is that an assessment rests on. */
export function editionWords({ package: name, version, date }: ServiceReferenceEdition): Words {
  return words`AWS service reference of ${text(date)} (${text(`${name.split('/').at(-1)} ${version}`)})`;
}

/** The run's page, with the workflow's name. */
export function runLink(run: Run): Words {
  return words`${link('workflow run', attemptUrl(run))} (${text(shortened(run.workflow, MAX_WORKFLOW))})`;
}

/** The page that shows what this attempt did, also after the run has been started again. */
function attemptUrl({ url, attempt }: Run): string {
  return `${url}/attempts/${attempt}`;
}
