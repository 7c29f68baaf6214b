import { refusal } from './account';
import { type Answer, NOT_FOUND } from './answer';
import type { OperationRequest, Operations } from './operation';
import { viewFile, viewFolderEntry } from './views';

/** https://docs.github.com/en/rest/repos/contents, with one branch, whatever `ref` says. */
export const CONTENT_OPERATIONS: Operations = {
  'repos/get-content': (request) => refusal(request.viewer, 'read', 'contents') ?? contentAt(request),
};

function contentAt({ params, repository, url }: OperationRequest): Answer {
  const { path } = params;
  const file = repository.files.get(path);
  if (file !== undefined) return { status: 200, body: viewFile(path, file, repository, url.origin) };

  const entries = new Map<string, object>();
  for (const [filePath, content] of repository.files) {
    if (!filePath.startsWith(`${path}/`)) continue;
    const [name, ...below] = filePath.slice(path.length + 1).split('/');
    const type = below.length > 0 ? 'dir' : 'file';
    entries.set(name, viewFolderEntry(type, `${path}/${name}`, content, repository, url.origin));
  }
  return entries.size > 0 ? { status: 200, body: [...entries.values()] } : NOT_FOUND;
}
