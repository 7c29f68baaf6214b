import { linesHtml } from './lines';
import { markup, type Markup } from './markup';
import { type DocumentChange, type LinePair, linePairs } from '../../../iam/policy/document-change';
import { visibleLines } from '../../visible';

/** A policy document before and after, side by side; one that is new or gone by itself. */
export function documentHtml({ before, after }: DocumentChange, title: string): Markup {
  if (before === undefined || after === undefined) return linesHtml(after ?? before ?? '');
  // A line break of another kind, or a tab, is a part of a line.
  const shown = { before: visibleLines(before).join('\n'), after: visibleLines(after).join('\n') };
  return markup`<table class="sides">
    <caption class="unseen">${title}, before and after</caption>
    <thead>
      <tr>
        <th scope="col">Before</th>
        <th scope="col">After</th>
      </tr>
    </thead>
    <tbody>
      ${linePairs(shown).map(pairHtml)}
    </tbody>
  </table>`;
}

function pairHtml({ before, after, isSame }: LinePair): Markup {
  if (isSame) {
    return markup`<tr>
      <td><code>${before ?? ''}</code></td>
      <td><code>${after ?? ''}</code></td>
    </tr>`;
  }
  const removed = before === undefined ? markup`<td></td>` : markedHtml('removed', '−', before, 'del');
  const added = after === undefined ? markup`<td></td>` : markedHtml('added', '+', after, 'ins');
  return markup`<tr>
    ${removed}${added}
  </tr>`;
}

/** Told from others by its sign, and to a screen reader by its word. */
function markedHtml(word: 'removed' | 'added', sign: string, line: string, element: 'del' | 'ins'): Markup {
  const text = element === 'del' ? markup`<del><code>${line}</code></del>` : markup`<ins><code>${line}</code></ins>`;
  return markup`<td class="${word}"><span class="sign" role="img" aria-label="${word}">${sign}</span>${text}</td>`;
}
