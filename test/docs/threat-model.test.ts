import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../../docs');
const PAGE = readFileSync(join(DOCS, 'threat-model.md'), 'utf8');

/** The rows of the tables of promises. */
const PROMISES = [...PAGE.matchAll(/^\| (?!Promise|---)(.+) \| (.+) \|$/gm)]
  .filter(({ index }) => index > PAGE.indexOf('## What is promised') && index < PAGE.indexOf('## What is not promised'))
  .map(([, promise, tests]) => ({ promise: promise!, tests: testsOf(tests!) }));

function testsOf(cell: string): { name: string; file: string }[] {
  return [...cell.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, name, file]) => ({ name: name!, file: file! }));
}

it.each(PROMISES)('has tests: $promise', ({ tests }) => {
  expect(tests).not.toEqual([]);
  for (const { name, file } of tests) {
    expect(file).toMatch(/^\.\.\/test\/.*\.test\.ts$/);
    const text = readFileSync(join(DOCS, file), 'utf8');
    const titles = [`'${name}'`, `"${name}"`, `\`${name}\``];
    expect({ name, file, isThere: titles.some((title) => text.includes(title)) }).toEqual({
      name,
      file,
      isThere: true,
    });
  }
});

it('has promises, and names each test once', () => {
  const tests = PROMISES.flatMap((promise) => promise.tests.map(({ name, file }) => `${file} ${name}`));
  expect(PROMISES.length).toBeGreaterThan(30);
  expect(tests.filter((test, index) => tests.indexOf(test) !== index)).toEqual([]);
});
