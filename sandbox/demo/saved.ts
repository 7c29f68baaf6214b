import type { Scene } from './story';
import type { Comment } from '../github/repository';

/**
 * What a step has written, by the ends of the names of files: nothing of what others have written before.
 *
 * @param before the comments as they were before the step
 */
export function savedFiles(
  { workflow }: Pick<Scene, 'workflow'>,
  before: readonly Comment[],
  after: readonly Comment[],
): Readonly<Record<string, string>> {
  const known = new Map(before.map((comment) => [comment.id, comment]));
  const written = after.filter(({ id, body, updatedAt }) => {
    const old = known.get(id);
    return !old || old.body !== body || old.updatedAt !== updatedAt;
  });
  const files = {
    log: workflow?.log,
    'summary.md': workflow?.summary,
    'comment.md': written.map(({ body }) => body).join('\n\n---\n\n'),
  };
  return Object.fromEntries(Object.entries(files).filter((entry): entry is [string, string] => Boolean(entry[1])));
}
