/** The official releases of the Pulumi engine and its AWS plugin: what they are called and where they are. */

/** A release for one platform. */
export interface Release {
  readonly version: string;
  readonly archive: string;
  /** Below it are the archive and its checksums. */
  readonly baseUrl: string;
  readonly archiveUrl: string;
  readonly checksumsUrl: string;
  /** The folder inside the archive that holds the executables. */
  readonly folder: string;
}

export const RELEASES_URL = 'https://get.pulumi.com/releases/sdk';

const SYSTEMS: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'x64', arm64: 'arm64' };

/**
 * @param platform as in `process.platform`
 * @param architecture as in `process.arch`
 * @returns `undefined` where Pulumi has no release for the platform
 */
export function releaseFor(
  version: string,
  platform: string,
  architecture: string,
  baseUrl: string = RELEASES_URL,
): Release | undefined {
  const system = SYSTEMS[platform];
  const arch = ARCHITECTURES[architecture];
  if (!system || !arch) return undefined;

  const isWindows = system === 'windows';
  const archive = `pulumi-v${version}-${system}-${arch}.${isWindows ? 'zip' : 'tar.gz'}`;
  return {
    version,
    archive,
    baseUrl,
    archiveUrl: `${baseUrl}/${archive}`,
    checksumsUrl: `${baseUrl}/pulumi-${version}-checksums.txt`,
    folder: isWindows ? 'pulumi/bin' : 'pulumi',
  };
}

/** Where the engine gets plugins of Pulumi's own, one after the other. */
export const PLUGIN_HOSTS = 'https://github.com/pulumi/pulumi-aws/releases or https://get.pulumi.com/releases/plugins';

/**
 * The archive of a version of the AWS plugin, named by Go's words for systems and architectures.
 *
 * @param version with the leading v
 * @param platform as in `process.platform`
 * @param architecture as in `process.arch`
 */
export function pluginArchive(version: string, platform: string, architecture: string): string {
  const goArchitecture = architecture === 'x64' ? 'amd64' : architecture;
  return `pulumi-resource-aws-${version}-${SYSTEMS[platform] ?? platform}-${goArchitecture}.tar.gz`;
}

/**
 * @param checksums lines of SHA-256 (hexadecimal), white space and file name, as `sha256sum` writes them
 * @returns the checksum of the file, in lower case, or `undefined` if it is not listed
 */
export function checksumOf(file: string, checksums: string): string | undefined {
  for (const line of checksums.split('\n')) {
    const [checksum, name] = line.trim().split(/\s+\*?/);
    if (name === file && checksum && /^[0-9a-f]{64}$/i.test(checksum)) return checksum.toLowerCase();
  }
  return undefined;
}
