import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { verifiedByCosign } from '../../tools/suite/verified-by-cosign';

let folder: string;
const path = process.env.PATH;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cosign-'));
  process.env.PATH = [folder, path].join(delimiter);
});
afterEach(async () => {
  process.env.PATH = path;
  await rm(folder, { recursive: true });
});

/** In place of cosign: notes its arguments, a line each, and the files that it was given. */
async function fakeCosign(ending: string): Promise<void> {
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/arguments\ncat "$3" > ${folder}/bundle\nfor last; do :; done\ncat "$last" > ${folder}/text\n${ending}\n`;
  await writeFile(join(folder, 'cosign'), script, { mode: 0o755 });
}

const noted = (file: string) => readFile(join(folder, file), 'utf8');

it("asks for a signature of Pulumi's own workflow, by GitHub's word", async () => {
  await fakeCosign('exit 0');
  await verifiedByCosign('the list', 'the bundle');
  expect([await noted('text'), await noted('bundle')]).toEqual(['the list', 'the bundle']);
  const [command, , , , signer, , issuer] = (await noted('arguments')).split('\n');
  expect([command, issuer]).toEqual(['verify-blob', 'https://token.actions.githubusercontent.com']);

  const workflows = 'https://github.com/pulumi/pulumi/.github/workflows';
  const isSigner = (identity: string) => new RegExp(signer!).test(identity);
  expect(isSigner(`${workflows}/sign.yml@refs/heads/master`)).toBe(true);
  expect(isSigner(`${workflows}/ci-prepare-release.yml@refs/heads/staging`)).toBe(true);
  expect(isSigner(`${workflows}/on-pr.yml@refs/heads/master`)).toBe(false);
  expect(isSigner(`${workflows}/sign.yml@refs/pull/1/merge`)).toBe(false);
  expect(isSigner(`https://github.com/evil/pulumi/.github/workflows/sign.yml@refs/heads/master`)).toBe(false);
  expect(isSigner(`https://evil.dev/?${workflows}/sign.yml@refs/heads/master`)).toBe(false);
});

it('throws what cosign says', async () => {
  await fakeCosign('echo "no matching signatures" >&2; exit 10');
  await expect(verifiedByCosign('the list', 'the bundle')).rejects.toThrow('no matching signatures');
});

it('throws where there is no cosign', async () => {
  process.env.PATH = folder;
  await expect(verifiedByCosign('the list', 'the bundle')).rejects.toThrow('ENOENT');
});
