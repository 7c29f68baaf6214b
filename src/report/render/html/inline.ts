import { markup, type Markup, symbol } from './markup';
import type { Inline, Words } from '../../inline';
import { prose } from '../../visible';

export function inlineHtml(words: Words): Markup {
  return markup`${words.map(nodeHtml)}`;
}

function nodeHtml(node: Inline): Markup {
  switch (node.kind) {
    case 'text':
      return markup`${prose(node.text)}`;
    case 'code':
      return markup`<code>${node.text === '' ? '(empty)' : node.text}</code>`;
    case 'strong':
      return markup`<strong>${inlineHtml(node.words)}</strong>`;
    case 'small':
      return markup`<small>${inlineHtml(node.words)}</small>`;
    case 'link':
      return markup`<a href="${node.address}" rel="noopener noreferrer">${prose(node.label)}</a>`;
    case 'icon':
      return symbol(node.symbol);
    case 'break':
      return markup`<br>`;
  }
}
