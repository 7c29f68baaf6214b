import { SCRIPT } from '../../src/report/render/html/script';
import { STYLE } from '../../src/report/render/html/style';

/** Pages by the part of HTML that reports use: any other tag or attribute is one that a text has made. */

const TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'nav', 'main', 'section', 'footer', 'script', 'div'],
  ...[
    'h1',
    'h2',
    'p',
    'ul',
    'li',
    'a',
    'br',
    'strong',
    'small',
    'code',
    'pre',
    'span',
    'del',
    'ins',
    'details',
    'summary',
  ],
  ...['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'form', 'label', 'input', 'select', 'option', 'button'],
  ...['svg', 'desc', 'text', 'g', 'rect', 'path'],
];
const WITHOUT_END = ['meta', 'br', 'input', 'rect', 'path'];
const ATTRIBUTES = [
  ...[
    'lang',
    'charset',
    'http-equiv',
    'content',
    'name',
    'class',
    'id',
    'href',
    'rel',
    'role',
    'tabindex',
    'scope',
    'for',
  ],
  ...[
    'aria-label',
    'aria-labelledby',
    'aria-describedby',
    'aria-hidden',
    'aria-controls',
    'type',
    'value',
    'autocomplete',
    'spellcheck',
  ],
  ...['data-kind', 'data-now', 'data-change', 'viewBox', 'width', 'height', 'x', 'y', 'rx', 'd'],
];
const TAG = /^<(\/?)([a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+="[^"<>]*")*)(?: hidden)?\s*\/?>$/;
/** But for line breaks, and those within the signs that are ours. */
const INVISIBLE = /(?<![⚠⏹])\uFE0F|(?![\n\uFE0F])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/** @returns what a text has become, other than a text; empty for a page in which no text has any power */
export function powersInHtml(page: string, { links }: { readonly links: readonly string[] }): string[] {
  const own = page.replace(`<style>${STYLE}</style>`, '').replace(`<script>${SCRIPT}</script>`, '');
  if (own.length !== page.length - STYLE.length - SCRIPT.length - 32) return ['another style or script'];
  const body = own.replace(/^<!doctype html>\n/, '');
  const open: string[] = [];
  const ofTags = (body.match(/<[^>]*>/g) ?? []).flatMap((tag) => tagPowers(tag, open, links));
  const texts = body.split(/<[^>]*>/);
  return [
    ...ofTags,
    ...open.map((name) => `a ${name} that nothing closes`),
    ...texts.filter((text) => /[<>]|&(?!(?:amp|lt|gt|quot|#39);)/.test(text)).map((text) => `the text ${text}`),
    ...(INVISIBLE.test(body) ? [`an invisible character behind ${body.split(INVISIBLE)[0]!.slice(-80)}`] : []),
  ];
}

function tagPowers(tag: string, open: string[], links: readonly string[]): string[] {
  const [, end, name = '', attributes = ''] = TAG.exec(tag) ?? [];
  if (!TAGS.includes(name)) return [`the tag ${tag}`];
  if (end === '/') return open.pop() === name ? [] : [`the tag ${tag}`];
  if (!WITHOUT_END.includes(name)) open.push(name);
  return [...attributes.matchAll(/\s([a-zA-Z-]+)="([^"]*)"/g)].flatMap(([, attribute, value]) => {
    if (!ATTRIBUTES.includes(attribute!)) return [`the attribute ${attribute}`];
    const isLink = attribute === 'href' && !/^#[a-z0-9-]+$/.test(value!);
    return isLink && !links.includes(unescaped(value!)) ? [`a link to ${value}`] : [];
  });
}

/** What a reader sees, and what a screen reader reads besides. */
export function textIn(page: string): string {
  const body = page.slice(page.indexOf('<body>')).replace(/<script>[^]*<\/script>/, '');
  return unescaped(body.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ');
}

function unescaped(source: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return source.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => characters[name]!);
}
