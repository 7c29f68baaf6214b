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

function link(url: URL, number: number, relation: string): string {
  const target = new URL(url);
  target.searchParams.set('page', `${number}`);
  return `<${target.href}>; rel="${relation}"`;
}
