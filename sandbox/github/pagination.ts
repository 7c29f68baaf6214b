import type { Answer } from './answer';
import type { OperationRequest } from './operation';

/**
 * One page of a list, with the links to the others.
 *
 * https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function page<T>(all: readonly T[], { url, query }: OperationRequest, view: (item: T) => unknown): Answer {
  const size = Math.min(Number(query.per_page ?? 30), 100);
  const number = Number(query.page ?? 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links = [
    ...(number > 1 ? [link(url, number - 1, 'prev'), link(url, 1, 'first')] : []),
    ...(number < last ? [link(url, number + 1, 'next'), link(url, last, 'last')] : []),
  ];
  return {
    status: 200,
    body: all.slice((number - 1) * size, number * size).map(view),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

/** The same for a list that goes on after an item, and has no numbers of pages. */
export function pageAfter<T extends { readonly id: number }>(
  all: readonly T[],
  { url, query }: OperationRequest,
  view: (item: T) => unknown,
): Answer {
  const size = Math.min(Number(query.per_page ?? 30), 100);
  const start = query.after === undefined ? 0 : all.findIndex(({ id }) => `${id}` === query.after) + 1;
  const items = all.slice(start, start + size);
  const isMore = start + size < all.length;
  return {
    status: 200,
    body: items.map(view),
    headers: isMore ? { link: link(url, items.at(-1)!.id, 'next', 'after') } : {},
  };
}

function link(url: URL, place: number, relation: string, parameter: 'page' | 'after' = 'page'): string {
  const target = new URL(url);
  target.searchParams.set(parameter, `${place}`);
  return `<${target.href}>; rel="${relation}"`;
}
