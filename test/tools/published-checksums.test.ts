import { createHash } from 'node:crypto';
import { ARCHIVES, missingIn, publishedChecksums } from '../../tools/suite/published-checksums';

const ENGINES = ARCHIVES.filter((name) => !name.includes('resource-aws'));
const PLUGINS = ARCHIVES.filter((name) => name.includes('resource-aws'));
const LIST = ENGINES.map((name) => `${sum(name)}  ${name}\n`).join('');

function sum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

interface World {
  readonly list?: string;
  /** What is in place of an archive on Pulumi's own host. */
  readonly swapped?: string;
  readonly digest?: string | null;
  readonly isSigned?: boolean;
}

/** Hosts on which every archive has its own name as its content. */
function published({ list = LIST, swapped, digest, isSigned = true }: World = {}) {
  const verified: string[][] = [];
  const get = async (url: string) => {
    const { host, pathname } = new URL(url);
    const name = pathname.split('/').at(-1)!;
    if (host === 'api.github.com') {
      const digestOf = (archive: string) => (digest === undefined ? `sha256:${sum(archive)}` : digest);
      return Response.json({ assets: PLUGINS.map((archive) => ({ name: archive, digest: digestOf(archive) })) });
    }
    if (host === 'get.pulumi.com') return new Response(name === swapped ? 'something else' : name);
    return name.endsWith('.sig') ? new Response('a bundle') : new Response(list, { status: list === '' ? 404 : 200 });
  };
  const checksums = publishedChecksums({
    fetch: get as typeof fetch,
    verify: async (...given) => {
      verified.push(given);
      if (!isSigned) throw new Error('none of the expected identities matched');
    },
    log: () => undefined,
  });
  return { checksums, verified };
}

it('is about engine and plugin for every platform', () => {
  expect(ARCHIVES).toHaveLength(12);
  expect(new Set(ARCHIVES.map((name) => /(linux|darwin|windows)-(x64|amd64|arm64)/.exec(name)![0])).size).toBe(9);
});

it('takes what is signed, or is the same on two hosts', async () => {
  const { checksums, verified } = published();
  const expected = Object.fromEntries(ARCHIVES.map((name) => [name, sum(name)]));
  expect(await checksums).toEqual(expected);
  expect(verified).toEqual([[LIST, 'a bundle']]);
  expect(missingIn(await checksums)).toEqual([]);
});

it.each<[string, World, string]>([
  ['that Pulumi did not sign', { isSigned: false }, 'none of the expected identities matched'],
  ['with an engine missing', { list: LIST.replace(/^.*\n/, '') }, `has no SHA-256 of ${ENGINES[0]}`],
  ['that is not there', { list: '' }, 'could not be downloaded: status 404'],
  ['of which GitHub tells nothing', { digest: null }, `GitHub tells no SHA-256 of ${PLUGINS[0]}`],
  ['of which GitHub tells another hash', { digest: `sha512:${'0'.repeat(128)}` }, 'GitHub tells no SHA-256'],
  ['that differs between the hosts', { swapped: PLUGINS[3] }, `${PLUGINS[3]} has the SHA-256 ${sum(PLUGINS[3]!)} in`],
])('takes nothing %s', async (_, world, message) => {
  await expect(published(world).checksums).rejects.toThrow(message);
});

it('says what a table lacks', () => {
  const [first, second, ...others] = ARCHIVES;
  const table = Object.fromEntries(others.map((name) => [name, sum(name)]));
  expect(missingIn({ ...table, [second!]: 'abc' })).toEqual([first, second]);
});
