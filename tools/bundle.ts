/**
 * Bundles the Action: `bundle.ts FOLDER` (default: dist/) writes index.js, post.js, the licences of what is in it, and what it needs
 * beside it. `bundle.ts FOLDER PROGRAM` does so with another program.
 *
 * The result is the same to the byte in any folder, so that CI can compare it with what is committed.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import ncc from '@vercel/ncc';
import { transform } from 'esbuild';
import { savedVariable } from '../src/action/saved';

const ROOT = join(__dirname, '..');
const STUB = 'closure-serialization.cjs';
const OIDC_STUB = 'oidc.cjs';

/**
 * Pulumi loads a TypeScript compiler, npm's dependency tree and a reader of package.json (32 MB) to send closures to the
 * cloud. The Action's program has no closures; and ncc corrupts a part of the second.
 */
const LEFT_OUT = [
  'typescript',
  '@npmcli/arborist',
  'normalize-package-data',
  '/typescript@3\\.8\\.3/',
  '/^\\.\\/vendor\\/typescript/',
];

/** gRPC reads these only when a server's own statistics are switched on. */
const DESCRIPTIONS_OF_CHANNELZ = /^(proto|xds|protoc-gen-validate)\//;

/**
 * Of `@actions/core`: it loads an HTTP client before the first input is read, to ask GitHub for tokens, which the Action never
 * does. Those who need the client load it late.
 */
const OIDC = '/\\/oidc-utils\\.js$/';

const OIDC_STUB_SOURCE = `// Stands for what @actions/core needs to ask for OIDC tokens, which the Action never does.
exports.OidcClient = class {
  static getIDToken() {
    throw new Error('Asking for OIDC tokens is left out of this bundle.');
  }
};
`;

/** Small, because it is most often there for nothing. */
const POST_SOURCE = `// Runs after the job. Where the step has told how it ended, there is nothing to do.
if (process.env.${savedVariable('ended')} !== 'true') {
  process.argv[2] = 'post';
  require('./index.js');
}
`;

const STUB_SOURCE = `// Stands for what Pulumi needs to serialise closures, which the Action never does.
module.exports = new Proxy({}, {
  get(_, name) {
    if (name === '__esModule' || typeof name === 'symbol') return undefined;
    throw new Error('Serialising closures is left out of this bundle (' + name + ').');
  },
});
`;

async function bundle(folder: string, program: string): Promise<void> {
  const { code, assets } = await ncc(program, {
    externals: { ...Object.fromEntries(LEFT_OUT.map((name) => [name, `./${STUB}`])), [OIDC]: `./${OIDC_STUB}` },
    minify: true,
    quiet: true,
    cache: false,
    // The types are checked by themselves.
    transpileOnly: true,
    license: 'licenses.txt',
    sourceMap: false,
  });
  await removeBundle(folder);
  await write(folder, 'index.js', code);
  await write(folder, 'post.js', POST_SOURCE);
  await write(folder, STUB, STUB_SOURCE);
  await write(folder, OIDC_STUB, OIDC_STUB_SOURCE);
  for (const [name, { source }] of Object.entries(assets)) {
    if (name === 'typescript.js' || DESCRIPTIONS_OF_CHANNELZ.test(name)) continue;
    await write(folder, name, name.endsWith('.js') ? await minified(source) : source);
  }
}

/** ncc minifies index.js only, and not what is loaded late. */
async function minified(source: string | Buffer): Promise<string> {
  const { code } = await transform(source.toString(), { minify: true, legalComments: 'none' });
  return code;
}

/** What `projen release` puts beside the bundle. */
const MADE_FOR_A_RELEASE = ['js', 'changelog.md', 'version.txt', 'releasetag.txt'];

async function removeBundle(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const entries = (await readdir(folder)).filter((entry) => !MADE_FOR_A_RELEASE.includes(entry));
  await Promise.all(entries.map((entry) => rm(join(folder, entry), { recursive: true })));
}

async function write(folder: string, name: string, content: string | Buffer): Promise<void> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
}

const [folder = join(ROOT, 'dist'), program = join(ROOT, 'src/action/main.ts')] = process.argv.slice(2);

bundle(resolve(folder), resolve(program)).catch((error: Error) => {
  // The stack trace of ncc begins with the whole of its own source.
  console.error(error.message);
  process.exitCode = 1;
});
