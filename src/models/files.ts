import { existsSync, globSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import type { ModelsProblem } from './problem';
import type { ModelsFile } from './read-models';
import { pathInRepository, readRepositoryFile } from '../request/workspace-files';

/** A thousand models have about 200 kB. It is looked at before anything is read. */
const MAX_BYTES = 1024 * 1024;
const MAX_FILES = 500;

/**
 * Reads the models files that paths and patterns name, each once, in the order of their names.
 *
 * @param patterns paths, or patterns with `*` and `**`, relative to the folder
 * @param folder where the repository is checked out; neither a path nor a symbolic link leads out of it
 */
export function readModelsFiles(
  patterns: readonly string[],
  folder: string,
): { readonly files: readonly ModelsFile[]; readonly problems: readonly ModelsProblem[] } {
  const problems: ModelsProblem[] = [];
  const found = new Set<string>();
  for (const pattern of patterns) {
    const paths = pathsOf(pattern, folder);
    if (paths.length === 0) {
      problems.push({ message: `models: expected a pattern that some file matches, but got ${pattern}`, models: [] });
    }
    for (const path of paths) found.add(pathInRepository(path, folder));
  }
  const names = [...found].sort();
  if (names.length > MAX_FILES) {
    problems.push({
      message: `models: expected at most ${MAX_FILES} files, but there are ${names.length}`,
      models: [],
    });
  }
  const files = names.slice(0, MAX_FILES).flatMap((file): ModelsFile[] => {
    const text = readRepositoryFile(file, folder, MAX_BYTES);
    if (text.ok) return [{ file, text: text.value }];
    problems.push({ message: `models: expected ${text.expected}, but got ${file}`, models: [] });
    return [];
  });
  return { files, problems };
}

/** What is no pattern, or can only lead out of the folder, is taken as it is: it is told when it is read. */
function pathsOf(pattern: string, folder: string): readonly string[] {
  const leadsOut = isAbsolute(pattern) || pattern.split(/[/\\{},]/).includes('..');
  if (!/[*?[{]/.test(pattern) || leadsOut || existsSync(resolve(folder, pattern))) return [pattern];
  const isLeftOut = (path: string) => ['node_modules', '.git'].includes(basename(path));
  return globSync(pattern, { cwd: folder, exclude: isLeftOut });
}
