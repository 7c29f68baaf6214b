import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goProgram } from '../go-tools';

/**
 * @returns a folder for PATH, with the AWS provider on the real Pulumi bridge as an executable `pulumi-resource-aws`: what
 *   the Action's stacks run on
 */
export async function bridgeProviderFolder(): Promise<string> {
  return goProgram({
    name: 'bridge-provider',
    module: __dirname,
    pkg: '.',
    flags: '-s -w',
    executable: 'pulumi-resource-aws',
    sources: await goSources(),
  });
}

async function goSources(): Promise<string[]> {
  const files = (await readdir(__dirname, { recursive: true })).filter(
    (file) => file.endsWith('.go') && !file.endsWith('_test.go'),
  );
  return Promise.all(files.sort().map((file) => readFile(join(__dirname, file), 'utf8')));
}
