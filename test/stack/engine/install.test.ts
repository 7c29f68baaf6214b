import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeToolCache } from './fake-tool-cache';
import { downloadEngine } from '../../../src/stack/engine/install';
import { type Release, releaseFor } from '../../../src/stack/engine/release';

const LINUX = releaseFor('3.274.1', 'linux', 'x64')!;
const WINDOWS = releaseFor('3.274.1', 'win32', 'x64')!;
const CONTENT = 'the engine';
const SUM = createHash('sha256').update(CONTENT).digest('hex');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'install-'));
});
afterEach(() => rm(folder, { recursive: true }));

function toolsWith({ archive = CONTENT, checksums = '' }, { archiveUrl, checksumsUrl }: Release = LINUX) {
  return new FakeToolCache(folder, { [archiveUrl]: archive, [checksumsUrl]: checksums });
}

function download(release: Release, tools: FakeToolCache, { signal } = new AbortController()) {
  return downloadEngine(release, { tools, log: () => undefined, signal });
}

it.each([
  ['tar', LINUX, 'tar/pulumi'],
  ['zip', WINDOWS, 'zip/pulumi/bin'],
] as const)('downloads, checks and extracts (%s), in this order', async (kind, release, executables) => {
  const tools = toolsWith({ checksums: `${SUM}  ${release.archive}\n` }, release);
  expect(await download(release, tools)).toBe(join(folder, executables));
  expect(tools.done).toEqual([`download ${release.checksumsUrl}`, `download ${release.archiveUrl}`, `extract ${kind}`]);
});

it('takes a checksum in capital letters', async () => {
  const tools = toolsWith({ checksums: `${SUM.toUpperCase()}  ${LINUX.archive}\n` });
  expect(await download(LINUX, tools)).toBe(join(folder, 'tar/pulumi'));
});

it.each<[string, Parameters<typeof toolsWith>[0], string]>([
  [
    'is not what Pulumi published',
    { archive: 'something else', checksums: `${SUM}  ${LINUX.archive}\n` },
    `${LINUX.archiveUrl} is not what Pulumi published: its SHA-256 is ${createHash('sha256').update('something else').digest('hex')}, but ${SUM} was expected.`,
  ],
  [
    'has no checksum',
    { checksums: `${SUM}  ${WINDOWS.archive}\n` },
    `${LINUX.checksumsUrl} has no checksum of ${LINUX.archive}.`,
  ],
])('does not extract an archive that %s', async (_, downloads, message) => {
  const tools = toolsWith(downloads);
  await expect(download(LINUX, tools)).rejects.toMatchObject({ reason: 'engine-unavailable', message });
  expect(tools.done.filter((step) => !step.startsWith('download'))).toEqual([]);
});

it.each([
  ['the checksums', LINUX.checksumsUrl, {}],
  ['the archive', LINUX.archiveUrl, { [LINUX.checksumsUrl]: `${SUM}  ${LINUX.archive}\n` }],
])('says which download failed, and why: %s', async (_, url, downloads) => {
  await expect(download(LINUX, new FakeToolCache(folder, downloads))).rejects.toMatchObject({
    reason: 'engine-unavailable',
    message: `${url} could not be downloaded: Unexpected HTTP response: 404.`,
    hint: expect.stringContaining('pulumi-version'),
  });
});

describe('a host that never answers', () => {
  const never = Object.assign(new FakeToolCache('/nowhere'), {
    downloadTool: () => new Promise<never>(() => undefined),
  });

  it('is given up, and told as what it is', async () => {
    process.env.MODEL_DEPLOYMENT_IAM_DEADLINES = 'download=0.05';
    await expect(download(LINUX, never)).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `${LINUX.checksumsUrl} could not be downloaded: it took longer than 0.05 s.`,
    });
    delete process.env.MODEL_DEPLOYMENT_IAM_DEADLINES;
  });

  it('is not waited for once the workflow is cancelled', async () => {
    const cancellation = new AbortController();
    setTimeout(() => cancellation.abort(new Error('cancelled')), 10);
    await expect(download(LINUX, never, cancellation)).rejects.toThrow('cancelled');
  });
});
