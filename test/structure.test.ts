import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const CONFIGURATION = '.dependency-cruiser.cjs';

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
