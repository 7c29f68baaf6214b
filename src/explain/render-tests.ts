import type { Format } from './arguments';
import { jsonText } from './json-text';
import { junitReport } from './junit';
import type { TestedRole } from './test-role';
import type { Block } from '../report/block';
import { accessTestsSection } from '../report/content/access-tests';
import { notesSection } from '../report/content/notes';
import { words } from '../report/inline';
import { renderPage } from '../report/render/html/page';
import { renderMarkdown } from '../report/render/markdown/block';
import { renderForTerminal } from '../report/render/terminal';

export function renderTests(tested: TestedRole, format: Format, colours: boolean): string {
  switch (format) {
    case 'text':
      return renderForTerminal(blocksOf(tested), { colours });
    case 'markdown':
      return `${blocksOf(tested).map(renderMarkdown).join('\n\n')}\n`;
    case 'html':
      return renderPage({ title: words`Access tests`, blocks: blocksOf(tested) });
    case 'json':
      return jsonText(tested);
    case 'junit':
      return junitReport(tested);
  }
}

function blocksOf(tested: TestedRole): Block[] {
  return [...accessTestsSection(tested, { isReal: true }), ...notesSection('note', tested.notes)];
}
