import { createHash } from 'node:crypto';
import { blockHtml } from './block';
import { inlineHtml } from './inline';
import { markup, type Markup, rawText } from './markup';
import { SCRIPT } from './script';
import { STYLE } from './style';
import type { Block } from '../../block';
import { textOf, type Words } from '../../inline';

/** What a page is, before it is HTML. */
interface Page {
  readonly title: Words;
  readonly blocks: readonly Block[];
  /** Where it comes from. */
  readonly footer?: readonly Block[];
}

/**
 * A whole page in one file, which asks for nothing: the browser itself is told to load nothing, and to run nothing but the script
 * that is in it.
 *
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP
 */
export function renderPage({ title, blocks, footer = [] }: Page): string {
  const sections = sectionsOf(blocks);
  const contents = sections.flatMap(({ id, name }) =>
    name === undefined ? [] : [markup`<li><a href="#${id}">${name}</a></li>`],
  );
  const nav = contents.length > 1 ? [markup`<nav aria-label="Contents"><ul>${contents}</ul></nav>`] : [];
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${textOf(title.filter(({ kind }) => kind !== 'icon')).trim()}</title>
<style>${rawText(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
<header><h1>${inlineHtml(title)}</h1></header>
${nav}
<main id="report" tabindex="-1">
${sections.map(sectionHtml)}
</main>
<footer>${footer.map(blockHtml)}</footer>
<script>${rawText(SCRIPT)}</script>
</body>
</html>
`;
  return String(page);
}

const POLICY = [
  `default-src 'none'`,
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
].join('; ');

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** A block under its title, or blocks without one. */
interface Section {
  readonly id: string;
  readonly name?: string;
  readonly blocks: readonly Block[];
}

/** What folds elsewhere has a heading here: there is room for it, and what is closed would not be found or printed. */
function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: { id: string; name?: string; blocks: Block[] }[] = [];
  for (const block of blocks) {
    const name = block.fold?.title ?? (block.kind === 'table' ? block.caption : undefined);
    const last = sections.at(-1);
    if (name === undefined && last && last.name === undefined) last.blocks.push(block);
    else sections.push({ id: `part-${sections.length + 1}`, ...(name !== undefined && { name }), blocks: [block] });
  }
  return sections;
}

function sectionHtml({ id, name, blocks }: Section): Markup {
  const content = blocks.map(blockHtml);
  return name === undefined
    ? markup`<div class="part">${content}</div>\n`
    : markup`<section id="${id}" aria-labelledby="${id}-name">
        <h2 id="${id}-name">${name}</h2>
        ${content}
      </section>\n`;
}
