import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModelsFiles } from '../../src/models/files';
import { problemLine } from '../../src/models/problem';

let outside: string;
let folder: string;

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'models-'));
  folder = join(outside, 'repository');
  mkdirSync(join(folder, 'models/eu'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/x'), { recursive: true });
  mkdirSync(join(folder, 'models/eu/node_modules'));
  for (const file of [
    'models/b.yaml',
    'models/a.yaml',
    'models/eu/c.yaml',
    'models/readme.md',
    'node_modules/x/d.yaml',
    'models/eu/node_modules/e.yaml',
  ]) {
    writeFileSync(join(folder, file), file);
  }
  writeFileSync(join(outside, 'secret.yaml'), 'secret');
});
afterEach(() => rmSync(outside, { recursive: true }));

function read(...patterns: readonly string[]) {
  const { files, problems } = readModelsFiles(patterns, folder);
  return { files: files.map(({ file }) => file), problems: problems.map(problemLine) };
}

it.each<[readonly string[], readonly string[]]>([
  [['models/a.yaml'], ['models/a.yaml']],
  [['models/*.yaml'], ['models/a.yaml', 'models/b.yaml']],
  [
    ['models/b.yaml', './models/*.yaml'],
    ['models/a.yaml', 'models/b.yaml'],
  ],
  [['**/*.yaml'], ['models/a.yaml', 'models/b.yaml', 'models/eu/c.yaml']],
])('finds the files of %j, each once and in order', (patterns, files) => {
  expect(read(...patterns)).toEqual({ files, problems: [] });
});

it('takes a file that is named like a pattern', () => {
  writeFileSync(join(folder, 'models/[a].yaml'), '');
  expect(read('models/[a].yaml')).toEqual({ files: ['models/[a].yaml'], problems: [] });
});

it.each([
  ['model/*.yaml', 'models: expected a pattern that some file matches, but got model/*.yaml'],
  ['models/z.yaml', 'models: expected a file that exists in the repository, but got models/z.yaml'],
  ['../secret.yaml', 'models: expected a file in the repository, not outside of it, but got ../secret.yaml'],
  ['{.,..}/*.yaml', 'models: expected a file that exists in the repository, but got {.,..}/*.yaml'],
  ['../*.yaml', 'models: expected a file in the repository, not outside of it, but got ../*.yaml'],
  ['/etc/*', 'models: expected a file in the repository, not outside of it'],
  ['models', 'models: expected a file, but got models'],
])('says what is wrong with %s', (pattern, problem) => {
  expect(read(pattern)).toEqual({ files: [], problems: [expect.stringContaining(problem)] });
});

it('follows no link out of the repository', () => {
  symlinkSync(join(outside, 'secret.yaml'), join(folder, 'models/link.yaml'));
  symlinkSync(outside, join(folder, 'models/out'));
  expect(read('models/link.yaml', 'models/out/*.yaml', 'models/a.yaml')).toEqual({
    files: ['models/a.yaml'],
    problems: [
      'models: expected a file in the repository, not outside of it, but got models/link.yaml',
      'models: expected a file in the repository, not outside of it, but got models/out/secret.yaml',
    ],
  });
});

it('does not read what is larger than any file of models', () => {
  writeFileSync(join(folder, 'models/large.yaml'), '');
  truncateSync(join(folder, 'models/large.yaml'), 50 * 1024 * 1024);
  expect(read('models/large.yaml').problems).toEqual([expect.stringContaining('a file of at most 1048576 bytes')]);
});

it('reads UTF-8 only, and leaves out its mark', () => {
  writeFileSync(join(folder, 'models/a.yaml'), Buffer.from([0xef, 0xbb, 0xbf, 0x61]));
  writeFileSync(join(folder, 'models/b.yaml'), Buffer.from([0xff, 0xfe, 0x61, 0x00]));
  const { files, problems } = readModelsFiles(['models/*.yaml'], folder);
  expect(files).toEqual([{ file: 'models/a.yaml', text: 'a' }]);
  expect(problems.map(problemLine)).toEqual(['models: expected a file in UTF-8, but got models/b.yaml']);
});
