import { documentHtml } from './document';
import { graphHtml } from './graph';
import { inlineHtml } from './inline';
import { linesHtml } from './lines';
import { markup, type Markup } from './markup';
import { matrixHtml } from './matrix';
import type { Block, Facts, Table } from '../../block';
import type { Words } from '../../inline';

/** A block without its title. What it is made of is shown better than by text. */
export function blockHtml(block: Block): Markup {
  const { facts, fold } = block;
  if (facts) return factsHtml(facts, block);
  const more = fold?.more === undefined ? [] : [markup`<p class="more">${fold.more}</p>`];
  return markup`${more}${plainHtml(block)}`;
}

function factsHtml(facts: Facts, block: Block): Markup {
  const title = block.fold?.title ?? '';
  switch (facts.kind) {
    case 'matrix':
      return matrixHtml(facts.matrix, title, block.kind === 'table' ? block.note : undefined);
    case 'graph':
      return graphHtml(facts.graph);
    case 'document':
      return markup`<p class="more">${block.fold?.more ?? ''}</p>
        ${documentHtml(facts.document, title)}`;
  }
}

function plainHtml(block: Block): Markup {
  switch (block.kind) {
    case 'heading':
      return markup`<h2>${inlineHtml(block.words)}</h2>`;
    case 'paragraph':
      return markup`<p>${inlineHtml(block.words)}</p>`;
    case 'list': {
      const title = block.title ? [markup`<p>${inlineHtml(block.title)}</p>`] : [];
      return markup`${title}${itemsHtml(block.items)}`;
    }
    case 'table':
      return tableHtml(block, block.fold?.title ?? block.caption ?? '');
    case 'alert': {
      const { level, sentences } = block;
      const label = level === 'warning' ? 'Warning' : 'Note';
      const [only, ...others] = sentences;
      const content = only && others.length === 0 ? markup`<p>${inlineHtml(only)}</p>` : itemsHtml(sentences);
      return markup`<div class="alert ${level}" role="note" aria-label="${label}">
        <p class="level">${label}</p>
        ${content}
      </div>`;
    }
    case 'code':
      return linesHtml(block.text);
  }
}

function itemsHtml(items: readonly Words[]): Markup {
  return markup`<ul>
    ${items.map((item) => markup`<li>${inlineHtml(item)}</li>`)}
  </ul>`;
}

function tableHtml({ columns, rows, note }: Table, caption: string): Markup {
  const head = columns.map((column) => markup`<th scope="col">${column}</th>`);
  const body = rows.map(([first = [], ...others]) => {
    const cells = others.map((cell) => markup`<td>${inlineHtml(cell)}</td>`);
    return markup`<tr>
      <th scope="row">${inlineHtml(first)}</th>
      ${cells}
    </tr>`;
  });
  const foot = note === undefined ? [] : [markup`<p class="foot">${note}</p>`];
  return markup`<div class="wide">
      <table>
        <caption class="unseen">${caption}</caption>
        <thead><tr>${head}</tr></thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${foot}`;
}
