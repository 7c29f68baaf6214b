import { createHash } from 'node:crypto';
import { cp, mkdir, readFile } from 'node:fs/promises';
import { createServer as createProxy } from 'node:http';
import { createServer } from 'node:https';
import { connect, type Server } from 'node:net';
import { basename, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { PULUMI_VERSION } from '../../src/contract';
import { AWS_PLUGIN_VERSION } from '../../src/stack/engine/plugin';
import { pluginArchive, releaseFor } from '../../src/stack/engine/release';
import { bridgeProviderFolder } from '../bridge-provider/build';
import { cachedFolder } from '../cache';
import { goTool } from '../go-tools';
import { run } from '../process';
import { releasesCertificate } from './certificate';

/** Serves what Pulumi publishes: the engine with its checksums, and the AWS plugin. */
export interface ReleaseServer {
  /** `https://127.0.0.1:PORT`. */
  readonly url: string;
  /** What makes the Action and the engine trust its certificate. */
  readonly trust: NodeJS.ProcessEnv;
  /** The inputs with which the Action downloads from here, and what is here. */
  readonly inputs: Readonly<Record<'download-mirror' | 'download-checksums', string>>;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** What came along to let one in: the header `authorization`. */
  readonly authorizations: readonly string[];
  /** A proxy, which leads to this server whatever is asked for. */
  readonly proxy: { readonly url: string; readonly tunnels: readonly string[] };
  /** Answers the next requests for the file with something else. */
  answerWith(answer: OtherAnswer, file: string, times?: number): void;
  stop(): Promise<void>;
}

/** `hang`: no answer ever comes. `drip`: one comes that never ends, a byte now and then. */
type OtherAnswer = { readonly status: number; readonly body?: string } | 'hang' | 'drip';

const ENGINE = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
/** The archive of the AWS plugin. */
export const PLUGIN = pluginArchive(AWS_PLUGIN_VERSION, process.platform, process.arch);

/** Starts it on a free port, with the sandbox's engine and its stand-in for the plugin. */
export async function startReleaseServer(): Promise<ReleaseServer> {
  const engine = await readFile(join(await engineRelease(), ENGINE.archive));
  const plugin = await readFile(join(await pluginRelease(), PLUGIN));
  const checksums = `${sha256(engine)}  ${ENGINE.archive}\n`;
  const files: Readonly<Record<string, Buffer | string>> = {
    [ENGINE.archive]: engine,
    [basename(ENGINE.checksumsUrl)]: checksums,
    [PLUGIN]: plugin,
  };
  const others: { answer: OtherAnswer; file: string; left: number }[] = [];
  const requests: string[] = [];
  const authorizations: string[] = [];
  const tunnels: string[] = [];
  const tunnelled = new Set<Duplex>();

  const { key, cert, trust } = await releasesCertificate();
  const server = createServer({ key, cert }, (request, response) => {
    const { url = '', headers } = request;
    const file = basename(new URL(url, 'https://any').pathname);
    requests.push(url);
    if (headers.authorization) authorizations.push(headers.authorization);
    const other = others.find((each) => each.file === file && each.left-- > 0);
    const answer = other?.answer ?? (file in files ? undefined : { status: 404 });
    if (answer === 'hang') return;
    if (answer === 'drip') {
      const dripping = setInterval(() => response.write('.'), 200);
      response.on('close', () => clearInterval(dripping));
    } else if (answer) {
      response.writeHead(answer.status).end(answer.body);
    } else {
      response.end(files[file]);
    }
  });
  const proxy = createProxy().on('connect', ({ url = '' }, client) => {
    tunnels.push(url);
    tunnelled.add(client);
    const self = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(self).pipe(client);
    });
    for (const socket of [client, self]) socket.on('error', () => socket.destroy());
  });
  const port = await listen(server);
  const proxyPort = await listen(proxy);
  const url = `https://127.0.0.1:${port}`;
  return {
    ...{ url, trust, requests, authorizations },
    inputs: { 'download-mirror': url, 'download-checksums': `${checksums}${sha256(plugin)}  ${PLUGIN}\n` },
    proxy: { url: `http://127.0.0.1:${proxyPort}`, tunnels },
    answerWith: (answer, file, times = 1) => void others.push({ answer, file, left: times }),
    async stop() {
      server.closeAllConnections();
      proxy.closeAllConnections();
      for (const client of tunnelled) client.destroy();
      await Promise.all([server, proxy].map((each) => new Promise((resolve) => each.close(resolve))));
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as { port: number }).port;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
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
    await run('tar', ['-czf', join(folder, PLUGIN), '-C', built, '.']);
  });
}
