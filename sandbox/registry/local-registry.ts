import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { integrityOf, type PackedPackage } from './packed-package';

/** A registry of npm packages on this machine: it has the versions that are published to it, and sends on for all others. */
export interface LocalRegistry {
  /** As in `npm_config_registry`. */
  readonly url: string;
  publish(packed: PackedPackage): void;
  stop(): Promise<void>;
}

/**
 * Starts it on a free port.
 *
 * @param upstream the registry that has the other packages
 */
export async function startLocalRegistry(upstream: string): Promise<LocalRegistry> {
  const published: PackedPackage[] = [];
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  function answer({ url: path = '/' }: IncomingMessage, response: ServerResponse): void {
    const [name, file] = decodeURIComponent(path.slice(1)).split('/-/');
    const versions = published.filter(({ manifest }) => manifest.name === name);
    if (versions.length === 0) return void response.writeHead(302, { location: new URL(path, upstream).href }).end();
    if (file === undefined) return void response.setHeader('content-type', 'application/json').end(describe(versions));
    const asked = versions.find((packed) => fileOf(packed) === file);
    response.writeHead(asked ? 200 : 404).end(asked?.tarball);
  }

  /** https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
  function describe(versions: readonly PackedPackage[]): string {
    const { name } = versions[0]!.manifest;
    return JSON.stringify({
      name,
      'dist-tags': { latest: versions.at(-1)!.manifest.version },
      versions: Object.fromEntries(
        versions.map((packed) => {
          const dist = { tarball: `${url}${name}/-/${fileOf(packed)}`, integrity: integrityOf(packed.tarball) };
          return [packed.manifest.version, { ...packed.manifest, dist }];
        }),
      ),
    });
  }

  return {
    url,
    publish: (packed) => void published.push(packed),
    stop: () => new Promise((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}

function fileOf({ manifest: { name, version } }: PackedPackage): string {
  return `${name}-${version}.tgz`;
}
