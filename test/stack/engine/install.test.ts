import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeToolCache } from './fake-tool-cache';
import type { Downloads } from '../../../src/stack/engine/checksums';
import { downloadEngine } from '../../../src/stack/engine/install';
import { type Release, releaseFor } from '../../../src/stack/engine/release';

jest.mock('../../../src/stack/engine/checksums.json', () => ({ 'pulumi-v3.1.0-linux-x64.tar.gz': '0'.repeat(64) }));

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

let unverified: string[];
beforeEach(() => {
  unverified = [];
});

/** Without any checksum that was known before, where it is not given. */
function download(
  release: Release,
  tools: FakeToolCache,
  { signal } = new AbortController(),
  downloads: Downloads = { checksums: {}, isChecksumRequired: false },
) {
  return downloadEngine(release, {
    ...{ tools, downloads, signal },
    unverified: (sentence) => unverified.push(sentence),
    log: () => undefined,
  });
}

describe('a checksum that was known before', () => {
  const other = createHash('sha256').update('something else').digest('hex');
  const MIRRORED = releaseFor('3.274.1', 'linux', 'x64', 'https://mirror.acme.dev')!;

  it('is enough, and the host is not asked for its own', async () => {
    const tools = toolsWith({ checksums: `${other}  ${LINUX.archive}\n` });
    await download(LINUX, tools, undefined, { checksums: { [LINUX.archive]: SUM }, isChecksumRequired: true });
    expect(tools.done).toEqual([`download ${LINUX.archiveUrl}`, 'extract tar']);
    expect(unverified).toEqual([]);
  });

  it.each([true, false])('counts whatever the host says, also of a mirror, and nothing is left', async (isRequired) => {
    const tools = toolsWith({ archive: 'something else', checksums: `${other}  ${LINUX.archive}\n` }, MIRRORED);
    const downloads = {
      ...{ mirror: 'https://me:secret@mirror.acme.dev', isChecksumRequired: isRequired },
      checksums: { [LINUX.archive]: SUM },
    };
    await expect(download(MIRRORED, tools, undefined, downloads)).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `${LINUX.archive} from https://mirror.acme.dev is not what was expected: its SHA-256 is ${other}, but ${SUM} was expected.`,
    });
    expect(tools.done).toEqual([`download ${MIRRORED.archiveUrl}`]);
    expect(tools.authorizations).toEqual([`Basic ${Buffer.from('me:secret').toString('base64')}`]);
    const left = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
  });

  it('of the workflow counts before the one of the Action', async () => {
    const old = releaseFor('3.1.0', 'linux', 'x64')!;
    const own = () => toolsWith({}, old);
    const downloads = { checksums: {}, isChecksumRequired: true };
    await expect(download(old, own(), undefined, downloads)).rejects.toThrow(`but ${'0'.repeat(64)} was expected`);
    await download(old, own(), undefined, { ...downloads, checksums: { [old.archive]: SUM } });
  });

  it('is asked for by default, with the line to give, before anything is downloaded', async () => {
    const tools = toolsWith({ checksums: `${SUM}  ${LINUX.archive}\n` });
    const downloads = { checksums: { [WINDOWS.archive]: SUM }, isChecksumRequired: true };
    await expect(download(LINUX, tools, undefined, downloads)).rejects.toMatchObject({
      reason: 'engine-unavailable',
      message: `${LINUX.archive} was not downloaded from ${LINUX.baseUrl}: no checksum of it is known.`,
      hint: expect.stringContaining(`download-checksums, as a line "SHA256 ${LINUX.archive}"`),
    });
    expect(tools.done).toEqual([]);
  });

  it('is missed, and said to be, where the host alone is believed', async () => {
    await download(LINUX, toolsWith({ checksums: `${SUM}  ${LINUX.archive}\n` }));
    expect(unverified).toEqual([
      `No checksum of ${LINUX.archive} was known beforehand: it is what ${LINUX.baseUrl} says that it is, and nothing else vouches for it.`,
    ]);
  });
});

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
    'is not what its host says that it is',
    { archive: 'something else', checksums: `${SUM}  ${LINUX.archive}\n` },
    `${LINUX.archive} from ${LINUX.baseUrl} is not what was expected: its SHA-256 is ${createHash('sha256').update('something else').digest('hex')}, but ${SUM} was expected.`,
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
