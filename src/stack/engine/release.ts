/** The official releases of the Pulumi engine: what they are called and where they are. */

/** A release for one platform. */
export interface Release {
  readonly version: string;
  readonly archive: string;
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
    archiveUrl: `${baseUrl}/${archive}`,
    checksumsUrl: `${baseUrl}/pulumi-${version}-checksums.txt`,
    folder: isWindows ? 'pulumi/bin' : 'pulumi',
  };
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
