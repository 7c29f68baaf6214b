import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { cachedFolder, fingerprint } from '../cache';

/**
 * @returns a folder for PATH, with the stand-in in Node as an executable `pulumi-resource-aws`: what the bootstrap's stacks
 *   run on. It is one bundled file, because the engine waits for it to start, twice in a preview.
 */
export async function nodeProviderFolder(): Promise<string> {
  const contents = [...(await sourcesIn(__dirname)), ...(await sourcesIn(join(__dirname, '../../src/iam')))];
  const lock = await readFile(join(__dirname, '../../package-lock.json'), 'utf8');

  return cachedFolder(`node-provider-${fingerprint(process.execPath, lock, ...contents)}`, async (folder) => {
    await build({
      entryPoints: [join(__dirname, 'main.ts')],
      outfile: join(folder, 'provider.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      plugins: [withoutClosureSerialization],
      logLevel: 'error',
    });
    const launcher = join(folder, 'pulumi-resource-aws');
    await writeFile(launcher, `#!/bin/sh\nexec '${process.execPath}' "$(dirname "$0")/provider.cjs" "$@"\n`);
    await chmod(launcher, 0o755);
  });
}

async function sourcesIn(folder: string): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
}

/** Pulumi serialises closures with these; a provider has none, and they are larger than all the rest. */
const withoutClosureSerialization: Plugin = {
  name: 'without-closure-serialization',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /typescript-shim$|^@npmcli\/arborist$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: 'module.exports = {};' }));
  },
};
