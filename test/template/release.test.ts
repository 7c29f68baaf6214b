import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentRelease } from '../../src/template/release';
import { pinned } from '../../src/template/workflows/pinned';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';

function packageOf(version: string, commit?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-release-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ version }));
  mkdirSync(join(folder, 'lib'));
  if (commit) writeFileSync(join(folder, 'lib/release.json'), JSON.stringify({ commit }));
  return folder;
}

test.each([
  ['a release, with its commit', '1.2.3', COMMIT, 'v1.2.3'],
  ['a package that no release made, by its version', '1.2.3', undefined, 'v1.2.3'],
  ['the sources, by the moving tag', '0.0.0', undefined, 'v1'],
])('the Action that workflows use is that of %s', (_, version, commit, tag) => {
  expect(currentRelease(packageOf(version, commit))).toEqual({
    action: `model-deployment-iam/model-deployment-iam@${tag}`,
    commit,
  });
});

test('only the one action may go without a commit', () => {
  const yaml = '- uses: acme/build@v1\n- uses: acme/other@v1';
  expect(() => pinned(yaml, {}, 'acme/build@v1')).toThrow('The commit of acme/other@v1 is not known');
});
