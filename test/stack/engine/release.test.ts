import { checksumOf, pluginArchive, releaseFor, RELEASES_URL } from '../../../src/stack/engine/release';

describe('the release for', () => {
  it.each([
    ['linux', 'x64', 'pulumi-v3.274.1-linux-x64.tar.gz', 'pulumi'],
    ['linux', 'arm64', 'pulumi-v3.274.1-linux-arm64.tar.gz', 'pulumi'],
    ['darwin', 'x64', 'pulumi-v3.274.1-darwin-x64.tar.gz', 'pulumi'],
    ['darwin', 'arm64', 'pulumi-v3.274.1-darwin-arm64.tar.gz', 'pulumi'],
    ['win32', 'x64', 'pulumi-v3.274.1-windows-x64.zip', 'pulumi/bin'],
    ['win32', 'arm64', 'pulumi-v3.274.1-windows-arm64.zip', 'pulumi/bin'],
  ])('%s %s', (platform, architecture, archive, folder) => {
    expect(releaseFor('3.274.1', platform, architecture)).toEqual({
      version: '3.274.1',
      archive,
      baseUrl: RELEASES_URL,
      archiveUrl: `${RELEASES_URL}/${archive}`,
      checksumsUrl: `${RELEASES_URL}/pulumi-3.274.1-checksums.txt`,
      folder,
    });
  });

  it.each([
    ['freebsd', 'x64'],
    ['aix', 'ppc64'],
    ['linux', 'ia32'],
    ['linux', 'arm'],
    ['', ''],
  ])('%s %s: there is none', (platform, architecture) => {
    expect(releaseFor('3.274.1', platform, architecture)).toBeUndefined();
  });

  it('can be on a mirror', () => {
    expect(releaseFor('3.274.1', 'linux', 'x64', 'https://mirror.acme.dev')).toMatchObject({
      archiveUrl: 'https://mirror.acme.dev/pulumi-v3.274.1-linux-x64.tar.gz',
      checksumsUrl: 'https://mirror.acme.dev/pulumi-3.274.1-checksums.txt',
    });
  });
});

it.each([
  ['linux', 'x64', 'linux-amd64'],
  ['darwin', 'arm64', 'darwin-arm64'],
  ['win32', 'x64', 'windows-amd64'],
])('the plugin for %s %s', (platform, architecture, words) => {
  expect(pluginArchive('v7.48.0', platform, architecture)).toBe(`pulumi-resource-aws-v7.48.0-${words}.tar.gz`);
});

describe('the checksum', () => {
  const SUM = '0123456789abcdef'.repeat(4);

  it.each<[string, string, string | undefined]>([
    ['is found', `${SUM}  a.tar.gz\n`, SUM],
    ['is found behind others', `${'f'.repeat(64)}  b.tar.gz\n${SUM}  a.tar.gz\n`, SUM],
    ['is found in binary mode and with the line ends of Windows', `${SUM} *a.tar.gz\r\n`, SUM],
    ['is told in lower case', `${SUM.toUpperCase()}  a.tar.gz`, SUM],
    ['is not that of a file with a longer name', `${SUM}  a.tar.gz.sig\n${SUM}  x-a.tar.gz\n`, undefined],
    ['is none if it has another length', `${SUM.slice(1)}  a.tar.gz\n`, undefined],
    ['is none if it is no number', `${'z'.repeat(64)}  a.tar.gz\n`, undefined],
    ['is none in a web page', '<html>Not found</html>', undefined],
    ['is none in nothing', '', undefined],
  ])('%s', (_, checksums, expected) => {
    expect(checksumOf('a.tar.gz', checksums)).toBe(expected);
  });
});
