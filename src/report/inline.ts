/**
 * What a report says within a line, before it is known where it is shown. The renderers print it, and it is theirs to keep
 * text from outside in its place.
 */
export type Inline =
  /** Prose, on one line. */
  | { readonly kind: 'text'; readonly text: string }
  /** A name or a value, to be read literally. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'small'; readonly words: Words }
  /** `address` is that of a page of the web. */
  | { readonly kind: 'link'; readonly label: string; readonly address: string }
  /** A symbol of our own, shown as it is: an emoji may have characters that are invisible by themselves. */
  | { readonly kind: 'icon'; readonly symbol: string }
  | { readonly kind: 'break' };

export type Words = readonly Inline[];

/** A string is prose, and so is a number. */
export type Part = string | number | Inline | Words;

export const BREAK: Inline = { kind: 'break' };

/** Prose from outside, without the blanks around it. */
export function text(prose: string): Inline {
  return { kind: 'text', text: prose.trim() };
}

export function code(source: string): Inline {
  return { kind: 'code', text: source };
}

export function strong(part: Part): Inline {
  return { kind: 'strong', words: toWords(part) };
}

export function small(part: Part): Inline {
  return { kind: 'small', words: toWords(part) };
}

export function icon(symbol: string): Inline {
  return { kind: 'icon', symbol };
}

/** A link to a page of the web. An address of any other kind is left out. */
export function link(label: string, address: string): Inline {
  const url = URL.parse(address);
  return url && ['https:', 'http:'].includes(url.protocol) ? { kind: 'link', label, address: url.href } : text(label);
}

/** Tag of a template: ``words`the role ${code(name)}` ``. */
export function words(prose: readonly string[], ...parts: readonly Part[]): Words {
  return prose.flatMap((own, index) => [...toWords(own), ...toWords(parts[index] ?? '')]);
}

export function joined(parts: readonly Part[], separator: Part): Words {
  return parts.flatMap((part, index) => [...(index > 0 ? toWords(separator) : []), ...toWords(part)]);
}

/** Actions, and names in quotes. */
const NAME = /(?<![^\s(])("[^"\s]+"|[a-z0-9-]+:[A-Z]\w*(?![\w@]))/;

/** Prose in which actions, and what stands in quotes, are names. */
export function withNames(prose: string): Words {
  return prose
    .split(NAME)
    .flatMap((part, index) => (index % 2 === 1 ? code(part.replace(/^"(.*)"$/s, '$1')) : toWords(part)));
}

/** Prose in which what stands between backticks is to be typed as it is. */
export function withCode(prose: string): Words {
  return prose.split(/`([^`]+)`/).flatMap((part, index) => (index % 2 === 1 ? code(part) : toWords(part)));
}

/** Only the text, as it was given. */
export function textOf(part: Part): string {
  return toWords(part).map(textOfNode).join('');
}

function textOfNode(node: Inline): string {
  if ('text' in node) return node.text;
  if ('words' in node) return textOf(node.words);
  if ('label' in node) return node.label;
  return 'symbol' in node ? node.symbol : ' ';
}

function toWords(part: Part): Words {
  if (typeof part === 'number') return [{ kind: 'text', text: String(part) }];
  if (typeof part === 'string') return part === '' ? [] : [{ kind: 'text', text: part }];
  return 'kind' in part ? [part] : part;
}
