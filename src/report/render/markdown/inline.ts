import type { Inline, Words } from '../../inline';
import { prose, visible } from '../../visible';

/**
 * Words that GitHub turns into links, notifications, references or formulas after it has parsed the Markdown, so that a
 * backslash can't prevent it: @mentions and mail addresses, #1 and GH-1, bare URLs, $formulas$.
 */
const LIVE_WORD = /[@$]|#\d|\bGH-\d|:\/\/|\bwww\./i;

/** What means something within a line. A pipe only does so in a table; `cell` takes care of it there. */
const INLINE_MARKUP = /[\\`*_[\]~]/g;
/** What makes a heading, a list, a quote or a rule at the start of a line. */
const BLOCK_MARKUP = /^( ?)([-+=#]|\d+(?=[.)]))/;

/**
 * GitHub-flavoured Markdown on one line, in which no text has any power.
 *
 * https://github.github.com/gfm/
 */
export function inlineMarkdown(words: Words): string {
  return words.map(nodeMarkdown).join('');
}

function nodeMarkdown(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return escaped(node.text);
    case 'code':
      return codeSpan(node.text);
    case 'strong':
      return `**${inlineMarkdown(node.words)}**`;
    case 'small':
      return `<sub>${inlineMarkdown(node.words)}</sub>`;
    case 'link':
      return `[${escaped(node.label)}](<${node.address.replace(/[<>|\s]/g, encodeURIComponent)}>)`;
    case 'icon':
      return node.symbol;
    case 'break':
      return '<br>';
  }
}

/** Any markup in the text shows as it was written, and words that GitHub would act upon become inline code. */
function escaped(text: string): string {
  return prose(text)
    .split(' ')
    .map((word) => (LIVE_WORD.test(word) ? codeSpan(word) : withoutMarkup(word)))
    .join(' ')
    .replace(BLOCK_MARKUP, escapedStart);
}

/** With a fence that the text can't close. */
function codeSpan(source: string): string {
  if (source === '') return '(empty)';
  const shown = visible(source);
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One space at both ends belongs to the fence, if there is one at both ends.
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Inline Markdown as the cell of a table. */
export function cell(markdown: string): string {
  // A table's cells are told apart before anything else, so a pipe needs its backslash even within inline code.
  return markdown.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** Text within an HTML element, where Markdown has no meaning. */
export function html(plain: string): string {
  return visible(plain).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A fence for a block of code that none of its lines can close. */
export function fenceFor(lines: readonly string[]): string {
  return '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
}

function withoutMarkup(word: string): string {
  return word.replace(INLINE_MARKUP, '\\$&').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A backslash in front of a digit would show, so it goes in front of the punctuation that follows. */
function escapedStart(_: string, blank: string, start: string): string {
  return /^\d/.test(start) ? `${blank}${start}\\` : `${blank}\\${start}`;
}

/** The length of the longest run of backticks. */
function longestRun(plain: string): number {
  return (plain.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
