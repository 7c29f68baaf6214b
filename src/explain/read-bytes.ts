/** Far more than any policy has, and enough for the plans and templates that policies are in. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * All that a file or a pipe has.
 *
 * @throws Error if that is more than 64 MB, which may never end
 */
export async function readAtMost(stream: AsyncIterable<Uint8Array>, limit = MAX_BYTES): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) {
      throw new Error(`it has more than ${limit / 1024 / 1024} MB, and a policy at most 10,240 characters.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  ENOTDIR: 'there is no such file.',
  EACCES: 'permission denied.',
  EPERM: 'permission denied.',
  EISDIR: 'it is a folder.',
  ENAMETOOLONG: 'the name is too long.',
  ELOOP: 'it is a link that leads to itself.',
};

/** Without the name of the file, which the caller says, and in words. */
export function inWordsOfFiles(error: NodeJS.ErrnoException): Error {
  const { code } = error;
  return new Error(code === undefined ? error.message : (REASONS[code] ?? code));
}
