import { createHash } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { run } from '../process';

const ROOT = join(__dirname, '../..');

/** A version of this package, as npm would publish it. */
export interface PackedPackage {
  /** Its package.json. */
  readonly manifest: { readonly name: string; readonly version: string };
  /** A gzipped tar. */
  readonly tarball: Buffer;
}

/** Compiles the template into `lib/`, as a release would. */
export async function compilePackage(): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env;
  const bin = join(ROOT, 'node_modules/.bin');
  const PATH = `${bin}${delimiter}${env.PATH}`;
  await run(join(bin, 'projen'), ['compile'], { cwd: ROOT, env: { ...env, PATH } });
  await run(join(bin, 'tsx'), ['tools/bundle-template.ts'], { cwd: ROOT, env: { ...env, PATH } });
}

/**
 * Packs what is compiled in `lib/`, as a release would.
 *
 * @param folder to work in
 * @param release its version, and the commit of the Action that it belongs to
 */
export async function packPackage(
  folder: string,
  release: { readonly version: string; readonly commit?: string },
): Promise<PackedPackage> {
  const work = await mkdtemp(join(folder, 'pack-'));
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', work], { cwd: ROOT });
  await run('sh', ['-c', 'tar -xzf *.tgz'], { cwd: work });
  const contents = join(work, 'package');

  for (const file of ['package.json', '.jsii']) {
    const json = JSON.parse(await readFile(join(contents, file), 'utf8'));
    await writeFile(join(contents, file), JSON.stringify({ ...json, version: release.version }));
  }
  if (release.commit) await writeFile(join(contents, 'lib/release.json'), JSON.stringify({ commit: release.commit }));

  await run('tar', ['-czf', 'released.tgz', 'package'], { cwd: work });
  return {
    manifest: JSON.parse(await readFile(join(contents, 'package.json'), 'utf8')),
    tarball: await readFile(join(work, 'released.tgz')),
  };
}

/** https://w3c.github.io/webappsec-subresource-integrity/ */
export function integrityOf(tarball: Buffer): string {
  return `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
}
