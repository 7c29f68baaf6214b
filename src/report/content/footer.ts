import { type Block, paragraph } from '../block';
import type { Report, Run } from '../model';
import { code, link, text } from '../render/markdown';
import { shortened } from '../visible';
import { editionWords } from './edition';

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
    access && `Stack ${code(access.stack)}`,
    `commit ${code(run.sha.slice(0, SHORT_SHA))}`,
    withRun && runLink(run),
    access?.assessment && editionWords(access.assessment.serviceReference),
  ].filter((part) => part !== undefined && part !== false);
  return [paragraph(`<sub>${parts.join(' · ')}</sub>`)];
}

/** The run's page, with the workflow's name. */
export function runLink(run: Run): string {
  return `${link('workflow run', attemptUrl(run))} (${text(shortened(run.workflow, MAX_WORKFLOW))})`;
}

/** The page that shows what this attempt did, also after the run has been started again. */
export function attemptUrl({ url, attempt }: Run): string {
  return `${url}/attempts/${attempt}`;
}
