import { itRefuses, read } from './problems';

const SUM = '0123456789abcdef'.repeat(4);
const FILE = 'pulumi-v3.274.1-linux-x64.tar.gz';

itRefuses('download-mirror', {
  'an address that starts with https:// and has neither ? nor #, such as https://mirror.acme.dev/pulumi': [
    ...['http://mirror.acme.dev', 'mirror.acme.dev', 'https://', 'file:///srv', 'github://api.github.com/acme'],
    ...['https://mirror.acme.dev/?token=1', 'https://mirror.acme.dev/#a', 'https://me:100%@mirror.acme.dev'],
  ],
});

it.each([
  ['https://mirror.acme.dev', 'https://mirror.acme.dev'],
  ['https://mirror.acme.dev/pulumi/', 'https://mirror.acme.dev/pulumi'],
  ['https://me:p%40ss@mirror.acme.dev:8443/a', 'https://me:p%40ss@mirror.acme.dev:8443/a'],
])('takes the mirror %s', (text, mirror) => {
  expect(read({ 'download-mirror': text }).request?.downloads.mirror).toBe(mirror);
});

it.each<[string, Record<string, string>]>([
  ['', {}],
  [`${SUM}  ${FILE}`, { [FILE]: SUM }],
  [`${SUM} *./${FILE}\r\n\n  ${SUM.toUpperCase()}\tb.zip`, { [FILE]: SUM, 'b.zip': SUM }],
])('reads %j as checksums', (text, checksums) => {
  expect(read({ 'download-checksums': text }).request?.downloads.checksums).toEqual(checksums);
});

it.each([FILE, `${SUM.slice(1)}  ${FILE}`, `${SUM}  ../${FILE}`, `sha256:${SUM}  ${FILE}`, SUM])(
  'does not read %j as a checksum',
  (line) => {
    itSays(
      `${SUM}  a.zip\n${line}`,
      `one SHA256 FILE a line, with 64 hexadecimal digits and the name of a file, not ${line}`,
    );
  },
);

function itSays(text: string, expected: string): void {
  expect(read({ 'download-checksums': text }).problems).toMatchObject([{ name: 'download-checksums', expected }]);
}

it('refuses what no checksum is known of, unless the workflow says otherwise', () => {
  expect(read({}).request?.downloads.isChecksumRequired).toBe(true);
  expect(read({ 'require-checksums': 'false' }).request?.downloads.isChecksumRequired).toBe(false);
});
