import type { Inputs } from './inputs';
import { invalid, type Parsed, valid } from '../shared/parsed';
import type { Checksums, Downloads } from '../stack/engine/checksums';

/** Where the engine is downloaded, and what it has to be. */
export function readDownloads(inputs: Inputs): Downloads {
  return {
    mirror: inputs.takeText('download-mirror', parseMirror),
    checksums: inputs.takeText('download-checksums', parseChecksums) ?? {},
    isChecksumRequired: inputs.values['require-checksums'],
  };
}

/** Names of files are put behind it. */
function parseMirror(text: string): Parsed<string> {
  const url = URL.parse(text);
  return url?.protocol === 'https:' && !url.search && !url.hash && isDecodable(url)
    ? valid(url.href.replace(/\/+$/, ''))
    : invalid('an address that starts with https:// and has neither ? nor #, such as https://mirror.acme.dev/pulumi');
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}

/** As `sha256sum` writes them, with `*` before files that it has read as binary, and as `./FILE`. */
function parseChecksums(text: string): Parsed<Checksums> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line) => /^([0-9a-f]{64})\s+\*?(?:\.\/)?([\w.+-]+)$/i.exec(line.trim()));
  const unread = lines[entries.indexOf(null)];
  return unread === undefined
    ? valid(Object.fromEntries(entries.map((entry) => [entry![2]!, entry![1]!.toLowerCase()])))
    : invalid(`one SHA256 FILE a line, with 64 hexadecimal digits and the name of a file, not ${unread.trim()}`);
}
