import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @returns the folder with `templates/`, which is as far away as the package is bundled or not */
export function packageFolder(from = __dirname): string {
  if (existsSync(join(from, 'templates')) && existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`There is no folder templates/ above ${__dirname}`);
  return packageFolder(parent);
}
