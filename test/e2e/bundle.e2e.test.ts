import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { run } from '../../sandbox/process';

const ROOT = join(__dirname, '../..');
const DIST = join(ROOT, 'dist');
/** Packages that `projen release` makes stand beside the bundle. */
const BUNDLED = /\.(js|cjs|txt)$/;

describe('dist/', () => {
  let rebuilt: string;

  beforeAll(async () => {
    rebuilt = await mkdtemp(join(tmpdir(), 'model-deployment-iam-dist-'));
    await run(process.execPath, ['--import', 'tsx', 'tools/bundle.ts', rebuilt], { cwd: ROOT });
  });
  afterAll(() => rm(rebuilt, { recursive: true }));

  it('is what the sources make, to the byte', async () => {
    expect(await filesOf(DIST)).toEqual(await filesOf(rebuilt));
  });

  it('names no folder of the machine it was made on', async () => {
    const files = await filesOf(DIST);
    expect(Object.entries(files).filter(([, content]) => content.includes(ROOT))).toEqual([]);
  });

  it('has at most 4.5 MB, licences included', async () => {
    const files = Object.entries(await filesOf(DIST));
    const bytes = files.reduce((sum, [, content]) => sum + Buffer.byteLength(content), 0);

    expect(files.map(([name]) => name)).toContain('licenses.txt');
    expect(bytes).toBeLessThanOrEqual(4_500_000);
  });

  it('tells of invalid inputs before it loads what the network needs', async () => {
    const program = `
      process.on('exit', () => {
        console.log('loaded:', process.moduleLoadList.filter((name) => /^NativeModule (http2?|tls)$/.test(name)).join(' '));
        process.exitCode = 0;
      });
      require(${JSON.stringify(join(DIST, 'index.js'))});`;
    const output = await run(process.execPath, ['-e', program], { env: {} });

    expect(output).toMatch(/^Nothing ran: 5 inputs/);
    expect(output).toMatch(/^loaded: $/m);
  });

  it('has no licence that asks for more than a notice', async () => {
    expect(await readFile(join(DIST, 'licenses.txt'), 'utf8')).not.toMatch(/GNU (AFFERO |LESSER )?GENERAL PUBLIC/i);
  });
});

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && BUNDLED.test(entry.name));
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path, 'utf8')])),
  );
}
