import { visible, withoutTerminalCodes } from '../visible';

/**
 * GitHub-flavoured Markdown out of text that nobody vouches for. Everything here returns inline Markdown on one line.
 *
 * https://github.github.com/gfm/
 */

/**
 * Words that GitHub turns into links, notifications, references or formulas after it has parsed the Markdown, so that a
 * backslash can't prevent it: @mentions and mail addresses, #1 and GH-1, bare URLs, $formulas$.
 */
const LIVE_WORD = /[@$]|#\d|\bGH-\d|:\/\/|\bwww\./i;

/** What means something within a line. A pipe only does so in a table; `cell` takes care of it there. */
const INLINE_MARKUP = /[\\`*_[\]~]/g;
/** What makes a heading, a list, a quote or a rule at the start of a line. */
const BLOCK_MARKUP = /^(?:[-+=#]|\d+(?=[.)]))/;

/** Text to read literally, as inline code: with a fence that the text can't close. */
export function code(source: string): string {
  if (source === '') return '(empty)';
  const shown = visible(source);
  const fence = '`'.repeat(longestRun(shown) + 1);
  // One space at both ends belongs to the fence, if there is one at both ends.
  const pad = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** Prose: any markup in it shows as it was written, and words that GitHub would act upon become inline code. */
export function text(prose: string): string {
  const words = withoutTerminalCodes(prose).split(/\s+/).map(visible);
  return words
    .filter((word) => word !== '')
    .map((word) => (LIVE_WORD.test(word) ? code(word) : withoutMarkup(word)))
    .join(' ')
    .replace(BLOCK_MARKUP, escapedStart);
}

/** Prose with actions, and names in quotes: both become inline code instead. */
export function textWithNames(prose: string): string {
  return prose
    .split(NAME)
    .map((part, index) => (index % 2 === 1 ? code(part.replace(/^"(.*)"$/s, '$1')) : spaced(part, text(part))))
    .join('');
}

const NAME = /(?<![^\s(])("[^"\s]+"|[a-z0-9-]+:[A-Z]\w*)/;

/** What is at the ends of a part of a sentence tells it from the next one. */
function spaced(source: string, shown: string): string {
  if (source.trim() === '') return source === '' ? '' : ' ';
  return `${/^\s/.test(source) ? ' ' : ''}${shown}${/\s$/.test(source) ? ' ' : ''}`;
}

/** Inline Markdown as the cell of a table. */
export function cell(markdown: string): string {
  // A table's cells are told apart before anything else, so a pipe needs its backslash even within inline code.
  return markdown.replace(/\|/g, '\\|').replace(/\n/g, ' ');
}

/** A link to a page of the web. An address of any other kind is left out. */
export function link(label: string, address: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url && ['https:', 'http:'].includes(url.protocol)
    ? `[${text(label)}](<${url.href.replace(/[<>|\s]/g, encodeURIComponent)}>)`
    : text(label);
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
function escapedStart(start: string): string {
  return /^\d/.test(start) ? `${start}\\` : `\\${start}`;
}

/** The length of the longest run of backticks. */
function longestRun(plain: string): number {
  return (plain.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
