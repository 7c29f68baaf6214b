import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseReportFile, pathInRepository, readRepositoryFile } from '../../src/request/workspace-files';

const OUTSIDE = { ok: false, expected: 'a file in the repository, not outside of it' };
const MISSING = {
  ok: false,
  expected: 'a file that exists in the repository',
  remedy: '; is it checked out before this step?',
};

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'statements-file-'));
  folder = join(parent, 'repository');
  mkdirSync(join(folder, 'iam', '..data'), { recursive: true });
  writeFileSync(join(folder, 'iam', 'extra.json'), '[1]');
  writeFileSync(join(folder, 'iam', '..data', 'extra.json'), '[2]');
  writeFileSync(join(parent, 'secret.json'), '[3]');
  mkdirSync(join(parent, 'repository-2'));
  writeFileSync(join(parent, 'repository-2', 'secret.json'), '[4]');
});

afterEach(() => rmSync(parent, { recursive: true }));

it.each([
  ['iam/extra.json', '[1]'],
  ['./iam/extra.json', '[1]'],
  ['iam/../iam/extra.json', '[1]'],
  ['../repository/iam/extra.json', '[1]'],
  ['iam/..data/extra.json', '[2]'],
])('reads %s', (path, text) => {
  expect(readRepositoryFile(path, folder)).toEqual({ ok: true, value: text });
});

it('reads an absolute path that leads into the repository', () => {
  expect(readRepositoryFile(join(folder, 'iam/extra.json'), folder)).toEqual({ ok: true, value: '[1]' });
});

it('follows a symbolic link inside the repository', () => {
  symlinkSync('iam/extra.json', join(folder, 'link.json'));
  expect(readRepositoryFile('link.json', folder)).toEqual({ ok: true, value: '[1]' });
});

it('reads a repository that is reached by a symbolic link itself', () => {
  symlinkSync(folder, join(parent, 'checkout'));
  expect(readRepositoryFile('iam/extra.json', join(parent, 'checkout'))).toEqual({ ok: true, value: '[1]' });
});

it('leaves out a byte order mark', () => {
  writeFileSync(join(folder, 'bom.json'), '\ufeff[]');
  expect(readRepositoryFile('bom.json', folder)).toEqual({ ok: true, value: '[]' });
});

it.each([
  '../secret.json',
  'iam/../../secret.json',
  '../repository-2/secret.json',
  '/etc/hostname',
  '..',
  '../missing',
])('refuses %s, which leads out of the repository', (path) => {
  expect(readRepositoryFile(path, folder)).toEqual(OUTSIDE);
});

it.each([
  ['a file', 'secret.json', 'link.json', 'link.json'],
  ['a folder', 'repository-2', 'link', 'link/secret.json'],
])('refuses a symbolic link to %s outside', (_, target, link, path) => {
  symlinkSync(join(parent, target), join(folder, link));
  expect(readRepositoryFile(path, folder)).toEqual(OUTSIDE);
});

it.each(['missing.json', 'iam/missing.json', 'iam/extra.json/x'])('says that %s does not exist', (path) => {
  expect(readRepositoryFile(path, folder)).toEqual(MISSING);
});

it('takes a symbolic link that leads nowhere for a missing file', () => {
  symlinkSync(join(parent, 'nowhere'), join(folder, 'link.json'));
  expect(readRepositoryFile('link.json', folder)).toEqual(MISSING);
});

it('refuses a folder', () => {
  expect(readRepositoryFile('iam', folder)).toEqual({ ok: false, expected: 'a file' });
});

it('refuses a path with a character that no file name has', () => {
  expect(readRepositoryFile('iam/extra.json\0', folder)).toEqual(MISSING);
});

it.each([
  [65536, { ok: true, value: ' '.repeat(65536) }],
  [65537, { ok: false, expected: 'a file of at most 65536 bytes, but it has 65537' }],
])('reads files of at most 64 KiB: %i bytes', (size, expected) => {
  writeFileSync(join(folder, 'large.json'), ' '.repeat(size));
  expect(readRepositoryFile('large.json', folder)).toEqual(expected);
});

it('refuses what is not UTF-8', () => {
  writeFileSync(join(folder, 'binary.json'), Buffer.from([0xff, 0xfe, 0x00]));
  expect(readRepositoryFile('binary.json', folder)).toEqual({ ok: false, expected: 'a file in UTF-8' });
});

test.each(['.github/extra.json', './.github/extra.json', '/repo/.github/extra.json'])(
  'knows %s in the repository',
  (path) => {
    expect(pathInRepository(path, '/repo')).toBe('.github/extra.json');
  },
);

describe('parseReportFile', () => {
  it.each([
    ['report.json', '/ws/space/report.json'],
    ['reports/a/../b.json', '/ws/space/reports/b.json'],
    ['/ws/space/b.json', '/ws/space/b.json'],
    ['..report.json', '/ws/space/..report.json'],
  ])('takes %s', (path, expected) => {
    expect(parseReportFile(path, '/ws/space')).toEqual({ ok: true, value: expected });
  });

  it.each(['..', '../report.json', '/ws/report.json', '/ws/space', '/ws/spaces/a', '.', 'a/../..', 'a/', 'a\0b'])(
    'refuses %j',
    (path) => {
      expect(parseReportFile(path, '/ws/space').ok).toBe(false);
    },
  );

  it.each(['.git/hooks/post-checkout', '.github/workflows/x.yml', '.GIT/config', 'models/churn/.git/config'])(
    'refuses %j, which others run',
    (path) => {
      expect(parseReportFile(path, '/ws/space')).toMatchObject({
        ok: false,
        expected: expect.stringContaining('not one below .git or .github'),
      });
    },
  );

  it.each(['.github.json', '.gitignore', 'git/report.json'])('takes %j, which only looks like it', (path) => {
    expect(parseReportFile(path, '/ws/space').ok).toBe(true);
  });
});
