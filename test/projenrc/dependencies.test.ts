import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFEST = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8'));

test('what the build needs is pinned to a version, so that it is the same tomorrow', () => {
  const ranges = Object.entries(MANIFEST.devDependencies).filter(
    ([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(`${version}`),
  );
  expect(ranges).toEqual([]);
});

test('the package needs nothing at run time but its peers', () => {
  expect(MANIFEST).not.toHaveProperty('dependencies');
  expect(Object.keys(MANIFEST.peerDependencies).sort()).toEqual(['constructs', 'projen']);
});
