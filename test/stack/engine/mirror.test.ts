import { mirrorOfPlugins, splitMirror } from '../../../src/stack/engine/mirror';

it.each([
  ['https://mirror.acme.dev', 'https://mirror.acme.dev', undefined],
  ['https://mirror.acme.dev:8443/a/b/', 'https://mirror.acme.dev:8443/a/b', undefined],
  ['https://me:p%40ss@mirror.acme.dev/a', 'https://mirror.acme.dev/a', 'me:p@ss'],
  ['https://token@mirror.acme.dev/a', 'https://mirror.acme.dev/a', 'token:'],
])('what lets one into %s is apart from its address', (address, url, credentials) => {
  const authorization = credentials && `Basic ${Buffer.from(credentials).toString('base64')}`;
  expect(splitMirror(address)).toEqual({ url, authorization });
});

it.each([
  ['https://me:secret@mirror.acme.dev/a', '.*=https://me:secret@mirror.acme.dev/a'],
  // They would end the address, and `$0` would be what was matched.
  ['https://me:a,b=c$0@mirror.acme.dev/a=b', '.*=https://me:a%2Cb%3Dc%240@mirror.acme.dev/a%3Db'],
])('the engine is led to %s', (address, value) => {
  expect(mirrorOfPlugins(address)).toEqual({ PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: value });
});

it('the engine is led nowhere else without a mirror, whatever the variable says', () => {
  expect(mirrorOfPlugins(undefined)).toEqual({ PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: '' });
});
