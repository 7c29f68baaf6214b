/** `a, b and c`, or `a, b or c`. `Intl.ListFormat` does the same, but takes 40 ms when it is used first. */
export function listed(items: readonly string[], word: 'and' | 'or'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}
