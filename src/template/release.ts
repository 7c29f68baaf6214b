import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder';

const REPOSITORY = 'model-deployment-iam/model-deployment-iam';

/** The release of the Action that scaffolded workflows use: the one that this package was released with. */
export interface Release {
  /** As in `uses:`, by its version. */
  readonly action: string;
  /** The commit that the version's tag points at. A package that was not made by a release has none. */
  readonly commit?: string;
}

/** @returns what the package is called, which in a registry of one's own may be another name */
export function packageName(folder = packageFolder()): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name;
}

/** A release writes `lib/release.json`: its own commit can't be in the sources. */
export function currentRelease(folder = packageFolder()): Release {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const file = join(folder, 'lib/release.json');
  const { commit } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { commit?: string }) : {};
  // 0.0.0 is what the sources have.
  return { action: `${REPOSITORY}@${version === '0.0.0' ? 'v1' : `v${version}`}`, commit };
}
