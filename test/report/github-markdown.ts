import type { fromMarkdown } from 'mdast-util-from-markdown';

/** Markdown as GitHub reads it: by a parser of GitHub-flavoured Markdown, and by rules for what GitHub adds to that. */

type Root = ReturnType<typeof fromMarkdown>;
type Nodes = Root | Root['children'][number];
type Parents = Extract<Nodes, { readonly children: unknown }>;

/** What a report is made of; whatever else there is comes from a text in it. */
interface Expected {
  /** The addresses that its links lead to. */
  readonly links: readonly string[];
}

/** @returns the reader of Markdown; the parser is loaded once */
export async function markdownReader(): Promise<(markdown: string) => Root> {
  const [{ fromMarkdown: parse }, { gfm }, { gfmFromMarkdown }] = await Promise.all([
    import('mdast-util-from-markdown'),
    import('micromark-extension-gfm'),
    import('mdast-util-gfm'),
  ]);
  return (markdown) => parse(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** What GitHub's own filters act upon in text that is no code, each by an example. */
const LIVE: Readonly<Record<string, RegExp>> = {
  'mention or mail address': /@/,
  'reference to an issue': /#\d|GH-\d/i,
  'reference to a commit': /(?<![\da-z.])(?!\d{12}(?![\da-z]))[\da-f]{7,40}(?![\da-z])/i,
  'reference to an advisory': /GHSA-/i,
  emoji: /:[\w+-]+:/,
  formula: /\$/,
  address: /www\.|:\/\/|mailto:/i,
  // But for those within the signs that are ours, and what parts the lines of a box.
  'invisible character': /(?<![⚠⏹])\uFE0F|(?![\n\uFE0F])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u,
};

/** The element that folds a part of a report. */
const FOLD = /^<details(?: open)?><summary><b>(.*)<\/b>(.*)<\/summary>$/;
const LANGUAGES = ['json', 'diff', 'text', 'mermaid'];

/**
 * @param tree of a report, without the hidden marker
 * @returns what a text of it has become, against all rules; empty for a report in which no text has any power
 */
export function powersIn(tree: Root, { links }: Expected): string[] {
  const open: string[] = [];
  const found = nodesOf(tree).flatMap(({ node, parents }) => {
    const parent = parents.at(-1);
    const isOutermost = parent === tree;
    switch (node.type) {
      case 'root':
      case 'paragraph':
      case 'strong':
      case 'inlineCode':
      case 'tableCell':
      case 'tableRow':
      case 'list':
        return [];
      case 'listItem':
        return node.checked === null || node.checked === undefined ? [] : ['a task'];
      case 'text':
        return liveIn(node.value);
      case 'heading':
        return isOutermost && tree.children[0] === node && node.depth === 3 ? [] : ['a heading'];
      case 'blockquote': {
        const [first] = nodesOf(node).filter(({ node: { type } }) => type === 'text');
        return isOutermost && /^\[!(NOTE|WARNING)\]/.test(valueOf(first?.node)) ? [] : ['a quote'];
      }
      case 'emphasis':
        return parent?.type === 'paragraph' && valueOf(node.children[0]).startsWith('Cut: ') ? [] : ['emphasis'];
      case 'code':
        return isOutermost && LANGUAGES.includes(node.lang ?? '') ? [] : [`a block of code in ${node.lang}`];
      case 'link':
        return links.includes(node.url) ? [] : [`a link to ${node.url}`];
      case 'table':
        return isOutermost ? columnsOf(node) : ['a table'];
      case 'html':
        return isOutermost ? foldIn(node.value, open) : inlineHtml(node.value, open);
      default:
        return [`a ${node.type}`];
    }
  });
  return [...found, ...open.map((tag) => `a ${tag} that nothing closes`)];
}

/** All that is shown, code and other text. */
export function shownText(tree: Root): string {
  return nodesOf(tree)
    .flatMap(({ node }) => ('value' in node && node.type !== 'html' ? [node.value] : []))
    .join('');
}

function columnsOf(table: Extract<Nodes, { type: 'table' }>): string[] {
  const widths = new Set(table.children.map(({ children }) => children.length));
  return widths.size === 1 ? [] : [`rows of ${[...widths].join(' and ')} cells`];
}

function foldIn(html: string, open: string[]): string[] {
  if (html === '</details>') return open.pop() === 'details' ? [] : ['a </details>'];
  const [, title, more] = FOLD.exec(html) ?? [];
  if (title === undefined || more === undefined) return [`the element ${html}`];
  open.push('details');
  return [title, more].flatMap((text) => {
    const shown = text.replace(/<code>[^<>]*<\/code>/g, '');
    return /[<>]/.test(shown) ? [`an element in ${shown}`] : liveIn(decoded(shown));
  });
}

function inlineHtml(html: string, open: string[]): string[] {
  if (html === '<br>') return [];
  if (html === '<sub>') return open.push('sub') ? [] : [];
  if (html === '</sub>' && open.pop() === 'sub') return [];
  return [`the element ${html}`];
}

function decoded(html: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return html.replace(/&(\w+);/g, (entity, name: string) => characters[name] ?? entity);
}

function liveIn(text: string): string[] {
  return Object.entries(LIVE).flatMap(([what, pattern]) => (pattern.test(text) ? [`${what} in ${text}`] : []));
}

function valueOf(node: Nodes | undefined): string {
  return node && 'value' in node ? node.value : '';
}

/** The node and all below it, as they stand. */
function nodesOf(node: Nodes, parents: readonly Parents[] = []): { node: Nodes; parents: readonly Parents[] }[] {
  const below = 'children' in node ? node.children.flatMap((child) => nodesOf(child, [...parents, node])) : [];
  return [{ node, parents }, ...below];
}
