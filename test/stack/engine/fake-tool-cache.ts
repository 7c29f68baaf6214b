import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ToolCache } from '../../../src/stack/engine/install';

/** In place of `@actions/tool-cache`: downloads are files on disk, and archives are "extracted" to empty folders. */
export class FakeToolCache implements ToolCache {
  readonly done: string[] = [];
  /** The headers that were sent along. */
  readonly authorizations: string[] = [];

  constructor(
    private readonly folder: string,
    /** What there is to download, by URL. */
    private readonly downloads: Readonly<Record<string, string>> = {},
  ) {}

  async downloadTool(url: string, _file?: string, authorization?: string): Promise<string> {
    this.done.push(`download ${url}`);
    if (authorization) this.authorizations.push(authorization);
    const content = this.downloads[url];
    if (content === undefined) throw new Error('Unexpected HTTP response: 404');
    const file = join(await mkdtemp(join(this.folder, 'download-')), 'file');
    await writeFile(file, content);
    return file;
  }

  async extractTar(): Promise<string> {
    return this.extract('tar');
  }

  async extractZip(): Promise<string> {
    return this.extract('zip');
  }

  private async extract(kind: string): Promise<string> {
    this.done.push(`extract ${kind}`);
    const folder = join(this.folder, kind);
    await mkdir(folder, { recursive: true });
    return folder;
  }
}
