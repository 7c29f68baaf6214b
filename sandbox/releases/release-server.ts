import { createHash } from 'node:crypto';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { PULUMI_VERSION } from '../../src/contract';
import { AWS_PLUGIN_VERSION } from '../../src/stack/engine/plugin';
import { RELEASES_URL, releaseFor } from '../../src/stack/engine/release';
import { bridgeProviderFolder } from '../bridge-provider/build';
import { cachedFolder } from '../cache';
import { goTool } from '../go-tools';
import { run } from '../process';

/** Serves what Pulumi publishes: the engine with its checksums, and the AWS plugin. */
export interface ReleaseServer {
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** The hosts to which clients had connections made that take the server for their proxy. They reach this server. */
  readonly tunnels: readonly string[];
  /** Answers the next requests for the file with something else. */
  answerWith(answer: OtherAnswer, file: string, times?: number): void;
  stop(): Promise<void>;
}

/** `hang`: no answer ever comes. `drip`: one comes that never ends, a byte now and then. */
type OtherAnswer = { readonly status: number; readonly body?: string } | 'hang' | 'drip';

const ENGINE = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;

/** Starts it on a free port, with the sandbox's engine and its stand-in for the plugin. */
export async function startReleaseServer(): Promise<ReleaseServer> {
  const engine = join(await engineRelease(), ENGINE.archive);
  const plugin = join(await pluginRelease(), pluginArchive());
  const checksums = `${createHash('sha256').update(await readFile(engine)).digest('hex')}  ${ENGINE.archive}\n`; // prettier-ignore
  const files: Record<string, () => Promise<Buffer | string>> = {
    [basename(engine)]: () => readFile(engine),
    [basename(ENGINE.checksumsUrl)]: async () => checksums,
    [basename(plugin)]: () => readFile(plugin),
  };
  const others: { answer: OtherAnswer; file: string; left: number }[] = [];
  const requests: string[] = [];
  const tunnels: string[] = [];

  const server = createServer((request, response) => {
    const { url = '' } = request;
    const file = basename(new URL(url, RELEASES_URL).pathname);
    requests.push(url);
    const other = others.find((each) => each.file === file && each.left-- > 0);
    const answer = other?.answer ?? (file in files ? undefined : { status: 404 });
    if (answer === 'hang') return;
    if (answer === 'drip') {
      const dripping = setInterval(() => response.write('.'), 200);
      response.on('close', () => clearInterval(dripping));
    } else if (answer) {
      response.writeHead(answer.status).end(answer.body);
    } else {
      void files[file]!().then((content) => response.end(content));
    }
  });
  server.on('connect', ({ url = '' }, client) => {
    tunnels.push(url);
    const self = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(self).pipe(client);
    });
    for (const socket of [client, self]) socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    tunnels,
    answerWith: (answer, file, times = 1) => void others.push({ answer, file, left: times }),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The engine as Pulumi packs it. */
async function engineRelease(): Promise<string> {
  const built = await goTool('pulumi');
  return cachedFolder(`${basename(built)}-release`, async (folder) => {
    await mkdir(join(folder, 'pulumi'));
    await cp(join(built, 'pulumi'), join(folder, 'pulumi/pulumi'));
    await run('tar', ['-czf', join(folder, ENGINE.archive), '-C', folder, 'pulumi'], { env: { ...process.env, GZIP: '-1' } }); // prettier-ignore
  });
}

async function pluginRelease(): Promise<string> {
  const built = await bridgeProviderFolder();
  return cachedFolder(`${basename(built)}-release`, async (folder) => {
    await run('tar', ['-czf', join(folder, pluginArchive()), '-C', built, '.']);
  });
}

/** Plugins are named after Go's words for architectures. */
export function pluginArchive(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  return `pulumi-resource-aws-${AWS_PLUGIN_VERSION}-${process.platform}-${architecture}.tar.gz`;
}
