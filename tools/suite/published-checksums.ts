import { createHash } from 'node:crypto';
import { PULUMI_VERSION } from '../../src/contract';
import type { Checksums } from '../../src/stack/engine/checksums';
import { AWS_PLUGIN_VERSION } from '../../src/stack/engine/plugin';
import { checksumOf, pluginArchive, releaseFor } from '../../src/stack/engine/release';

interface Publisher {
  readonly fetch: typeof fetch;
  /** @throws unless Pulumi's release workflow has signed the text; the bundle has signature, certificate and log entry */
  readonly verify: (text: string, bundle: string) => Promise<void>;
  readonly log: (line: string) => void;
}

const PLATFORMS = ['linux', 'darwin', 'win32'].flatMap((system) =>
  ['x64', 'arm64'].map((arch) => [system, arch] as const),
);
const ENGINES = PLATFORMS.map(([system, arch]) => releaseFor(PULUMI_VERSION, system, arch)!.archive);
const PLUGINS = PLATFORMS.map(([system, arch]) => pluginArchive(AWS_PLUGIN_VERSION, system, arch));

/** All that the Action may download by default. */
export const ARCHIVES: readonly string[] = [...ENGINES, ...PLUGINS];

/** @returns the archives of which the table has no checksum, or none of today's form */
export function missingIn(table: Checksums): readonly string[] {
  return ARCHIVES.filter((archive) => !/^[0-9a-f]{64}$/.test(table[archive] ?? ''));
}

/** @throws where something is missing, or is not vouched for */
export async function publishedChecksums(publisher: Publisher): Promise<Checksums> {
  return { ...(await ofEngine(publisher)), ...(await ofPlugin(publisher)) };
}

const ENGINE_RELEASE = `https://github.com/pulumi/pulumi/releases/download/v${PULUMI_VERSION}`;

/**
 * Pulumi signs the list of the SHA-256 of all archives of an engine: with keys that live for minutes, for its own workflow.
 *
 * https://github.com/pulumi/pulumi/blob/master/.github/workflows/sign.yml
 */
async function ofEngine({ fetch: get, verify, log }: Publisher): Promise<Checksums> {
  const url = `${ENGINE_RELEASE}/pulumi-${PULUMI_VERSION}-checksums.txt`;
  const [list, bundle] = await Promise.all([url, `${url}.sig`].map(async (each) => (await fetched(get, each)).text()));
  await verify(list!, bundle!);
  log(`${url} is signed by Pulumi.`);
  return Object.fromEntries(
    ENGINES.map((archive) => {
      const checksum = checksumOf(archive, list!);
      if (!checksum) throw new Error(`${url} has no SHA-256 of ${archive}.`);
      return [archive, checksum];
    }),
  );
}

const PLUGIN_RELEASE = `https://api.github.com/repos/pulumi/pulumi-aws/releases/tags/${AWS_PLUGIN_VERSION}`;
const OTHER_HOST = 'https://get.pulumi.com/releases/plugins';

/**
 * Nobody signs the plugin, and the list in its release has SHA-1. So what Pulumi has on its own host is compared with the
 * SHA-256 that GitHub took when the release was made there: who wants to change the one has to change both.
 *
 * https://github.com/pulumi/pulumi-aws/blob/master/.github/workflows/publish.yml
 * https://docs.github.com/en/rest/releases/releases#get-a-release-by-tag-name
 */
async function ofPlugin({ fetch: get, log }: Publisher): Promise<Checksums> {
  const { assets } = (await (await fetched(get, PLUGIN_RELEASE)).json()) as { assets: readonly Asset[] };
  const checksums: Record<string, string> = {};
  for (const archive of PLUGINS) {
    const [, told] = /^sha256:([0-9a-f]{64})$/.exec(assets.find(({ name }) => name === archive)?.digest ?? '') ?? [];
    if (!told) throw new Error(`GitHub tells no SHA-256 of ${archive}: ${PLUGIN_RELEASE}`);
    const found = await sha256(await fetched(get, `${OTHER_HOST}/${archive}`));
    if (found !== told) {
      throw new Error(`${archive} has the SHA-256 ${told} in the release on GitHub, but ${found} on ${OTHER_HOST}.`);
    }
    log(`${archive} is the same on both hosts.`);
    checksums[archive] = told;
  }
  return checksums;
}

interface Asset {
  readonly name: string;
  /** `sha256:HEXADECIMAL`; none for what was uploaded before June 2025. */
  readonly digest?: string | null;
}

async function fetched(get: typeof fetch, url: string): Promise<Response> {
  const response = await get(url);
  if (!response.ok || !response.body) throw new Error(`${url} could not be downloaded: status ${response.status}.`);
  return response;
}

async function sha256(response: Response): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of response.body!) hash.update(chunk);
  return hash.digest('hex');
}
