import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { delimiter, join } from 'node:path';
import { setUpStage } from './stage';
import { PULUMI_VERSION } from '../../src/contract';

const stage = setUpStage();

/** A proxy that takes every request and never answers. */
async function silentProxy() {
  const sockets: Socket[] = [];
  const asked: string[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined).on('data', (data) => asked.push(data.toString().split('\r')[0]!)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    environment: { HTTPS_PROXY: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, NO_PROXY: '127.0.0.1' },
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Names of hosts that nobody resolves, as where the server of names does not answer. */
async function silentNames(): Promise<NodeJS.ProcessEnv> {
  const file = join(await mkdtemp(join(stage.sandbox.folder, 'names-')), 'silent-names.cjs');
  await writeFile(file, "require('node:dns').lookup = () => undefined;\n");
  return { NODE_OPTIONS: `--require=${file}` };
}

/** On a machine without an engine, whose pull requests are on a GitHub that has to be reached. */
async function preview(environment: NodeJS.ProcessEnv) {
  const hasNoEngine = (folder: string) => !existsSync(join(folder, 'pulumi'));
  const begun = Date.now();
  const run = await stage.act({
    inputs: { comment: 'always', 'require-checksums': 'false' },
    event: { name: 'pull_request', payload: { pull_request: { number: 1 } } },
    environment: {
      PATH: stage.sandbox.environment.PATH!.split(delimiter).filter(hasNoEngine).join(delimiter),
      RUNNER_TOOL_CACHE: await mkdtemp(join(stage.sandbox.folder, 'tool-cache-')),
      GITHUB_API_URL: 'https://api.github.example',
      MODEL_DEPLOYMENT_IAM_DEADLINES: 'download=2 github-request=1 github-retries=1',
      ...environment,
    },
  });
  expect(Date.now() - begun).toBeLessThan(20_000);
  return run;
}

/** What is asked in between ends as well: what can be told without a network is told. */
function expectEndByDeadlines({ outputs, log, summary }: Awaited<ReturnType<typeof preview>>): void {
  expect(outputs['failure-reason']).toBe('engine-unavailable');
  expect(log).toMatch(/pulumi-[\d.]+-checksums\.txt could not be downloaded: it took longer than 2 s\./);
  expect(summary).toContain(`${PULUMI_VERSION}-checksums.txt`);
  expect(log).toContain('GitHub did not answer within 1 s');
}

it('a proxy that never answers is given up, by downloads and for GitHub', async () => {
  const proxy = await silentProxy();
  try {
    expectEndByDeadlines(await preview(proxy.environment));
    expect(proxy.asked).toEqual(
      expect.arrayContaining(['CONNECT get.pulumi.com:443 HTTP/1.1', 'CONNECT api.github.example:443 HTTP/1.1']),
    );
  } finally {
    proxy.stop();
  }
});

it('names that are never resolved are given up, by downloads and for GitHub', async () => {
  expectEndByDeadlines(await preview(await silentNames()));
});
