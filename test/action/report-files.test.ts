import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReportFile, workflowFile, workspaceWriter, writeReportFiles } from '../../src/action/report-files';

let folder: string;
let workspace: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-files-'));
  workspace = join(folder, 'workspace');
  await mkdir(workspace);
  await mkdir(join(folder, 'outside'));
});

afterEach(() => rm(folder, { recursive: true }));

it.each([
  ['acme/churn/.github/workflows/model access.yml@refs/heads/a@b', '.github/workflows/model access.yml'],
  ['nonsense', '.github/workflows'],
  [undefined, '.github/workflows'],
])('finds the file of the workflow in %s', (reference, file) => {
  expect(workflowFile(reference)).toBe(file);
});

describe('workspaceWriter', () => {
  const write = (path: string, content = 'content') => workspaceWriter(workspace)(path, content);
  const outside = () => readdir(join(folder, 'outside'));

  it('writes a file, and makes the folders that it is in', async () => {
    await write('a/b/report.json');
    expect(await readFile(join(workspace, 'a/b/report.json'), 'utf8')).toBe('content');
    expect(await readdir(join(workspace, 'a/b'))).toEqual(['report.json']);
  });

  it('replaces a file that is there', async () => {
    await write('report.json', 'a long text');
    await write(join(workspace, 'report.json'), 'short');
    expect(await readFile(join(workspace, 'report.json'), 'utf8')).toBe('short');
  });

  it('works in a workspace that is reached by a link', async () => {
    await symlink(workspace, join(folder, 'link'));
    await workspaceWriter(join(folder, 'link'))('a/report.json', 'content');
    expect(await readFile(join(workspace, 'a/report.json'), 'utf8')).toBe('content');
  });

  it.each([
    ['a folder', 'out/report.json'],
    ['a folder that is not there yet', 'out/a/b/report.json'],
  ])('does not follow a link out of the workspace to %s', async (_, path) => {
    await symlink(join(folder, 'outside'), join(workspace, 'out'));
    await expect(write(path)).rejects.toThrow('leads out of the workspace');
    expect(await outside()).toEqual([]);
  });

  it('does not make the folder that a link out of the workspace names', async () => {
    await symlink(join(folder, 'outside', 'missing'), join(workspace, 'out'));
    await expect(write('out/report.json')).rejects.toThrow();
    expect(await outside()).toEqual([]);
  });

  it('refuses a path out of the workspace', async () => {
    await expect(write('../outside/report.json')).rejects.toThrow('leads out of the workspace');
    expect(await outside()).toEqual([]);
  });

  it('does not follow a link to where files are run', async () => {
    await mkdir(join(workspace, '.github'));
    await symlink(join(workspace, '.github'), join(workspace, 'reports'));
    await expect(workspaceWriter(workspace)('reports/report.json', 'content')).rejects.toThrow('whose files are run');
    expect(await readdir(join(workspace, '.github'))).toEqual([]);
  });

  it('replaces a link to a file instead of following it', async () => {
    await writeFile(join(folder, 'outside', 'file'), 'precious');
    await symlink(join(folder, 'outside', 'file'), join(workspace, 'report.json'));
    await write('report.json');
    expect(await readFile(join(folder, 'outside', 'file'), 'utf8')).toBe('precious');
    expect(await readFile(join(workspace, 'report.json'), 'utf8')).toBe('content');
  });

  it('leaves nothing behind where a folder is in the way', async () => {
    await mkdir(join(workspace, 'report.json'));
    await expect(write('report.json')).rejects.toThrow();
    expect(await readdir(workspace)).toEqual(['report.json']);
  });
});

describe('writeReportFiles', () => {
  const SARIF: ReportFile = { input: 'sarif-file', path: '/w/a.sarif', render: () => 'sarif' };
  const JSON_FILE: ReportFile = { input: 'report-file', path: '/w/a.json', render: () => 'json' };

  async function written(files: readonly ReportFile[], failing?: string) {
    const contents: Record<string, string> = {};
    const warnings: string[] = [];
    await writeReportFiles(files, {
      log: { info: () => {}, warning: (line) => void warnings.push(line) },
      write: async (path, content) => {
        if (path === failing) throw new Error('disk full');
        contents[path] = content;
      },
    });
    return { contents, warnings };
  }

  it('writes each file', async () => {
    expect(await written([SARIF, JSON_FILE])).toEqual({
      contents: { '/w/a.sarif': 'sarif', '/w/a.json': 'json' },
      warnings: [],
    });
  });

  it.each<[string, ReportFile, string | undefined]>([
    ['written', SARIF, SARIF.path],
    [
      'made',
      {
        ...SARIF,
        render: () => {
          throw new Error('disk full');
        },
      },
      undefined,
    ],
  ])('warns where a file can not be %s, and writes the others', async (_, file, failing) => {
    expect(await written([file, JSON_FILE], failing)).toEqual({
      contents: { '/w/a.json': 'json' },
      warnings: ['sarif-file could not be written to /w/a.sarif: disk full'],
    });
  });

  it('leaves out a file for which there is nothing to write', async () => {
    const files = [{ ...SARIF, render: () => undefined }, JSON_FILE];
    expect(await written(files)).toEqual({ contents: { '/w/a.json': 'json' }, warnings: [] });
  });

  it('keeps the first of two with the same path', async () => {
    const { contents, warnings } = await written([SARIF, { ...JSON_FILE, path: SARIF.path }]);
    expect(contents).toEqual({ '/w/a.sarif': 'sarif' });
    expect(warnings).toEqual(['report-file could not be written to /w/a.sarif: sarif-file names the same file.']);
  });
});
