import { markup, type Markup } from './markup';
import { visibleLines } from '../../visible';

/** A text of which each line is shown as it is. */
export function linesHtml(text: string): Markup {
  return markup`<pre><code>${visibleLines(text).map((line) => markup`${line}\n`)}</code></pre>`;
}
