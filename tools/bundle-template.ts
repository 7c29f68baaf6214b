/**
 * Bundles what the npm package holds: what jsii compiled, as `lib/index.js`, with what the template needs of the Action's own
 * code and nothing else of it; and the command that explains policies, as `lib/explain.js`. Nothing is a dependency at run
 * time but the peers.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const LIB = join(__dirname, '../lib');
const { peerDependencies } = JSON.parse(readFileSync(join(__dirname, '../package.json'), 'utf8'));

async function bundle(): Promise<void> {
  await build({
    entryPoints: [join(LIB, 'index.js')],
    outfile: join(LIB, 'index.js'),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: Object.keys(peerDependencies).flatMap((name) => [name, `${name}/*`]),
    // jsii knows classes by their names.
    keepNames: true,
    // The package is to stay small; names are left as they are, for who reads a stack trace.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'eof',
    logLevel: 'warning',
  });
  await build({
    entryPoints: [join(__dirname, '../src/explain/main.ts')],
    outfile: join(LIB, 'explain.js'),
    banner: { js: '#!/usr/bin/env node' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    // As modules, of which a bundle has only what is used.
    alias: { yaml: join(__dirname, '../node_modules/yaml/browser/index.js') },
    legalComments: 'eof',
    logLevel: 'warning',
  });
  // The tag of a release points at the commit that the release is built from.
  const commit = process.env.RELEASE_COMMIT;
  if (commit) writeFileSync(join(LIB, 'release.json'), `${JSON.stringify({ commit })}\n`);
}

bundle().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
