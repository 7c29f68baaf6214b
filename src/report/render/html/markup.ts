import { visible } from '../../visible';

/** HTML in which no text from outside has any power. Only this file makes it. */
export class Markup {
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  public toString(): string {
    return this.#source;
  }
}

type Content = string | number | Markup | readonly Markup[];

/**
 * Tag of a template: ``markup`<td>${name}</td>` ``. What is put in shows as it is, with invisible characters written out, between
 * tags and within the quotes of an attribute.
 *
 * https://html.spec.whatwg.org/multipage/parsing.html
 */
export function markup(own: readonly string[], ...contents: readonly Content[]): Markup {
  return new Markup(own.map((source, index) => `${source}${sourceOf(contents[index] ?? '')}`).join(''));
}

/** A symbol of our own: an emoji may have characters that are invisible by themselves. */
export function symbol(own: string): Markup {
  return new Markup(withEntities(own));
}

/** What stands within an element whose content is no HTML: the style and the script of the page. */
export function rawText(own: string): Markup {
  return new Markup(own);
}

function sourceOf(content: Content): string {
  if (content instanceof Markup) return String(content);
  return typeof content === 'object' ? content.join('') : withEntities(visible(String(content)));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function withEntities(shown: string): string {
  return shown.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
