import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUsable, keepTool, type ToolFolder, toolFolder } from '../../../src/stack/engine/tool-folder';

let cache: string;
let folder: ToolFolder;
let log: string[];

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'tool-cache-'));
  folder = toolFolder(cache, '3.274.1');
  log = [];
});
afterEach(() => rm(cache, { recursive: true }));

/** @returns a folder with the tool, as it comes out of an archive */
async function tool(content = '#!/bin/sh\n'): Promise<string> {
  const source = await mkdtemp(join(cache, 'source-'));
  await writeFile(join(source, folder.program), content, { mode: 0o755 });
  return source;
}

const keep = (source: string) => keepTool(source, folder, (line) => void log.push(line));

it('is kept where others look for it, and nothing else is left there', async () => {
  expect(folder.path).toBe(join(cache, 'pulumi/3.274.1', process.arch));
  expect(await isUsable(folder)).toBe(false);
  expect(await keep(await tool())).toBe(folder.path);
  expect(await isUsable(folder)).toBe(true);
  expect((await readdir(join(cache, 'pulumi/3.274.1'))).sort()).toEqual([process.arch, `${process.arch}.complete`]);
});

it('is put there once by all who come at the same time', async () => {
  const sources = await Promise.all(Array.from({ length: 8 }, (_, index) => tool(`#!/bin/sh\necho ${index}\n`)));
  const kept = await Promise.all(sources.map(keep));
  expect(new Set(kept)).toEqual(new Set([folder.path]));
  expect(await readFile(join(folder.path, folder.program), 'utf8')).toMatch(/^#!\/bin\/sh\necho \d\n$/);
  expect(await isUsable(folder)).toBe(true);
});

it('stays as it is where somebody came first', async () => {
  await keep(await tool('#!/bin/sh\necho first\n'));
  expect(await keep(await tool('#!/bin/sh\necho second\n'))).toBe(folder.path);
  expect(await readFile(join(folder.path, folder.program), 'utf8')).toContain('first');
});

it.each(['', '#!/bin/sh'])('takes the place of one that can not be run: %j', async (content) => {
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, folder.program), content, { mode: 0o644 });
  await writeFile(`${folder.path}.complete`, '');
  expect(await isUsable(folder)).toBe(false);
  expect(await keep(await tool())).toBe(folder.path);
  expect(await isUsable(folder)).toBe(true);
});

it('keeps out of the way of a job that fills the folder file by file, unless that was long ago', async () => {
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, folder.program), '#!/bin/sh\nhalf', { mode: 0o755 });
  const source = await tool();
  expect(await keep(source)).toBe(source);
  expect(await readFile(join(folder.path, folder.program), 'utf8')).toContain('half');

  await utimes(folder.path, 0, 0);
  expect(await keep(source)).toBe(folder.path);
  expect(await readFile(join(folder.path, folder.program), 'utf8')).not.toContain('half');
});

it('is used from where it is, if nothing can be kept', async () => {
  await writeFile(join(cache, 'pulumi'), 'a file');
  const source = await tool();
  expect(await keep(source)).toBe(source);
  expect(log).toEqual([expect.stringMatching(/^Pulumi is not kept in the tool cache: E/)]);
});
