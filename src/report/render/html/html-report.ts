import { renderPage } from './page';
import { footer } from '../../content/footer';
import { blocksOf } from '../../content/report';
import type { Report } from '../../model';

/** The report as a page for a browser, in one file. */
export function renderHtml(report: Report): string {
  const blocks = blocksOf(report);
  return renderPage({
    title: blocks.flatMap((block) => (block.kind === 'heading' ? block.words : [])),
    blocks: blocks.filter(({ kind }) => kind !== 'heading'),
    footer: footer(report, true),
  });
}
