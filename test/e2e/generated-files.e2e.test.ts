import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import generated from '../../.projen/files.json';
import { run } from '../../sandbox/process';

const ROOT = join(__dirname, '../..');

it('projen would generate the files as they are', async () => {
  const before = generatedFiles();
  // In a test, projen would write to a temporary folder.
  const { NODE_ENV: _, ...env } = process.env;
  await run('projen', [], { cwd: ROOT, env });

  expect(generatedFiles()).toEqual(before);
});

function generatedFiles(): Record<string, string | undefined> {
  // Only parts of these pages are generated.
  const pages = [
    'README.md',
    ...['bootstrap', 'comment', 'workflows', 'inputs', 'aws-permissions'].map((name) => `docs/${name}.md`),
  ];
  const files = [...generated.files, 'package.json', ...pages];
  const contentOf = (file: string) =>
    existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), 'utf8') : undefined;
  return Object.fromEntries(files.map((file) => [file, contentOf(file)]));
}
