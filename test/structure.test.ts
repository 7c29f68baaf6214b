import { spawnSync } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const ROOT = join(__dirname, '..');
const CONFIGURATION = '.dependency-cruiser.cjs';
const SOURCES = ['src', 'test', 'sandbox', 'tools', 'projenrc'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,mjs}`, { cwd: ROOT }),
);

it('has no circles, and no import against the layers', () => {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const places = ['src', 'sandbox', 'tools', 'projenrc', '.projenrc.ts'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--config', CONFIGURATION, ...places], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout + stderr).toContain('no dependency violations found');
});

it('knows the layer of every folder', () => {
  const configuration = readFileSync(join(ROOT, CONFIGURATION), 'utf8');
  const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) expect(configuration).toMatch(new RegExp(`^  ${name}: \\[`, 'm'));
});

it('exports nothing that nobody imports', () => {
  const texts = new Map(SOURCES.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));
  // What the package exports is for others.
  const ours = SOURCES.filter((file) => /^src\/(?!index|template\/model-deployment-iam)/.test(file));
  const unused = ours.flatMap((file) => {
    const names = [...texts.get(file)!.matchAll(/^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm)];
    const isUsed = (name: string) => SOURCES.some((other) => other !== file && wordsOf(texts.get(other)!).has(name));
    return names.flatMap(([, name]) => (isUsed(name!) ? [] : [`${file}: ${name}`]));
  });
  expect(unused).toEqual([]);
});

it('has every name from the file that defines it', () => {
  const passedOn = SOURCES.filter((file) => file !== 'src/index.ts').filter(
    (file) => basename(file) === 'index.ts' || /^export (type )?(\{|\*)/m.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(passedOn).toEqual([]);
});

const knownWords = new Map<string, ReadonlySet<string>>();

function wordsOf(text: string): ReadonlySet<string> {
  const words = knownWords.get(text) ?? new Set(text.match(/\w+/g));
  knownWords.set(text, words);
  return words;
}
