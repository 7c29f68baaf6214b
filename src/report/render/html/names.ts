import { markup, type Markup } from './markup';

/** Names from outside, behind what they are names of. */
export function namesHtml(names: readonly string[]): Markup {
  return markup`${names.map((name, index) => markup`${index > 0 ? ',' : ''} <code>${name === '' ? '(empty)' : name}</code>`)}`;
}
