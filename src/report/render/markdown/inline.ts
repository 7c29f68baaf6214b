import type { Inline, Words } from '../../inline';
import { prose, visible } from '../../visible';

/**
 * What GitHub turns into links, notifications, references, emoji or formulas after it has parsed the Markdown, so that a
 * backslash can't prevent it: @mentions and mail addresses, #1 and GH-1, advisories, addresses, $formulas$ and :emoji:.
 *
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const LIVE = /[@$]|#\d|GH-\d|GHSA-|:\/\/|www\.|:[\w+-]+:/i;
/** The same of commits. */
const COMMIT = /(?<![\da-z])[\da-f]{7,40}(?![\da-z])/i;
/** Versions, and the numbers of accounts, which reports are full of: somebody would have to make a commit that begins like it. */
const NO_COMMIT = /(?<![\d.])\d+(?:\.\d+)+(?![\da-z])|(?<![\da-z])\d{12}(?![\da-z])/gi;

/**
 * What means something within a line; an exclamation mark does so in front of a link. A pipe only does so in a table; `cell`
 * takes care of it there.
 */
const INLINE_MARKUP = /[\\`*_[\]~]|!$/g;
/** What makes a heading, a list, a quote, a rule or the columns of a table at the start of a line; many blanks make code. */
const BLOCK_MARKUP = /^( ?)([-+=#:|]|\d+(?=[.)]))/;

/** A piece of a line: Markdown, or what is to be read literally, in which nothing is invisible. */
type Piece = { readonly markdown: string } | { readonly code: string };

/**
 * GitHub-flavoured Markdown on one line, in which no text has any power.
 *
 * https://github.github.com/gfm/
 */
export function inlineMarkdown(words: Words): string {
  const pieces = joinedText(words).flatMap(piecesOf);
  return joinedCode(pieces.filter((piece) => 'code' in piece || piece.markdown !== ''))
    .map((piece) => ('code' in piece ? codeSpan(piece.code) : piece.markdown))
    .join('')
    .replace(/^ +/, ' ')
    .replace(BLOCK_MARKUP, escapedStart);
}

/** Two texts side by side are one: what GitHub acts upon may begin in the first and end in the second. */
function joinedText(words: Words): Words {
  const joined: Inline[] = [];
  for (const node of words) {
    const last = joined.at(-1);
    if (node.kind !== 'text') joined.push(node);
    else if (last?.kind !== 'text') joined.push({ kind: 'text', text: prose(node.text) });
    else joined.splice(-1, 1, { kind: 'text', text: last.text + prose(node.text) });
  }
  return joined;
}

/** The fences of two spans side by side would be one, longer than both, that nothing closes: so the spans are one. */
function joinedCode(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && 'code' in last && 'code' in piece) joined.splice(-1, 1, { code: last.code + piece.code });
    else joined.push(piece);
  }
  return joined;
}

function piecesOf(node: Inline): readonly Piece[] {
  switch (node.kind) {
    case 'text':
      return escaped(node.text);
    case 'code':
      return [node.text === '' ? { markdown: '(empty)' } : { code: visible(node.text) }];
    default:
      return [{ markdown: markdownOf(node) }];
  }
}

function markdownOf(node: Exclude<Inline, { kind: 'text' | 'code' }>): string {
  switch (node.kind) {
    case 'strong': {
      const inner = inlineMarkdown(node.words).trim();
      // Four asterisks with nothing between them would be a rule across the page.
      return inner && `**${inner}**`;
    }
    case 'small':
      return `<sub>${inlineMarkdown(node.words)}</sub>`;
    case 'link':
      return `[${inlineMarkdown([{ kind: 'text', text: node.label }])}](<${addressOf(node)}>)`;
    case 'icon':
      return node.symbol;
    case 'break':
      return '<br>';
  }
}

/** Without what would end the address, or be the beginning or the end of a code span, a cell or a formula. */
function addressOf({ address }: Extract<Inline, { kind: 'link' }>): string {
  return address.replace(/[<>|\\`$\s]/g, encodeURIComponent).replace(/&(?=#?\w+;)/g, '&amp;');
}

/** Any markup in the prose shows as it was written, and words that GitHub would act upon become inline code. */
function escaped(shown: string): readonly Piece[] {
  return shown.split(/( ) */).flatMap((word) => (isLive(word) ? named(word) : [{ markdown: withoutMarkup(word) }]));
}

/** As code, without the punctuation of the sentence around it: a name that is copied must be the name. */
function named(word: string): readonly Piece[] {
  const [, open = '', name = '', end = ''] = /^(\(?)(.*?)((?:(?<=^\(.*)\))?[.,;]*)$/s.exec(word)!;
  return [{ markdown: open }, { code: name }, { markdown: end }];
}

/** Unlike the character itself, it never parts the cells of a table. */
const PIPE = '&vert;';

function codeSpan(shown: string): string {
  // With the backslash that it needs in a table, a pipe behind a backslash would begin another column for some parsers.
  const parts = shown.split(/(?<=\\)\|/);
  return parts.map((part) => part && fenced(part)).join(PIPE);
}

/** With a fence that the text can't close. */
function fenced(shown: string): string {
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

/** Text within an HTML element, where Markdown has no meaning, but the words that GitHub acts upon have theirs. */
export function html(plain: string): string {
  return visible(plain)
    .split(' ')
    .map((word) => (isLive(word) ? `<code>${withEntities(word)}</code>` : withEntities(word)))
    .join(' ')
    .replace(/"/g, '&quot;');
}

function withEntities(plain: string): string {
  return plain.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A fence for a block of code that none of its lines can close. */
export function fenceFor(lines: readonly string[]): string {
  return '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
}

/** Whether GitHub acts upon the word. */
function isLive(word: string): boolean {
  return LIVE.test(word) || COMMIT.test(word.replace(NO_COMMIT, ' '));
}

function withoutMarkup(word: string): string {
  return withEntities(word.replace(INLINE_MARKUP, '\\$&'));
}

/** A backslash in front of a digit would show, so it goes in front of the punctuation that follows. A table adds one to a pipe. */
function escapedStart(_: string, blank: string, start: string): string {
  if (start === '|') return `${blank}${PIPE}`;
  return /^\d/.test(start) ? `${blank}${start}\\` : `${blank}\\${start}`;
}

/** The length of the longest run of backticks. */
function longestRun(plain: string): number {
  return (plain.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}
